package org.anfitrion.libvirt.xml;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.storage.Backing;
import org.anfitrion.api.storage.VolumeId;
import org.anfitrion.api.storage.VolumeInfo;
import org.anfitrion.api.storage.VolumeSpec;
import org.anfitrion.libvirt.xml.domain.SizeElement;
import org.anfitrion.libvirt.xml.storage.FormatElement;
import org.anfitrion.libvirt.xml.storage.VolumeBackingElement;
import org.anfitrion.libvirt.xml.storage.VolumeElement;
import org.anfitrion.libvirt.xml.storage.VolumeTargetElement;
import org.jspecify.annotations.Nullable;

/** Volumes in libvirt's words. Source: "Storage pool and volume XML format". Stateless and thread-safe. */
public final class VolumeXml {

    private static final String WHAT = "volume XML";

    private VolumeXml() {}

    /**
     * Writes a new volume.
     *
     * @param spec what it should be
     * @return its XML
     */
    public static String write(VolumeSpec spec) {
        VolumeElement volume = new VolumeElement();
        volume.name = spec.name();
        volume.capacity = size(spec.capacity().bytes());
        volume.allocation = size(spec.preallocated() ? spec.capacity().bytes() : 0);
        volume.target = new VolumeTargetElement();
        volume.target.format = PoolXml.format(spec.format().name());
        // Without a word libvirt makes images for a QEMU of 2010, which cannot tell a hole from what was never written.
        volume.target.compat = spec.format().equals(DiskFormat.QCOW2) ? "1.1" : null;
        volume.backingStore = spec.backing().map(VolumeXml::backing).orElse(null);
        return BoundDocument.printNew(volume);
    }

    private static SizeElement size(long bytes) {
        SizeElement size = new SizeElement();
        size.unit = "bytes";
        size.value = Long.toString(bytes);
        return size;
    }

    private static VolumeBackingElement backing(Backing backing) {
        VolumeBackingElement element = new VolumeBackingElement();
        element.path = backing.path();
        element.format = PoolXml.format(backing.format().name());
        return element;
    }

    /**
     * Reads a volume.
     *
     * @param pool its pool's name
     * @param xml its XML
     * @return its row; empty for what is no image, such as a folder, or has a name that no volume can have
     */
    public static Optional<VolumeInfo> read(String pool, String xml) {
        VolumeElement volume = BoundDocument.read(VolumeElement.class, WHAT, xml);
        VolumeTargetElement target = Objects.requireNonNullElseGet(volume.target, VolumeTargetElement::new);
        String path = target.path;
        if (path == null || "dir".equals(volume.type) || "netdir".equals(volume.type)) {
            return Optional.empty();
        }
        return Tolerant.value(volume.name, name -> new VolumeId(pool, name))
                .map(id -> new VolumeInfo(
                        id,
                        path,
                        format(target.format),
                        PoolXml.size(volume.capacity),
                        PoolXml.size(volume.allocation),
                        backing(volume.backingStore)));
    }

    /**
     * Tells how long a volume's file is.
     *
     * @param xml the volume's XML
     * @return its length in bytes; empty if it does not say
     */
    public static OptionalLong length(String xml) {
        SizeElement physical = BoundDocument.read(VolumeElement.class, WHAT, xml).physical;
        return physical == null
                ? OptionalLong.empty()
                : OptionalLong.of(PoolXml.size(physical).bytes());
    }

    /** What libvirt names and QEMU has no driver for, such as {@code iso}, a guest reads as it lies there. */
    private static DiskFormat format(@Nullable FormatElement format) {
        return Tolerant.value(format == null ? null : format.type, DiskFormat::new)
                .filter(known -> !known.name().equals("iso") && !known.name().equals("unknown"))
                .orElse(DiskFormat.RAW);
    }

    private static Optional<Backing> backing(@Nullable VolumeBackingElement below) {
        return below == null
                ? Optional.empty()
                : Tolerant.value(below.path, path -> new Backing(path, format(below.format)));
    }
}
