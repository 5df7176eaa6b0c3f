package org.anfitrion.testkit.memory;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.device.NodeDevice;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.event.NodeDeviceEvent;

/** The devices of the host itself. Used under the host's lock only. */
final class NodeDevices {

    private static final String ROOT = "computer";
    /** What a device must be for a guest to have it as a whole. */
    private static final String PCI = "pci";

    private final HostModel model;
    private final Map<String, NodeDevice> byName = new LinkedHashMap<>();
    private final Set<String> taken = new LinkedHashSet<>();

    NodeDevices(HostModel model) {
        this.model = model;
        for (NodeDevice device : List.of(
                device(ROOT, Optional.empty(), "system", Optional.empty(), Map.of()),
                device("pci_0000_00_02_0", Optional.of(ROOT), PCI, Optional.of("virtio-pci"), pci("0000:00:02.0")),
                device(
                        "net_eth0_52_54_00_00_00_01",
                        Optional.of("pci_0000_00_02_0"),
                        "net",
                        Optional.empty(),
                        Map.of("interface", "eth0", "address", "52:54:00:00:00:01")),
                device("pci_0000_01_00_0", Optional.of(ROOT), PCI, Optional.of("e1000e"), pci("0000:01:00.0")),
                device("usb_1_1", Optional.of(ROOT), "usb_device", Optional.of("usb"), Map.of("bus", "1")))) {
            byName.put(device.name(), device);
        }
    }

    private static Map<String, String> pci(String address) {
        return Map.of("address", address, "vendor", "0x8086", "product", "0x10d3");
    }

    private static NodeDevice device(
            String name,
            Optional<String> parent,
            String capability,
            Optional<String> driver,
            Map<String, String> properties) {
        return new NodeDevice(
                name,
                parent,
                Set.of(capability),
                Optional.of("/sys/devices/" + name),
                driver,
                properties,
                "device = " + name + "\ncapability = " + capability + "\n");
    }

    List<NodeDevice> rows(Set<String> capabilities) {
        return byName.values().stream()
                .filter(device ->
                        capabilities.isEmpty() || device.capabilities().stream().anyMatch(capabilities::contains))
                .map(this::row)
                .toList();
    }

    Optional<NodeDevice> find(String name) {
        return Optional.ofNullable(byName.get(name)).map(this::row);
    }

    private NodeDevice row(NodeDevice device) {
        return taken.contains(device.name())
                ? new NodeDevice(
                        device.name(),
                        device.parent(),
                        device.capabilities(),
                        device.path(),
                        Optional.empty(),
                        device.properties(),
                        device.nativeConfiguration())
                : device;
    }

    void take(String name, Call call) {
        requireTakeable(name, call);
        if (taken.add(name)) {
            announce(name, NodeDeviceEvent.Change.UPDATED);
        }
    }

    void giveBack(String name, Call call) {
        requireTakeable(name, call);
        if (taken.remove(name)) {
            announce(name, NodeDeviceEvent.Change.UPDATED);
        }
    }

    private void requireTakeable(String name, Call call) {
        NodeDevice device = byName.get(name);
        if (device == null) {
            throw new NotFoundException(call.failure("there is no such device"));
        }
        if (!device.capabilities().contains(PCI)) {
            throw new UnsupportedCapabilityException(
                    call.failure("it is no PCI device, but " + String.join(", ", device.capabilities())));
        }
    }

    /** Adds a device to the host, as somebody does who plugs it in. */
    void plugIn(NodeDevice device) {
        Failure attempt = Failure.to("plug in", "device '" + device.name() + "'");
        if (byName.containsKey(device.name())) {
            throw new AlreadyExistsException(attempt.because("a device of that name exists"));
        }
        if (device.parent().filter(parent -> !byName.containsKey(parent)).isPresent()) {
            throw InvalidSpecException.of(
                    "parent", device.parent().orElseThrow(), "a device hangs on one that is there");
        }
        byName.put(device.name(), device);
        announce(device.name(), NodeDeviceEvent.Change.CREATED);
    }

    /** Takes a device out of the host. */
    void pullOut(String name) {
        Failure attempt = Failure.to("pull out", "device '" + name + "'");
        if (!byName.containsKey(name)) {
            throw new NotFoundException(attempt.because("there is no such device"));
        }
        Optional<String> child = byName.values().stream()
                .filter(device -> device.parent().filter(name::equals).isPresent())
                .map(NodeDevice::name)
                .findFirst();
        if (child.isPresent()) {
            throw new InvalidStateException(attempt.because("device '" + child.get() + "' hangs on it"));
        }
        byName.remove(name);
        taken.remove(name);
        announce(name, NodeDeviceEvent.Change.DELETED);
    }

    /** Does what happens when the host restarts: its drivers have their devices again. */
    void restart() {
        taken.clear();
    }

    private void announce(String name, NodeDeviceEvent.Change change) {
        model.announcements()
                .announce(
                        new NodeDeviceEvent(name, change, model.announcements().now()));
    }
}
