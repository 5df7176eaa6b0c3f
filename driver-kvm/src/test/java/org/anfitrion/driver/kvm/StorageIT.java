package org.anfitrion.driver.kvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.UUID;
import org.anfitrion.api.Console;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Job;
import org.anfitrion.api.StoragePool;
import org.anfitrion.api.Volume;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.storage.PoolSpec;
import org.anfitrion.api.storage.PoolState;
import org.anfitrion.api.storage.VolumeSpec;
import org.anfitrion.api.storage.VolumeWriter;
import org.anfitrion.api.unit.DataSize;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pools and volumes of a libvirtd, and a real guest on them. */
class StorageIT {

    private static final Lab LAB = Lab.raised();
    private static final DataSize SIZE = DataSize.mebibytes(8);
    private GuestHost guests;
    private Path place;
    private StoragePool pool;

    @BeforeEach
    void connect() throws IOException {
        assumeTrue(LAB.unobtainable().isEmpty(), () -> LAB.unobtainable().orElse(""));
        place = Files.createDirectories(LAB.place("s"));
        guests = GuestHost.at(LAB, LAB.daemon(), place);
        String name = "pool-" + UUID.randomUUID();
        pool = guests.host()
                .pools()
                .create(PoolSpec.directory(name, place.resolve("pool").toString()));
    }

    @AfterEach
    void disconnect() {
        try {
            guests.close();
        } finally {
            removePool();
        }
    }

    private void removePool() {
        try (GuestHost again = GuestHost.at(LAB, LAB.daemon(), place)) {
            again.host().pools().find(pool.name()).ifPresent(left -> {
                if (left.info().state() == PoolState.ACTIVE) {
                    left.stop();
                }
                left.remove(true);
            });
        }
    }

    @Test
    void aGuestRunsOnALayerOverAnUploadedImageAndTheImageStaysAsItWas() throws IOException {
        Path image = content("base.raw", 0, SIZE);
        Volume base = pool.upload(image, "base", DiskFormat.RAW).await(GuestHost.PATIENCE);
        Volume layer = pool.create(base.overlay("layer")).await(GuestHost.PATIENCE);
        Domain domain = guests.define(guests.guest("on-volume-" + UUID.randomUUID())
                .disk(layer.disk())
                .build());

        Console console = guests.boot(domain);

        String sum = GuestHost.run(console, "md5sum </dev/vda").strip();
        assertTrue(sum.contains(md5(image)), sum);
        GuestHost.run(console, "echo changed | dd of=/dev/vda conv=fsync 2>/dev/null");
        assertEquals(
                new DiskSource.Volume(pool.name(), "layer"),
                domain.describe(View.CONFIG).spec().disks().get(0).source());
        Path after = base.download(place.resolve("after.raw")).await(GuestHost.PATIENCE);
        assertEquals(-1, Files.mismatch(image, after), "the image under the layer");
    }

    @Test
    void contentComesInPiecesFromFilesAndFromMemory() throws IOException {
        Path image = content("pieces.raw", 0, SIZE);
        byte[] head = new byte[300_000];
        Arrays.fill(head, (byte) 7);
        Volume volume = pool.create(VolumeSpec.raw("pieces", SIZE)).await(GuestHost.PATIENCE);

        try (VolumeWriter writer = volume.write();
                FileChannel source = FileChannel.open(image)) {
            writer.write(ByteBuffer.wrap(head, 0, 100));
            writer.write(ByteBuffer.wrap(head, 100, head.length - 100));
            source.position(head.length);
            assertEquals(1_000_000, writer.transferFrom(source, 1_000_000));
            writer.hole(500_000);
            source.position(source.position() + 500_000);
            assertEquals(source.size() - source.position(), writer.transferFrom(source, Long.MAX_VALUE));
            writer.finish();
        }

        byte[] expected = Files.readAllBytes(image);
        System.arraycopy(head, 0, expected, 0, head.length);
        Arrays.fill(expected, head.length + 1_000_000, head.length + 1_500_000, (byte) 0);
        Path back = volume.download(place.resolve("back.raw")).await(GuestHost.PATIENCE);
        assertArrayEquals(expected, Files.readAllBytes(back));
    }

