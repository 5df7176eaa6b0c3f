package org.anfitrion.driver.vbox.snapshot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.snapshot.RevertState;
import org.anfitrion.api.snapshot.SnapshotId;
import org.anfitrion.api.snapshot.SnapshotInfo;
import org.anfitrion.api.snapshot.SnapshotSpec;
import org.anfitrion.driver.vbox.machine.Machine;
import org.anfitrion.driver.vbox.machine.Machines;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.SnapshotFacet;

/**
 * Snapshots by {@code VBoxManage snapshot}. VirtualBox keeps the memory of a machine that runs in each snapshot of it; where that
 * was not asked for, it is thrown away when one goes back. Thread-safe.
 *
 * <p>Source: VirtualBox's User Manual, "VBoxManage snapshot".
 */
public final class Snapshots implements SnapshotFacet {

    /** Why there are no external snapshots. */
    public static final String NOT_EXTERNAL =
            "VirtualBox keeps the differences of a machine's drives in its own folder of snapshots";

    private static final Pattern TAKEN = Pattern.compile("UUID: ([0-9a-fA-F-]{36})");
    private static final Duration ENOUGH = Duration.ofMinutes(2);

    private final Machines machines;

    /**
     * Creates the facet of one session.
     *
     * @param machines the machines
     */
    public Snapshots(Machines machines) {
        this.machines = machines;
    }

    @Override
    public List<SnapshotInfo> snapshots(DomainId id) {
        return SnapshotTree.of(
                        machines.begin("list the snapshots of", id, false).settings())
                .rows();
    }

    @Override
    public SnapshotInfo take(DomainId id, SnapshotSpec spec, Progress progress) {
        Machine machine = machines.begin("take snapshot '" + spec.name() + "' of", id, true);
        if (spec.external() || spec.quiesce()) {
            throw new UnsupportedCapabilityException(machine.attempt()
                    .because(spec.external() ? NOT_EXTERNAL : "VirtualBox does not hold a guest's file systems still"));
        }
        if (SnapshotTree.of(machine.settings()).named(spec.name()).isPresent()) {
            throw new AlreadyExistsException(machine.attempt().because("it has a snapshot of that name"));
        }
        boolean active = machines.row(machine).state().isActive();
        if (spec.memory() && !active) {
            throw new InvalidStateException(
                    machine.attempt().because("it does not run, so there is no memory to keep"));
        }
        if (progress.cancelled()) {
            throw new OperationCancelledException(machine.attempt().because("it was cancelled before it began"));
        }
        SnapshotId taken = take(machine, spec, active, progress);
        try {
            note(machine, taken, spec, active);
        } catch (HypervisorException e) {
            undo(machine, taken, e);
            throw e;
        }
        return require(machines.begin("look up a snapshot of", id, false), taken);
    }

    private SnapshotId take(Machine machine, SnapshotSpec spec, boolean active, Progress progress) {
        boolean looksLikeAnOption = spec.name().startsWith("-");
        List<String> words = new ArrayList<>(List.of("snapshot", machine.uuid(), "take"));
        words.add(looksLikeAnOption ? "anfitrion-" + UUID.randomUUID() : spec.name());
        spec.description().ifPresent(text -> words.add("--description=" + text));
        if (active) {
            words.add("--live");
        }
        String said = machines.manage()
                .to(machine.attempt())
                .changing()
                .watchedBy(progress)
                .waitingForUnlock()
                .run(words);
        Matcher uuid = TAKEN.matcher(said);
        if (!uuid.find()) {
            throw new BackendFailureException(
                    machine.attempt().because("VBoxManage does not say which snapshot it took: " + said.strip()));
        }
        SnapshotId taken = new SnapshotId(UUID.fromString(uuid.group(1)).toString());
        if (looksLikeAnOption) {
            rename(machine, taken, spec.name());
        }
        return taken;
    }

    private void rename(Machine machine, SnapshotId taken, String name) {
        try {
            run(machine, "snapshot", machine.uuid(), "edit", taken.key(), "--name=" + name);
        } catch (HypervisorException e) {
            undo(machine, taken, e);
            throw e;
        }
    }

    private void note(Machine machine, SnapshotId taken, SnapshotSpec spec, boolean active) {
        if (active && !spec.memory()) {
            keep(machine, SnapshotMemo.coldKey(taken), "yes");
        }
        String description = machine.settings().description().orElse("");
        if (!description.isEmpty()) {
            keep(machine, SnapshotMemo.descriptionKey(taken), description);
        }
    }

