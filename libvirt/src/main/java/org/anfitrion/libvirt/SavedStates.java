package org.anfitrion.libvirt;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.libvirt.wire.DomainReference;
import org.anfitrion.libvirt.wire.WireConnection;
import org.anfitrion.libvirt.xml.Dialect;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.SavedStateFacet;
import org.libvirt.jna.CString;

/** Domains whose memory is on disk: where libvirt keeps it ("managed save"), or in a file of the caller's. Thread-safe. */
final class SavedStates implements SavedStateFacet {

    private final Calls calls;
    private final Dialect dialect;
    private final BackendFeatures features;
    private final Inventory inventory;
    private final Starter starter;
    private final DomainJobs jobs;

    SavedStates(
            Calls calls,
            Dialect dialect,
            BackendFeatures features,
            Inventory inventory,
            Starter starter,
            DomainJobs jobs) {
        this.calls = calls;
        this.dialect = dialect;
        this.features = features;
        this.inventory = inventory;
        this.starter = starter;
        this.jobs = jobs;
    }

    /** What puts a domain's memory away. */
    private interface Way {
        int save(WireConnection wire, DomainReference domain);
    }

    @Override
    public DomainInfo save(DomainId id, Progress progress) {
        Attempt attempt = new Attempt("save", "domain " + id, true);
        calls.checkWritable(attempt);
        features.require(Feature.MANAGED_SAVE, attempt);
        return stop(
                id,
                true,
                attempt,
                progress,
                (wire, domain) -> domain.ending(pointer -> wire.library().virDomainManagedSave(pointer, 0)));
    }

    @Override
    public DomainInfo saveTo(DomainId id, String file, Progress progress) {
        Attempt attempt = new Attempt("save", "domain " + id, true);
        calls.checkWritable(attempt);
        features.require(Feature.SAVE_FILE, attempt);
        checkAbsolute(file);
        return stop(
                id,
                false,
                attempt,
                progress,
                (wire, domain) -> domain.ending(pointer -> wire.library().virDomainSave(pointer, file)));
    }

    private static void checkAbsolute(String file) {
        if (!file.startsWith("/")) {
            throw InvalidSpecException.of("file of a saved domain", file, "an absolute path on the host is needed");
        }
    }

    private DomainInfo stop(DomainId id, boolean again, Attempt attempt, Progress progress, Way way) {
        UUID uuid = Inventory.uuid(id, attempt);
        return jobs.run(attempt, uuid, progress, wire -> {
            try (DomainReference domain = wire.domain(uuid, attempt)) {
                Attempt named = attempt.on("domain '" + domain.name() + "'");
                DomainInfo before = inventory.row(wire, domain, Inventory.EVERYTHING, named);
                if (!before.state().isActive()) {
                    throw new InvalidStateException(named.failure().because("it does not run"));
                }
                if (again && !before.persistent()) {
                    throw new InvalidStateException(
                            named.failure().because("it is transient: there is nothing to start again"));
                }
                try {
                    Inventory.check(wire, way.save(wire, domain), named);
                } catch (BackendFailureException e) {
                    if (again && features.isXen()) {
                        // It leaves half a file behind, says that there is none, and would start from it.
                        wire.library().virDomainManagedSaveRemove(domain.pointer(), 0);
                    }
                    throw e;
                }
                return after(wire, domain, before, named);
            }
        });
    }

    private DomainInfo after(WireConnection wire, DomainReference domain, DomainInfo before, Attempt attempt) {
        try {
            return inventory.row(wire, domain, Inventory.EVERYTHING, attempt);
        } catch (NotFoundException e) {
            wire.forget(domain.uuid());
            return Inventory.gone(before);
        }
    }

    @Override
    public boolean saved(DomainId id) {
        Attempt attempt = new Attempt("look for saved memory of", "domain " + id, false);
        UUID uuid = Inventory.uuid(id, attempt);
        return calls.read(attempt, wire -> {
            try (DomainReference domain = wire.domain(uuid, attempt)) {
                return isSaved(wire, domain, attempt);
            }
        });
    }

    private static boolean isSaved(WireConnection wire, DomainReference domain, Attempt attempt) {
        return Inventory.check(wire, wire.library().virDomainHasManagedSaveImage(domain.pointer(), 0), attempt) == 1;
    }

    @Override
    public void discard(DomainId id) {
        Attempt attempt = new Attempt("discard the saved memory of", "domain " + id, true);
        calls.checkWritable(attempt);
        features.require(Feature.MANAGED_SAVE, attempt);
        UUID uuid = Inventory.uuid(id, attempt);
        calls.change(attempt, wire -> {
            try (DomainReference domain = wire.domain(uuid, attempt)) {
                Attempt named = attempt.on("domain '" + domain.name() + "'");
                if (!isSaved(wire, domain, named)) {
                    throw new NotFoundException(named.failure().because("nothing of it is saved"));
                }
                return Inventory.check(wire, wire.library().virDomainManagedSaveRemove(domain.pointer(), 0), named);
            }
        });
    }

    @Override
    public DomainInfo restore(String file, Progress progress) {
        Attempt attempt = new Attempt("restore", "file '" + file + "'", true);
        calls.checkWritable(attempt);
        features.require(Feature.SAVE_FILE, attempt);
        checkAbsolute(file);
        if (starter.looksAtFiles() && Files.notExists(Path.of(file))) {
            throw new NotFoundException(attempt.failure().because("there is no such file"));
        }
        Dialect.Identity identity = identify(file, attempt);
        UUID uuid = identity.uuid()
                .orElseThrow(() -> InvalidSpecException.of("saved domain", identity.name(), "it has no UUID"));
        return jobs.run(attempt, uuid, progress, wire -> {
            checkFree(wire, identity.name(), uuid, attempt);
            Inventory.check(wire, wire.library().virDomainRestore(wire.pointer(), file), attempt);
            wire.forget(uuid); // a reference from before has no number of this run
            try (DomainReference domain = wire.domain(uuid, attempt)) {
                starter.goOn(wire, domain, false, false, attempt);
                return inventory.row(wire, domain, Inventory.EVERYTHING, attempt);
            }
        });
    }

    private Dialect.Identity identify(String file, Attempt attempt) {
        return dialect.identify(calls.read(attempt, wire -> {
            CString xml = wire.library().virDomainSaveImageGetXMLDesc(wire.pointer(), file, 0);
            if (xml == null) {
                throw wire.failed(attempt);
            }
            return xml.toString();
        }));
    }

    private static void checkFree(WireConnection wire, String name, UUID uuid, Attempt attempt) {
        try (DomainReference there = Inventory.byUuid(wire, uuid, attempt).orElse(null)) {
            if (there != null && wire.library().virDomainIsActive(there.pointer()) == 1) {
                throw new InvalidStateException(
                        attempt.failure().because("its domain '" + there.name() + "' runs already"));
            }
        }
        try (DomainReference there = Inventory.byName(wire, name, attempt).orElse(null)) {
            if (there != null && !there.uuid().equals(uuid)) {
                throw new AlreadyExistsException(
                        attempt.failure().because("there is another domain '" + name + "', with UUID " + there.uuid()));
            }
        }
    }
}
