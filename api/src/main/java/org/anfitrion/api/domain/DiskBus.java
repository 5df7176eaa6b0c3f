package org.anfitrion.api.domain;

import java.util.Locale;
import org.anfitrion.api.internal.Text;

/**
 * The bus or interface by which a guest sees a disk.
 *
 * <p>The list is open: a word that this version does not know is kept as it is.
 *
 * @param name the word, in lower case
 */
public record DiskBus(String name) {

    /** A paravirtual block device (virtio-blk). */
    public static final DiskBus VIRTIO = new DiskBus("virtio");

    /** A SCSI controller, paravirtual where the backend has one. */
    public static final DiskBus SCSI = new DiskBus("scsi");

    /** A SATA (AHCI) controller. */
    public static final DiskBus SATA = new DiskBus("sata");

    /** An IDE controller; cannot be hot-plugged. */
    public static final DiskBus IDE = new DiskBus("ide");

    /** USB storage. */
    public static final DiskBus USB = new DiskBus("usb");

    /** A floppy controller. */
    public static final DiskBus FLOPPY = new DiskBus("fdc");

    /** Xen's paravirtual block device. */
    public static final DiskBus XEN = new DiskBus("xen");

    /**
     * Creates one by its word.
     *
     * @param name the word, in lower case
     * @throws org.anfitrion.api.error.InvalidSpecException if it is not a word of letters, digits and {@code . _ + -}
     */
    public DiskBus {
        name = Text.token("disk bus", name).toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return name;
    }
}
