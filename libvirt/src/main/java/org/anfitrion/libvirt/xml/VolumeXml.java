package org.anfitrion.libvirt.xml;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.storage.Backing;
import org.anfitrion.api.storage.VolumeId;
import org.anfitrion.api.storage.VolumeInfo;
import org.anfitrion.api.storage.VolumeSpec;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.libvirt.xml.storage.TargetFormat;
import org.anfitrion.libvirt.xml.storage.VolumeAllocation;
import org.anfitrion.libvirt.xml.storage.VolumeBackingStore;
import org.anfitrion.libvirt.xml.storage.VolumeCapacity;
import org.anfitrion.libvirt.xml.storage.VolumeElement;
import org.anfitrion.libvirt.xml.storage.VolumePhysical;
import org.anfitrion.libvirt.xml.storage.VolumeTarget;

/** Volumes in libvirt's words. Source: "Storage pool and volume XML format". Stateless and thread-safe. */
public final class VolumeXml {

    private static final String WHAT = "volume XML";

    private static final Set<VolumeElement.Type> FOLDERS = Set.of(VolumeElement.Type.DIR, VolumeElement.Type.NETDIR);

    private VolumeXml() {}

    /**
     * Writes a new volume.
     *
     * @param spec what it should be
     * @return its XML
     */
    public static String write(VolumeSpec spec) {
        VolumeElement volume = new VolumeElement().setName(spec.name());
        volume.capacityOrNew().setSize(spec.capacity());
        volume.allocationOrNew().setSize(spec.preallocated() ? spec.capacity() : DataSize.ZERO);
        // Without a word libvirt makes images for a QEMU of 2010, which cannot tell a hole from what was never written.
        volume.targetOrNew()
                .setCompat(spec.format().equals(DiskFormat.QCOW2) ? "1.1" : null)
                .formatOrNew()
                .setType(new TargetFormat.Type(spec.format().name()));
        spec.backing().ifPresent(backing -> volume.backingStoreOrNew()
                .setPath(backing.path())
                .formatOrNew()
                .setType(new TargetFormat.Type(backing.format().name())));
        return OwnXml.print(volume);
    }

    /**
     * Reads a volume.
     *
     * @param pool its pool's name
     * @param xml its XML
     * @return its row; empty for what is no image, such as a folder, or has a name that no volume can have
     */
    public static Optional<VolumeInfo> read(String pool, String xml) {
        VolumeElement volume = LibvirtXml.parse(VolumeElement::new, WHAT, xml);
        VolumeTarget target = volume.target().orElseGet(VolumeTarget::new);
        Optional<String> path = target.path();
        if (path.isEmpty() || volume.type().filter(FOLDERS::contains).isPresent()) {
            return Optional.empty();
        }
        return Tolerant.value(volume.name(), name -> new VolumeId(pool, name))
                .map(id -> new VolumeInfo(
                        id,
                        path.get(),
                        format(target.format()),
                        volume.capacity().flatMap(VolumeCapacity::size).orElse(DataSize.ZERO),
                        volume.allocation().flatMap(VolumeAllocation::size).orElse(DataSize.ZERO),
                        volume.backingStore().flatMap(VolumeXml::backing)));
    }

    /**
     * Tells how long a volume's file is.
     *
     * @param xml the volume's XML
     * @return its length in bytes; empty if it does not say
     */
    public static OptionalLong length(String xml) {
        return LibvirtXml.parse(VolumeElement::new, WHAT, xml)
                .physical()
                .flatMap(VolumePhysical::size)
                .map(size -> OptionalLong.of(size.bytes()))
                .orElseGet(OptionalLong::empty);
    }

    /** What libvirt names and QEMU has no driver for, such as {@code iso}, a guest reads as it lies there. */
    private static DiskFormat format(Optional<TargetFormat> format) {
        return Tolerant.value(format.flatMap(TargetFormat::type), type -> new DiskFormat(type.text()))
                .filter(known -> !known.name().equals("iso") && !known.name().equals("unknown"))
                .orElse(DiskFormat.RAW);
    }

    private static Optional<Backing> backing(VolumeBackingStore below) {
        return Tolerant.value(below.path(), path -> new Backing(path, format(below.format())));
    }
}
