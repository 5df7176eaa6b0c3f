package org.anfitrion.spi.support;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.error.AccessDeniedException;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.storage.PoolInfo;
import org.anfitrion.api.storage.PoolSource;
import org.anfitrion.api.storage.PoolSpec;
import org.anfitrion.api.storage.PoolState;
import org.anfitrion.api.storage.VolumeId;
import org.anfitrion.api.storage.VolumeInfo;
import org.anfitrion.api.storage.VolumeReader;
import org.anfitrion.api.storage.VolumeSpec;
import org.anfitrion.api.storage.VolumeWriter;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.api.unit.WorkUnit;
import org.anfitrion.spi.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What needs no qemu-img; the rest is in the contract, on a machine that has it. */
class DirectoryStorageTest {

    private static final DataSize MEBIBYTE = DataSize.mebibytes(1);

    @TempDir
    private Path place;

    private Path directory;
    private boolean closed;
    private DirectoryStorage storage;

    @BeforeEach
    void makeAPool() {
        directory = place.resolve("pool");
        storage = open(false);
        storage.define(PoolSpec.directory("p", directory.toString()));
        storage.start("p", true, Progress.unwatched());
    }

    private DirectoryStorage open(boolean readOnly) {
        return new DirectoryStorage(place.resolve("state"), (operation, target, changes) -> {
            if (closed) {
                throw new InvalidStateException(Failure.to(operation, target).because("the session is closed"));
            }
            if (readOnly && changes) {
                throw new AccessDeniedException(Failure.to(operation, target).because("the session is read-only"));
            }
        });
    }

    private VolumeId create(String name) {
        return storage.create("p", VolumeSpec.raw(name, MEBIBYTE), Progress.unwatched())
                .id();
    }

    private List<String> names() {
        return storage.volumes("p").stream()
                .map(row -> row.id().name())
                .sorted()
                .toList();
    }

    @Test
    void everySessionOnTheSameStateSeesTheSamePools() {
        DirectoryStorage other = open(false);
        assertEquals(List.of("p"), other.pools().stream().map(PoolInfo::name).toList());
        other.autostart("p", true);
        assertTrue(storage.pool("p").orElseThrow().autostart());
        other.stop("p");
        assertEquals(PoolState.INACTIVE, storage.pool("p").orElseThrow().state());
    }

    @Test
    void aPoolIsActiveUntilTheHostRestartsAndThenIfItHasAutostart() {
        PoolRecord record = new PoolRecord(PoolSpec.directory("p", "/p"), true, "boot 1", Map.of(), Map.of());
        assertTrue(record.isActive("boot 1"));
        assertEquals(false, record.isActive("boot 2"));
        PoolRecord automatic = record.switched(false, "boot 1").autostart(true, "boot 1");
        assertEquals(false, automatic.isActive("boot 1"));
        assertTrue(automatic.isActive("boot 2"));
        assertEquals(automatic, PoolRecord.of(automatic.toProperties()));
    }

    @Test
    void aPoolWhoseDirectoryIsGoneIsInaccessibleAndNotEmpty() throws IOException {
        Files.delete(directory);
        assertEquals(PoolState.INACCESSIBLE, storage.pool("p").orElseThrow().state());
        assertThrows(RuntimeException.class, () -> storage.volumes("p"));
        storage.stop("p");
        assertThrows(InvalidStateException.class, () -> storage.start("p", false, Progress.unwatched()));
        storage.remove("p", true);
        assertEquals(List.of(), storage.pools());
    }

    @Test
    void aDirectoryHasOnePool() {
        PoolSpec twin = PoolSpec.directory("q", directory + "/");
        assertThrows(AlreadyExistsException.class, () -> storage.define(twin));
        PoolSpec elsewhere = PoolSpec.of("q", new PoolSource.LogicalVolumes("vg", List.of()));
        assertThrows(UnsupportedCapabilityException.class, () -> storage.define(elsewhere));
    }

    @Test
    void linksDirectoriesAndFilesThatAreNotFinishedAreNotVolumes() throws IOException {
        create("v");
        Files.createSymbolicLink(directory.resolve("link"), place.resolve("elsewhere"));
        Files.createDirectory(directory.resolve("folder"));
        try (NewImage half = NewImage.in(directory)) {
            assertTrue(Files.exists(half.path()));
            assertEquals(List.of("v"), names());
        }
        VolumeId link = new VolumeId("p", "link");
        assertThrows(NotFoundException.class, () -> storage.upload(link, 0, OptionalLong.empty()));
        assertThrows(AlreadyExistsException.class, () -> create("link"));
    }

