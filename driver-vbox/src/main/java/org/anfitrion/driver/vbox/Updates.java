package org.anfitrion.driver.vbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.anfitrion.api.domain.Applied;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.ConflictException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.driver.vbox.display.RemoteDisplay;
import org.anfitrion.driver.vbox.machine.Machine;
import org.anfitrion.driver.vbox.machine.Machines;
import org.anfitrion.driver.vbox.manage.Manage;
import org.anfitrion.driver.vbox.manage.ManageCall;
import org.anfitrion.driver.vbox.settings.MachineSettings;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.support.DomainUpdates;

/** Changes machines by the difference of two descriptions: what the difference does not touch stays as it is. Thread-safe. */
final class Updates {

    private final Machines machines;
    private final Manage manage;
    private final Inventory inventory;
    private final Definitions definitions;
    private final Demands demands;
    private final SerialSockets sockets;
    private final RemoteDisplay remote;
    private final VolumeDrives volumes;

    Updates(
            Machines machines,
            Inventory inventory,
            Definitions definitions,
            Demands demands,
            SerialSockets sockets,
            RemoteDisplay remote,
            VolumeDrives volumes) {
        this.machines = machines;
        this.manage = machines.manage();
        this.inventory = inventory;
        this.definitions = definitions;
        this.demands = demands;
        this.sockets = sockets;
        this.remote = remote;
        this.volumes = volumes;
    }

    Applied update(DomainId id, Described<DomainSpec> base, DomainSpec given, Scope scope, Progress progress) {
        Machine machine = machines.begin("update", id, true);
        Failure attempt = machine.attempt();
        if (scope == Scope.LIVE) {
            throw Demands.unsupported(attempt, Features.LOCKED);
        }
        DomainUpdates.check(base, given, scope);
        DomainSpec wanted = filled(base.spec(), given);
        demands.check(
                volumes.asFiles(base.spec(), machine.settings()), volumes.asFiles(wanted, machine.settings()), attempt);
        try (MachineLocks.Held held = MachineLocks.hold(machine.settings().uuid())) {
            if (inventory.state(machine).isActive()) {
                throw Demands.unsupported(attempt, Features.LOCKED);
            }
            MachineSettings now = machines.begin("update", id, true).settings();
            if (!Revision.of(now).equals(base.revision())) {
                throw new ConflictException(attempt.because("its configuration was changed since it was read"));
            }
            return apply(now, base.spec(), wanted, attempt);
        }
    }

    /** What a description leaves open stays as it is. */
    private static DomainSpec filled(DomainSpec base, DomainSpec wanted) {
        DomainSpec filled = DomainUpdates.filled(base, wanted);
        if (wanted.tuning().cpuQuota().isEmpty() && base.tuning().cpuQuota().isPresent()) {
            return filled.toBuilder()
                    .tuning(wanted.tuning()
                            .cpuQuota(base.tuning().cpuQuota().get())
                            .cpuPeriod(wanted.tuning().cpuPeriod().orElse(CpuCap.PERIOD)))
                    .build();
        }
        return filled;
    }

    private Applied apply(MachineSettings machine, DomainSpec base, DomainSpec wanted, Failure attempt) {
        DomainSpec baseFiles = volumes.asFiles(base, machine);
        DomainSpec wantedFiles = volumes.asFiles(wanted, machine);
        DeviceChange devices = devices(machine, baseFiles, wantedFiles);
        List<List<String>> remembered =
                VolumeDrives.remember(machine.uuid().toString(), base, baseFiles, wanted, wantedFiles);
        List<String> changes;
        try {
            changes = write(machine, devices, baseFiles, wantedFiles, attempt);
            remembered.forEach(words -> manage.to(attempt).changing().run(words));
        } catch (HypervisorException e) {
            takeBack(machine, base, attempt, e);
            throw e;
        }
        return new Applied(changes, changes.isEmpty() ? Set.of() : Set.of(Scope.CONFIG), false);
    }

    private DeviceChange devices(MachineSettings machine, DomainSpec base, DomainSpec wanted) {
        List<Drive> drives = MachineReader.drives(machine, machines.registry());
        return DeviceChange.of(machine, drives, sockets, base, wanted);
    }

    private List<String> write(
            MachineSettings machine, DeviceChange devices, DomainSpec base, DomainSpec wanted, Failure attempt) {
        List<String> changes = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (Setting setting : Setting.ALL) {
            if (setting.differs(base, wanted)) {
                changes.add(setting.change(base, wanted));
                words.addAll(setting.words().apply(wanted));
            }
        }
        words.addAll(devices.settings());
        changes.addAll(devices.lines());
        String uuid = machine.uuid().toString();
        ManageCall call = manage.to(attempt).changing().waitingForUnlock();
        if (!words.isEmpty()) {
            List<String> all = new ArrayList<>(List.of("modifyvm", uuid));
            all.addAll(words);
            call.run(all);
        }
        devices.calls().forEach(call::run);
        for (Kept kept : Kept.values()) {
            if (kept.differs(base, wanted)) {
                call.run(kept.words(uuid, wanted));
                changes.add(kept.change(base, wanted));
            }
        }
        if (!base.displays().equals(wanted.displays())) {
            remote.write(uuid, wanted.displays(), attempt);
            changes.add("displays: " + base.displays().size() + " -> "
                    + wanted.displays().size());
        }
        return changes;
    }

    /** Brings a machine that was changed half back to what it was. */
    private void takeBack(MachineSettings machine, DomainSpec base, Failure attempt, HypervisorException why) {
        try {
            MachineSettings half = machines.begin(attempt.operation(), Inventory.id(machine.uuid()), true)
                    .settings();
            DomainSpec is = definitions.describe(half, View.CONFIG).spec();
            DomainSpec isFiles = volumes.asFiles(is, half);
            DomainSpec baseFiles = volumes.asFiles(base, machine);
            write(half, devices(half, isFiles, baseFiles), isFiles, baseFiles, attempt);
            VolumeDrives.remember(machine.uuid().toString(), is, isFiles, base, baseFiles)
                    .forEach(words -> manage.to(attempt).changing().run(words));
        } catch (HypervisorException e) {
            why.addSuppressed(e);
        }
    }
}
