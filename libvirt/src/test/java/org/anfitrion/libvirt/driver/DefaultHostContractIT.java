package org.anfitrion.libvirt.driver;

import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.testkit.contract.Backend;
import org.anfitrion.testkit.contract.DriverContract;
import org.anfitrion.testkit.contract.NativeDialect;

/** libvirt's own test hypervisor keeps the contract, through the driver of last resort. */
class DefaultHostContractIT implements DriverContract {

    @Override
    public Backend backend() {
        return Backend.of("libvirt-test", new LibvirtDriver(), "test:///default")
                .devices(domain -> domain.disk(DiskSpec.file("/no/such.qcow2"))
                        .nic(NicSpec.network("default").mac("52:54:00:12:34:56")))
                .dialect(NativeDialect.libvirt())
                .refuses("test:///no/such/host.xml", NotFoundException.class)
                .build();
    }
}
