package org.anfitrion.spi.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.storage.Backing;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFileTest {

    private static final int SIZE = 4096;

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void chooseAFile() {
        file = directory.resolve("image");
    }

    private ImageFile read(ByteBuffer header, DiskFormat format) throws IOException {
        byte[] bytes = new byte[header.capacity()];
        header.get(0, bytes);
        Files.write(file, bytes);
        return ImageFile.of(file, format);
    }

    /** A header as docs/interop/qcow2.txt of QEMU describes it, of version 3. */
    private static ByteBuffer qcow2(String backing, String format) {
        ByteBuffer header = ByteBuffer.allocate(SIZE);
        header.put(0, new byte[] {'Q', 'F', 'I', (byte) 0xfb}).putInt(4, 3).putLong(24, 1L << 30);
        header.putInt(100, 104);
        header.putInt(104, 0xe2792aca).putInt(108, format.length()).put(112, format.getBytes(UTF_8));
        if (!backing.isEmpty()) {
            header.putLong(8, 512).putInt(16, backing.length()).put(512, backing.getBytes(UTF_8));
        }
        return header;
    }

    @Test
    void aQcow2HeaderSaysTheSizeAndNoBackingImage() throws IOException {
        assertEquals(new ImageFile(1L << 30, Optional.empty(), false), read(qcow2("", "raw"), DiskFormat.QCOW2));
    }

    @Test
    void aQcow2HeaderNamesItsBackingImageFromWhereItLies() throws IOException {
        assertEquals(
                Optional.of(new Backing("/srv/base", DiskFormat.RAW)),
                read(qcow2("/srv/base", "raw"), DiskFormat.QCOW2).backing());
        assertEquals(
                Optional.of(new Backing(directory.resolve("base").toString(), DiskFormat.QCOW2)),
                read(qcow2("base", "qcow2"), DiskFormat.QCOW2).backing());
    }

    @Test
    void aBackingImageWithoutAFormatOrThatIsNoFileIsNotNamed() throws IOException {
        ImageFile untold = new ImageFile(1L << 30, Optional.empty(), true);
        assertEquals(untold, read(qcow2("/srv/base", ""), DiskFormat.QCOW2));
        assertEquals(untold, read(qcow2("nbd://host/x", "raw"), DiskFormat.QCOW2));
        assertEquals(untold, read(qcow2("json:{}", "raw"), DiskFormat.QCOW2));
        assertEquals(untold, read(qcow2("/a\nb", "raw"), DiskFormat.QCOW2));
    }

    @Test
    void aHeaderThatLiesAboutItsPartsIsNotBelieved() throws IOException {
        ByteBuffer beyond = qcow2("/srv/base", "raw").putLong(8, 1L << 40);
        assertEquals(Optional.empty(), read(beyond, DiskFormat.QCOW2).backing());
        ByteBuffer negative = qcow2("/srv/base", "raw").putInt(108, -1);
        assertEquals(Optional.empty(), read(negative, DiskFormat.QCOW2).backing());
        ByteBuffer shrunk = qcow2("/srv/base", "raw").putLong(24, -1);
        assertEquals(0, read(shrunk, DiskFormat.QCOW2).capacity());
    }

    @Test
    void noNumberInAHeaderIsTooMuch() throws IOException {
        long[] numbers = {
            Long.MIN_VALUE, -512, -1, 1, 71, 72, 511, 512, SIZE, Integer.MAX_VALUE, Long.MAX_VALUE / 512, Long.MAX_VALUE
        };
        for (long number : numbers) {
            for (int place : new int[] {8, 24}) {
                ImageFile image = read(qcow2("/srv/base", "raw").putLong(place, number), DiskFormat.QCOW2);
                assertEquals(place == 24 ? Math.max(0, number) : 1L << 30, image.capacity(), () -> "as " + number);
            }
            for (int place : new int[] {16, 100, 108}) {
                int part = (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, number));
                ByteBuffer header = qcow2("/srv/base", "raw").putInt(place, part);
                assertEquals(1L << 30, read(header, DiskFormat.QCOW2).capacity(), () -> "as " + number);
            }
            for (int place : new int[] {28, 36}) {
                ByteBuffer header = vmdk("").putLong(place, number);
                assertEquals(1 << 20, read(header, DiskFormat.VMDK).capacity(), () -> "as " + number);
            }
            ByteBuffer large = vmdk("").putLong(12, number);
            assertEquals(
                    number < 0 ? 0 : number > Long.MAX_VALUE / 512 ? Long.MAX_VALUE : number * 512,
                    read(large, DiskFormat.VMDK).capacity());
        }
    }

    @Test
    void aNameThatEndsWithTheHeaderIsRead() throws IOException {
        ByteBuffer last =
                qcow2("", "raw").putLong(8, SIZE - 9).putInt(16, 9).put(SIZE - 9, "/srv/base".getBytes(UTF_8));
        assertEquals(
                Optional.of(new Backing("/srv/base", DiskFormat.RAW)),
                read(last, DiskFormat.QCOW2).backing());
        ByteBuffer beyond = last.putLong(8, SIZE - 8);
        assertEquals(new ImageFile(1L << 30, Optional.empty(), true), read(beyond, DiskFormat.QCOW2));
    }

    @Test
    void theFormatOfABackingImageIsFoundBehindOtherParts() throws IOException {
        ByteBuffer header = qcow2("/srv/base", "").putInt(104, 0x6803f857).putInt(108, 9);
        header.putInt(128, 0xe2792aca).putInt(132, 3).put(136, "raw".getBytes(UTF_8));
        assertEquals(
                Optional.of(new Backing("/srv/base", DiskFormat.RAW)),
                read(header, DiskFormat.QCOW2).backing());
    }

    @Test
    void whatAGuestWroteIntoARawImageIsNotAHeader() throws IOException {
        assertEquals(new ImageFile(SIZE, Optional.empty(), false), read(qcow2("/etc/shadow", "raw"), DiskFormat.RAW));
    }

    @Test
    void aFileThatIsNotOfItsFormatIsAsLargeAsItIs() throws IOException {
        for (DiskFormat format : new DiskFormat[] {DiskFormat.QCOW2, DiskFormat.VDI, DiskFormat.VMDK, DiskFormat.VHD}) {
            assertEquals(
                    new ImageFile(SIZE, Optional.empty(), false),
                    read(ByteBuffer.allocate(SIZE), format),
                    format.name());
            assertEquals(
                    new ImageFile(3, Optional.empty(), false), read(ByteBuffer.allocate(3), format), format.name());
        }
    }

    @Test
    void otherHeadersSayTheSize() throws IOException {
        ByteBuffer vdi = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(
                1 << 20,
                read(vdi.putInt(64, 0xbeda107f).putLong(368, 1 << 20), DiskFormat.VDI)
                        .capacity());
        ByteBuffer vmdk = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(
                1 << 20,
                read(vmdk.put(0, "KDMV".getBytes(UTF_8)).putLong(12, 2048), DiskFormat.VMDK)
                        .capacity());
        ByteBuffer vhd = ByteBuffer.allocate(SIZE);
        assertEquals(
                1 << 20,
                read(vhd.put(SIZE - 512, "conectix".getBytes(UTF_8)).putLong(SIZE - 512 + 48, 1 << 20), DiskFormat.VHD)
                        .capacity());
    }

    @Test
    void aLayerWhoseHeaderDoesNotSayWhereItsBaseIsLeavesItUntold() throws IOException {
        ByteBuffer vdi = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        vdi.putInt(64, 0xbeda107f).putLong(368, 1 << 20);
        assertEquals(false, read(vdi, DiskFormat.VDI).backingUntold());
        assertEquals(true, read(vdi.put(424, (byte) 7), DiskFormat.VDI).backingUntold());
        ByteBuffer vhd = ByteBuffer.allocate(SIZE).put(SIZE - 512, "conectix".getBytes(UTF_8));
        assertEquals(false, read(vhd.putInt(SIZE - 512 + 60, 3), DiskFormat.VHD).backingUntold());
        assertEquals(true, read(vhd.putInt(SIZE - 512 + 60, 4), DiskFormat.VHD).backingUntold());
        assertEquals(false, read(vmdk("parentCID=ffffffff\n"), DiskFormat.VMDK).backingUntold());
        assertEquals(
                true, read(vmdk("CID=1\nparentCID=12345678\n"), DiskFormat.VMDK).backingUntold());
        String none = "parentCID=ffffffff\nddb.uuid.parent=\"00000000-0000-0000-0000-000000000000\"\n";
        assertEquals(false, read(vmdk(none), DiskFormat.VMDK).backingUntold());
        String other = "parentCID=ffffffff\nddb.uuid.parent=\"99e68973-83af-4e72-9f5b-65c242e45983\"\n";
        assertEquals(true, read(vmdk(other), DiskFormat.VMDK).backingUntold());
    }

    private static ByteBuffer vmdk(String descriptor) {
        ByteBuffer header = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        header.put(0, "KDMV".getBytes(UTF_8)).putLong(12, 2048).putLong(28, 1).putLong(36, 2);
        return header.put(512, descriptor.getBytes(UTF_8));
    }
}
