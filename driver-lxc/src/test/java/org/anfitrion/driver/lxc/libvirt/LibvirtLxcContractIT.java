package org.anfitrion.driver.lxc.libvirt;

import org.anfitrion.testkit.contract.Backend;
import org.anfitrion.testkit.contract.DriverContract;

/** Containers of libvirt keep the contract. */
class LibvirtLxcContractIT implements DriverContract {

    @Override
    public Backend backend() {
        return LibvirtLxcBackend.over("lxc-libvirt", ContainerLab.raised().uri());
    }
}
