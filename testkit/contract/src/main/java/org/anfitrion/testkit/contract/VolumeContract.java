package org.anfitrion.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.storage.Backing;
import org.anfitrion.api.storage.VolumeId;
import org.anfitrion.api.storage.VolumeInfo;
import org.anfitrion.api.storage.VolumeSpec;
import org.anfitrion.api.storage.VolumeWriter;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.StorageFacet;
import org.junit.jupiter.api.Test;

/** The rules of {@link StorageFacet} that are about volumes: {@code STO}. */
public interface VolumeContract extends Contract {

    /**
     * What was asked for is there, once.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.STO_5)
    default void aMadeVolumeIsThereOnceAsItWasAskedFor(Bench bench) {
        StorageStage stage = new StorageStage(bench);
        String pool = stage.pool();
        for (VolumeSpec asked : List.of(VolumeSpec.raw("raw", StorageStage.MEBIBYTE), stage.thin("thin"))) {
            VolumeInfo row = stage.create(pool, asked);
            assertAll(
                    asked.name(),
                    () -> assertEquals(new VolumeId(pool, asked.name()), row.id(), "its identity"),
                    () -> assertEquals(asked.format(), row.format(), "its format"),
                    () -> assertEquals(asked.capacity(), row.capacity(), "its capacity"),
                    () -> assertEquals(Optional.empty(), row.backing(), "its backing image"),
                    () -> assertEquals(row, stage.row(row.id()), "how it is found"),
                    () -> assertEquals(List.of(row), stage.listed(row.id()), "how it is listed"));
            // A path that a drive can have is one that a description takes.
            assertEquals(row.path(), new Backing(row.path(), row.format()).path());
        }
    }

    /**
     * A volume knows what it lies on.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.STO_5)
    default void aThinVolumeKnowsItsBackingImage(Bench bench) {
        StorageStage stage = new StorageStage(bench);
        String pool = stage.pool();
        Backing backing = StorageStage.backing(stage.base(pool, "base", 4));
        VolumeInfo row = stage.create(pool, stage.thin("over").backing(backing));
        assertEquals(Optional.of(backing), row.backing(), "what create returned");
        assertEquals(row, stage.row(row.id()), "how it is found");
        assertEquals(List.of(row), stage.listed(row.id()), "how it is listed");
    }

    /**
     * A name is given once.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.STO_5)
    default void aTakenVolumeNameIsRefusedAndTheOtherStays(Bench bench) {
        StorageStage stage = new StorageStage(bench);
        String pool = stage.pool();
        VolumeId there = stage.filled(pool, "there", 5);
        VolumeId other = stage.create(pool, VolumeSpec.raw("other", StorageStage.MEBIBYTE))
                .id();
        VolumeInfo before = stage.row(there);
        VolumeSpec again = VolumeSpec.raw("there", DataSize.mebibytes(2));
        Progress unwatched = Progress.unwatched();
        stage.refused(AlreadyExistsException.class, () -> stage.facet().create(pool, again, unwatched));
        stage.refused(AlreadyExistsException.class, Feature.VOLUME_COPY, () -> stage.facet()
                .copy(other, pool, again, unwatched));
        assertEquals(before, stage.row(there), "the volume that was there before");
        assertArrayEquals(
                StorageStage.filling(5), stage.content(there, "spare"), "the content of the volume that was there");
    }

    /**
     * What goes in comes out.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.STO_6)
    default void whatIsUploadedIsDownloadedByteForByte(Bench bench) {
        StorageStage stage = new StorageStage(bench);
        VolumeId id = stage.create(stage.pool(), VolumeSpec.raw("v", StorageStage.MEBIBYTE))
                .id();
        int size = (int) StorageStage.MEBIBYTE.bytes();
        byte[] expected = new byte[size];
        int seed = 0;
        for (int offset : new int[] {0, 1, 65_537, 500_000, size - 4097}) {
            byte[] piece = StorageStage.bytes(seed++, 4097);
            System.arraycopy(piece, 0, expected, offset, piece.length);
            stage.write(id, offset, piece);
        }
        assertArrayEquals(expected, stage.read(id, 0, size), "all of it");
        assertArrayEquals(expected, stage.readJumping(id, size), "all of it, with a jump over each hole");
        assertArrayEquals(
                Arrays.copyOfRange(expected, 65_530, 65_530 + 777), stage.read(id, 65_530, 777), "a part of it");
        assertArrayEquals(
                Arrays.copyOfRange(expected, size - 10, size), stage.read(id, size - 10, 1000), "the end of it");
    }

    /**
     * A hole is zeros.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.STO_6)
    default void anUploadedHoleReadsAsZerosOverWhateverWasThere(Bench bench) {
        StorageStage stage = new StorageStage(bench);
        VolumeId id = stage.create(stage.pool(), VolumeSpec.raw("v", StorageStage.MEBIBYTE))
                .id();
        byte[] expected = StorageStage.bytes(6, 300_000);
        stage.write(id, 0, expected);
        byte[] end = StorageStage.bytes(7, 100);
        int hole = 200_001;
        stage.does(Feature.VOLUME_STREAMS, () -> {
            try (VolumeWriter writer = stage.facet().upload(id, 1000, OptionalLong.empty())) {
                writer.hole(hole);
                StorageStage.writeAll(writer, end);
                writer.finish();
            }
        });
        Arrays.fill(expected, 1000, 1000 + hole, (byte) 0);
        System.arraycopy(end, 0, expected, 1000 + hole, end.length);
        assertArrayEquals(expected, stage.read(id, 0, expected.length), "all of it");
        assertArrayEquals(expected, stage.readJumping(id, expected.length), "all of it, with a jump over each hole");
    }

    /**
     * What is cancelled or fails leaves nothing.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.STO_7)
    default void whatIsCancelledOrFailsLeavesNoVolume(Bench bench) {
        StorageStage stage = new StorageStage(bench);
        StorageFacet facet = stage.facet();
        String pool = stage.pool();
        VolumeId there = stage.filled(pool, "there", 8);
        VolumeSpec half = VolumeSpec.raw("half", StorageStage.MEBIBYTE);
        VolumeId id = new VolumeId(pool, half.name());
        stage.refused(OperationCancelledException.class, () -> facet.create(pool, half, new Cancelled(0)));
        stage.refused(
                OperationCancelledException.class,
                Feature.VOLUME_COPY,
                () -> facet.copy(there, pool, half, new Cancelled(0)));
        VolumeSpec baseless =
                stage.thin("half").backing(new Backing(stage.row(there).path() + "-absent", DiskFormat.RAW));
        stage.refused(
                HypervisorException.class,
                Feature.VOLUME_BACKING,
                () -> facet.create(pool, baseless, Progress.unwatched()));
        assertEquals(Optional.empty(), stage.find(id), "what was cancelled or failed");
        VolumeSpec large = half.asPreallocated();
        boolean made = stage.perform(Feature.STORAGE, () -> ends(() -> facet.create(pool, large, new Cancelled(1))));
        assertEquals(made, stage.find(id).isPresent(), "what was cancelled on the way is there");
    }

    /** Tells whether something was done; it may have been cancelled instead. */
    private static boolean ends(Runnable work) {
        try {
            work.run();
            return true;
        } catch (OperationCancelledException e) {
            return false; // is what was asked for, and not that it comes too late
        }
    }

