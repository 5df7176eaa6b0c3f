package org.anfitrion.testkit.contract.broken;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.storage.PoolInfo;
import org.anfitrion.api.storage.PoolSpec;
import org.anfitrion.api.storage.PoolState;
import org.anfitrion.api.storage.VolumeId;
import org.anfitrion.api.storage.VolumeInfo;
import org.anfitrion.api.storage.VolumeReader;
import org.anfitrion.api.storage.VolumeSpec;
import org.anfitrion.api.storage.VolumeWriter;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.StorageFacet;
import org.anfitrion.testkit.contract.Rule;

/** What drivers do wrong with the storage facet. */
final class StorageFaults {

    private StorageFaults() {}

    static Stream<Fault> all() {
        return Stream.concat(pools(), volumes());
    }

    private static Stream<Fault> pools() {
        return Stream.of(
                Fault.facet(Rule.STO_1, "a pool's autostart is lost", StorageFacet.class, sound -> new Object() {
                    public PoolInfo define(PoolSpec spec) {
                        return sound.define(spec.autostart(false));
                    }
                }),
                Fault.facet(Rule.STO_2, "defining a pool replaces another", StorageFacet.class, sound -> new Object() {
                    public PoolInfo define(PoolSpec spec) {
                        if (sound.pool(spec.name()).isPresent()) {
                            sound.remove(spec.name(), false);
                        }
                        return sound.define(spec);
                    }
                }),
                Fault.facet(Rule.STO_3, "an active pool starts again", StorageFacet.class, sound -> new Object() {
                    public PoolInfo start(String pool, boolean build, Progress progress) {
                        return sound.pool(pool)
                                .filter(row -> row.state() == PoolState.ACTIVE)
                                .orElseGet(() -> sound.start(pool, build, progress));
                    }
                }),
                Fault.facet(Rule.STO_4, "an inactive pool looks empty", StorageFacet.class, sound -> new Object() {
                    public List<VolumeInfo> volumes(String pool) {
                        try {
                            return sound.volumes(pool);
                        } catch (InvalidStateException e) {
                            return List.of();
                        }
                    }
                }),
                Fault.facet(Rule.STO_11, "forgetting a pool empties it", StorageFacet.class, sound -> new Object() {
                    public void remove(String pool, boolean deleteVolumes) {
                        sound.remove(pool, true);
                    }
                }),
                Fault.facet(Rule.STO_11, "an active pool is removed", StorageFacet.class, sound -> new Object() {
                    public void remove(String pool, boolean deleteVolumes) {
                        sound.pool(pool)
                                .filter(row -> row.state() == PoolState.ACTIVE)
                                .ifPresent(row -> sound.stop(pool));
                        sound.remove(pool, deleteVolumes);
                    }
                }),
                Fault.facet(Rule.STO_12, "volumes are listed one by one", StorageFacet.class, sound -> new Object() {
                    public List<VolumeInfo> volumes(String pool) {
                        return sound.volumes(pool).stream()
                                .map(row -> sound.volume(row.id()).orElseThrow())
                                .toList();
                    }
                }),
                Fault.facet(Rule.STO_13, "a dollar is syntax", StorageFacet.class, sound -> new Object() {
                    public VolumeInfo create(String pool, VolumeSpec spec, Progress progress) {
                        return sound.create(pool, spec.name(spec.name().replace("$", "_")), progress);
                    }
                }));
    }

