package org.anfitrion.testkit.memory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anfitrion.api.domain.DeviceKey;
import org.anfitrion.api.domain.DiskDevice;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.support.DeviceLists;
import org.jspecify.annotations.Nullable;

/** The drives of domains as the images that they lie in. Used under the host's lock only. */
final class Drives {

    /** The size of an image that a domain uses and that nobody made. */
    private static final DataSize UNMADE = DataSize.gibibytes(1);

    private final HostModel model;

    Drives(HostModel model) {
        this.model = model;
    }

    /** Returns the drives that a guest writes, by their targets. */
    static Map<String, DiskSpec> written(DomainSpec spec) {
        Map<String, DiskSpec> drives = new LinkedHashMap<>();
        for (DiskSpec disk : spec.disks()) {
            if (disk.device() == DiskDevice.DISK && !disk.readOnly()) {
                disk.target().ifPresent(target -> drives.put(target, disk));
            }
        }
        return drives;
    }

    /** Returns what a running domain has there, or fails the call. */
    DiskSpec require(MemoryDomain domain, String target, Call call) {
        if (!domain.isActive()) {
            throw new InvalidStateException(call.failure("it is " + domain.state()));
        }
        return disk(domain.spec(), target)
                .orElseThrow(() -> new NotFoundException(call.failure("it has no drive '" + target + "'")));
    }

    /** Returns the path of a drive's image; empty if it has none here. */
    Optional<String> path(DiskSpec disk) {
        return model.pools().path(disk.source());
    }

    /** Returns a drive's image; one that nobody made, so that programs may start without, comes into being empty. */
    Image image(DiskSpec disk, Call call) {
        String path = path(disk)
                .orElseThrow(() -> new NotFoundException(
                        call.failure("its drive '" + disk.target().orElse("") + "' has no image on this host")));
        return model.images().find(path).orElseGet(() -> model.images()
                .create(path, disk.format(), UNMADE.bytes(), Optional.empty(), call));
    }

    /** Lets a drive go on in another image, in what runs and in the configuration if that has the same drive. */
    void move(MemoryDomain domain, String target, String path, DiskFormat format) {
        Optional<DiskSource> from = disk(domain.spec(), target).map(DiskSpec::source);
        domain.live = moved(domain.live, from, target, path, format);
        domain.config = moved(domain.config, from, target, path, format);
    }

    private @Nullable Configuration moved(
            @Nullable Configuration configuration,
            Optional<DiskSource> from,
            String target,
            String path,
            DiskFormat format) {
        if (configuration == null) {
            return null;
        }
        Optional<DiskSpec> disk = disk(configuration.spec(), target);
        if (disk.isEmpty() || !disk.map(DiskSpec::source).equals(from)) {
            return configuration;
        }
        DomainSpec moved = DeviceLists.replaced(
                configuration.spec(),
                new DeviceKey.Disk(target),
                disk.get().source(new DiskSource.File(path)).format(format));
        Revision revision = Revision.between(configuration, moved, model.completion());
        return new Configuration(revision.text(), revision.spec(), model.newRevision());
    }

    /** Takes an exported backup away. */
    void endExport(MemoryDomain domain) {
        domain.exported.forEach(path -> model.images().delete(path));
        domain.exported = List.of();
    }

    private static Optional<DiskSpec> disk(DomainSpec spec, String target) {
        return spec.disks().stream()
                .filter(disk -> disk.target().filter(target::equals).isPresent())
                .findFirst();
    }
}
