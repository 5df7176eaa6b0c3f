package org.anfitrion.testkit.contract;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.storage.Backing;
import org.anfitrion.api.storage.PoolInfo;
import org.anfitrion.api.storage.PoolSpec;
import org.anfitrion.api.storage.VolumeId;
import org.anfitrion.api.storage.VolumeInfo;
import org.anfitrion.api.storage.VolumeReader;
import org.anfitrion.api.storage.VolumeSpec;
import org.anfitrion.api.storage.VolumeWriter;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.StorageFacet;
import org.anfitrion.spi.Target;

/** What a test of storage works with: pools and volumes that are swept when it ends. */
final class StorageStage {

    static final DataSize MEBIBYTE = DataSize.mebibytes(1);
    private static final Target HOST = new Target.Host();
    private static final int ROOM = 50_000;

    private final Bench bench;
    private final StorageFacet facet;
    private final StorageFixture fixture;

    StorageStage(Bench bench) {
        this.bench = bench;
        this.facet = bench.facet(StorageFacet.class, Feature.STORAGE);
        this.fixture = bench.backend().fixture(StorageFixture.class);
    }

    StorageFacet facet() {
        return facet;
    }

    <T> T perform(Feature feature, Supplier<T> operation) {
        return bench.perform(feature, HOST, operation);
    }

    void does(Feature feature, Runnable operation) {
        perform(feature, () -> {
            operation.run();
            return true;
        });
    }

    void refused(Class<? extends HypervisorException> type, Runnable operation) {
        refused(type, Feature.STORAGE, operation);
    }

    void refused(Class<? extends HypervisorException> type, Feature feature, Runnable operation) {
        bench.questions().refused(type, feature, HOST, operation);
    }

    PoolSpec spec() {
        return fixture.pools().apply(bench.name());
    }

    PoolInfo define(PoolSpec spec) {
        return perform(Feature.STORAGE, () -> facet.define(spec));
    }

    PoolInfo start(String pool) {
        return perform(Feature.STORAGE, () -> facet.start(pool, true, Progress.unwatched()));
    }

    /** A new pool that can be used. */
    String pool() {
        String name = define(spec()).name();
        start(name);
        return name;
    }

    PoolInfo row(String pool) {
        return facet.pool(pool).orElseThrow(() -> new AssertionError("pool '" + pool + "' is not found"));
    }

    VolumeInfo row(VolumeId id) {
        return facet.volume(id).orElseThrow(() -> new AssertionError(id + " is not found"));
    }

    List<VolumeInfo> listed(VolumeId id) {
        return facet.volumes(id.pool()).stream()
                .filter(row -> row.id().equals(id))
                .toList();
    }

    VolumeInfo create(String pool, VolumeSpec spec) {
        Feature feature = spec.backing().isPresent() ? Feature.VOLUME_BACKING : Feature.STORAGE;
        return perform(feature, () -> facet.create(pool, spec, Progress.unwatched()));
    }

    /** A raw volume with a content that no other has. */
    VolumeId filled(String pool, String name, int seed) {
        VolumeId id = create(pool, VolumeSpec.raw(name, MEBIBYTE)).id();
        write(id, 0, bytes(seed, ROOM));
        return id;
    }

    /** A volume of the format that can be thin. */
    VolumeSpec thin(String name) {
        return VolumeSpec.raw(name, MEBIBYTE).format(fixture.thin());
    }

    /** A volume of the format that others can lie on, with the content of {@link #filled}. */
    VolumeInfo base(String pool, String name, int seed) {
        boolean raw = fixture.base().equals(DiskFormat.RAW);
        VolumeId filled = filled(pool, raw ? name : name + "-content", seed);
        return raw ? row(filled) : copy(filled, VolumeSpec.raw(name, MEBIBYTE).format(fixture.base()));
    }

    static Backing backing(VolumeInfo below) {
        return new Backing(below.path(), below.format());
    }

    VolumeInfo copy(VolumeId original, VolumeSpec spec) {
        return perform(Feature.VOLUME_COPY, () -> facet.copy(original, original.pool(), spec, Progress.unwatched()));
    }

    /** The first bytes that a guest would read: those of a raw copy, if the volume is not raw itself. */
    byte[] content(VolumeId id, String spare) {
        VolumeInfo row = row(id);
        return row.format().equals(DiskFormat.RAW)
                ? read(id, 0, ROOM)
                : read(copy(id, VolumeSpec.raw(spare, row.capacity())).id(), 0, ROOM);
    }

    /** Bytes as random as a key: no encoding of text survives them. */
    static byte[] bytes(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** The content of {@link #filled}. */
    static byte[] filling(int seed) {
        return bytes(seed, ROOM);
    }

    static byte[] zeros() {
        return new byte[ROOM];
    }

    void write(VolumeId id, long offset, byte[] bytes) {
        does(Feature.VOLUME_STREAMS, () -> {
            try (VolumeWriter writer = facet.upload(id, offset, OptionalLong.of(bytes.length))) {
                writeAll(writer, bytes);
                writer.finish();
            }
        });
    }

    static void writeAll(VolumeWriter writer, byte[] bytes) {
        ByteBuffer source = ByteBuffer.wrap(bytes);
        while (source.hasRemaining()) {
            if (writer.write(source) < 1) {
                throw new AssertionError("a write took nothing");
            }
        }
    }

    /** Reads without a look at holes; less than was asked for if the volume ends. */
    byte[] read(VolumeId id, long offset, int length) {
        return perform(Feature.VOLUME_STREAMS, () -> {
            try (VolumeReader reader = facet.download(id, offset, OptionalLong.of(length))) {
                ByteBuffer target = ByteBuffer.allocate(length + 1);
                while (reader.read(target) >= 0) {
                    requireRoom(target);
                }
                return toArray(target);
            }
        });
    }

    /** Reads with a jump over each hole. */
    byte[] readJumping(VolumeId id, int length) {
        return perform(Feature.VOLUME_STREAMS, () -> {
            try (VolumeReader reader = facet.download(id, 0, OptionalLong.of(length))) {
                ByteBuffer target = ByteBuffer.allocate(length + 1);
                for (boolean more = true; more; requireRoom(target)) {
                    long hole = reader.skipHole();
                    if (hole < 0 || hole > target.remaining()) {
                        throw new AssertionError("a hole of " + hole + " bytes in a rest of " + target.remaining());
                    }
                    target.position(target.position() + (int) hole);
                    more = reader.read(target) >= 0;
                }
                return toArray(target);
            }
        });
    }

    private static void requireRoom(ByteBuffer target) {
        if (!target.hasRemaining()) {
            throw new AssertionError("there is more than was asked for");
        }
    }

    private static byte[] toArray(ByteBuffer target) {
        byte[] bytes = new byte[target.position()];
        target.flip().get(bytes);
        return bytes;
    }

    Optional<VolumeInfo> find(VolumeId id) {
        return facet.volume(id);
    }
}
