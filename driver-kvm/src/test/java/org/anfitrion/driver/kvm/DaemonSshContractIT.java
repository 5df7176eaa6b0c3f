package org.anfitrion.driver.kvm;

import org.anfitrion.testkit.contract.Backend;
import org.anfitrion.testkit.contract.DriverContract;

/** QEMU behind a libvirtd that is reached over SSH keeps the contract. */
class DaemonSshContractIT implements DriverContract {

    @Override
    public Backend backend() {
        return DaemonBackend.over("qemu-ssh", lab -> lab.daemonOver("ssh"));
    }
}
