package org.anfitrion.libvirt.xml;

import static org.anfitrion.libvirt.xml.DomainSchemaIT.assertValid;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.anfitrion.api.backup.BackupDisk;
import org.anfitrion.api.backup.BackupSpec;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.network.NetworkSpec;
import org.anfitrion.api.secret.SecretSpec;
import org.anfitrion.api.snapshot.SnapshotSpec;
import org.anfitrion.api.storage.PoolSpec;
import org.anfitrion.api.storage.VolumeSpec;
import org.anfitrion.testkit.contract.generate.DriveSpecs;
import org.anfitrion.testkit.contract.generate.NetworkSpecs;
import org.anfitrion.testkit.contract.generate.SecretSpecs;
import org.anfitrion.testkit.contract.generate.StorageSpecs;

/** What is written of networks, storage, snapshots and backups is valid by the schemas of the libvirt that is installed. */
class OtherSchemasIT {

    @Provide
    static Arbitrary<NetworkSpec> networks() {
        return NetworkSpecs.any();
    }

    @Provide
    static Arbitrary<PoolSpec> pools() {
        return StorageSpecs.pools();
    }

    @Provide
    static Arbitrary<VolumeSpec> volumes() {
        return StorageSpecs.volumes();
    }

    @Provide
    static Arbitrary<SecretSpec> secrets() {
        return SecretSpecs.any();
    }

    @Provide
    static Arbitrary<SnapshotSpec> snapshots() {
        return DriveSpecs.snapshots();
    }

    @Provide
    static Arbitrary<String> paths() {
        return DriveSpecs.paths();
    }

    @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
    void aNetworkIsValid(@ForAll("networks") NetworkSpec spec) {
        assertValid(NetworkDescription.write(spec));
    }

    @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
    void anUpdatedNetworkIsValid(@ForAll("networks") NetworkSpec first, @ForAll("networks") NetworkSpec second) {
        String xml = NetworkDescription.write(first);
        assertValid(NetworkDescription.edit(xml, first, second).xml());
    }

    @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
    void aPoolIsValid(@ForAll("pools") PoolSpec spec) {
        assertValid(PoolXml.write(spec));
    }

    @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
    void aVolumeIsValid(@ForAll("volumes") VolumeSpec spec) {
        assertValid(VolumeXml.write(spec));
    }

    @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
    void aSecretIsValid(@ForAll("secrets") SecretSpec spec) {
        assertValid(SecretXml.write(spec));
    }

    @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
    void aSnapshotIsValid(@ForAll("snapshots") SnapshotSpec spec) {
        assertValid(SnapshotDescription.write(spec));
    }

    @Property(tries = 20, edgeCases = EdgeCasesMode.NONE)
    void aBackupIsValid(@ForAll("paths") String path) {
        BackupSpec spec = BackupSpec.of(new BackupDisk("vda", path, DiskFormat.QCOW2));
        assertValid(BackupDescription.push(spec));
        assertValid(BackupDescription.pull(spec, path));
        assertValid(BackupDescription.checkpoint("c-1"));
    }
}
