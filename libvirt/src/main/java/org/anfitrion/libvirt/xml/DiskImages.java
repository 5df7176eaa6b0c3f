package org.anfitrion.libvirt.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.anfitrion.libvirt.xml.domain.DiskBackingStore;
import org.anfitrion.libvirt.xml.domain.DiskDriver;
import org.anfitrion.libvirt.xml.domain.DiskMirror;
import org.anfitrion.libvirt.xml.domain.DomainDevices;
import org.anfitrion.libvirt.xml.domain.DomainDisk;
import org.anfitrion.libvirt.xml.domain.DomainElement;
import org.anfitrion.libvirt.xml.domain.StorageSource;

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
        return LibvirtXml.parse(DomainElement::new, WHAT, xml)
                .devices()
                .map(DomainDevices::disks)
                .orElse(List.of())
                .stream()
                .filter(disk -> DiskConcern.target(disk).equals(Optional.of(target)))
                .findFirst()
                .map(DiskImages::of)
                .orElseGet(() -> new DiskImages(Optional.empty(), List.of(), false));
    }

    private static DiskImages of(DomainDisk disk) {
        List<String> below = new ArrayList<>();
        Optional<DiskBackingStore> store = disk.backingStore();
        while (store.isPresent()) {
            path(store.get().source()).ifPresent(below::add);
            store = store.get().backingStore();
        }
        boolean ready = disk.mirror().flatMap(DiskMirror::ready).equals(Optional.of(DiskMirror.Ready.YES));
        return new DiskImages(path(disk.source()), below, ready);
    }

    private static Optional<String> path(Optional<StorageSource> source) {
        return source.flatMap(it -> it.file().or(it::dev)).filter(path -> !path.isEmpty());
    }

    /**
     * Writes where a copy goes to.
     *
     * @param file the file's path on the host
     * @param format its format
     * @return a drive's XML
     */
    public static String copyTo(String file, String format) {
        DomainDisk disk = new DomainDisk().setType(DomainDisk.Type.FILE);
        disk.sourceOrNew().setFile(file);
        disk.driverOrNew().setType(new DiskDriver.Type(format));
        return OwnXml.print(disk);
    }
}
