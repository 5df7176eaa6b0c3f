package org.anfitrion.testkit.memory.handles;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.anfitrion.api.ConnectOptions;
import org.anfitrion.api.Ensured;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.Job;
import org.anfitrion.api.StoragePool;
import org.anfitrion.api.Volume;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.ConflictException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.storage.PoolSpec;
import org.anfitrion.api.storage.PoolState;
import org.anfitrion.api.storage.VolumeInfo;
import org.anfitrion.api.storage.VolumeSpec;
import org.anfitrion.api.storage.VolumeWriter;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.testkit.memory.Drop;
import org.anfitrion.testkit.memory.MemoryHypervisor;
import org.anfitrion.testkit.memory.Operation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pools and volumes as an application uses them. */
class StorageTest {

    private static final PoolSpec IMAGES = PoolSpec.directory("images", "/srv/images");
    private static final DataSize SIZE = DataSize.mebibytes(2);
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path files;

    private final MemoryHypervisor memory = new MemoryHypervisor();
    private final Hypervisor host =
            Hypervisors.connect("mem:", ConnectOptions.defaults().driver(memory.driver()));

    @AfterEach
    void close() {
        host.close();
    }

    private StoragePool images() {
        return host.pools().create(IMAGES);
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(files.resolve(name), content);
    }

    /** Data, a long hole, data. */
    private static byte[] sparse() {
        byte[] content = new byte[(int) SIZE.bytes()];
        byte[] noise = new byte[70_000];
        new Random(7).nextBytes(noise);
        System.arraycopy(noise, 0, content, 0, noise.length);
        System.arraycopy(noise, 0, content, content.length - noise.length, noise.length);
        return content;
    }

    @Test
    void aCreatedPoolCanBeUsedAtOnce() {
        StoragePool pool = images();
        assertEquals(PoolState.ACTIVE, pool.info().state());
        assertEquals(List.of(), pool.volumes());
        assertEquals(Optional.of(pool), host.pools().find("images"));
        assertEquals(pool, host.pools().get("images"));
    }

    @Test
    void aPoolThatCannotBeStartedIsNotKeptEither() {
        memory.faults()
                .on(Operation.STORAGE_START)
                .fail(() ->
                        new BackendFailureException(Failure.to("start", "pool").because("no room")));
        assertThrows(BackendFailureException.class, this::images);
        assertEquals(Optional.empty(), host.pools().find("images"));
    }

    @Test
    void ensureMakesOrStartsAPool() {
        Ensured<StoragePool> plan = host.pools().plan(IMAGES);
        assertTrue(plan.creates());
        StoragePool pool = plan.handle();
        assertTrue(host.pools().plan(IMAGES).isSatisfied());
        pool.stop();
        assertEquals(List.of("start it"), host.pools().plan(IMAGES).changes());
        host.pools().ensure(IMAGES);
        assertEquals(PoolState.ACTIVE, pool.info().state());
        host.pools().ensure(IMAGES.autostart(true));
        assertTrue(pool.info().autostart());
    }

    @Test
    void ensureNeverMovesAPool() {
        images();
        assertThrows(ConflictException.class, () -> host.pools().plan(PoolSpec.directory("images", "/elsewhere")));
    }

    @Test
    void whatIsNotThereIsSaidSo() {
        assertThrows(NotFoundException.class, () -> host.pools().get("none"));
        Volume volume = images().volume("none");
        assertFalse(volume.exists());
        assertThrows(NotFoundException.class, volume::info);
        assertThrows(NotFoundException.class, volume::delete);
        assertThrows(InvalidSpecException.class, () -> volume.pool().volume("../etc/passwd"));
    }

    @Test
    void aVolumeIsDescribedAsADisk() {
        Volume volume = images().create(VolumeSpec.qcow2("web.qcow2", SIZE)).await(SOON);
        assertEquals(DiskSpec.volume("images", "web.qcow2", DiskFormat.QCOW2), volume.disk());
        assertEquals("/srv/images/web.qcow2", volume.info().path());
    }

