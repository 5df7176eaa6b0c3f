package org.anfitrion.spi.support;

import com.google.common.base.CharMatcher;
import com.google.common.math.LongMath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.storage.Backing;

/**
 * What the header of an image file says, read without a program: one process a volume would be too much for a pool of
 * thousands. The format is given; a file that is not of its format counts as raw in its size.
 *
 * @param capacity the size of the disk in bytes
 * @param backing the image below; empty too if the header names something else than a file
 * @param backingUntold whether there is an image below and the header does not say where, or in which format, so that QEMU
 *     would guess
 */
record ImageFile(long capacity, Optional<Backing> backing, boolean backingUntold) {

    private static final int QCOW_MAGIC = 0x514649fb;
    private static final int BACKING_FORMAT = 0xe2792aca;
    private static final int HEADER = 64 * 1024;
    private static final int LONGEST_PATH = 1023;
    private static final Pattern LAYER_OF_VMWARE = Pattern.compile("(?m)^parentCID=(?!ffffffff)");
    private static final Pattern LAYER_OF_VIRTUALBOX = Pattern.compile("ddb\\.uuid\\.parent=\"(?!00000000-0000-0000)");

    static DiskFormat formatByName(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (extension) {
            case "qcow2" -> DiskFormat.QCOW2;
            case "vmdk" -> DiskFormat.VMDK;
            case "vdi" -> DiskFormat.VDI;
            case "vhd", "vpc" -> DiskFormat.VHD;
            default -> DiskFormat.RAW;
        };
    }

    /** Reads a header. */
    static ImageFile of(Path file, DiskFormat format) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            if (format.equals(DiskFormat.QCOW2)) {
                return qcow2(file, read(channel, 0, HEADER), size);
            } else if (format.equals(DiskFormat.VDI)) {
                return vdi(read(channel, 0, 512).order(ByteOrder.LITTLE_ENDIAN), size);
            } else if (format.equals(DiskFormat.VMDK)) {
                return vmdk(read(channel, 0, HEADER).order(ByteOrder.LITTLE_ENDIAN), size);
            } else if (format.equals(DiskFormat.VHD)) {
                return vhd(read(channel, Math.max(0, size - 512), 512), size);
            }
            return alone(size);
        }
    }

    private static ImageFile alone(long capacity) {
        return new ImageFile(Math.max(0, capacity), Optional.empty(), false);
    }

    private static ImageFile layered(long capacity, boolean layered) {
        return new ImageFile(Math.max(0, capacity), Optional.empty(), layered);
    }

    /** Reads as {@code src/VBox/Storage/VDICore.h} of VirtualBox says: a layer has the UUID of what it lies on. */
    private static ImageFile vdi(ByteBuffer header, long size) {
        if (header.limit() < 512 || header.getInt(64) != 0xbeda107f) {
            return alone(size);
        }
        return layered(header.getLong(368), header.getLong(424) != 0 || header.getLong(432) != 0);
    }

    /** Reads a sparse extent with its descriptor, as the VMware Virtual Disk Format 1.1 says, and VirtualBox's words in it. */
    private static ImageFile vmdk(ByteBuffer header, long size) {
        if (header.limit() < 512 || !text(header, 0, 4).equals("KDMV")) {
            return alone(size);
        }
        long capacity = sectors(header.getLong(12));
        long begin = sectors(header.getLong(28));
        long length = sectors(header.getLong(36));
        if (begin < 512 || length < 0 || length > header.limit() - begin) {
            return alone(capacity);
        }
        String descriptor = text(header, (int) begin, (int) length);
        boolean layered = LAYER_OF_VMWARE.matcher(descriptor).find()
                || LAYER_OF_VIRTUALBOX.matcher(descriptor).find();
        return layered(capacity, layered);
    }

    private static long sectors(long count) {
        return LongMath.saturatedMultiply(count, 512);
    }

    /** Reads the footer that Microsoft's Virtual Hard Disk Image Format Specification 1.0 describes: 4 is a layer. */
    private static ImageFile vhd(ByteBuffer footer, long size) {
        return startsWith(footer, "conectix") ? layered(footer.getLong(48), footer.getInt(60) == 4) : alone(size);
    }

    /** Reads as {@code docs/interop/qcow2.txt} of QEMU says. */
    private static ImageFile qcow2(Path file, ByteBuffer header, long size) {
        if (header.limit() < 72 || header.getInt(0) != QCOW_MAGIC) {
            return alone(size);
        }
        long capacity = Math.max(0, header.getLong(24));
        long at = header.getLong(8);
        int length = header.getInt(16);
        if (at <= 0 || length <= 0 || length > LONGEST_PATH || at > header.limit() - length) {
            return new ImageFile(capacity, Optional.empty(), at != 0);
        }
        String name = text(header, (int) at, length);
        Optional<DiskFormat> format = backingFormat(header, (int) at);
        int slash = name.indexOf('/');
        boolean isFile = name.indexOf(':') < 0 || (slash >= 0 && slash < name.indexOf(':'));
        if (!isFile || format.isEmpty() || CharMatcher.javaIsoControl().matchesAnyOf(name)) {
            return new ImageFile(capacity, Optional.empty(), true);
        }
        String path = file.resolveSibling(name).normalize().toString();
        return new ImageFile(capacity, Optional.of(new Backing(path, format.get())), false);
    }

    private static Optional<DiskFormat> backingFormat(ByteBuffer header, int end) {
        int at = header.getInt(4) >= 3 && header.limit() >= 104 ? header.getInt(100) : 72;
        while (at >= 72 && at <= end - 8 && header.getInt(at) != 0) {
            int length = header.getInt(at + 4);
            if (length < 0 || length > end - at - 8) {
                return Optional.empty();
            }
            if (header.getInt(at) == BACKING_FORMAT) {
                return Optional.of(text(header, at + 8, length))
                        .filter(word -> word.matches("[A-Za-z0-9][A-Za-z0-9._+-]{0,63}"))
                        .map(DiskFormat::new);
            }
            at += 8 + (length + 7) / 8 * 8;
        }
        return Optional.empty();
    }

    private static String text(ByteBuffer header, int at, int length) {
        byte[] bytes = new byte[length];
        header.get(at, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static boolean startsWith(ByteBuffer header, String magic) {
        return header.limit() == 512 && text(header, 0, magic.length()).equals(magic);
    }

    private static ByteBuffer read(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        int read = 0;
        while (bytes.hasRemaining() && read >= 0) {
            read = channel.read(bytes, position + bytes.position());
        }
        return bytes.flip();
    }
}
