package org.anfitrion.libvirt.driver;

import org.anfitrion.testkit.contract.Backend;
import org.anfitrion.testkit.contract.model.ModelProperties;

/** Whatever is done to domains of libvirt's test hypervisor, they behave as those in memory. */
class DefaultHostModelIT implements ModelProperties {

    @Override
    public Backend backend() {
        return Backend.of("libvirt-test", new LibvirtDriver(), "test:///default")
                .tries(50)
                .build();
    }
}
