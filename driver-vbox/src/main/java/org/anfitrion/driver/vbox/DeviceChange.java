package org.anfitrion.driver.vbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.driver.vbox.settings.MachineSettings;

/**
 * What has to be done to a machine that does not run so that its devices become those of another description: calls of VBoxManage,
 * and lines for people. Devices are the same if they have the same key; what stays the same is not touched.
 */
final class DeviceChange {

    private final MachineSettings machine;
    private final SerialSockets sockets;
    private final List<String> lines = new ArrayList<>();
    /** Arguments of the one call that changes settings. */
    private final List<String> settings = new ArrayList<>();

    private final List<List<String>> calls = new ArrayList<>();

    private DeviceChange(MachineSettings machine, SerialSockets sockets) {
        this.machine = machine;
        this.sockets = sockets;
    }

    /** Finds out what has to be done; nothing is done yet. */
    static DeviceChange of(
            MachineSettings machine, List<Drive> drives, SerialSockets sockets, DomainSpec base, DomainSpec wanted) {
        DeviceChange change = new DeviceChange(machine, sockets);
        change.nics(wanted.nics());
        change.consoles(base.consoles(), wanted.consoles());
        change.disks(drives, wanted.disks());
        change.filesystems(base.filesystems(), wanted.filesystems());
        return change;
    }

    List<String> lines() {
        return lines;
    }

    List<String> settings() {
        return settings;
    }

    List<List<String>> calls() {
        return calls;
    }

    private void nics(List<NicSpec> wanted) {
        List<Adapter> present = Adapter.of(machine);
        List<Integer> free =
                new ArrayList<>(IntStream.range(0, NicWords.SLOTS).boxed().toList());
        List<NicSpec> added = new ArrayList<>(wanted);
        for (Adapter adapter : present) {
            Optional<NicSpec> same = wanted.stream()
                    .filter(nic -> nic.mac().isPresent()
                            && nic.mac().equals(adapter.spec().mac()))
                    .findFirst();
            if (same.isPresent()) {
                free.remove((Integer) adapter.slot());
                added.remove(same.get());
                replug(adapter, same.get());
            } else {
                settings.addAll(NicWords.unplug(adapter.slot()));
                lines.add("NIC " + name(adapter.spec()) + ": removed");
            }
        }
        for (NicSpec nic : added) {
            if (free.isEmpty()) {
                throw InvalidSpecException.of("NICs", wanted.size(), "VirtualBox has " + NicWords.SLOTS + " slots");
            }
            settings.addAll(NicWords.plug(free.remove(0), nic, true));
            lines.add("NIC " + name(nic) + ": added");
        }
    }

    private void replug(Adapter adapter, NicSpec wanted) {
        NicSpec filled = wanted.model().isPresent()
                ? wanted
                : wanted.model(adapter.spec().model().orElseThrow());
        boolean same = filled.source().equals(adapter.spec().source())
                && filled.model().equals(adapter.spec().model())
                && filled.linkUp() == adapter.spec().linkUp();
        if (!same) {
            settings.addAll(NicWords.plug(adapter.slot(), filled, false));
            lines.add("NIC " + name(filled) + ": changed");
        }
    }

    private static String name(NicSpec nic) {
        return nic.mac().map(Object::toString).orElse("with an address of VirtualBox's choice");
    }

    /** Consoles have no keys: they come and go at the end of the list. */
    private void consoles(List<ConsoleSpec> base, List<ConsoleSpec> wanted) {
        int kept = Math.min(base.size(), wanted.size());
        if (!base.subList(0, kept).equals(wanted.subList(0, kept))) {
            throw InvalidSpecException.of("consoles", wanted, "a serial port does not become another by an update");
        }
        List<SerialPorts.Port> ports = SerialPorts.of(machine);
        for (SerialPorts.Port port : ports.subList(kept, ports.size())) {
            settings.addAll(SerialPorts.none(port.slot()));
            lines.add("console " + port.slot() + ": removed");
        }
        List<Integer> taken =
                ports.subList(0, kept).stream().map(SerialPorts.Port::slot).toList();
        IntStream.range(0, SerialPorts.MOST)
                .filter(slot -> !taken.contains(slot))
                .limit(wanted.size() - (long) kept)
                .forEach(slot -> {
                    settings.addAll(SerialPorts.words(
                            slot, sockets.path(machine.uuid(), slot).toString()));
                    lines.add("console " + slot + ": added");
                });
    }

    private void disks(List<Drive> drives, List<DiskSpec> wanted) {
        UUID uuid = machine.uuid();
        List<DiskSpec> added = new ArrayList<>(wanted);
        List<Drive> staying = new ArrayList<>();
        List<List<String>> changed = new ArrayList<>();
        for (Drive drive : drives) {
            Drives.Place place = new Drives.Place(drive.bus(), drive.place());
            Optional<DiskSpec> same = wanted.stream()
                    .filter(disk -> disk.target().equals(Optional.of(drive.target())) && fits(disk, drive))
                    .findFirst();
            if (same.isEmpty()) {
                calls.add(Drives.detach(uuid, drive.controller(), place));
                lines.add("disk " + drive.target() + ": removed");
                continue;
            }
            staying.add(drive);
            added.remove(same.get());
            if (!same.get().source().equals(drive.spec().source())) {
                changed.add(Drives.attach(uuid, drive.controller(), place, same.get()));
                lines.add("disk " + drive.target() + ": " + drive.spec().source() + " -> "
                        + same.get().source());
            }
        }
        calls.addAll(changed);
        Map<DiskSpec, Drives.Place> places = Drives.places(added, staying);
        Map<DriveBus, String> controllers = Drives.controllers(machine);
        calls.addAll(Drives.addControllers(uuid, places, controllers));
        places.forEach((disk, place) -> {
            calls.add(Drives.attach(uuid, Objects.requireNonNull(controllers.get(place.bus())), place, disk));
            lines.add("disk " + place.bus().target(place.place()) + ": added");
        });
    }

    /** A drive of another kind, or on another bus, is another drive. */
    private static boolean fits(DiskSpec disk, Drive drive) {
        return disk.device() == drive.device()
                && (disk.bus().isEmpty() || disk.bus().get().equals(drive.bus().bus()));
    }

    private void filesystems(List<FilesystemSpec> base, List<FilesystemSpec> wanted) {
        for (FilesystemSpec present : base) {
            if (!wanted.contains(present)) {
                calls.add(List.of("sharedfolder", "remove", machine.uuid().toString(), "--name=" + present.target()));
                lines.add("filesystem " + present.target() + ": removed");
            }
        }
        for (FilesystemSpec filesystem : wanted) {
            if (!base.contains(filesystem)) {
                calls.add(Definitions.share(machine.uuid(), filesystem));
                lines.add("filesystem " + filesystem.target() + ": added");
            }
        }
    }
}
