package org.anfitrion.driver.kvm;

import org.anfitrion.testkit.contract.Backend;
import org.anfitrion.testkit.contract.DriverContract;

/** QEMU behind a libvirtd that is reached over TLS keeps the contract. */
class DaemonTlsContractIT implements DriverContract {

    @Override
    public Backend backend() {
        return DaemonBackend.over("qemu-tls", lab -> lab.daemonOver("tls"));
    }
}
