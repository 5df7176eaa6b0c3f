package org.anfitrion.driver.vbox;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DeviceKey;
import org.anfitrion.api.domain.DeviceSpec;
import org.anfitrion.api.domain.DiskDevice;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.NicModel;
import org.anfitrion.api.domain.NicSource;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.driver.vbox.machine.Machine;
import org.anfitrion.driver.vbox.machine.Machines;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DeviceFacet;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.support.DeviceLists;

/**
 * Devices plugged in and out: of a machine that does not run by an update of its description, of one that runs by the calls that
 * VirtualBox has for that. What is changed while a machine runs is its configuration as well. Thread-safe.
 *
 * <p>Source: VirtualBox's User Manual, "VBoxManage storageattach" and "VBoxManage controlvm".
 */
final class LiveDevices implements DeviceFacet {

    static final String NO_CARDS = "VirtualBox plugs network cards in and out only while a machine does not run";

    static final String NO_FOLDERS =
            "VirtualBox shares another folder with a machine that runs until it stops, but does not change its configuration";

    static final String BOTH =
            "VirtualBox keeps what is plugged into a running machine for its next start too: name both scopes, or none";

    private static final Set<DriveBus> HOT = EnumSet.of(DriveBus.SATA, DriveBus.USB);

    private final Machines machines;

    LiveDevices(Machines machines) {
        this.machines = machines;
    }

    @Override
    public DeviceSpec attach(DomainId id, DeviceSpec device, Set<Scope> scopes, Progress progress) {
        Machine machine =
                machines.begin("attach " + device.key().map(Object::toString).orElse("a device") + " to", id, true);
        if (progress.cancelled()) {
            throw new OperationCancelledException(machine.attempt().because("it was cancelled before it began"));
        }
        if (!runs(machine, scopes)) {
            return define(machine, device, progress);
        }
        requireBoth(machine, scopes);
        device.key().ifPresent(key -> {
            if (DeviceLists.find(machines.read(machine, View.LIVE).spec(), key).isPresent()) {
                throw new AlreadyExistsException(machine.attempt().because("it has one of that key"));
            }
        });
        if (device instanceof DiskSpec disk) {
            return plug(machine, disk);
        }
        throw unsupported(machine, device instanceof NicSpec ? NO_CARDS : NO_FOLDERS);
    }

    /** Tells whether it is a running machine's; throws if a scope is named that is not there. */
    private boolean runs(Machine machine, Set<Scope> scopes) {
        boolean active = machines.row(machine).state().isActive();
        if (scopes.contains(Scope.LIVE) && !active) {
            throw new InvalidStateException(machine.attempt().because("it does not run, so nothing of it is live"));
        }
        if (active && !scopes.contains(Scope.LIVE)) {
            throw unsupported(machine, Features.LOCKED);
        }
        return active;
    }

    private static void requireBoth(Machine machine, Set<Scope> scopes) {
        if (!scopes.contains(Scope.CONFIG)) {
            throw unsupported(machine, BOTH);
        }
    }

    private DeviceSpec define(Machine machine, DeviceSpec device, Progress progress) {
        Described<DomainSpec> base = machines.read(machine, View.CONFIG);
        device.key().ifPresent(key -> {
            if (DeviceLists.find(base.spec(), key).isPresent()) {
                throw new AlreadyExistsException(machine.attempt().because("it has one of that key"));
            }
        });
        update(machine, base, DeviceLists.with(base.spec(), device), progress);
        List<DeviceSpec> before = base.spec().devices();
        return machines.read(machine, View.CONFIG).spec().devices().stream()
                .filter(now -> before.stream().noneMatch(was -> was.key().equals(now.key())))
                .findFirst()
                .orElseThrow(
                        () -> new BackendFailureException(machine.attempt().because("it is not there afterwards")));
    }

    private void update(Machine machine, Described<DomainSpec> base, DomainSpec wanted, Progress progress) {
        machines.domains().update(machine.id(), base, wanted, Scope.CONFIG, progress);
    }

    private DeviceSpec plug(Machine machine, DiskSpec disk) {
        Drives.Place place = Objects.requireNonNull(
                Drives.places(List.of(disk), drives(machine)).get(disk), "every drive has a place");
        String controller = Drives.controllers(machine.settings()).get(place.bus());
        if (!HOT.contains(place.bus())) {
            throw unsupported(
                    machine,
                    "VirtualBox plugs drives into controllers of SATA and USB while a machine runs, not of "
                            + place.bus().bus());
        }
        if (controller == null) {
            throw unsupported(
                    machine,
                    "it has no controller of " + place.bus().bus()
                            + ", and VirtualBox adds one only while the machine does not run");
        }
        call(machine, Drives.attach(machine.settings().uuid(), controller, place, disk));
        return require(machine, new DeviceKey.Disk(place.bus().target(place.place())));
    }

    private List<Drive> drives(Machine machine) {
        return MachineReader.drives(machine.settings(), machines.registry());
    }

    @Override
    public void detach(DomainId id, DeviceKey key, Set<Scope> scopes, Deadline deadline) {
        Machine machine = machines.begin("detach " + key + " from", id, true);
        boolean runs = runs(machine, scopes);
        present(machine, key, runs ? View.LIVE : View.CONFIG);
        if (!runs) {
            Described<DomainSpec> base = machines.read(machine, View.CONFIG);
            update(machine, base, DeviceLists.without(base.spec(), key), Progress.unwatched());
            return;
        }
        requireBoth(machine, scopes);
        if (key instanceof DeviceKey.Disk disk) {
            Drive drive = drive(machine, disk);
            call(
                    machine,
                    deadline,
                    Drives.detach(
                            machine.settings().uuid(),
                            drive.controller(),
                            new Drives.Place(drive.bus(), drive.place())));
        } else {
            throw unsupported(machine, key instanceof DeviceKey.Nic ? NO_CARDS : NO_FOLDERS);
        }
    }

