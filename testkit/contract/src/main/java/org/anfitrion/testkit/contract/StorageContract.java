package org.anfitrion.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.storage.PoolInfo;
import org.anfitrion.api.storage.PoolSpec;
import org.anfitrion.api.storage.PoolState;
import org.anfitrion.api.storage.VolumeId;
import org.anfitrion.api.storage.VolumeInfo;
import org.anfitrion.api.storage.VolumeSpec;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.StorageFacet;
import org.junit.jupiter.api.Test;

/** The rules of {@link StorageFacet}: {@code STO}; those of volumes are apart. */
public interface StorageContract extends VolumeContract {

    /**
     * What was asked for is there, once.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.STO_1)
    default void aDefinedPoolIsThereOnceAndInactive(Bench bench) {
        StorageStage stage = new StorageStage(bench);
        PoolSpec asked = stage.spec().autostart(true);
        PoolInfo row = stage.define(asked);
        List<PoolInfo> listed = stage.facet().pools().stream()
                .filter(other -> other.name().equals(asked.name()))
                .toList();
        assertAll(
                () -> assertEquals(asked.name(), row.name(), "its name"),
                () -> assertEquals(PoolState.INACTIVE, row.state(), "its state"),
                () -> assertTrue(row.persistent(), "it is not kept"),
                () -> assertEquals(asked.source(), row.source(), "its source"),
                () -> assertTrue(row.autostart(), "its autostart"),
                () -> assertEquals(List.of(row), listed, "how it is listed"),
                () -> assertEquals(row, stage.row(asked.name()), "how it is found"));
        stage.does(Feature.STORAGE, () -> stage.facet().autostart(asked.name(), false));
        assertFalse(stage.row(asked.name()).autostart(), "its autostart after it was taken away");
    }

    /**
     * A name is given once.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.STO_2)
    default void aTakenPoolNameIsRefusedAndTheOtherStays(Bench bench) {
        StorageStage stage = new StorageStage(bench);
        PoolInfo there = stage.define(stage.spec());
        PoolSpec elsewhere = PoolSpec.of(there.name(), stage.spec().source()).autostart(true);
        stage.refused(AlreadyExistsException.class, () -> stage.facet().define(elsewhere));
        assertEquals(there, stage.row(there.name()), "the pool that was there before");
    }

    /**
     * Active is active, and inactive is not.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.STO_3)
    default void aPoolIsStartedAndStoppedOnce(Bench bench) {
        StorageStage stage = new StorageStage(bench);
        String name = stage.define(stage.spec()).name();
        stage.refused(InvalidStateException.class, () -> stage.facet().stop(name));
        assertEquals(PoolState.ACTIVE, stage.start(name).state(), "what start returned");
        assertEquals(PoolState.ACTIVE, stage.row(name).state(), "a started pool");
        assertTrue(stage.row(name).capacity().bytes() > 0, "an active pool can hold nothing");
        stage.refused(InvalidStateException.class, () -> stage.facet().start(name, false, Progress.unwatched()));
        PoolInfo refreshed = stage.perform(Feature.STORAGE, () -> stage.facet().refresh(name, Progress.unwatched()));
        assertEquals(PoolState.ACTIVE, refreshed.state(), "what refresh returned");
        PoolInfo stopped = stage.perform(Feature.STORAGE, () -> stage.facet().stop(name));
        assertEquals(PoolState.INACTIVE, stopped.state(), "what stop returned");
        assertEquals(PoolState.INACTIVE, stage.row(name).state(), "a stopped pool");
    }

    /**
     * What is not there is not found.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.STO_4)
    default void aPoolThatIsNotThereSaysSo(Bench bench) {
        StorageStage stage = new StorageStage(bench);
        StorageFacet facet = stage.facet();
        String absent = bench.name();
        Progress unwatched = Progress.unwatched();
        assertEquals(Optional.empty(), facet.pool(absent), "a pool that is not there");
        assertEquals(Optional.empty(), facet.volume(new VolumeId(absent, "v")), "a volume of a pool that is not there");
        stage.refused(NotFoundException.class, () -> facet.start(absent, true, unwatched));
        stage.refused(NotFoundException.class, () -> facet.stop(absent));
        stage.refused(NotFoundException.class, () -> facet.refresh(absent, unwatched));
        stage.refused(NotFoundException.class, () -> facet.autostart(absent, true));
        stage.refused(NotFoundException.class, () -> facet.remove(absent, false));
        stage.refused(NotFoundException.class, () -> facet.volumes(absent));
        stage.refused(
                NotFoundException.class,
                () -> facet.create(absent, VolumeSpec.raw("v", StorageStage.MEBIBYTE), unwatched));
    }

    /**
     * Nor is what is not in the pool.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.STO_4)
    default void aVolumeThatIsNotThereSaysSo(Bench bench) {
        StorageStage stage = new StorageStage(bench);
        StorageFacet facet = stage.facet();
        String pool = stage.pool();
        VolumeId absent = new VolumeId(pool, "absent");
        Progress unwatched = Progress.unwatched();
        assertEquals(Optional.empty(), facet.volume(absent), "a volume that is not there");
        stage.refused(NotFoundException.class, () -> facet.delete(absent));
        stage.refused(
                NotFoundException.class,
                Feature.VOLUME_RESIZE,
                () -> facet.resize(absent, StorageStage.MEBIBYTE, false, unwatched));
        stage.refused(NotFoundException.class, Feature.VOLUME_WIPE, () -> facet.wipe(absent, unwatched));
        VolumeSpec copy = VolumeSpec.raw("copy", StorageStage.MEBIBYTE);
        stage.refused(NotFoundException.class, Feature.VOLUME_COPY, () -> facet.copy(absent, pool, copy, unwatched));
        stage.refused(
                NotFoundException.class, Feature.VOLUME_STREAMS, () -> facet.download(absent, 0, OptionalLong.empty())
                        .close());
        stage.refused(
                NotFoundException.class, Feature.VOLUME_STREAMS, () -> facet.upload(absent, 0, OptionalLong.empty())
                        .close());
    }

    /**
     * An inactive pool does not answer for its volumes.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.STO_4)
    default void anInactivePoolDoesNotPassForAnEmptyOne(Bench bench) {
        StorageStage stage = new StorageStage(bench);
        String pool = stage.pool();
        VolumeId id = stage.create(pool, VolumeSpec.raw("there", StorageStage.MEBIBYTE))
                .id();
        stage.does(Feature.STORAGE, () -> stage.facet().stop(pool));
        stage.refused(InvalidStateException.class, () -> stage.facet().volumes(pool));
        stage.refused(InvalidStateException.class, () -> stage.facet().volume(id));
        stage.refused(InvalidStateException.class, () -> stage.facet().delete(id));
        VolumeSpec other = VolumeSpec.raw("other", StorageStage.MEBIBYTE);
        stage.refused(InvalidStateException.class, () -> stage.facet().create(pool, other, Progress.unwatched()));
    }

    /**
     * Forgetting is not deleting.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.STO_11)
    default void aRemovedPoolKeepsItsFilesUnlessTheyAreToGo(Bench bench) {
        StorageStage stage = new StorageStage(bench);
        PoolSpec spec = stage.spec();
        String pool = stage.define(spec).name();
        stage.start(pool);
        VolumeId id = stage.create(pool, VolumeSpec.raw("kept", StorageStage.MEBIBYTE))
                .id();
        stage.refused(InvalidStateException.class, () -> stage.facet().remove(pool, false));
        stage.refused(InvalidStateException.class, () -> stage.facet().remove(pool, true));
        removeAndDefine(stage, spec, false);
        assertTrue(stage.find(id).isPresent(), "the volume of a pool that was removed without its volumes");
        removeAndDefine(stage, spec, true);
        assertEquals(List.of(), stage.facet().volumes(pool), "the volumes of a pool that was removed with them");
    }

    private static void removeAndDefine(StorageStage stage, PoolSpec spec, boolean deleteVolumes) {
        stage.does(Feature.STORAGE, () -> stage.facet().stop(spec.name()));
        stage.does(Feature.STORAGE, () -> stage.facet().remove(spec.name(), deleteVolumes));
        assertEquals(Optional.empty(), stage.facet().pool(spec.name()), "a removed pool");
        stage.define(spec);
        stage.start(spec.name());
    }

    /**
     * A longer list takes no more round trips.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.STO_12)
    default void longListsTakeAsManyRoundTripsAsShortOnes(Bench bench) {
        StorageStage stage = new StorageStage(bench);
        LongSupplier counter = bench.backend()
                .roundTrips()
                .orElseThrow(() -> Ruling.unknown("round trips were not counted (BackendBuilder.roundTrips)"));
        String pool = stage.pool();
        stage.create(pool, VolumeSpec.raw("v", StorageStage.MEBIBYTE));
        long pools = during(counter, () -> stage.facet().pools());
        long volumes = during(counter, () -> stage.facet().volumes(pool));
        for (int i = 0; i < 5; i++) {
            stage.define(stage.spec());
            stage.create(pool, VolumeSpec.raw("v" + i, StorageStage.MEBIBYTE));
        }
        assertEquals(pools, during(counter, () -> stage.facet().pools()), "round trips of a list with more pools");
        assertEquals(
                volumes, during(counter, () -> stage.facet().volumes(pool)), "round trips of a list with more volumes");
    }

    private static long during(LongSupplier counter, Runnable work) {
        long before = counter.getAsLong();
        work.run();
        return counter.getAsLong() - before;
    }

    /**
     * Data is never syntax.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.STO_13)
    default void aVolumeHasTheNameThatItWasGiven(Bench bench) {
        StorageStage stage = new StorageStage(bench);
        String pool = stage.pool();
        for (String name : List.of(
                "-rf",
                "--help",
                "a b",
                "Ünï ✓ 磁",
                "$HOME;*",
                "100%s",
                "nbd:host",
                "json:{}",
                ".hidden",
                "~",
                "a=b,c")) {
            VolumeId id = new VolumeId(pool, name);
            VolumeInfo row = stage.create(pool, VolumeSpec.raw(name, StorageStage.MEBIBYTE));
            assertEquals(id, row.id(), "what create returned");
            assertEquals(row, stage.row(id), "how it is found");
            assertEquals(List.of(row), stage.listed(id), "how it is listed");
            byte[] bytes = StorageStage.bytes(name.length(), 1000);
            stage.write(id, 0, bytes);
            assertArrayEquals(bytes, stage.read(id, 0, bytes.length), () -> "the content of '" + name + "'");
        }
        assertEquals(
                11,
                stage.facet().volumes(pool).stream()
                        .map(VolumeInfo::path)
                        .distinct()
                        .count(),
                "the paths of the volumes");
        for (VolumeInfo row : stage.facet().volumes(pool)) {
            stage.does(Feature.STORAGE, () -> stage.facet().delete(row.id()));
        }
        assertEquals(List.of(), stage.facet().volumes(pool), "what is left after all were deleted");
    }
}