    /**
     * An upload ends by being finished, and in no other way.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.STO_7)
    default void anUploadThatWasClosedCannotBeFinished(Bench bench) {
        StorageStage stage = new StorageStage(bench);
        VolumeId id = stage.create(stage.pool(), VolumeSpec.raw("v", StorageStage.MEBIBYTE))
                .id();
        VolumeWriter writer =
                stage.perform(Feature.VOLUME_STREAMS, () -> stage.facet().upload(id, 0, OptionalLong.empty()));
        StorageStage.writeAll(writer, StorageStage.bytes(9, 1000));
        writer.close();
        writer.close();
        assertThrows(HypervisorException.class, writer::finish, "a closed upload was finished");
        assertThrows(HypervisorException.class, () -> writer.write(ByteBuffer.wrap(new byte[] {1})));
    }

    /**
     * A copy is a copy.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.STO_8)
    default void aCopyHasTheContentAndALifeOfItsOwn(Bench bench) {
        StorageStage stage = new StorageStage(bench);
        String pool = stage.pool();
        VolumeId original = stage.filled(pool, "original", 10);
        VolumeInfo copy = stage.copy(original, VolumeSpec.raw("copy", DataSize.mebibytes(2)));
        VolumeInfo other = stage.copy(original, stage.thin("thin"));
        assertEquals(DataSize.mebibytes(2), copy.capacity(), "the capacity that was asked for");
        stage.write(original, 0, StorageStage.filling(11));
        assertArrayEquals(StorageStage.filling(10), stage.content(copy.id(), "spare"), "a copy");
        assertArrayEquals(StorageStage.filling(10), stage.content(other.id(), "spare"), "a copy in another format");
        stage.write(copy.id(), 0, StorageStage.zeros());
        assertArrayEquals(StorageStage.filling(11), stage.content(original, "spare"), "the original");
        VolumeSpec small = VolumeSpec.raw("small", DataSize.kibibytes(512));
        stage.refused(InvalidSpecException.class, Feature.VOLUME_COPY, () -> stage.facet()
                .copy(original, pool, small, Progress.unwatched()));
    }

    /**
     * A thin volume shows what it lies on, and leaves it alone.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.STO_8)
    default void aThinVolumeReadsItsBackingImageAndNeverWritesToIt(Bench bench) {
        StorageStage stage = new StorageStage(bench);
        String pool = stage.pool();
        VolumeInfo base = stage.base(pool, "base", 12);
        Backing backing = StorageStage.backing(base);
        VolumeId over = stage.create(pool, stage.thin("over").backing(backing)).id();
        assertArrayEquals(StorageStage.filling(12), stage.content(over, "spare"), "a thin volume");
        stage.does(Feature.STORAGE, () -> stage.facet().delete(over));
        assertArrayEquals(StorageStage.filling(12), stage.content(base.id(), "other"), "its base");
    }

    /**
     * Larger is allowed, smaller only with leave.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.STO_9)
    default void aResizedVolumeKeepsItsContent(Bench bench) {
        StorageStage stage = new StorageStage(bench);
        StorageFacet facet = stage.facet();
        VolumeId id = stage.filled(stage.pool(), "v", 13);
        Progress unwatched = Progress.unwatched();
        DataSize more = DataSize.mebibytes(2);
        VolumeInfo grown = stage.perform(Feature.VOLUME_RESIZE, () -> facet.resize(id, more, false, unwatched));
        assertEquals(more, grown.capacity(), "what resize returned");
        assertEquals(more, stage.row(id).capacity(), "a grown volume");
        assertArrayEquals(StorageStage.filling(13), stage.content(id, "spare"), "the content of a grown volume");
        assertArrayEquals(new byte[1000], stage.read(id, StorageStage.MEBIBYTE.bytes(), 1000), "what is new");
        stage.refused(
                InvalidSpecException.class,
                Feature.VOLUME_RESIZE,
                () -> facet.resize(id, StorageStage.MEBIBYTE, false, unwatched));
        VolumeInfo shrunk =
                stage.perform(Feature.VOLUME_RESIZE, () -> facet.resize(id, StorageStage.MEBIBYTE, true, unwatched));
        assertEquals(StorageStage.MEBIBYTE, shrunk.capacity(), "a volume that was made smaller with leave");
        assertArrayEquals(StorageStage.filling(13), stage.content(id, "spare"), "the content of a smaller volume");
    }

    /**
     * Nothing of a tenant is left.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.STO_10)
    default void aWipedVolumeReadsAsZeros(Bench bench) {
        StorageStage stage = new StorageStage(bench);
        String pool = stage.pool();
        VolumeId raw = stage.filled(pool, "raw", 14);
        VolumeInfo before = stage.row(raw);
        stage.does(Feature.VOLUME_WIPE, () -> stage.facet().wipe(raw, Progress.unwatched()));
        assertArrayEquals(StorageStage.zeros(), stage.content(raw, "spare"), "a wiped volume");
        assertEquals(before.capacity(), stage.row(raw).capacity(), "the capacity of a wiped volume");
        stage.write(raw, 0, StorageStage.filling(15));
        VolumeId thin = stage.copy(raw, stage.thin("thin")).id();
        stage.does(Feature.VOLUME_WIPE, () -> stage.facet().wipe(thin, Progress.unwatched()));
        assertEquals(stage.thin("thin").format(), stage.row(thin).format(), "the format of a wiped volume");
        assertArrayEquals(StorageStage.zeros(), stage.content(thin, "spare"), "a wiped volume of another format");
        assertArrayEquals(StorageStage.filling(15), stage.content(raw, "other"), "another volume");
    }

    /**
     * What was deleted is gone.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.STO_10)
    default void aDeletedVolumeIsGoneAndItsNameIsFree(Bench bench) {
        StorageStage stage = new StorageStage(bench);
        String pool = stage.pool();
        VolumeId id = stage.filled(pool, "v", 16);
        stage.does(Feature.STORAGE, () -> stage.facet().delete(id));
        assertEquals(Optional.empty(), stage.find(id), "a deleted volume");
        assertEquals(List.of(), stage.listed(id), "a deleted volume in the list");
        stage.refused(NotFoundException.class, () -> stage.facet().delete(id));
        stage.create(pool, VolumeSpec.raw("v", StorageStage.MEBIBYTE));
        assertArrayEquals(StorageStage.zeros(), stage.content(id, "spare"), "a new volume of an old name");
        assertTrue(stage.find(id).isPresent(), "a new volume of an old name is not found");
    }
}
