package org.anfitrion.driver.vbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DiskDevice;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.FilesystemSource;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.Owner;
import org.anfitrion.api.domain.Tuning;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.driver.vbox.settings.MachineSettings;
import org.anfitrion.driver.vbox.settings.Medium;
import org.anfitrion.driver.vbox.settings.Registry;
import org.anfitrion.driver.vbox.settings.SettingsElement;
import org.anfitrion.driver.vbox.settings.Uuids;

/** Translates a machine's settings to a description. */
final class MachineReader {

    private static final Map<String, Boot.BootDevice> BOOT_DEVICES = Map.of(
            "HardDisk", Boot.BootDevice.DISK,
            "DVD", Boot.BootDevice.CDROM,
            "Network", Boot.BootDevice.NETWORK,
            "Floppy", Boot.BootDevice.FLOPPY);

    private MachineReader() {}

    static DomainSpec read(MachineSettings machine, Registry registry) {
        DomainSpecBuilder spec = DomainSpec.reported(machine.name())
                .uuid(machine.uuid())
                .guestType(guestType(machine))
                .cpus(machine.cpus())
                .memory(DataSize.mebibytes(machine.memory()))
                .boot(boot(machine))
                .tuning(tuning(machine))
                .disks(drives(machine, registry).stream().map(Drive::spec).toList())
                .nics(nics(machine))
                .filesystems(filesystems(machine))
                .consoles(consoles(machine));
        machine.description().ifPresent(spec::description);
        Kept.TITLE.of(machine).ifPresent(spec::title);
        Kept.OWNER.of(machine).flatMap(Owner::parse).ifPresent(spec::owner);
        return spec.build();
    }

    private static GuestType guestType(MachineSettings machine) {
        String engine = machine.machine().attribute("executionEngine").orElse("Default");
        return engine.equals("Interpreter") || engine.equals("Recompiler")
                ? GuestType.EMULATED
                : GuestType.HARDWARE_ASSISTED;
    }

    private static Boot boot(MachineSettings machine) {
        String type = machine.machine()
                .at("Hardware", "Firmware")
                .flatMap(firmware -> firmware.attribute("type"))
                .orElse("BIOS");
        List<Boot.BootDevice> order = machine.machine()
                .all("Hardware", "Boot", "Order")
                .flatMap(entry -> entry.attribute("device").stream())
                .flatMap(device -> Optional.ofNullable(BOOT_DEVICES.get(device)).stream())
                .distinct()
                .toList();
        return new Boot.Firmware(type.startsWith("EFI") ? Boot.FirmwareType.UEFI : Boot.FirmwareType.BIOS, order);
    }

    private static Tuning tuning(MachineSettings machine) {
        long cap = machine.cpu().map(cpu -> cpu.number("executionCap", 100)).orElse(100L);
        return CpuCap.tuning((int) cap);
    }

    /** The drives of a machine, in the order of their controllers and places. */
    static List<Drive> drives(MachineSettings machine, Registry registry) {
        List<Drive> drives = new ArrayList<>();
        Map<DriveBus, Integer> seen = new HashMap<>();
        for (SettingsElement controller : machine.storageControllers()) {
            Optional<DriveBus> bus = controller.attribute("type").flatMap(DriveBus::ofType);
            if (bus.isPresent()) {
                int instance = seen.merge(bus.get(), 1, Integer::sum) - 1;
                controller
                        .children("AttachedDevice")
                        .forEach(device ->
                                drives.add(drive(machine, registry, controller, bus.get(), instance, device)));
            }
        }
        return drives;
    }

    private static Drive drive(
            MachineSettings machine,
            Registry registry,
            SettingsElement controller,
            DriveBus bus,
            int instance,
            SettingsElement device) {
        int place = bus.place((int) device.number("port", 0), (int) device.number("device", 0));
        return new Drive(
                controller.attribute("name").orElse(""),
                bus,
                place,
                instance == 0 ? bus.target(place) : bus.target(place) + "." + instance,
                switch (device.attribute("type").orElse("HardDisk")) {
                    case "DVD" -> DiskDevice.CDROM;
                    case "Floppy" -> DiskDevice.FLOPPY;
                    default -> DiskDevice.DISK;
                },
                device.at("Image")
                        .flatMap(image -> image.attribute("uuid"))
                        .flatMap(uuid -> medium(machine, registry, uuid))
                        .map(medium -> given(machine, registry, medium)),
                device.at("HostDrive").map(drive -> drive.attribute("src").orElse("")));
    }

    /**
     * The image that a drive was given. With each snapshot VirtualBox lays a difference over it, in a file of its own, and the
     * drive has the last of them; those of a linked clone lie on another machine's, and the first of them is its own.
     */
    private static Medium given(MachineSettings machine, Registry registry, Medium medium) {
        Set<UUID> kept =
                machine.rootSnapshot().stream().flatMap(MachineReader::images).collect(Collectors.toSet());
        Medium given = medium;
        Optional<UUID> below = given.parent().filter(kept::contains);
        while (below.isPresent()) {
            given = medium(machine, registry, below.get().toString()).orElse(given);
            below = given.parent().filter(parent -> kept.contains(parent));
        }
        return given;
    }

    /** The images of a snapshot's drives, and of those after it. */
    private static Stream<UUID> images(SettingsElement snapshot) {
        Stream<SettingsElement> controllers = Stream.concat(
                snapshot.all("Hardware", "StorageControllers", "StorageController"),
                snapshot.all("StorageControllers", "StorageController"));
        return Stream.concat(
                controllers
                        .flatMap(controller -> controller.all("AttachedDevice", "Image"))
                        .flatMap(image -> image.attribute("uuid").flatMap(Uuids::parse).stream()),
                snapshot.all("Snapshots", "Snapshot").flatMap(MachineReader::images));
    }

    /** A medium may belong to its machine, to all, or to another machine that had it first. */
    private static Optional<Medium> medium(MachineSettings machine, Registry registry, String braced) {
        UUID uuid = UUID.fromString(braced.replaceAll("[{}]", ""));
        return machine.media().find(uuid).or(() -> registry.media().find(uuid)).or(() -> registry.machines().stream()
                .flatMap(entry -> MachineSettings.readable(entry).stream())
                .flatMap(other -> other.media().find(uuid).stream())
                .findFirst());
    }

    private static List<NicSpec> nics(MachineSettings machine) {
        return Adapter.of(machine).stream().map(Adapter::spec).toList();
    }

    private static List<FilesystemSpec> filesystems(MachineSettings machine) {
        return machine.machine()
                .all("Hardware", "SharedFolders", "SharedFolder")
                .map(folder -> new FilesystemSpec(
                        new FilesystemSource.Directory(
                                folder.attribute("hostPath").orElse("/")),
                        folder.attribute("name").orElse("?"),
                        !folder.is("writable"),
                        Optional.empty()))
                .toList();
    }

    private static List<ConsoleSpec> consoles(MachineSettings machine) {
        return SerialPorts.of(machine).stream()
                .map(port -> port.isConsole() ? ConsoleSpec.serial() : new ConsoleSpec(ConsoleSpec.Type.NATIVE))
                .toList();
    }
}
