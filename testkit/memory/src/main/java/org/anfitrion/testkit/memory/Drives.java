package org.anfitrion.testkit.memory;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.anfitrion.api.domain.DiskDevice;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.unit.DataSize;

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
        return Devices.disk(domain.spec(), target)
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
        return model.images()
                .find(path)
                .orElseGet(() ->
                        model.images().create(path, disk.format(), UNMADE.bytes(), Optional.empty(), call));
    }
}