    private static Stream<Fault> volumes() {
        return Stream.of(
                Fault.facet(Rule.STO_5, "a thin volume forgets its base", StorageFacet.class, sound -> new Object() {
                    public Optional<VolumeInfo> volume(VolumeId id) {
                        return sound.volume(id)
                                .map(row -> new VolumeInfo(
                                        row.id(),
                                        row.path(),
                                        row.format(),
                                        row.capacity(),
                                        row.allocation(),
                                        Optional.empty()));
                    }
                }),
                Fault.facet(Rule.STO_5, "a new volume replaces another", StorageFacet.class, sound -> new Object() {
                    public VolumeInfo create(String pool, VolumeSpec spec, Progress progress) {
                        try {
                            return sound.create(pool, spec, progress);
                        } catch (AlreadyExistsException e) {
                            sound.delete(new VolumeId(pool, spec.name()));
                            return sound.create(pool, spec, progress);
                        }
                    }
                }),
                Fault.facet(Rule.STO_6, "a download begins at a sector", StorageFacet.class, sound -> new Object() {
                    public VolumeReader download(VolumeId id, long offset, OptionalLong length) {
                        return sound.download(id, offset / 512 * 512, length);
                    }
                }),
                Fault.facet(Rule.STO_6, "a hole keeps what was there", StorageFacet.class, sound -> new Object() {
                    public VolumeWriter upload(VolumeId id, long offset, OptionalLong length) {
                        return new LeavingHoles(sound, id, offset, sound.upload(id, offset, length));
                    }
                }),
                Fault.facet(Rule.STO_7, "half a volume stays", StorageFacet.class, sound -> new Object() {
                    public VolumeInfo create(String pool, VolumeSpec spec, Progress progress) {
                        VolumeInfo row = sound.create(pool, spec, Progress.unwatched());
                        if (progress.cancelled()) {
                            throw new OperationCancelledException(
                                    Failure.to("create", row.id().toString()));
                        }
                        return row;
                    }
                }),
                Fault.facet(Rule.STO_7, "a closed upload can be finished", StorageFacet.class, sound -> new Object() {
                    public VolumeWriter upload(VolumeId id, long offset, OptionalLong length) {
                        VolumeWriter writer = sound.upload(id, offset, length);
                        return new Passing(writer) {
                            @Override
                            public void finish() {
                                if (writer.isOpen()) {
                                    writer.finish();
                                }
                            }
                        };
                    }
                }),
                Fault.facet(Rule.STO_8, "a copy lacks its end", StorageFacet.class, sound -> new Object() {
                    public VolumeInfo copy(VolumeId original, String pool, VolumeSpec spec, Progress progress) {
                        VolumeInfo row = sound.copy(original, pool, spec, progress);
                        overwrite(sound, row.id(), 40_000);
                        return row;
                    }
                }),
                Fault.facet(Rule.STO_8, "a base is written to", StorageFacet.class, sound -> new Object() {
                    public VolumeInfo create(String pool, VolumeSpec spec, Progress progress) {
                        VolumeInfo row = sound.create(pool, spec, progress);
                        row.backing().ifPresent(backing -> sound.volumes(pool).stream()
                                .filter(other -> other.path().equals(backing.path()))
                                .forEach(base -> overwrite(sound, base.id(), 0)));
                        return row;
                    }
                }),
                Fault.facet(Rule.STO_9, "a volume shrinks without leave", StorageFacet.class, sound -> new Object() {
                    public VolumeInfo resize(VolumeId id, DataSize capacity, boolean shrink, Progress progress) {
                        return sound.resize(id, capacity, true, progress);
                    }
                }),
                Fault.facet(Rule.STO_10, "wiping does nothing", StorageFacet.class, sound -> new Object() {
                    public void wipe(VolumeId id, Progress progress) {
                        var unused = sound.volume(id).orElseThrow(() -> notFound(id));
                    }
                }));
    }

    private static NotFoundException notFound(VolumeId id) {
        return new NotFoundException(Failure.to("wipe", id.toString()));
    }

    private static void overwrite(StorageFacet sound, VolumeId id, long offset) {
        try (VolumeWriter writer = sound.upload(id, offset, OptionalLong.empty())) {
            writer.hole(1000);
            writer.finish();
        }
    }

    /** An upload that passes everything on. */
    private static class Passing implements VolumeWriter {

        private VolumeWriter sound;

        Passing(VolumeWriter sound) {
            this.sound = sound;
        }

        void goOnWith(VolumeWriter next) {
            sound.finish();
            sound = next;
        }

        @Override
        public int write(ByteBuffer source) {
            return sound.write(source);
        }

        @Override
        public void hole(long length) {
            sound.hole(length);
        }

        @Override
        public void finish() {
            sound.finish();
        }

        @Override
        public boolean isOpen() {
            return sound.isOpen();
        }

        @Override
        public void close() {
            sound.close();
        }
    }

    /** An upload that goes on behind a hole, and does not write it. */
    private static final class LeavingHoles extends Passing {

        private final StorageFacet storage;
        private final VolumeId id;
        private long position;

        LeavingHoles(StorageFacet storage, VolumeId id, long position, VolumeWriter sound) {
            super(sound);
            this.storage = storage;
            this.id = id;
            this.position = position;
        }

        @Override
        public int write(ByteBuffer source) {
            int written = super.write(source);
            position += written;
            return written;
        }

        @Override
        public void hole(long length) {
            position += length;
            goOnWith(storage.upload(id, position, OptionalLong.empty()));
        }
    }
}
