package org.anfitrion.driver.kvm;

import java.nio.file.Path;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.storage.PoolSpec;
import org.anfitrion.testkit.contract.Backend;
import org.anfitrion.testkit.contract.CountedDevices;
import org.anfitrion.testkit.contract.DriverContract;
import org.anfitrion.testkit.contract.NativeDialect;
import org.anfitrion.testkit.contract.StorageFixture;

/** QEMU inside this process keeps the contract. */
class EmbedContractIT implements DriverContract {

    private static final String NAME = "qemu-embed";

    @Override
    public Backend backend() {
        Lab lab = Lab.raised();
        return lab.unobtainable()
                .map(reason -> Backend.unobtainable(NAME, reason))
                .orElseGet(() -> embedded(lab));
    }

    private static Backend embedded(Lab lab) {
        Path root = lab.root("c");
        String uri = "qemu:///embed?root=" + root;
        return LabGuests.on(LabGuests.plainly(Backend.of(NAME, new KvmDriver(), uri), lab), lab, uri)
                .with(StorageFixture.of(pool -> PoolSpec.directory(
                        pool, root.resolve("volumes").resolve(pool).toString())))
                .with(QemuDrives.in(root.resolve("drives"), lab.emptyQcow2(), uri))
                .with(QemuDevices.in(root.resolve("devices"), lab.emptyQcow2()))
                .with(QemuClones.in(root.resolve("clones"), uri))
                .with(LabNetworks.addressed(lab))
                .with(new CountedDevices(domain -> domain.disk(DiskSpec.file(lab.freshDisk()))))
                .dialect(NativeDialect.libvirt("qmp", "agent"))
                .refuses("qemu:///embed", InvalidSpecException.class)
                .refuses("qemu:///embed?root=relative", InvalidSpecException.class)
                .build();
    }
}
