package org.anfitrion.driver.lxc.libvirt;

import org.anfitrion.testkit.contract.Backend;
import org.anfitrion.testkit.contract.model.ModelProperties;

/** Whatever is done to containers of libvirt's, they behave as domains in memory. */
class LibvirtLxcModelIT implements ModelProperties {

    @Override
    public Backend backend() {
        return LibvirtLxcBackend.over("lxc-libvirt", ContainerLab.raised().uri());
    }
}