    @Test
    void anOverlayLiesOnItsBase() {
        StoragePool pool = images();
        Volume base = pool.create(VolumeSpec.raw("base.img", SIZE)).await(SOON);
        Volume thin = pool.create(base.overlay("thin.qcow2")).await(SOON);
        assertEquals("/srv/images/base.img", thin.info().backing().orElseThrow().path());
        assertEquals(SIZE, thin.info().capacity());
    }

    @Test
    void aFileIsUploadedAndDownloadedByteForByte() throws IOException {
        byte[] content = sparse();
        StoragePool pool = images();
        Job<Volume> upload = pool.upload(file("in.img", content), "disk.img", DiskFormat.RAW);
        Volume volume = upload.await(SOON);
        assertEquals(content.length, upload.progress().done());
        assertEquals(1.0, upload.progress().fraction().orElseThrow());
        Path copy = volume.download(files.resolve("out.img")).await(SOON);
        assertArrayEquals(content, Files.readAllBytes(copy));
        assertTrue(volume.info().allocation().bytes() < content.length, "its holes take space");
    }

    @Test
    void aFileThatEndsInAHoleKeepsItsLength() throws IOException {
        byte[] content = Arrays.copyOf(sparse(), 1_500_000);
        Arrays.fill(content, 100, content.length, (byte) 0);
        Volume volume = images().upload(file("in.img", content), "disk.img", DiskFormat.RAW)
                .await(SOON);
        Path copy = volume.download(files.resolve("out.img")).await(SOON);
        assertArrayEquals(content, Files.readAllBytes(copy));
    }

    @Test
    void anUploadOverATakenNameLeavesTheOtherAsItWas() throws IOException {
        StoragePool pool = images();
        pool.create(VolumeSpec.qcow2("disk.img", SIZE)).await(SOON);
        Job<Volume> upload = pool.upload(file("in.img", sparse()), "disk.img", DiskFormat.RAW);
        assertThrows(AlreadyExistsException.class, () -> upload.await(SOON));
        assertEquals(DiskFormat.QCOW2, pool.volume("disk.img").info().format());
    }

    @Test
    void anUploadThatFailsLeavesNoVolume() throws IOException {
        memory.faults()
                .on(Operation.STORAGE_UPLOAD)
                .fail(() -> new BackendFailureException(
                        Failure.to("upload", "volume").because("no room")));
        StoragePool pool = images();
        Job<Volume> upload = pool.upload(file("in.img", sparse()), "disk.img", DiskFormat.RAW);
        assertThrows(BackendFailureException.class, () -> upload.await(SOON));
        assertEquals(List.of(), pool.volumes());
    }

