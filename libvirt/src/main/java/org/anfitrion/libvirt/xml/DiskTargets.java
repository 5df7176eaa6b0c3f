package org.anfitrion.libvirt.xml;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.anfitrion.api.domain.DiskBus;
import org.anfitrion.api.domain.DiskDevice;
import org.anfitrion.api.error.InvalidSpecException;

/** The names of drives for the guest: a prefix for the bus, and letters: {@code vda}, …, {@code vdz}, {@code vdaa}. */
final class DiskTargets {

    private static final Map<DiskBus, String> PREFIXES = Map.of(
            DiskBus.VIRTIO, "vd",
            DiskBus.SCSI, "sd",
            DiskBus.SATA, "sd",
            DiskBus.USB, "sd",
            DiskBus.IDE, "hd",
            DiskBus.FLOPPY, "fd",
            DiskBus.XEN, "xvd");

    /** Source: libvirt's domaincommon.rng. */
    private static final Pattern NAME = Pattern.compile("(ioemu:)?(fd|hd|sd|vd|xvd|ubd)[a-zA-Z0-9_]+");

    private final Set<String> taken = new HashSet<>();

    /** Notes that a name is in use. */
    void take(String name) {
        taken.add(name);
    }

    /** Returns a name that libvirt takes. */
    static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw InvalidSpecException.of(
                    "disk target",
                    name,
                    "for libvirt it begins with fd, hd, sd, vd, xvd or ubd, and goes on in letters");
        }
        return name;
    }

    /** Takes the first free name on a bus. */
    String next(DiskBus bus) {
        String prefix = PREFIXES.getOrDefault(bus, "sd");
        for (int index = 0; ; index++) {
            String name = prefix + letters(index);
            if (taken.add(name)) {
                return name;
            }
        }
    }

    private static String letters(int index) {
        StringBuilder text = new StringBuilder();
        for (int rest = index; rest >= 0; rest = rest / 26 - 1) {
            text.insert(0, (char) ('a' + rest % 26));
        }
        return text.toString();
    }

    /** Chooses the bus that a name speaks of: the usual one if its names begin so, else the one that they belong to. */
    static DiskBus bus(String name, DiskDevice device, DeviceDefaults defaults) {
        DiskBus usual = defaults.bus(device);
        if (isOn(name, usual)) {
            return usual;
        }
        return Optional.of(DiskBus.SCSI)
                .filter(bus -> isOn(name, bus))
                .or(() -> PREFIXES.keySet().stream()
                        .filter(bus -> isOn(name, bus))
                        .findFirst())
                .orElse(usual);
    }

    private static boolean isOn(String name, DiskBus bus) {
        return name.startsWith(PREFIXES.getOrDefault(bus, "sd"));
    }
}
