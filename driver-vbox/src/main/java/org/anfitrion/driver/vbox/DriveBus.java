package org.anfitrion.driver.vbox;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.anfitrion.api.domain.DiskBus;

/**
 * The controllers that drives hang on, with the words for them in settings files and of {@code VBoxManage storagectl}, and how
 * the drives on them are called: like Linux calls them, by their place.
 */
@SuppressWarnings("ImmutableEnumChecker") // a record of a word, and List.of
enum DriveBus {
    SATA(DiskBus.SATA, "SATA", List.of("AHCI"), "sata", "IntelAHCI", "sd", 0, 30, 1),
    IDE(DiskBus.IDE, "IDE", List.of("PIIX4", "PIIX3", "ICH6"), "ide", "PIIX4", "hd", 0, 2, 2),
    SCSI(DiskBus.SCSI, "SCSI", List.of("LsiLogic", "BusLogic"), "scsi", "LSILogic", "sd", 30, 16, 1),
    SAS(new DiskBus("sas"), "SAS", List.of("LsiLogicSas"), "sas", "LSILogicSAS", "sd", 46, 8, 1),
    VIRTIO(DiskBus.VIRTIO, "VirtIO", List.of("VirtioSCSI"), "virtio", "VirtIO", "vd", 0, 16, 1),
    NVME(new DiskBus("nvme"), "NVMe", List.of("NVMe"), "pcie", "NVMe", "nvme", 0, 8, 1),
    USB(DiskBus.USB, "USB", List.of("USB"), "usb", "USB", "sd", 54, 8, 1),
    FLOPPY(DiskBus.FLOPPY, "Floppy", List.of("I82078"), "floppy", "I82078", "fd", 0, 1, 2);

    private final DiskBus bus;
    private final String title;
    private final List<String> types;
    private final String add;
    private final String controller;
    private final String prefix;
    private final int first;
    private final int ports;
    private final int devices;

    DriveBus(
            DiskBus bus,
            String title,
            List<String> types,
            String add,
            String controller,
            String prefix,
            int first,
            int ports,
            int devices) {
        this.bus = bus;
        this.title = title;
        this.types = types;
        this.add = add;
        this.controller = controller;
        this.prefix = prefix;
        this.first = first;
        this.ports = ports;
        this.devices = devices;
    }

    static Optional<DriveBus> of(DiskBus bus) {
        return Stream.of(values()).filter(known -> known.bus.equals(bus)).findFirst();
    }

    /** By the attribute {@code type} of a {@code StorageController}. */
    static Optional<DriveBus> ofType(String type) {
        return Stream.of(values()).filter(known -> known.types.contains(type)).findFirst();
    }

    /** The bus on which drives have such a name. */
    static Optional<DriveBus> ofTarget(String target) {
        return Stream.of(values())
                .filter(known -> known.place(target).isPresent())
                .findFirst();
    }

    DiskBus bus() {
        return bus;
    }

    /** The name of a controller that this driver makes. */
    String title() {
        return title;
    }

    int places() {
        return ports * devices;
    }

    int port(int place) {
        return place / devices;
    }

    int device(int place) {
        return place % devices;
    }

    int place(int port, int device) {
        return port * devices + device;
    }

    /** How a drive is called by its place. */
    String target(int place) {
        if (this == NVME) {
            return prefix + place + "n1";
        }
        StringBuilder letters = new StringBuilder();
        for (int rest = first + place; rest >= 0; rest = rest / 26 - 1) {
            letters.insert(0, (char) ('a' + rest % 26));
        }
        return prefix + letters;
    }

    /** The place of a drive by what it is called. */
    Optional<Integer> place(String target) {
        String name = target.toLowerCase(Locale.ROOT);
        return Stream.iterate(0, place -> place < places(), place -> place + 1)
                .filter(place -> target(place).equals(name))
                .findFirst();
    }

    /** What {@code storagectl} needs to know to make one. */
    List<String> words() {
        List<String> make = List.of("--name", title, "--add", add, "--controller", controller, "--bootable", "on");
        boolean fixed = this == IDE || this == FLOPPY || this == SCSI;
        return fixed
                ? make
                : Stream.concat(make.stream(), Stream.of("--portcount", Integer.toString(ports)))
                        .toList();
    }
}
