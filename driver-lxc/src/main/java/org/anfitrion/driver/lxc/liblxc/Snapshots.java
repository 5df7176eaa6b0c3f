package org.anfitrion.driver.lxc.liblxc;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.snapshot.RevertState;
import org.anfitrion.api.snapshot.SnapshotId;
import org.anfitrion.api.snapshot.SnapshotInfo;
import org.anfitrion.api.snapshot.SnapshotSpec;
import org.anfitrion.driver.lxc.config.LxcConfig;
import org.anfitrion.driver.lxc.liblxc.wire.PathSwap;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DomainFacet;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.SnapshotFacet;

/**
 * Snapshots: copies of a container's configuration and of its own files. liblxc takes them of containers that do not run only, knows
 * no tree of them, and goes back by destroying the container first; so here its folders are used, and not its functions. A container
 * that runs is held while its files are copied. Thread-safe.
 */
final class Snapshots implements SnapshotFacet {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Containers containers;
    private final Inventory inventory;
    private final DomainFacet domains;

    Snapshots(Containers containers, Inventory inventory, DomainFacet domains) {
        this.containers = containers;
        this.inventory = inventory;
        this.domains = domains;
    }

    private void power(DomainId id, PowerAction action) {
        domains.power(id, action, Deadline.after(PATIENCE));
    }

    private SnapshotFolder folder(DomainId id) {
        return new SnapshotFolder(containers.folder().path().resolve(id.key()));
    }

    @Override
    public List<SnapshotInfo> snapshots(DomainId id) {
        Failure attempt = containers.begin("list snapshots of", id, false);
        inventory.row(id.key(), attempt);
        return rows(id, attempt);
    }

    /** Parents before their children, the older before the younger. */
    private List<SnapshotInfo> rows(DomainId id, Failure attempt) {
        List<SnapshotFolder.Kept> all = folder(id).all(attempt);
        Set<String> names = all.stream().map(SnapshotFolder.Kept::name).collect(Collectors.toSet());
        Optional<String> current = containers.folder().snapshot(id.key());
        List<SnapshotInfo> rows = new ArrayList<>();
        Set<String> done = new LinkedHashSet<>();
        while (done.size() < all.size()) {
            int before = done.size();
            for (SnapshotFolder.Kept kept : all) {
                // lxc-snapshot takes a parent away without telling its children.
                Optional<String> parent = kept.config().note(Notes.PARENT).filter(names::contains);
                if (parent.map(done::contains).orElse(true) && done.add(kept.name())) {
                    rows.add(row(kept, parent, current));
                }
            }
            if (done.size() == before) {
                throw new BackendFailureException(
                        attempt.because("its snapshots are children of one another: " + names));
            }
        }
        return rows;
    }

    private static SnapshotInfo row(SnapshotFolder.Kept kept, Optional<String> parent, Optional<String> current) {
        return new SnapshotInfo(
                new SnapshotId(kept.name()),
                kept.name(),
                kept.comment(),
                parent.map(SnapshotId::new),
                kept.created(),
                kept.config().note(Notes.STATE).flatMap(Snapshots::state).orElse(DomainState.SHUT_OFF),
                false,
                false,
                current.equals(Optional.of(kept.name())));
    }

    private static Optional<DomainState> state(String name) {
        return List.of(DomainState.values()).stream()
                .filter(state -> state.name().equals(name))
                .findFirst();
    }

    private SnapshotInfo row(DomainId id, SnapshotId snapshot, Failure attempt) {
        return rows(id, attempt).stream()
                .filter(row -> row.id().equals(snapshot))
                .findFirst()
                .orElseThrow(() ->
                        new NotFoundException(attempt.because("the container has no snapshot '" + snapshot + "'")));
    }

    @Override
    public SnapshotInfo take(DomainId id, SnapshotSpec spec, Progress progress) {
        Failure attempt = containers.begin("take snapshot '" + spec.name() + "' of", id, true);
        refusal(spec).ifPresent(reason -> {
            throw new UnsupportedCapabilityException(attempt.because(reason));
        });
        try (Containers.Held held = containers.hold(id.key())) {
            DomainInfo row = persistent(id, attempt);
            SnapshotFolder folder = folder(id);
            if (rows(id, attempt).stream().anyMatch(other -> other.name().equals(spec.name()))) {
                throw new AlreadyExistsException(attempt.because("the container has a snapshot of that name"));
            }
            if (progress.cancelled()) {
                throw new OperationCancelledException(attempt.because("it was cancelled"));
            }
            LxcConfig config = containers.config(id, attempt);
            OwnFiles files = OwnFiles.require(config, Feature.SNAPSHOTS, attempt);
            OwnFiles copy = files.at(folder.place(spec.name()).resolve(files.plainName()));
            SnapshotFolder.Kept kept = new SnapshotFolder.Kept(
                    spec.name(),
                    copy.into(config)
                            .withNote(Notes.ROOT, files.toString())
                            .withNote(Notes.STATE, row.state().name())
                            .withNote(
                                    Notes.PARENT,
                                    containers.folder().snapshot(id.key()).orElse("")),
                    Instant.now().truncatedTo(ChronoUnit.SECONDS),
                    spec.description());
            boolean runs = row.state().isActive() && row.state() != DomainState.PAUSED;
            if (runs) {
                power(id, PowerAction.SUSPEND);
            }
            try {
                folder.put(
                        kept,
                        place -> Trees.copy(files.directory(), place.resolve(files.plainName()), progress, attempt),
                        attempt);
            } finally {
                if (runs) {
                    power(id, PowerAction.RESUME);
                }
            }
            containers.folder().keepSnapshot(id.key(), spec.name(), attempt);
            return row(id, new SnapshotId(spec.name()), attempt);
        }
    }

