package org.anfitrion.driver.kvm;

import org.anfitrion.testkit.contract.Backend;
import org.anfitrion.testkit.contract.DriverContract;

/** QEMU behind a libvirtd that is reached over TCP keeps the contract. */
class DaemonTcpContractIT implements DriverContract {

    @Override
    public Backend backend() {
        return DaemonBackend.over("qemu-tcp", lab -> lab.daemonOver("tcp"));
    }
}