    private void undo(Machine machine, SnapshotId taken, HypervisorException why) {
        try {
            run(machine, "snapshot", machine.uuid(), "delete", taken.key());
        } catch (HypervisorException e) {
            why.addSuppressed(e);
        }
    }

    @Override
    public void revert(DomainId id, SnapshotId snapshot, RevertState then, Progress progress) {
        Machine machine = machines.begin("go back to a snapshot of", id, true);
        SnapshotInfo row = require(machine, snapshot);
        SnapshotMemo memo = SnapshotMemo.of(machine.settings(), snapshot);
        if (progress.cancelled()) {
            throw new OperationCancelledException(machine.attempt().because("it was cancelled before it began"));
        }
        if (machines.row(machine).state().isActive()) {
            machines.power(machine, PowerAction.DESTROY, Deadline.after(ENOUGH));
        }
        machines.manage()
                .to(machine.attempt())
                .changing()
                .watchedBy(progress)
                .waitingForUnlock()
                .run("snapshot", machine.uuid(), "restore", snapshot.key());
        run(
                machine,
                "modifyvm",
                machine.uuid(),
                "--description=" + memo.description().orElse(""));
        boolean kept = row.state() != DomainState.SHUT_OFF;
        if (kept && memo.cold()) {
            run(machine, "discardstate", machine.uuid());
        }
        if (then != RevertState.AS_TAKEN || row.memory()) {
            resume(machine, then);
        }
    }

    private void resume(Machine machine, RevertState then) {
        DomainInfo started = machines.power(machine, PowerAction.START, Deadline.after(ENOUGH));
        boolean wantsPause = then == RevertState.PAUSED;
        if (wantsPause && started.state() == DomainState.RUNNING) {
            machines.power(machine, PowerAction.SUSPEND, Deadline.after(ENOUGH));
        } else if (!wantsPause && started.state() == DomainState.PAUSED && then == RevertState.RUNNING) {
            machines.power(machine, PowerAction.RESUME, Deadline.after(ENOUGH));
        }
    }

    @Override
    public void delete(DomainId id, SnapshotId snapshot, boolean children, Progress progress) {
        Machine machine = machines.begin("delete a snapshot of", id, true);
        SnapshotTree tree = SnapshotTree.of(machine.settings());
        require(machine, snapshot);
        List<SnapshotId> doomed = new ArrayList<>(List.of(snapshot));
        if (children) {
            doomed = below(tree, snapshot);
        } else if (tree.children(snapshot).size() > 1) {
            throw new InvalidStateException(machine.attempt()
                    .because("it has more than one child, and VirtualBox cannot put it together with all of them"));
        }
        for (SnapshotId each : doomed) {
            machines.manage()
                    .to(machine.attempt())
                    .changing()
                    .watchedBy(progress)
                    .waitingForUnlock()
                    .run("snapshot", machine.uuid(), "delete", each.key());
            forget(machine, each);
        }
    }

    /** All below one and itself, children before their parents. */
    private static List<SnapshotId> below(SnapshotTree tree, SnapshotId snapshot) {
        Set<SnapshotId> all = new HashSet<>(Set.of(snapshot));
        List<SnapshotId> order = new ArrayList<>();
        for (SnapshotInfo row : tree.rows()) {
            if (row.id().equals(snapshot) || row.parent().filter(all::contains).isPresent()) {
                all.add(row.id());
                order.add(row.id());
            }
        }
        Collections.reverse(order);
        return order;
    }

    private void forget(Machine machine, SnapshotId gone) {
        for (String key : List.of(SnapshotMemo.coldKey(gone), SnapshotMemo.descriptionKey(gone))) {
            if (machine.settings().extraData(key).isPresent()) {
                run(machine, "setextradata", machine.uuid(), key);
            }
        }
    }

    private void keep(Machine machine, String key, String value) {
        run(machine, "setextradata", machine.uuid(), key, value);
    }

    private void run(Machine machine, String... words) {
        machines.manage()
                .to(machine.attempt())
                .changing()
                .until(Deadline.after(ENOUGH))
                .waitingForUnlock()
                .run(words);
    }

    private static SnapshotInfo require(Machine machine, SnapshotId id) {
        return SnapshotTree.of(machine.settings())
                .find(id)
                .orElseThrow(() -> new NotFoundException(
                        machine.attempt().because("it has no snapshot with the key '" + id + "'")));
    }
}
