package org.anfitrion.libvirt;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.Support;
import org.anfitrion.api.snapshot.RevertState;
import org.anfitrion.api.snapshot.SnapshotId;
import org.anfitrion.api.snapshot.SnapshotInfo;
import org.anfitrion.api.snapshot.SnapshotSpec;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.libvirt.wire.DomainReference;
import org.anfitrion.libvirt.wire.LibvirtError;
import org.anfitrion.libvirt.wire.LibvirtLibrary;
import org.anfitrion.libvirt.wire.Reference;
import org.anfitrion.libvirt.wire.ReferenceArray;
import org.anfitrion.libvirt.wire.WireConnection;
import org.anfitrion.libvirt.xml.SnapshotDescription;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.SnapshotFacet;
import org.libvirt.jna.CString;
import org.libvirt.jna.DomainSnapshotPointer;

/** libvirt's snapshots: their names are their identities. Thread-safe. */
final class Snapshots implements SnapshotFacet {

    private static final int NO_SNAPSHOT = 72;
    private static final int DISK_ONLY = 1 << 4;
    private static final int QUIESCE = 1 << 6;
    private static final int DELETE_CHILDREN = 1;
    private static final int REVERT_RUNNING = 1;
    private static final int REVERT_PAUSED = 1 << 1;
    private static final int REVERT_FORCE = 1 << 2;

    /** libvirt's release notes of 9.9.0: "QEMU: implement reverting external snapshots". */
    private static final long REVERTS_EXTERNAL = 9_009_000;

    private static final String NOT_EXTERNAL =
            "libvirt goes back to snapshots with files of their own from 9.9.0 on only";
    private static final String MEMORY_TOO = "QEMU keeps the memory too in a snapshot inside the drives of a running"
            + " domain: ask for one with memory, or for an external one";

    private final Calls calls;
    private final BackendFeatures features;
    private final HostReader host;
    private final Starter starter;
    private final DomainJobs jobs;

    Snapshots(Calls calls, BackendFeatures features, HostReader host, Starter starter, DomainJobs jobs) {
        this.calls = calls;
        this.features = features;
        this.host = host;
        this.starter = starter;
        this.jobs = jobs;
    }

    /** Says what depends on a domain; empty leaves it to what the driver can. */
    Optional<Support> support(Feature feature, DomainId id) {
        return switch (feature) {
            case SNAPSHOTS -> runs(id) ? Optional.of(Support.unknown(MEMORY_TOO)) : Optional.empty();
            case SNAPSHOT_REVERT -> revertible(id);
            default -> Optional.empty();
        };
    }

    private boolean runs(DomainId id) {
        Attempt attempt = new Attempt("look up", "domain " + id, false);
        Optional<UUID> uuid = Inventory.uuid(id);
        return features.isQemu()
                && uuid.isPresent()
                && calls.read(attempt, wire -> {
                    try (DomainReference domain =
                            Inventory.byUuid(wire, uuid.get(), attempt).orElse(null)) {
                        return domain != null && wire.library().virDomainIsActive(domain.pointer()) == 1;
                    }
                });
    }

    private Optional<Support> revertible(DomainId id) {
        Attempt attempt = new Attempt("look up", "domain " + id, false);
        Optional<UUID> uuid = Inventory.uuid(id);
        if (uuid.isEmpty() || host.facts().libvirtVersion() >= REVERTS_EXTERNAL) {
            return Optional.empty();
        }
        List<SnapshotInfo> rows = calls.read(attempt, wire -> {
            try (DomainReference domain =
                    Inventory.byUuid(wire, uuid.get(), attempt).orElse(null)) {
                return domain == null ? List.of() : rows(wire, domain, attempt);
            }
        });
        boolean none = !rows.isEmpty() && rows.stream().allMatch(SnapshotInfo::external);
        return none ? Optional.of(Support.no(NOT_EXTERNAL)) : Optional.empty();
    }