    private static Optional<String> refusal(SnapshotSpec spec) {
        if (spec.memory()) {
            return Optional.of(Features.NO_MEMORY);
        }
        if (spec.external()) {
            return Optional.of(Features.NO_EXTERNAL);
        }
        return spec.quiesce() ? Optional.of(Features.NO_FREEZE) : Optional.empty();
    }

    private DomainInfo persistent(DomainId id, Failure attempt) {
        DomainInfo row = inventory.row(id.key(), attempt);
        if (!row.persistent()) {
            throw new InvalidStateException(attempt.because("the container is transient: nothing of it is kept"));
        }
        return row;
    }

    @Override
    public void revert(DomainId id, SnapshotId snapshot, RevertState then, Progress progress) {
        Failure attempt = containers.begin("revert to snapshot '" + snapshot + "'", id, true);
        try (Containers.Held held = containers.hold(id.key())) {
            DomainInfo row = persistent(id, attempt);
            LxcConfig kept = kept(id, snapshot, attempt);
            OwnFiles copy = OwnFiles.require(kept, Feature.SNAPSHOT_REVERT, attempt);
            LxcConfig present = containers.config(id, attempt);
            LxcConfig config = kept.set(
                            OwnFiles.ROOT,
                            kept.note(Notes.ROOT)
                                    .or(() -> present.get(OwnFiles.ROOT))
                                    .orElse(""))
                    .withNote(Notes.ROOT, "")
                    .withNote(Notes.STATE, "")
                    .withNote(Notes.PARENT, "");
            Path place =
                    OwnFiles.require(config, Feature.SNAPSHOT_REVERT, attempt).directory();
            requireAlone(id, OwnFiles.in(place), attempt);
            Path fresh = place.resolveSibling("." + place.getFileName() + ".anfitrion-revert");
            Trees.delete(fresh, attempt); // of a process that was killed
            Trees.copy(copy.directory(), fresh, progress, attempt);
            try {
                if (row.state().isActive()) {
                    power(id, PowerAction.DESTROY);
                }
                PathSwap.swap(fresh, place);
                containers.folder().replace(id.key(), config, attempt);
                containers.folder().keepSnapshot(id.key(), snapshot.key(), attempt);
            } catch (IOException e) {
                throw new BackendFailureException(
                        attempt.because(String.valueOf(e.getMessage())).causedBy(e));
            } finally {
                Trees.delete(fresh, attempt);
            }
            if (then != RevertState.AS_TAKEN) {
                power(id, PowerAction.START);
            }
            if (then == RevertState.PAUSED) {
                power(id, PowerAction.SUSPEND);
            }
        }
    }

    private LxcConfig kept(DomainId id, SnapshotId snapshot, Failure attempt) {
        return folder(id).all(attempt).stream()
                .filter(kept -> kept.name().equals(snapshot.key()))
                .findFirst()
                .orElseThrow(() ->
                        new NotFoundException(attempt.because("the container has no snapshot '" + snapshot + "'")))
                .config();
    }

    /** What one container goes back to would change under the other. */
    private void requireAlone(DomainId id, OwnFiles files, Failure attempt) {
        containers.user(files, id.key(), attempt).ifPresent(other -> {
            throw new InvalidStateException(attempt.because(
                    "its files in " + files.directory() + " are those of container '" + other + "' too"));
        });
    }

    @Override
    public void delete(DomainId id, SnapshotId snapshot, boolean children, Progress progress) {
        Failure attempt = containers.begin("delete snapshot '" + snapshot + "'", id, true);
        try (Containers.Held held = containers.hold(id.key())) {
            inventory.row(id.key(), attempt);
            SnapshotInfo row = row(id, snapshot, attempt);
            if (progress.cancelled()) {
                throw new OperationCancelledException(attempt.because("it was cancelled"));
            }
            List<SnapshotInfo> rows = rows(id, attempt);
            List<SnapshotId> going = new ArrayList<>(List.of(snapshot));
            for (SnapshotInfo other : rows) {
                if (children && other.parent().filter(going::contains).isPresent()) {
                    going.add(other.id());
                }
            }
            String above = row.parent().map(SnapshotId::key).orElse("");
            for (SnapshotInfo other : rows) {
                if (other.parent().equals(Optional.of(snapshot)) && !going.contains(other.id())) {
                    LxcConfig config = kept(id, other.id(), attempt);
                    folder(id).replace(other.name(), config.withNote(Notes.PARENT, above), attempt);
                }
            }
            if (rows.stream().anyMatch(other -> other.current() && going.contains(other.id()))) {
                containers.folder().keepSnapshot(id.key(), above, attempt);
            }
            // Those above come last: what a failure leaves still has its parents.
            for (int i = going.size() - 1; i >= 0; i--) {
                folder(id).remove(going.get(i).key(), attempt);
            }
        }
    }
}
