package org.anfitrion.testkit.contract;

import java.util.Objects;
import java.util.function.Function;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.storage.PoolSpec;

/**
 * What the rules of storage need on a backend. Immutable.
 *
 * <pre>{@code
 * StorageFixture.of(name -> PoolSpec.directory(name, scratch.resolve(name).toString()))
 * }</pre>
 *
 * @param pools describes a pool from its name, on a place of its own that is not there yet; whoever gives it deletes the places
 *     afterwards
 * @param thin a format that can lie on a backing image
 * @param base a format that such an image can have
 */
public record StorageFixture(Function<String, PoolSpec> pools, DiskFormat thin, DiskFormat base) {

    /**
     * Checks that nothing is missing.
     *
     * @param pools describes a pool from its name, on a place of its own that is not there yet; whoever gives it deletes the places afterwards
     * @param thin a format that can lie on a backing image
     * @param base a format that such an image can have
     */
    public StorageFixture {
        Objects.requireNonNull(pools, "pools");
        Objects.requireNonNull(thin, "thin");
        Objects.requireNonNull(base, "base");
    }

    /**
     * Begins with pools whose thin volumes are in QEMU's own format, and lie on raw ones.
     *
     * @param pools describes a pool from its name
     * @return the fixture
     */
    public static StorageFixture of(Function<String, PoolSpec> pools) {
        return new StorageFixture(pools, DiskFormat.QCOW2, DiskFormat.RAW);
    }
}