    @Test
    void aNewVolumeIsForItsOwnerOnlyAndTakesNoSpace() throws IOException {
        VolumeInfo row = storage.volume(create("v")).orElseThrow();
        assertEquals(PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(Path.of(row.path())));
        assertEquals(MEBIBYTE, row.capacity());
        assertTrue(row.allocation().compareTo(MEBIBYTE) <= 0);
        assertEquals(row.path(), storage.path(row.id()));
        assertThrows(NotFoundException.class, () -> storage.path(new VolumeId("p", "absent")));
    }

    @Test
    void theFormatIsWhatAVolumeWasMadeWithOrItsNameSays() throws IOException {
        VolumeId misleading = create("v.qcow2");
        Files.write(directory.resolve("w.vdi"), new byte[100]);
        Files.write(directory.resolve("x"), new byte[] {'Q', 'F', 'I', (byte) 0xfb});
        assertEquals(DiskFormat.RAW, storage.volume(misleading).orElseThrow().format());
        assertEquals(
                DiskFormat.VDI,
                storage.volume(new VolumeId("p", "w.vdi")).orElseThrow().format());
        assertEquals(
                DiskFormat.RAW,
                storage.volume(new VolumeId("p", "x")).orElseThrow().format());
        storage.delete(misleading);
        Files.write(directory.resolve("v.qcow2"), new byte[100]);
        assertEquals(DiskFormat.QCOW2, storage.volume(misleading).orElseThrow().format());
    }

    @Test
    void aPreallocatedVolumeThatIsCancelledOrWhoseSessionEndsLeavesNoFile() throws IOException {
        VolumeSpec large = VolumeSpec.raw("large", DataSize.mebibytes(64)).asPreallocated();
        AtomicBoolean cancelled = new AtomicBoolean();
        Progress cancelling = new OnReport(() -> cancelled.set(true), cancelled::get);
        assertThrows(OperationCancelledException.class, () -> storage.create("p", large, cancelling));
        Progress closing = new OnReport(() -> closed = true, () -> false);
        assertThrows(InvalidStateException.class, () -> storage.create("p", large, closing));
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(0, files.count());
        }
    }

    /** Lets something happen when it is told of the work. */
    private record OnReport(Runnable event, BooleanSupplier isCancelled) implements Progress {

        @Override
        public void report(long done, long total, WorkUnit unit) {
            event.run();
        }

        @Override
        public boolean cancelled() {
            return isCancelled.getAsBoolean();
        }

        @Override
        public void onCancel(Runnable action) {
            // whoever works looks at cancelled()
        }
    }

    @Test
    void aReadOnlySessionReadsAndAClosedOneDoesNot() throws IOException {
        VolumeId id = create("v");
        DirectoryStorage reader = open(true);
        assertThrows(AccessDeniedException.class, () -> reader.delete(id));
        assertThrows(AccessDeniedException.class, () -> reader.upload(id, 0, OptionalLong.empty()));
        try (VolumeReader download = reader.download(id, 0, OptionalLong.empty())) {
            assertEquals(4, download.read(ByteBuffer.allocate(4)));
            closed = true;
            assertThrows(InvalidStateException.class, () -> download.read(ByteBuffer.allocate(4)));
        }
    }

    @Test
    void aHoleIsFoundByItsZerosAndEndsWhereDataBegins() {
        VolumeId id = create("v");
        byte[] data = {7, 8, 9};
        try (VolumeWriter writer = storage.upload(id, 0, OptionalLong.empty())) {
            writer.hole(500_000);
            writer.write(ByteBuffer.wrap(data));
            writer.finish();
            writer.finish();
        }
        try (VolumeReader reader = storage.download(id, 10, OptionalLong.empty())) {
            long hole = reader.skipHole();
            assertEquals(500_000 / 65_536 * 65_536 - 10, hole);
            assertEquals(0, reader.skipHole());
            ByteBuffer rest = ByteBuffer.allocate((int) (500_000 - 10 - hole) + 3);
            while (rest.hasRemaining()) {
                reader.read(rest);
            }
            byte[] end = new byte[3];
            rest.position(rest.limit() - 3).get(end);
            assertArrayEquals(data, end);
            assertTrue(reader.skipHole() > 0);
        }
        try (VolumeWriter writer = storage.upload(id, 0, OptionalLong.of(2))) {
            assertThrows(InvalidStateException.class, () -> writer.write(ByteBuffer.wrap(data)));
        }
    }
}
