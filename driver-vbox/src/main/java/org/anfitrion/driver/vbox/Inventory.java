package org.anfitrion.driver.vbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.anfitrion.api.domain.DomainField;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.ResourceBusyException;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.driver.vbox.machine.Machine;
import org.anfitrion.driver.vbox.machine.Machines;
import org.anfitrion.driver.vbox.manage.Manage;
import org.anfitrion.driver.vbox.settings.MachineSettings;
import org.anfitrion.driver.vbox.settings.Registry;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DomainRef;

/**
 * Which machines there are. Thread-safe.
 *
 * <p>A list reads VirtualBox's own settings files and asks VBoxManage once which machines run; the states of the others are in
 * the files. Measured with 200 registered machines on VirtualBox 7.2.22, on two busy cores: 200 calls of {@code showvminfo
 * --machinereadable} take 40 s, one {@code list --long vms} takes 6.6 s, and this 0.2 s, of which the files are 0.06 s. SOAP
 * ({@code vboxwebsrv}) would need a server to be started, watched and secured.
 */
final class Inventory {

    static final Set<DomainField> EVERYTHING = Set.copyOf(EnumSet.allOf(DomainField.class));

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Machines machines;
    private final Manage manage;

    Inventory(Machines machines) {
        this.machines = machines;
        this.manage = machines.manage();
    }

    List<DomainInfo> list(DomainFilter filter, Set<DomainField> wanted) {
        Failure attempt = Failure.to("list", "domains");
        manage.gate().admit(attempt, false);
        if (filter.persistence() == DomainFilter.Persistence.TRANSIENT) {
            return List.of(); // VirtualBox has none
        }
        boolean states = wanted.contains(DomainField.STATUS) || filter.activity() != DomainFilter.Activity.ANY;
        String running = states ? manage.to(attempt).run("list", "--long", "runningvms") : "";
        List<Registry.Entry> entries = machines.registry().machines();
        Map<UUID, Optional<MachineSettings>> settings = new LinkedHashMap<>();
        entries.forEach(entry -> settings.put(entry.uuid(), MachineSettings.readable(entry)));
        Map<UUID, MachineState> live = RunningMachines.parse(
                running, uuid -> settings.getOrDefault(uuid, Optional.empty()).flatMap(MachineSettings::description));
        List<DomainInfo> rows = new ArrayList<>();
        for (Registry.Entry entry : entries) {
            Optional<MachineSettings> machine = settings.getOrDefault(entry.uuid(), Optional.empty());
            MachineState state = live.getOrDefault(
                    entry.uuid(), machine.map(Inventory::atRest).orElse(MachineState.UNKNOWN));
            if (selects(filter.activity(), state)) {
                rows.add(machine.map(found -> row(found, state, wanted)).orElseGet(() -> inaccessible(entry, wanted)));
            }
        }
        return rows;
    }

    private static boolean selects(DomainFilter.Activity activity, MachineState state) {
        return switch (activity) {
            case ANY -> true;
            case ACTIVE -> state.isActive();
            case INACTIVE -> !state.isActive();
        };
    }

    /** The state of a machine that does not run. */
    static MachineState atRest(MachineSettings machine) {
        boolean saved = machine.savedState().isPresent();
        if (machine.isAborted()) {
            return saved ? MachineState.ABORTED_SAVED : MachineState.ABORTED;
        }
        return saved ? MachineState.SAVED : MachineState.POWERED_OFF;
    }

    static DomainInfo row(MachineSettings machine, MachineState state, Set<DomainField> wanted) {
        DomainInfo.Builder row =
                DomainInfo.of(id(machine.uuid()), machine.name()).uuid(machine.uuid());
        if (wanted.contains(DomainField.STATUS)) {
            row.status(state.status());
        }
        if (wanted.contains(DomainField.RESOURCES)) {
            row.resources(machine.cpus(), DataSize.mebibytes(machine.memory()));
        }
        if (wanted.contains(DomainField.PERSISTENCE)) {
            row.persistence(true, machine.autostarts());
        }
        return row.build();
    }

    /** What is known of a machine whose settings file is gone or encrypted. VBoxManage lists it as {@code <inaccessible>}. */
    private static DomainInfo inaccessible(Registry.Entry entry, Set<DomainField> wanted) {
        String file = String.valueOf(entry.file().getFileName());
        DomainInfo.Builder row = DomainInfo.of(id(entry.uuid()), file.replaceFirst("\\.vbox$", ""))
                .uuid(entry.uuid());
        if (wanted.contains(DomainField.STATUS)) {
            row.status(MachineState.UNKNOWN.status());
        }
        if (wanted.contains(DomainField.RESOURCES)) {
            row.resources(1, DataSize.ZERO);
        }
        if (wanted.contains(DomainField.PERSISTENCE)) {
            row.persistence(true, false);
        }
        return row.build();
    }

    Optional<DomainInfo> find(DomainRef ref, Set<DomainField> wanted) {
        Failure attempt = Failure.to("look up", "domain " + ref);
        manage.gate().admit(attempt, false);
        Optional<MachineSettings> machine = settings(ref);
        if (machine.isEmpty() || !wanted.contains(DomainField.STATUS)) {
            return machine.map(found -> row(found, MachineState.UNKNOWN, wanted));
        }
        try {
            MachineState state = state(new Machine(id(machine.get().uuid()), machine.get(), attempt));
            // Its settings change with its state.
            return settings(ref).map(found -> row(found, state, wanted));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    private Optional<MachineSettings> settings(DomainRef ref) {
        if (ref instanceof DomainRef.ById byId) {
            return machines.settings(byId.id());
        }
        if (ref instanceof DomainRef.ByUuid byUuid) {
            return machines.registry().machine(byUuid.uuid());
        }
        return named(((DomainRef.ByName) ref).name());
    }

    /** Finds a machine by its name. */
    Optional<MachineSettings> named(String name) {
        return machines.registry().machines().stream()
                .flatMap(entry -> MachineSettings.readable(entry).stream())
                .filter(machine -> machine.name().equals(name))
                .findFirst();
    }

    /** A row with all fields, as they are now. */
    DomainInfo row(Machine machine) {
        MachineState state = state(machine);
        // Its settings change with its state.
        return row(
                machines.begin(machine.attempt().operation(), machine.id(), false)
                        .settings(),
                state,
                EVERYTHING);
    }

    /** A machine's state, exactly. */
    MachineState state(Machine machine) {
        return MachineState.ofWord(machines.facts(machine).value("VMState").orElse(""));
    }

    /** Waits until nobody holds a machine's lock: its process lives on for a second or two after the end of a run. */
    void awaitUnlocked(Machine machine, Deadline deadline) {
        while (machines.facts(machine).value("SessionName").isPresent()) {
            if (deadline.hasPassed()) {
                throw new ResourceBusyException(machine.attempt()
                        .because("the machine's process has not unlocked it within " + deadline.allowed()));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    static DomainId id(UUID uuid) {
        return new DomainId(uuid.toString());
    }
}
