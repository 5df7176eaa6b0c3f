package org.anfitrion.libvirt;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.anfitrion.api.domain.DeviceKey;
import org.anfitrion.api.domain.DeviceSpec;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.unit.MacAddress;

/** Descriptions with one device more, less or otherwise. */
final class DeviceLists {

    private static final SecureRandom RANDOM = new SecureRandom();

    private DeviceLists() {}

    static Optional<DeviceSpec> find(DomainSpec spec, DeviceKey key) {
        Optional<DeviceKey> wanted = Optional.of(key);
        return spec.devices().stream()
                .filter(device -> device.key().equals(wanted))
                .findFirst();
    }

    static DomainSpec with(DomainSpec spec, DeviceSpec device) {
        List<DeviceSpec> all = new ArrayList<>(spec.devices());
        all.add(device);
        return of(spec, all);
    }

    static DomainSpec without(DomainSpec spec, DeviceKey key) {
        Optional<DeviceKey> unwanted = Optional.of(key);
        return of(
                spec,
                spec.devices().stream()
                        .filter(device -> !device.key().equals(unwanted))
                        .toList());
    }

    static DomainSpec replaced(DomainSpec spec, DeviceKey key, DeviceSpec by) {
        Optional<DeviceKey> old = Optional.of(key);
        return of(
                spec,
                spec.devices().stream()
                        .map(device -> device.key().equals(old) ? by : device)
                        .toList());
    }

    /** The first, and what only the others have. */
    static DomainSpec union(List<DomainSpec> specs) {
        DomainSpec all = specs.get(0);
        for (DomainSpec other : specs.subList(1, specs.size())) {
            for (DeviceSpec device : other.devices()) {
                DomainSpec sofar = all;
                boolean known = device.key().flatMap(key -> find(sofar, key)).isPresent();
                all = known ? sofar : with(sofar, device);
            }
        }
        return all;
    }

    /** Gives a card an address that the domain does not have: libvirt would choose another for each scope. */
    static DeviceSpec addressed(DomainSpec spec, DeviceSpec device) {
        if (!(device instanceof NicSpec card) || card.mac().isPresent()) {
            return device;
        }
        while (true) {
            int random = RANDOM.nextInt(1 << 24);
            // The prefix is QEMU's own, and libvirt's.
            MacAddress address = MacAddress.of(String.format(
                    Locale.ROOT, "52:54:00:%02x:%02x:%02x", random >> 16, (random >> 8) & 0xff, random & 0xff));
            if (find(spec, new DeviceKey.Nic(address)).isEmpty()) {
                return card.mac(address);
            }
        }
    }

    /** A change keeps the key. */
    static DeviceSpec keyed(DeviceKey key, DeviceSpec wanted) {
        DeviceSpec keyed = wanted;
        if (wanted instanceof DiskSpec disk && disk.target().isEmpty() && key instanceof DeviceKey.Disk at) {
            keyed = disk.target(at.target());
        } else if (wanted instanceof NicSpec nic && nic.mac().isEmpty() && key instanceof DeviceKey.Nic at) {
            keyed = nic.mac(at.mac());
        }
        if (!keyed.key().equals(Optional.of(key))) {
            throw InvalidSpecException.of("device", wanted, "a change keeps the device's key: it is " + key);
        }
        return keyed;
    }

    private static DomainSpec of(DomainSpec spec, List<DeviceSpec> devices) {
        return spec.toBuilder()
                .disks(kind(devices, DiskSpec.class))
                .nics(kind(devices, NicSpec.class))
                .filesystems(kind(devices, FilesystemSpec.class))
                .build();
    }

    private static <T extends DeviceSpec> List<T> kind(List<DeviceSpec> devices, Class<T> type) {
        return devices.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