    @Test
    void aSourceThatCannotBeReadSpoilsNoUpload() throws IOException {
        Path image = content("closed.raw", 0, SIZE);
        Volume volume = pool.create(VolumeSpec.raw("closed", SIZE)).await(GuestHost.PATIENCE);

        try (VolumeWriter writer = volume.write()) {
            FileChannel source = FileChannel.open(image);
            source.close();
            assertThrows(ClosedChannelException.class, () -> writer.transferFrom(source, 1));
            ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(image));
            while (content.hasRemaining()) {
                writer.write(content);
            }
            writer.finish();
        }

        Path back = volume.download(place.resolve("back.raw")).await(GuestHost.PATIENCE);
        assertEquals(-1, Files.mismatch(image, back), "what was written after all, and what came back");
    }

    @Test
    void holesOfAnUploadedFileTakeNoSpaceAndComeBackAsHoles() throws IOException {
        DataSize large = DataSize.mebibytes(256);
        Path image = content("sparse.raw", 100_000_000, large);

        Volume volume = pool.upload(image, "sparse", DiskFormat.RAW).await(GuestHost.PATIENCE);

        assertEquals(large, volume.info().capacity());
        assertTrue(volume.info().allocation().bytes() < 32 << 20, () -> volume.info()
                .toString());
        Path back = volume.download(place.resolve("back.raw")).await(GuestHost.PATIENCE);
        assertEquals(-1, Files.mismatch(image, back), "what was uploaded and what came back");
    }

    @Test
    void anUploadThatIsCancelledLeavesNoVolumeAndOneThatWasThereItsSize() throws IOException {
        DataSize endless = DataSize.bytes(1L << 40);
        Path image = content("half.raw", 0, endless);
        Volume there = pool.create(VolumeSpec.raw("there", endless)).await(GuestHost.PATIENCE);
        Job<Volume> making = pool.upload(image, "half", DiskFormat.RAW);
        Job<Volume> replacing = there.upload(image);

        making.cancel();
        replacing.cancel();

        assertThrows(OperationCancelledException.class, () -> making.await(GuestHost.PATIENCE));
        assertThrows(OperationCancelledException.class, () -> replacing.await(GuestHost.PATIENCE));
        assertTrue(pool.find("half").isEmpty(), "half an upload");
        assertEquals(endless, there.info().capacity());
    }

    @Test
    void anImageIsCopiedAndMadeLargerAndWiped() throws IOException {
        Path image = content("image.raw", 0, SIZE);
        Volume original = pool.upload(image, "original", DiskFormat.RAW).await(GuestHost.PATIENCE);
        Volume copy = original.copyTo(pool, VolumeSpec.qcow2("copy", SIZE)).await(GuestHost.PATIENCE);

        copy.resize(DataSize.mebibytes(16)).await(GuestHost.PATIENCE);

        assertEquals(DataSize.mebibytes(16), copy.info().capacity());
        Volume plain = copy.copyTo(pool, VolumeSpec.raw("plain", DataSize.mebibytes(16)))
                .await(GuestHost.PATIENCE);
        byte[] bytes =
                Files.readAllBytes(plain.download(place.resolve("plain.raw")).await(GuestHost.PATIENCE));
        assertEquals(-1, Arrays.mismatch(Files.readAllBytes(image), Arrays.copyOf(bytes, (int) SIZE.bytes())));
        copy.wipe().await(GuestHost.PATIENCE);
        assertEquals(DiskFormat.QCOW2, copy.info().format());
        assertEquals(DataSize.mebibytes(16), copy.info().capacity());
    }

    @Test
    void filesOfOthersAreVolumesOnceThePoolIsRefreshed() throws IOException {
        content("pool/theirs", 0, SIZE);

        assertThrows(NotFoundException.class, () -> pool.volume("theirs").info());
        pool.refresh().await(GuestHost.PATIENCE);

        assertEquals(SIZE, pool.volume("theirs").info().capacity());
        pool.volume("theirs").delete();
        assertThrows(HypervisorException.class, () -> pool.volume("theirs").info());
    }

    /** A file of random bytes; from a place on, if one is given, a hole. */
    private Path content(String name, long place, DataSize size) throws IOException {
        Path file = this.place.resolve(name);
        byte[] bytes = new byte[1 << 20];
        new Random(7).nextBytes(bytes);
        try (RandomAccessFile written = new RandomAccessFile(file.toFile(), "rw")) {
            written.setLength(size.bytes());
            written.write(bytes);
            written.seek(place);
            written.write(bytes);
        }
        return file;
    }

    private static String md5(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