    @Override
    public List<SnapshotInfo> snapshots(DomainId id) {
        Attempt attempt = new Attempt("list", "snapshots of domain " + id, false);
        UUID uuid = Inventory.uuid(id, attempt);
        return calls.read(attempt, wire -> {
            try (DomainReference domain = wire.domain(uuid, attempt)) {
                return rows(wire, domain, attempt.on("snapshots of domain '" + domain.name() + "'"));
            }
        });
    }

    /** One call for all, and one for each one's description: libvirt has no other way to a parent, a time or a kind. */
    private static List<SnapshotInfo> rows(WireConnection wire, DomainReference domain, Attempt attempt) {
        LibvirtLibrary library = wire.library();
        PointerByReference array = new PointerByReference();
        int count = Inventory.check(wire, library.virDomainListAllSnapshots(domain.pointer(), array, 0), attempt);
        try (ReferenceArray<DomainSnapshotPointer> found =
                new ReferenceArray<>(array, count, Snapshots::pointer, library::virDomainSnapshotFree)) {
            if (count == 0) {
                return List.of();
            }
            Optional<String> current = current(wire, domain, attempt);
            List<SnapshotInfo> rows = new ArrayList<>(count);
            for (DomainSnapshotPointer snapshot : found.items()) {
                xml(wire, snapshot, attempt)
                        .map(SnapshotDescription::read)
                        .ifPresent(read -> rows.add(read.row(current.equals(Optional.of(read.name())))));
            }
            return parentsFirst(rows);
        }
    }

    private static DomainSnapshotPointer pointer(Pointer bare) {
        DomainSnapshotPointer pointer = new DomainSnapshotPointer();
        pointer.setPointer(bare);
        return pointer;
    }

    private static List<SnapshotInfo> parentsFirst(List<SnapshotInfo> rows) {
        List<SnapshotInfo> left = new ArrayList<>(rows);
        left.sort(Comparator.comparing(SnapshotInfo::created));
        Map<SnapshotId, SnapshotInfo> sorted = new LinkedHashMap<>();
        boolean more = true;
        while (more) {
            more = left.removeIf(row -> {
                boolean ready = row.parent().map(sorted::containsKey).orElse(true);
                if (ready) {
                    sorted.put(row.id(), row);
                }
                return ready;
            });
        }
        // Whose parent went away while the list was read is a root by now.
        left.forEach(row -> sorted.put(row.id(), row));
        return List.copyOf(sorted.values());
    }

    private static Optional<String> current(WireConnection wire, DomainReference domain, Attempt attempt) {
        DomainSnapshotPointer current = wire.library().virDomainSnapshotCurrent(domain.pointer(), 0);
        if (current == null) {
            LibvirtError error = LibvirtError.last(wire.library());
            if (error.is(NO_SNAPSHOT)) {
                return Optional.empty();
            }
            throw wire.failed(attempt, error);
        }
        try (Reference<DomainSnapshotPointer> owned = own(wire, current)) {
            return xml(wire, owned.pointer(), attempt)
                    .map(SnapshotDescription::read)
                    .map(SnapshotDescription::name);
        }
    }

    private static Reference<DomainSnapshotPointer> own(WireConnection wire, DomainSnapshotPointer snapshot) {
        return new Reference<>(snapshot, wire.library()::virDomainSnapshotFree);
    }

    /** Empty if it went away since it was found. */
    private static Optional<String> xml(WireConnection wire, DomainSnapshotPointer snapshot, Attempt attempt) {
        CString xml = wire.library().virDomainSnapshotGetXMLDesc(snapshot, 0);
        if (xml == null) {
            LibvirtError error = LibvirtError.last(wire.library());
            if (error.is(NO_SNAPSHOT)) {
                return Optional.empty();
            }
            throw wire.failed(attempt, error);
        }
        return Optional.of(xml.toString());
    }

