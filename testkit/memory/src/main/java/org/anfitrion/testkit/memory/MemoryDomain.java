package org.anfitrion.testkit.memory;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.anfitrion.api.domain.DomainField;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.DomainStatus;
import org.anfitrion.api.domain.Leftover;
import org.anfitrion.api.domain.StateReason;
import org.jspecify.annotations.Nullable;

/** A domain as its host knows it. Used under the host's lock only. */
final class MemoryDomain {

    final DomainId id;
    final UUID uuid;
    final String name;
    /** The configuration of the next start; none for a transient domain. */
    @Nullable
    Configuration config;
    /** What runs, or ran at last. */
    @Nullable
    Configuration live;
    /** There while the domain is active. */
    @Nullable
    Machine machine;

    DomainStatus status = new DomainStatus(DomainState.SHUT_OFF, StateReason.UNKNOWN);
    boolean autostart;
    final SnapshotTree snapshots = new SnapshotTree();
    final BlockJobs jobs = new BlockJobs();
    final Checkpoints checkpoints = new Checkpoints();
    /** The images that a backup is exported from. */
    List<String> exported = List.of();
    /** What the next start goes on from. */
    @Nullable
    SavedMemory saved;

    private List<SessionConsoles> watchers = List.of();
    /** What was typed in the present or last run. */
    @Nullable
    ByteArrayOutputStream typed;

    /** Of the present or last run. */
    @Nullable
    Peripherals peripherals;

    MemoryDomain(UUID uuid, String name) {
        this.id = new DomainId(uuid.toString());
        this.uuid = uuid;
        this.name = name;
    }

    boolean isActive() {
        return machine != null;
    }

    /** Returns the present run of a domain that is active. */
    Machine running() {
        return Objects.requireNonNull(machine);
    }

    /** Returns those of the present run of a domain that is active. */
    Peripherals peripherals() {
        return Objects.requireNonNull(peripherals);
    }

    /** Returns the name of a card's interface on the host: unique there, and no longer than Linux allows. */
    String hostInterface(int nic) {
        return "m" + Integer.toHexString((int) (uuid.getMostSignificantBits() >>> 32)) + "." + nic;
    }

    boolean isPersistent() {
        return config != null;
    }

    /** Returns what would be left behind if the configuration was removed. */
    Set<Leftover> leftovers() {
        Set<Leftover> left = EnumSet.noneOf(Leftover.class);
        if (saved != null) {
            left.add(Leftover.MANAGED_SAVE);
        }
        if (!snapshots.isEmpty()) {
            left.add(Leftover.SNAPSHOT_METADATA);
        }
        if (!checkpoints.isEmpty()) {
            left.add(Leftover.CHECKPOINT_METADATA);
        }
        return left;
    }

    /** Returns what the domain is made of now: what runs, else what would start, else what ran at last. */
    DomainSpec spec() {
        Configuration present = isActive() || config == null ? live : config;
        if (present == null) {
            throw new IllegalStateException("domain '" + name + "' has no configuration at all");
        }
        return present.spec();
    }

    boolean isIn(DomainFilter filter) {
        boolean active =
                switch (filter.activity()) {
                    case ANY -> true;
                    case ACTIVE -> isActive();
                    case INACTIVE -> !isActive();
                };
        boolean persistent =
                switch (filter.persistence()) {
                    case ANY -> true;
                    case PERSISTENT -> isPersistent();
                    case TRANSIENT -> !isPersistent();
                };
        return active && persistent;
    }

    DomainInfo row(Set<DomainField> wanted) {
        DomainInfo.Builder row = DomainInfo.of(id, name).uuid(uuid);
        if (wanted.contains(DomainField.STATUS)) {
            row.status(status);
        }
        if (wanted.contains(DomainField.RESOURCES)) {
            DomainSpec spec = spec();
            row.resources(spec.cpus().current(), spec.memory().current());
        }
        if (wanted.contains(DomainField.PERSISTENCE)) {
            row.persistence(isPersistent(), autostart);
        }
        return row.build();
    }

    List<SessionConsoles> watchers() {
        return watchers;
    }

    void addWatcher(SessionConsoles session) {
        if (!watchers.contains(session)) {
            List<SessionConsoles> more = new ArrayList<>(watchers);
            more.add(session);
            watchers = List.copyOf(more);
        }
    }

    void removeWatcher(SessionConsoles session) {
        watchers = watchers.stream().filter(other -> other != session).toList();
    }

    /** Returns the state in words, for messages. */
    String state() {
        return switch (status.state()) {
            case RUNNING -> "running";
            case PAUSED -> "paused";
            case SHUTTING_DOWN -> "shutting down";
            case SHUT_OFF -> "shut off";
            case CRASHED -> "stopped by a crash";
            case PM_SUSPENDED -> "asleep";
            case UNKNOWN -> "in an unknown state";
        };
    }

    /** Returns the domain in words, for messages. */
    @Override
    public String toString() {
        return "domain '" + name + "'";
    }
}
