package org.anfitrion.api.domain;

import java.util.Locale;
import org.anfitrion.api.internal.Text;

/**
 * How an image file lays out a disk's content.
 *
 * <p>The list is open: a word that this version does not know is kept as it is.
 *
 * @param name the word, in lower case
 */
public record DiskFormat(String name) {

    /** The content itself, byte by byte. */
    public static final DiskFormat RAW = new DiskFormat("raw");

    /** QEMU's own format: grows as needed, snapshots, backing files. */
    public static final DiskFormat QCOW2 = new DiskFormat("qcow2");

    /** VMware's format. */
    public static final DiskFormat VMDK = new DiskFormat("vmdk");

    /** VirtualBox' format. */
    public static final DiskFormat VDI = new DiskFormat("vdi");

    /** The older format of Virtual PC and Hyper-V; QEMU calls it vpc. */
    public static final DiskFormat VHD = new DiskFormat("vpc");

    /**
     * Creates one by its word.
     *
     * @param name the word, in lower case
     * @throws org.anfitrion.api.error.InvalidSpecException if it is not a word of letters, digits and {@code . _ + -}
     */
    public DiskFormat {
        name = Text.token("disk format", name).toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return name;
    }
}
