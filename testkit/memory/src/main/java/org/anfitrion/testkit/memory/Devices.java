package org.anfitrion.testkit.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.anfitrion.api.domain.DeviceKey;
import org.anfitrion.api.domain.DeviceSpec;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.NicSpec;

/** Descriptions with one device more, less or otherwise. */
final class Devices {

    private Devices() {}

    static Optional<DeviceSpec> find(DomainSpec spec, DeviceKey key) {
        Optional<DeviceKey> wanted = Optional.of(key);
        return spec.devices().stream()
                .filter(device -> device.key().equals(wanted))
                .findFirst();
    }

    static Optional<DiskSpec> disk(DomainSpec spec, String target) {
        return spec.disks().stream()
                .filter(disk -> disk.target().filter(target::equals).isPresent())
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
