package org.anfitrion.driver.vbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.anfitrion.api.domain.DiskDevice;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.driver.vbox.settings.MachineSettings;

/** Hangs drives on machines, and takes them off. Images stay where they are. Thread-safe: it has no state. */
final class Drives {

    /**
     * Where a drive goes.
     *
     * @param bus on which kind of controller
     * @param place the place there
     */
    record Place(DriveBus bus, int place) {}

    private Drives() {}

    /** Chooses places for drives that are new to a machine, beside those that it has. */
    static Map<DiskSpec, Place> places(List<DiskSpec> added, List<Drive> present) {
        List<Place> taken = new ArrayList<>(present.stream()
                .map(drive -> new Place(drive.bus(), drive.place()))
                .toList());
        Map<DiskSpec, Place> places = new LinkedHashMap<>();
        for (DiskSpec disk : added) {
            disk.target().ifPresent(target -> {
                Place place = named(disk, target);
                if (taken.contains(place)) {
                    throw InvalidSpecException.of("disk target", target, "another drive is there");
                }
                taken.add(place);
                places.put(disk, place);
            });
        }
        for (DiskSpec disk : added) {
            if (disk.target().isEmpty()) {
                Place place = free(bus(disk), taken);
                taken.add(place);
                places.put(disk, place);
            }
        }
        return places;
    }

    private static DriveBus bus(DiskSpec disk) {
        return disk.bus()
                .flatMap(DriveBus::of)
                .orElse(disk.device() == DiskDevice.FLOPPY ? DriveBus.FLOPPY : DriveBus.SATA);
    }

    private static Place named(DiskSpec disk, String target) {
        Optional<DriveBus> bus = disk.bus().isPresent() ? disk.bus().flatMap(DriveBus::of) : DriveBus.ofTarget(target);
        return bus.flatMap(known -> known.place(target).map(place -> new Place(known, place)))
                .orElseThrow(() -> InvalidSpecException.of(
                        "disk target",
                        target,
                        "VirtualBox's drives are called by their place: "
                                + bus.map(known -> known.bus() + " has " + known.target(0) + " to "
                                                + known.target(known.places() - 1))
                                        .orElse("sda on sata, hda on ide, vda on virtio and so on")));
    }

    private static Place free(DriveBus bus, List<Place> taken) {
        for (int i = 0; i < bus.places(); i++) {
            Place place = new Place(bus, i);
            if (!taken.contains(place)) {
                return place;
            }
        }
        throw InvalidSpecException.of("disk bus", bus.bus(), "it has " + bus.places() + " places, and all are taken");
    }

    /** The arguments that make the controllers that are still missing; their names are added to those that are there. */
    static List<List<String>> addControllers(UUID uuid, Map<DiskSpec, Place> places, Map<DriveBus, String> names) {
        List<List<String>> calls = new ArrayList<>();
        for (Place place : places.values()) {
            if (names.putIfAbsent(place.bus(), place.bus().title()) == null) {
                List<String> words = new ArrayList<>(List.of("storagectl", uuid.toString()));
                words.addAll(place.bus().words());
                calls.add(words);
            }
        }
        return calls;
    }

    /** The controllers that a machine has, by the first of each kind. */
    static Map<DriveBus, String> controllers(MachineSettings machine) {
        Map<DriveBus, String> names = new LinkedHashMap<>();
        machine.storageControllers().forEach(controller -> controller
                .attribute("type")
                .flatMap(DriveBus::ofType)
                .ifPresent(bus ->
                        names.putIfAbsent(bus, controller.attribute("name").orElse(""))));
        return names;
    }

    /** The arguments that hang a drive on its place, or put another medium into it. */
    static List<String> attach(UUID uuid, String controller, Place place, DiskSpec disk) {
        List<String> words = new ArrayList<>(at(uuid, controller, place));
        words.add("--type");
        words.add(
                switch (disk.device()) {
                    case DISK -> "hdd";
                    case CDROM -> "dvddrive";
                    case FLOPPY -> "fdd";
                });
        words.add("--medium");
        words.add(medium(disk.source()));
        return words;
    }

    private static String medium(DiskSource source) {
        if (source instanceof DiskSource.File file) {
            return file.path();
        } else if (source instanceof DiskSource.Empty) {
            return "emptydrive";
        }
        throw InvalidSpecException.of("disk source", source, "VirtualBox is told of files only");
    }

    /** The arguments that take a drive off. */
    static List<String> detach(UUID uuid, String controller, Place place) {
        List<String> words = new ArrayList<>(at(uuid, controller, place));
        words.add("--medium");
        words.add("none");
        return words;
    }

    private static List<String> at(UUID uuid, String controller, Place place) {
        return List.of(
                "storageattach",
                uuid.toString(),
                "--storagectl",
                controller,
                "--port",
                Integer.toString(place.bus().port(place.place())),
                "--device",
                Integer.toString(place.bus().device(place.place())));
    }
}