    private Drive drive(Machine machine, DeviceKey.Disk key) {
        return drives(machine).stream()
                .filter(drive -> drive.target().equals(key.target()))
                .findFirst()
                .orElseThrow(() -> new NotFoundException(machine.attempt().because("it has no such drive")));
    }

    @Override
    public DeviceSpec change(DomainId id, DeviceKey key, DeviceSpec wanted, Set<Scope> scopes, Progress progress) {
        Machine machine = machines.begin("change " + key + " of", id, true);
        DeviceSpec keyed = DeviceLists.keyed(key, wanted);
        boolean runs = runs(machine, scopes);
        DeviceSpec present = present(machine, key, runs ? View.LIVE : View.CONFIG);
        if (!runs) {
            Described<DomainSpec> base = machines.read(machine, View.CONFIG);
            update(machine, base, DeviceLists.replaced(base.spec(), key, keyed), progress);
            return present(machine, key, View.CONFIG);
        }
        if (present.equals(keyed)) {
            return present;
        }
        if (keyed instanceof DiskSpec disk && present instanceof DiskSpec drive) {
            insert(machine, drive, disk, (DeviceKey.Disk) key);
        } else if (keyed instanceof NicSpec card && present instanceof NicSpec before) {
            connect(machine, before, card);
        } else {
            throw unsupported(machine, NO_FOLDERS);
        }
        return require(machine, key);
    }

    private void insert(Machine machine, DiskSpec present, DiskSpec wanted, DeviceKey.Disk key) {
        if (present.device() == DiskDevice.DISK || !isOtherMedium(present, wanted)) {
            throw unsupported(
                    machine, "VirtualBox changes only the media of CD-ROM and floppy drives while a machine runs");
        }
        Drive drive = drive(machine, key);
        call(
                machine,
                Drives.attach(
                        machine.settings().uuid(),
                        drive.controller(),
                        new Drives.Place(drive.bus(), drive.place()),
                        wanted));
    }

    /** Of an empty drive a description says some format. */
    private static boolean isOtherMedium(DiskSpec present, DiskSpec wanted) {
        return present.source(wanted.source()).format(DiskFormat.RAW).equals(wanted.format(DiskFormat.RAW));
    }

    private void connect(Machine machine, NicSpec present, NicSpec wanted) {
        NicSpec same =
                new NicSpec(wanted.source(), present.mac(), present.model(), wanted.linkUp(), present.bandwidth());
        if (!same.equals(wanted)
                && !(wanted.model().isEmpty() && same.model(model(present)).equals(wanted.model(model(present))))) {
            throw unsupported(
                    machine, "VirtualBox changes only a card's link and what it is connected to while a machine runs");
        }
        int slot = Adapter.of(machine.settings()).stream()
                .filter(adapter -> adapter.spec().mac().equals(present.mac()))
                .mapToInt(Adapter::slot)
                .findFirst()
                .orElseThrow(() -> new NotFoundException(machine.attempt().because("it has no such card")));
        if (!present.source().equals(wanted.source())) {
            List<String> words = new ArrayList<>(List.of("controlvm", machine.uuid(), "nic" + (slot + 1)));
            words.addAll(connection(wanted.source(), machine));
            call(machine, words);
        }
        if (present.linkUp() != wanted.linkUp()) {
            call(
                    machine,
                    List.of("controlvm", machine.uuid(), "setlinkstate" + (slot + 1), wanted.linkUp() ? "on" : "off"));
        }
    }

    private static NicModel model(NicSpec present) {
        return present.model().orElse(NicModel.E1000);
    }

    private static List<String> connection(NicSource source, Machine machine) {
        if (source instanceof NicSource.UserMode) {
            return List.of("nat");
        } else if (source instanceof NicSource.Unconnected) {
            return List.of("null");
        } else if (source instanceof NicSource.Internal internal) {
            return List.of("intnet", internal.name());
        } else if (source instanceof NicSource.Bridge bridge) {
            return List.of("bridged", bridge.device());
        } else if (source instanceof NicSource.HostInterface device) {
            return List.of("bridged", device.device());
        } else if (source instanceof NicSource.Network network) {
            return List.of(NicWords.isHostOnly(network.name()) ? "hostonly" : "natnetwork", network.name());
        }
        throw unsupported(machine, "this driver does not know a connection of the kind " + source);
    }

    private DeviceSpec present(Machine machine, DeviceKey key, View view) {
        return DeviceLists.find(machines.read(machine, view).spec(), key)
                .orElseThrow(() -> new NotFoundException(machine.attempt().because("it has no such device")));
    }

    private DeviceSpec require(Machine machine, DeviceKey key) {
        return present(machine, key, View.LIVE);
    }

    private void call(Machine machine, List<String> words) {
        machines.manage().to(machine.attempt()).changing().run(words);
    }

    private void call(Machine machine, Deadline deadline, List<String> words) {
        machines.manage().to(machine.attempt()).changing().until(deadline).run(words);
    }

    private static UnsupportedCapabilityException unsupported(Machine machine, String reason) {
        return new UnsupportedCapabilityException(machine.attempt().because(reason));
    }
}