    @Override
    public SnapshotInfo take(DomainId id, SnapshotSpec spec, Progress progress) {
        Attempt attempt = new Attempt("take snapshot '" + spec.name() + "' of", "domain " + id, true);
        calls.checkWritable(attempt);
        require(spec, attempt);
        UUID uuid = Inventory.uuid(id, attempt);
        String xml = SnapshotDescription.write(spec);
        return jobs.run(attempt, uuid, progress, wire -> {
            try (DomainReference domain = wire.domain(uuid, attempt)) {
                Attempt named = attempt.on("domain '" + domain.name() + "'");
                boolean active = Inventory.check(wire, wire.library().virDomainIsActive(domain.pointer()), named) == 1;
                checkState(spec, active, named);
                refuseTaken(wire, domain, spec.name(), named);
                DomainSnapshotPointer taken =
                        wire.library().virDomainSnapshotCreateXML(domain.pointer(), xml, flags(spec));
                if (taken == null) {
                    throw wire.failed(named);
                }
                try (Reference<DomainSnapshotPointer> owned = own(wire, taken)) {
                    return describe(wire, owned, spec.name(), named).row(true);
                }
            }
        });
    }

    private void require(SnapshotSpec spec, Attempt attempt) {
        features.require(Feature.SNAPSHOTS, attempt);
        if (spec.memory()) {
            features.require(Feature.SNAPSHOT_MEMORY, attempt);
        }
        if (spec.external()) {
            features.require(Feature.SNAPSHOT_EXTERNAL, attempt);
        }
        if (spec.quiesce()) {
            features.require(Feature.GUEST_FREEZE, attempt);
        }
        if (spec.memory() && spec.external()) {
            throw new UnsupportedCapabilityException(attempt.failure()
                    .because("an external snapshot is of the drives alone here: libvirt could put the memory into a"
                            + " file too, but has no name for it"));
        }
        if (spec.quiesce() && !spec.external()) {
            throw new UnsupportedCapabilityException(attempt.failure()
                    .because("libvirt asks the guest to write everything out for external snapshots only"));
        }
    }

    private void checkState(SnapshotSpec spec, boolean active, Attempt attempt) {
        if (!active && spec.memory()) {
            throw new InvalidStateException(
                    attempt.failure().because("it does not run, so there is no memory to keep"));
        }
        if (!active && spec.quiesce()) {
            throw new InvalidStateException(attempt.failure().because("it does not run, so no guest can be asked"));
        }
        if (active && features.isQemu() && !spec.memory() && !spec.external()) {
            throw new UnsupportedCapabilityException(attempt.failure().because(MEMORY_TOO));
        }
    }

    private static int flags(SnapshotSpec spec) {
        return (spec.external() ? DISK_ONLY : 0) | (spec.quiesce() ? QUIESCE : 0);
    }

    private static void refuseTaken(WireConnection wire, DomainReference domain, String name, Attempt attempt) {
        try (Reference<DomainSnapshotPointer> taken =
                find(wire, domain, name, attempt).orElse(null)) {
            if (taken != null) {
                throw new AlreadyExistsException(attempt.failure().because("it has a snapshot of this name already"));
            }
        }
    }

    private static Optional<Reference<DomainSnapshotPointer>> find(
            WireConnection wire, DomainReference domain, String name, Attempt attempt) {
        DomainSnapshotPointer found = wire.library().virDomainSnapshotLookupByName(domain.pointer(), name, 0);
        if (found == null) {
            LibvirtError error = LibvirtError.last(wire.library());
            if (error.is(NO_SNAPSHOT)) {
                return Optional.empty();
            }
            throw wire.failed(attempt, error);
        }
        return Optional.of(own(wire, found));
    }

    private static Reference<DomainSnapshotPointer> get(
            WireConnection wire, DomainReference domain, SnapshotId snapshot, Attempt attempt) {
        return find(wire, domain, snapshot.key(), attempt).orElseThrow(() -> gone(snapshot.key(), attempt));
    }

    private static HypervisorException gone(String name, Attempt attempt) {
        return new NotFoundException(attempt.failure().because("it has no snapshot '" + name + "'"));
    }

    private static SnapshotDescription describe(
            WireConnection wire, Reference<DomainSnapshotPointer> snapshot, String name, Attempt attempt) {
        return xml(wire, snapshot.pointer(), attempt)
                .map(SnapshotDescription::read)
                .orElseThrow(() -> gone(name, attempt));
    }