    @Test
    void aDownloadThatFailsLeavesNoFile() throws IOException {
        Volume volume = images().create(VolumeSpec.raw("disk.img", SIZE)).await(SOON);
        memory.faults()
                .on(Operation.STORAGE_DOWNLOAD)
                .fail(() -> new BackendFailureException(
                        Failure.to("download", "volume").because("no answer")));
        Job<Path> download = volume.download(files.resolve("out.img"));
        assertThrows(HypervisorException.class, () -> download.await(SOON));
        try (var left = Files.list(files)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void aDownloadIsBegunAgainWhenTheWireBreaks() throws IOException {
        byte[] content = sparse();
        Volume volume = images().upload(file("in.img", content), "disk.img", DiskFormat.RAW)
                .await(SOON);
        memory.faults().on(Operation.STORAGE_DOWNLOAD).skip(1).times(1).dropConnection(Drop.BEFORE);
        Job<Path> download = volume.download(files.resolve("out.img"));
        assertArrayEquals(content, Files.readAllBytes(download.await(SOON)));
        assertEquals(1.0, download.progress().fraction().orElseThrow());
    }

    @Test
    void aFileThatCannotBeReadIsNamed() {
        Job<Volume> upload = images().upload(files.resolve("none"), "disk.img", DiskFormat.RAW);
        HypervisorException thrown = assertThrows(BackendFailureException.class, () -> upload.await(SOON));
        assertTrue(thrown.getMessage().contains("none"), thrown::getMessage);
    }

    @Test
    void contentCanBeReplacedPieceByPiece() throws IOException {
        Volume volume = images().create(VolumeSpec.raw("disk.img", SIZE)).await(SOON);
        try (VolumeWriter writer = volume.write()) {
            writer.hole(4096);
            writer.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
            writer.finish();
        }
        Path copy = volume.download(files.resolve("out.img")).await(SOON);
        byte[] expected = new byte[(int) SIZE.bytes()];
        expected[4096] = 1;
        expected[4097] = 2;
        expected[4098] = 3;
        assertArrayEquals(expected, Files.readAllBytes(copy));
    }

    @Test
    void contentCanComeFromAChannelThatGivesLittleAtATime() throws IOException {
        byte[] content = sparse();
        Volume volume = images().create(VolumeSpec.raw("disk.img", SIZE)).await(SOON);
        try (VolumeWriter writer = volume.write()) {
            writer.write(ByteBuffer.wrap(content, 0, 100));
            ReadableByteChannel rest = trickle(content, 100);
            assertEquals(1_000, writer.transferFrom(rest, 1_000));
            assertEquals(content.length - 1_100, writer.transferFrom(rest, Long.MAX_VALUE));
            assertEquals(0, writer.transferFrom(rest, 1));
            writer.finish();
        }
        assertArrayEquals(
                content,
                Files.readAllBytes(volume.download(files.resolve("out.img")).await(SOON)));
        assertTrue(volume.info().allocation().bytes() < content.length, "its holes take space");
    }

    /** Gives at most a thousand bytes at once. */
    private static ReadableByteChannel trickle(byte[] content, int from) {
        InputStream all = new ByteArrayInputStream(content, from, content.length - from);
        return Channels.newChannel(new FilterInputStream(all) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return super.read(target, offset, Math.min(length, 1_000));
            }
        });
    }

    @Test
    void aNegativeCountIsRefused() throws IOException {
        Volume volume = images().create(VolumeSpec.raw("disk.img", SIZE)).await(SOON);
        try (VolumeWriter writer = volume.write()) {
            ReadableByteChannel some = trickle(new byte[10], 0);
            assertThrows(InvalidSpecException.class, () -> writer.transferFrom(some, -1));
        }
    }

    @Test
    void aVolumeIsCopiedResizedWipedAndDeleted() throws IOException {
        StoragePool pool = images();
        Volume original = pool.upload(file("in.img", sparse()), "disk.img", DiskFormat.RAW)
                .await(SOON);
        Volume copy = original.copyTo(pool, VolumeSpec.raw("copy.img", SIZE)).await(SOON);
        Job<VolumeInfo> shrinking = copy.resize(DataSize.mebibytes(1));
        assertThrows(InvalidSpecException.class, () -> shrinking.await(SOON));
        assertEquals(
                DataSize.mebibytes(4),
                copy.resize(DataSize.mebibytes(4)).await(SOON).capacity());
        assertEquals(
                DataSize.mebibytes(1),
                copy.shrink(DataSize.mebibytes(1)).await(SOON).capacity());
        copy.wipe().await(SOON);
        assertArrayEquals(
                new byte[1 << 20],
                Files.readAllBytes(copy.download(files.resolve("wiped.img")).await(SOON)));
        copy.delete();
        assertEquals(
                List.of("disk.img"),
                pool.volumes().stream().map(row -> row.id().name()).toList());
    }

    @Test
    void aPoolIsRemovedWhenItIsStopped() {
        StoragePool pool = images();
        assertThrows(InvalidStateException.class, () -> pool.remove(false));
        pool.stop();
        pool.remove(false);
        assertEquals(List.of(), host.pools().list());
        assertThrows(NotFoundException.class, pool::info);
    }
}
