package org.anfitrion.testkit.contract.generate;

import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.storage.Backing;
import org.anfitrion.api.storage.PoolSource;
import org.anfitrion.api.storage.PoolSpec;
import org.anfitrion.api.storage.VolumeSpec;
import org.anfitrion.api.unit.DataSize;

/** Descriptions of pools and volumes that can be built; whether a backend takes them is another matter. */
public final class StorageSpecs {

    private static final long SECTOR = 512;
    private static final long SECTORS = 4096;

    private StorageSpecs() {}

    /**
     * Generates descriptions of pools with every kind of source that a description can have.
     *
     * @return descriptions with legal names, and UUIDs or none
     */
    public static Arbitrary<PoolSpec> pools() {
        return Combinators.combine(
                        DomainNames.legal(),
                        Arbitraries.create(UUID::randomUUID).optional(),
                        sources(),
                        Arbitraries.of(true, false))
                .as(PoolSpec::new);
    }

    private static Arbitrary<PoolSource> sources() {
        Arbitrary<String> paths = paths();
        Arbitrary<String> words =
                Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(12);
        return Arbitraries.oneOf(
                paths.map(PoolSource.Directory::new),
                Combinators.combine(paths, paths).as((device, path) -> new PoolSource.Filesystem(device, path, "ext4")),
                Combinators.combine(words, paths, paths)
                        .as((host, export, path) -> new PoolSource.NetworkFilesystem(host, export, path, "nfs")),
                Combinators.combine(words, paths.list().ofMaxSize(2)).as(PoolSource.LogicalVolumes::new),
                Combinators.combine(words, words)
                        .as((host, name) -> new PoolSource.Iscsi(host, "iqn.2020-01.example:" + name)));
    }

    private static Arbitrary<String> paths() {
        return DomainNames.legal().list().ofMinSize(1).ofMaxSize(3).map(names -> "/" + String.join("/", names));
    }

    /**
     * Generates descriptions of volumes.
     *
     * @return descriptions with legal names, sizes that a test can afford, and a backing image where the format can have one
     */
    public static Arbitrary<VolumeSpec> volumes() {
        return Combinators.combine(
                        DomainNames.legal(),
                        Arbitraries.longs().between(1, SECTORS).map(sectors -> DataSize.bytes(sectors * SECTOR)),
                        Arbitraries.of(DiskFormat.RAW, DiskFormat.QCOW2, DiskFormat.VDI),
                        Arbitraries.of(true, false),
                        paths().map(path -> new Backing(path, DiskFormat.RAW)).optional())
                .as((name, capacity, format, preallocated, backing) -> new VolumeSpec(
                        name,
                        capacity,
                        format,
                        preallocated,
                        backing.filter(below -> format.equals(DiskFormat.QCOW2) && !preallocated)));
    }
}