    @Override
    public void revert(DomainId id, SnapshotId snapshot, RevertState then, Progress progress) {
        Attempt attempt = new Attempt("revert to snapshot '" + snapshot + "' of", "domain " + id, true);
        calls.checkWritable(attempt);
        features.require(Feature.SNAPSHOT_REVERT, attempt);
        UUID uuid = Inventory.uuid(id, attempt);
        boolean external = host.facts().libvirtVersion() >= REVERTS_EXTERNAL;
        jobs.run(attempt, uuid, progress, wire -> {
            boolean ephemeral = starter.isEphemeral(uuid);
            DomainState after;
            try (DomainReference domain = wire.domain(uuid, attempt)) {
                Attempt named = attempt.on("domain '" + domain.name() + "'");
                try (Reference<DomainSnapshotPointer> found = get(wire, domain, snapshot, named)) {
                    SnapshotDescription description = describe(wire, found, snapshot.key(), named);
                    if (description.external() && !external) {
                        throw new UnsupportedCapabilityException(named.failure().because(NOT_EXTERNAL));
                    }
                    after = after(description, then);
                    checkStays(wire, domain, after, named);
                    int force = description.complete() ? REVERT_FORCE : 0;
                    int flags = force | flags(after, starter.startsPaused());
                    Inventory.check(wire, wire.library().virDomainRevertToSnapshot(found.pointer(), flags), named);
                }
                discardMemory(wire, domain, named);
            } finally {
                wire.forget(uuid); // it keeps the number of the run before
            }
            if (after.isActive()) {
                try (DomainReference domain = wire.domain(uuid, attempt)) {
                    starter.goOn(wire, domain, after == DomainState.RUNNING, ephemeral, attempt);
                }
            }
            return after;
        });
    }

    private static DomainState after(SnapshotDescription description, RevertState then) {
        return switch (then) {
            case RUNNING -> DomainState.RUNNING;
            case PAUSED -> DomainState.PAUSED;
            case AS_TAKEN ->
                !description.memory()
                        ? DomainState.SHUT_OFF
                        : description.state() == DomainState.RUNNING ? DomainState.RUNNING : DomainState.PAUSED;
        };
    }

    private static int flags(DomainState after, boolean paused) {
        return switch (after) {
            case SHUT_OFF -> 0;
            case RUNNING -> paused ? REVERT_PAUSED : REVERT_RUNNING;
            default -> REVERT_PAUSED;
        };
    }

    private static void checkStays(WireConnection wire, DomainReference domain, DomainState after, Attempt attempt) {
        boolean kept = Inventory.check(wire, wire.library().virDomainIsPersistent(domain.pointer()), attempt) == 1;
        if (!kept && after == DomainState.SHUT_OFF) {
            throw new InvalidStateException(attempt.failure()
                    .because("it is transient and would be gone: the snapshot has no memory to go on from"));
        }
    }

    /** Memory that was saved is of other drives than the domain has now. */
    private static void discardMemory(WireConnection wire, DomainReference domain, Attempt attempt) {
        if (wire.library().virDomainHasManagedSaveImage(domain.pointer(), 0) > 0) {
            Inventory.check(wire, wire.library().virDomainManagedSaveRemove(domain.pointer(), 0), attempt);
        }
    }

    @Override
    public void delete(DomainId id, SnapshotId snapshot, boolean children, Progress progress) {
        Attempt attempt = new Attempt("delete snapshot '" + snapshot + "' of", "domain " + id, true);
        calls.checkWritable(attempt);
        features.require(Feature.SNAPSHOTS, attempt);
        UUID uuid = Inventory.uuid(id, attempt);
        jobs.run(attempt, uuid, progress, wire -> {
            try (DomainReference domain = wire.domain(uuid, attempt)) {
                Attempt named = attempt.on("domain '" + domain.name() + "'");
                try (Reference<DomainSnapshotPointer> found = get(wire, domain, snapshot, named)) {
                    int flags = children ? DELETE_CHILDREN : 0;
                    return Inventory.check(wire, wire.library().virDomainSnapshotDelete(found.pointer(), flags), named);
                }
            }
        });
    }
}
