package org.anfitrion.driver.vbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.FilesystemSource;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.api.domain.Leftover;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.driver.vbox.display.RemoteDisplay;
import org.anfitrion.driver.vbox.machine.Machine;
import org.anfitrion.driver.vbox.machine.Machines;
import org.anfitrion.driver.vbox.manage.Manage;
import org.anfitrion.driver.vbox.manage.ManageCall;
import org.anfitrion.driver.vbox.settings.MachineSettings;
import org.anfitrion.driver.vbox.settings.Registry;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.Progress;

/** Makes machines, describes and removes them. Thread-safe. */
final class Definitions {

    /** Fits most guests, and has the least opinions. */
    private static final String OS_TYPE = "Other_64";

    /** Of this process, so that of two threads one finds the other's name taken. */
    private static final ReentrantLock MAKING = new ReentrantLock();

    private final Machines machines;
    private final Manage manage;
    private final Inventory inventory;
    private final Demands demands;
    private final SerialSockets sockets;
    private final RemoteDisplay remote;
    private final VolumeDrives volumes;
    private final List<String> always;

    Definitions(
            Machines machines,
            Inventory inventory,
            Demands demands,
            SerialSockets sockets,
            RemoteDisplay remote,
            VolumeDrives volumes,
            List<String> always) {
        this.machines = machines;
        this.manage = machines.manage();
        this.inventory = inventory;
        this.demands = demands;
        this.sockets = sockets;
        this.remote = remote;
        this.volumes = volumes;
        this.always = List.copyOf(always);
    }

    DomainInfo create(DomainSpec spec, Creation creation, Progress progress) {
        Failure attempt = Failure.to("define", "domain '" + spec.name() + "'");
        manage.gate().admit(attempt, true);
        if (creation != Creation.DEFINE) {
            throw Demands.unsupported(attempt, Features.NO_TRANSIENT);
        }
        DomainSpec files = volumes.asFiles(spec);
        demands.check(files, attempt);
        Map<DiskSpec, Drives.Place> places = Drives.places(files.disks(), List.of());
        UUID uuid = spec.uuid().orElseGet(UUID::randomUUID);
        MAKING.lock();
        try {
            checkFree(spec.name(), uuid, attempt);
            register(spec.name(), uuid, attempt);
        } finally {
            MAKING.unlock();
        }
        try {
            furnish(uuid, files, places, attempt, progress);
            DomainSpec before = spec.toBuilder().disks(List.of()).build();
            VolumeDrives.remember(uuid.toString(), before, before, spec, files)
                    .forEach(words -> manage.to(attempt).changing().run(words));
        } catch (HypervisorException e) {
            discard(uuid, attempt, e);
            throw e;
        }
        return inventory.row(machines.begin("define", Inventory.id(uuid), true));
    }

    private void register(String name, UUID uuid, Failure attempt) {
        List<String> words =
                List.of("createvm", "--name=" + name, "--ostype=" + OS_TYPE, "--uuid=" + uuid, "--register");
        ManageCall call = manage.to(attempt).changing();
        try {
            call.run(words);
        } catch (AlreadyExistsException e) {
            // The name is free, its folder is not: in names of folders VirtualBox replaces some characters, so that
            // two names may have the same one, or somebody has left files there.
            List<String> elsewhere = new ArrayList<>(words);
            elsewhere.add("--basefolder=" + machines.registry().machineFolder().resolve(uuid.toString()));
            call.run(elsewhere);
        }
    }

    private void checkFree(String name, UUID uuid, Failure attempt) {
        Registry registry = machines.registry();
        if (registry.machines().stream().anyMatch(entry -> entry.uuid().equals(uuid))) {
            throw new AlreadyExistsException(attempt.because("there is a machine with the UUID " + uuid));
        }
        if (inventory.named(name).isPresent()) {
            throw new AlreadyExistsException(attempt.because("there is a machine with this name"));
        }
    }

    private void furnish(
            UUID uuid, DomainSpec spec, Map<DiskSpec, Drives.Place> places, Failure attempt, Progress progress) {
        ManageCall call = manage.to(attempt).changing();
        call.run(settings(uuid, spec));
        Map<DriveBus, String> controllers = new LinkedHashMap<>();
        Drives.addControllers(uuid, places, controllers).forEach(call::run);
        for (DiskSpec disk : spec.disks()) {
            requireWanted(attempt, progress);
            Drives.Place place = Objects.requireNonNull(places.get(disk));
            call.run(Drives.attach(uuid, Objects.requireNonNull(controllers.get(place.bus())), place, disk));
        }
        for (FilesystemSpec filesystem : spec.filesystems()) {
            requireWanted(attempt, progress);
            call.run(share(uuid, filesystem));
        }
        if (!spec.displays().isEmpty()) {
            remote.write(uuid.toString(), spec.displays(), attempt);
        }
        for (Kept kept : Kept.values()) {
            if (kept.of(spec).isPresent()) {
                call.run(kept.words(uuid.toString(), spec));
            }
        }
        requireWanted(attempt, progress);
    }

