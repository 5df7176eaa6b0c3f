package org.anfitrion.libvirt;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.FilesystemSource;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.libvirt.wire.DomainReference;
import org.anfitrion.libvirt.wire.WireConnection;
import org.libvirt.jna.DomainPointer;

/**
 * Starts domains so that their consoles lose nothing: the domain is made with its CPUs stopped, its consoles are opened, and
 * only then it runs. QEMU drops what a guest writes while nobody is connected. Thread-safe.
 */
final class Starter {

    private static final Logger LOG = System.getLogger("org.anfitrion.libvirt.guests");

    private static final int PAUSED = 1;
    private static final int AUTODESTROY = 1 << 1;

    private final BackendFeatures features;
    private final HostReader host;
    private final Consoles consoles;
    private final StartedGuests guests;
    private final Containers containers;

    Starter(BackendFeatures features, HostReader host, Consoles consoles, StartedGuests guests, Containers containers) {
        this.features = features;
        this.host = host;
        this.consoles = consoles;
        this.guests = guests;
        this.containers = containers;
    }

    /** Whether the files that a configuration names are this machine's. */
    boolean looksAtFiles() {
        return host.local();
    }

    /** Refuses a domain whose files are missing, where this process can see them: the backend would say it worse. */
    void checkFiles(DomainSpec spec, Attempt attempt) {
        if (!looksAtFiles()) {
            return;
        }
        for (DiskSpec disk : spec.disks()) {
            if (disk.source() instanceof DiskSource.File file) {
                present("disk file", file.path(), attempt);
            } else if (disk.source() instanceof DiskSource.Block block) {
                present("block device", block.path(), attempt);
            }
        }
        for (FilesystemSpec files : spec.filesystems()) {
            if (files.source() instanceof FilesystemSource.Directory directory) {
                present("directory", directory.path(), attempt);
            } else if (files.source() instanceof FilesystemSource.Image image) {
                present("image", image.path(), attempt);
            }
        }
        if (spec.boot().orElse(null) instanceof Boot.Kernel kernel) {
            present("kernel", kernel.image(), attempt);
            kernel.initrdImage().ifPresent(path -> present("initrd", path, attempt));
        }
    }

    private static void present(String what, String path, Attempt attempt) {
        // Not "not exists": this process may not be allowed to look where the backend may.
        if (Files.notExists(Path.of(path))) {
            throw new NotFoundException(attempt.failure().because("the " + what + " '" + path + "' does not exist"));
        }
    }

    /** Starts a defined domain. The caller holds a lease. */
    void start(WireConnection wire, DomainReference domain, DomainSpec spec, Attempt attempt) {
        // A guest that goes on from saved memory goes on at once: paused first, libvirt would not know any more that it
        // was
        // restored, nor that it was paused when it was saved.
        boolean saved = wire.library().virDomainHasManagedSaveImage(domain.pointer(), 0) > 0;
        int flags = saved ? 0 : flags(spec, false);
        containers.started(
                wire,
                () -> {
                    Inventory.check(wire, wire.library().virDomainCreateWithFlags(domain.pointer(), flags), attempt);
                    return domain;
                },
                attempt);
        begin(wire, domain, flags, false, attempt);
    }

    /** Starts a domain that is defined nowhere. The caller holds a lease, and closes the reference. */
    DomainReference create(WireConnection wire, String xml, DomainSpec spec, boolean ephemeral, Attempt attempt) {
        int flags = flags(spec, ephemeral);
        DomainReference domain = containers.started(wire, creation(wire, xml, flags, attempt), attempt);
        try {
            begin(wire, domain, flags, ephemeral, attempt);
            return domain;
        } catch (HypervisorException e) {
            domain.close();
            throw e;
        }
    }

    private static Containers.Start creation(WireConnection wire, String xml, int flags, Attempt attempt) {
        return new Containers.Start() {
            @Override
            public DomainReference go() {
                DomainPointer created = wire.library().virDomainCreateXML(wire.pointer(), xml, flags);
                if (created == null) {
                    throw wire.failed(attempt);
                }
                return wire.adopt(created);
            }

            @Override
            public void undone(DomainReference domain) {
                domain.close();
            }
        };
    }

    /** Whether a start can wait with its first instruction until the consoles are open. */
    boolean startsPaused() {
        return features.startsPaused();
    }

    /** Whether a domain runs that ends with the session. */
    boolean isEphemeral(UUID uuid) {
        return guests.isEphemeral(uuid);
    }

    /** Looks after a domain that somebody else made run. The caller holds a lease. */
    void goOn(WireConnection wire, DomainReference domain, boolean resume, boolean ephemeral, Attempt attempt) {
        begin(wire, domain, resume && features.startsPaused() ? PAUSED : 0, ephemeral, attempt);
    }

    private int flags(DomainSpec spec, boolean ephemeral) {
        int paused = features.startsPaused() && !spec.consoles().isEmpty() ? PAUSED : 0;
        int autodestroy = ephemeral && features.destroysItself() ? AUTODESTROY : 0;
        return paused | autodestroy;
    }

    private void begin(WireConnection wire, DomainReference domain, int flags, boolean ephemeral, Attempt attempt) {
        guests.started(wire, domain, ephemeral);
        try {
            consoles.beginRun(wire, domain, attempt);
        } catch (HypervisorException e) {
            // A guest without its console is better than none: whoever asks for the console is told why.
            LOG.log(Level.DEBUG, "a console could not be opened", e);
        }
        if ((flags & PAUSED) != 0 && wire.library().virDomainResume(domain.pointer()) < 0) {
            HypervisorException failure = wire.failed(attempt);
            int unused = domain.ending(wire.library()::virDomainDestroy);
            throw failure;
        }
    }
}
