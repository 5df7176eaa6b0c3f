package org.anfitrion.driver.kvm;

import org.anfitrion.testkit.contract.Backend;
import org.anfitrion.testkit.contract.DriverContract;

/** QEMU behind a libvirtd keeps the contract. */
class DaemonContractIT implements DriverContract {

    @Override
    public Backend backend() {
        return DaemonBackend.over("qemu-unix", Lab::daemon);
    }
}
