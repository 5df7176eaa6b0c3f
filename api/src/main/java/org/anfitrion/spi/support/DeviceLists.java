package org.anfitrion.spi.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.anfitrion.api.domain.DeviceKey;
import org.anfitrion.api.domain.DeviceSpec;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.error.InvalidSpecException;

/** Descriptions of domains with one device more, less or otherwise, for drivers that plug devices in and out. Stateless. */
public final class DeviceLists {

    private DeviceLists() {}

    /**
     * Finds a device.
     *
     * @param spec where
     * @param key which
     * @return the device; empty if it is not there
     */
    public static Optional<DeviceSpec> find(DomainSpec spec, DeviceKey key) {
        Optional<DeviceKey> wanted = Optional.of(key);
        return spec.devices().stream()
                .filter(device -> device.key().equals(wanted))
                .findFirst();
    }

    /**
     * Adds a device.
     *
     * @param spec to what
     * @param device the device
     * @return the description with the device after others of its kind
     */
    public static DomainSpec with(DomainSpec spec, DeviceSpec device) {
        List<DeviceSpec> all = new ArrayList<>(spec.devices());
        all.add(device);
        return of(spec, all);
    }

    /**
     * Takes a device away.
     *
     * @param spec from what
     * @param key which
     * @return the description without it; as it was if it is not there
     */
    public static DomainSpec without(DomainSpec spec, DeviceKey key) {
        Optional<DeviceKey> unwanted = Optional.of(key);
        return of(
                spec,
                spec.devices().stream()
                        .filter(device -> !device.key().equals(unwanted))
                        .toList());
    }

    /**
     * Puts a device in the place of another.
     *
     * @param spec in what
     * @param key which is replaced
     * @param by the new device
     * @return the description with the new device in the old one's place
     */
    public static DomainSpec replaced(DomainSpec spec, DeviceKey key, DeviceSpec by) {
        Optional<DeviceKey> old = Optional.of(key);
        return of(
                spec,
                spec.devices().stream()
                        .map(device -> device.key().equals(old) ? by : device)
                        .toList());
    }

    /**
     * Puts descriptions together, so that what is chosen is free in all.
     *
     * @param specs one or more, such as what runs and what is configured
     * @return the first, and the devices that only others have
     */
    public static DomainSpec union(List<DomainSpec> specs) {
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

    /**
     * Gives a change the key that it leaves open.
     *
     * @param key which device is changed
     * @param wanted what it should be
     * @return the same with the key
     * @throws InvalidSpecException if it has another key: a change keeps the device's
     */
    public static DeviceSpec keyed(DeviceKey key, DeviceSpec wanted) {
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
