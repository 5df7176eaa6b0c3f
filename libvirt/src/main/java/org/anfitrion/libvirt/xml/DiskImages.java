package org.anfitrion.libvirt.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.anfitrion.libvirt.xml.domain.BackingStoreElement;
import org.anfitrion.libvirt.xml.domain.DiskDriverElement;
import org.anfitrion.libvirt.xml.domain.DiskElement;
import org.anfitrion.libvirt.xml.domain.DiskSourceElement;
import org.anfitrion.libvirt.xml.domain.DomainElement;
import org.jspecify.annotations.Nullable;

/**
 * The images of a running domain's drive, and whether a job on them has caught up. Only what runs tells these.
 *
 * @param top the path of the image that the guest writes, if it has one
 * @param below the paths of those under it, the uppermost first
 * @param ready whether a copy or an active commit has caught up and waits to be ended
 */
public record DiskImages(Optional<String> top, List<String> below, boolean ready) {

    private static final String WHAT = "domain XML";

    /**
     * Takes a copy of the list.
     *
     * @param top the path of the image that the guest writes, if it has one
     * @param below the paths of those under it, the uppermost first
     * @param ready whether a copy or an active commit has caught up and waits to be ended
     */
    public DiskImages {
        below = List.copyOf(below);
    }

    /**
     * Reads a drive's images.
     *
     * @param xml what runs
     * @param target the drive
     * @return its images; none if the domain has no such drive
     */
    public static DiskImages of(String xml, String target) {
        DomainElement domain = BoundDocument.read(DomainElement.class, WHAT, xml);
        List<DiskElement> disks = domain.devices == null ? List.of() : domain.devices.disks;
        return disks.stream()
                .filter(disk -> disk.target != null && target.equals(disk.target.dev))
                .findFirst()
                .map(DiskImages::of)
                .orElseGet(() -> new DiskImages(Optional.empty(), List.of(), false));
    }

    private static DiskImages of(DiskElement disk) {
        List<String> below = new ArrayList<>();
        for (BackingStoreElement store = disk.backingStore; store != null; store = store.backingStore) {
            path(store.source).ifPresent(below::add);
        }
        boolean ready = disk.mirror != null && "yes".equals(disk.mirror.ready);
        return new DiskImages(path(disk.source), below, ready);
    }

    private static Optional<String> path(@Nullable DiskSourceElement source) {
        return Optional.ofNullable(source)
                .map(it -> it.file != null ? it.file : Objects.requireNonNullElse(it.dev, ""))
                .filter(path -> !path.isEmpty());
    }

    /**
     * Writes where a copy goes to.
     *
     * @param file the file's path on the host
     * @param format its format
     * @return a drive's XML
     */
    public static String copyTo(String file, String format) {
        DiskElement disk = new DiskElement();
        disk.type = "file";
        disk.source = new DiskSourceElement();
        disk.source.file = file;
        disk.driver = new DiskDriverElement();
        disk.driver.type = format;
        return BoundDocument.printNew(disk);
    }
}