    private static void requireWanted(Failure attempt, Progress progress) {
        if (progress.cancelled()) {
            throw new OperationCancelledException(attempt.because("it was cancelled; nothing of it is left"));
        }
    }

    private List<String> settings(UUID uuid, DomainSpec spec) {
        List<String> words = new ArrayList<>(List.of("modifyvm", uuid.toString()));
        words.addAll(always);
        for (Setting setting : Setting.ALL) {
            // What every machine gets may say otherwise, and before 7.1 there was no choice.
            if (!setting.equals(Setting.GUEST_TYPE) || spec.guestType().equals(Optional.of(GuestType.EMULATED))) {
                words.addAll(setting.words().apply(spec));
            }
        }
        // VirtualBox gives a new machine a card.
        if (spec.nics().isEmpty()) {
            words.addAll(NicWords.unplug(0));
        }
        for (int slot = 0; slot < spec.nics().size(); slot++) {
            words.addAll(NicWords.plug(slot, spec.nics().get(slot), true));
        }
        for (int slot = 0; slot < spec.consoles().size(); slot++) {
            words.addAll(SerialPorts.words(slot, sockets.path(uuid, slot).toString()));
        }
        return words;
    }

    static List<String> share(UUID uuid, FilesystemSpec filesystem) {
        List<String> words = new ArrayList<>(List.of(
                "sharedfolder",
                "add",
                uuid.toString(),
                "--name=" + filesystem.target(),
                "--hostpath=" + ((FilesystemSource.Directory) filesystem.source()).path()));
        if (filesystem.readOnly()) {
            words.add("--readonly");
        }
        return words;
    }

    /** Takes back what was begun. */
    private void discard(UUID uuid, Failure attempt, HypervisorException why) {
        try {
            machines.registry().machine(uuid).ifPresent(machine -> unregister(machine, attempt));
        } catch (HypervisorException e) {
            why.addSuppressed(e);
        }
    }

    private void unregister(MachineSettings machine, Failure attempt) {
        manage.to(attempt)
                .changing()
                .waitingForUnlock()
                .run("unregistervm", machine.uuid().toString());
        Leftovers.delete(machine, attempt);
    }

    Described<DomainSpec> read(DomainId id, View view) {
        Machine machine = machines.begin("read", id, false);
        if (view == View.LIVE) {
            MachineState state = inventory.state(machine);
            if (!state.isActive()) {
                throw new InvalidStateException(
                        machine.attempt().because("it is " + state.status() + ", so nothing of it is live"));
            }
        }
        return describe(machine.settings(), view);
    }

    Described<DomainSpec> describe(MachineSettings machine, View view) {
        return new Described<>(
                view,
                VolumeDrives.asVolumes(
                        MachineReader.read(machine, machines.registry()).toBuilder()
                                .displays(remote.read(machine).stream().toList())
                                .build(),
                        machine),
                machine.text(),
                Revision.of(machine));
    }

    void autostart(DomainId id, boolean on) {
        Machine machine = machines.begin("set autostart of", id, true);
        Failure attempt = machine.attempt();
        if (machines.registry().property("autostartDatabasePath").isEmpty()) {
            throw Demands.unsupported(attempt, Features.NO_AUTOSTART);
        }
        try (MachineLocks.Held held = MachineLocks.hold(machine.settings().uuid())) {
            if (inventory.state(machine).isActive()) {
                throw new InvalidStateException(attempt.because(Features.LOCKED));
            }
            manage.to(attempt)
                    .changing()
                    .waitingForUnlock()
                    .run("modifyvm", machine.uuid(), "--autostart-enabled", on ? "on" : "off");
        }
    }

    void remove(DomainId id, Set<Leftover> alsoDelete) {
        Machine machine = machines.begin("remove", id, true);
        Failure attempt = machine.attempt();
        try (MachineLocks.Held held = MachineLocks.hold(machine.settings().uuid())) {
            MachineState state = inventory.state(machine);
            if (state.isActive()) {
                throw new InvalidStateException(attempt.because("it is " + state.status()));
            }
            Leftovers.check(machine.settings(), alsoDelete, attempt);
            unregister(machine.settings(), attempt);
        }
    }
}
