package org.anfitrion.libvirt;

import com.sun.jna.ptr.PointerByReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntBiFunction;
import org.anfitrion.api.device.NodeDevice;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.libvirt.wire.LibvirtError;
import org.anfitrion.libvirt.wire.LibvirtLibrary;
import org.anfitrion.libvirt.wire.Reference;
import org.anfitrion.libvirt.wire.ReferenceArray;
import org.anfitrion.libvirt.wire.WireConnection;
import org.anfitrion.libvirt.xml.NodeDeviceXml;
import org.anfitrion.spi.NodeDeviceFacet;
import org.libvirt.jna.CString;
import org.libvirt.jna.DevicePointer;

/** The devices that libvirt's daemon sees on its host. Thread-safe. */
final class NodeDevices implements NodeDeviceFacet {

    private static final int NO_NODE_DEVICE = 53;

    private final Calls calls;
    private final BackendFeatures features;

    NodeDevices(Calls calls, BackendFeatures features) {
        this.calls = calls;
        this.features = features;
    }

    private static Attempt attempt(String operation, String device, boolean changes) {
        return new Attempt(operation, "device '" + device + "'", changes);
    }

    /**
     * Which devices there are takes one call; what each is, one for each: libvirt has no other way. libvirt could choose by
     * capability too, but knows fewer of them than its devices have.
     */
    @Override
    public List<NodeDevice> devices(Set<String> capabilities) {
        Attempt attempt = new Attempt("list", "devices of the host", false);
        return calls.read(attempt, wire -> {
            List<NodeDevice> found = new ArrayList<>();
            PointerByReference array = new PointerByReference();
            int count = Inventory.check(
                    wire, wire.library().virConnectListAllNodeDevices(wire.pointer(), array, 0), attempt);
            try (ReferenceArray<DevicePointer> all = new ReferenceArray<>(
                    array,
                    count,
                    pointer -> {
                        DevicePointer device = new DevicePointer();
                        device.setPointer(pointer);
                        return device;
                    },
                    wire.library()::virNodeDeviceFree)) {
                for (DevicePointer device : all.items()) {
                    read(wire, device, attempt)
                            .filter(it ->
                                    capabilities.isEmpty() || !Collections.disjoint(it.capabilities(), capabilities))
                            .ifPresent(found::add);
                }
            }
            return found;
        });
    }

    /** Empty if it went away since it was found. */
    private static Optional<NodeDevice> read(WireConnection wire, DevicePointer device, Attempt attempt) {
        CString xml = wire.library().virNodeDeviceGetXMLDesc(device, 0);
        return xml == null ? unlessGone(wire, attempt) : Optional.of(NodeDeviceXml.read(xml.toString()));
    }

    private static <T> Optional<T> unlessGone(WireConnection wire, Attempt attempt) {
        LibvirtError error = LibvirtError.last(wire.library());
        if (error.is(NO_NODE_DEVICE)) {
            return Optional.empty();
        }
        throw wire.failed(attempt, error);
    }

    @Override
    public Optional<NodeDevice> device(String name) {
        Attempt attempt = attempt("look up", name, false);
        return calls.read(attempt, wire -> {
            DevicePointer found = wire.library().virNodeDeviceLookupByName(wire.pointer(), name);
            if (found == null) {
                return unlessGone(wire, attempt);
            }
            try (Reference<DevicePointer> device = new Reference<>(found, wire.library()::virNodeDeviceFree)) {
                return read(wire, device.pointer(), attempt);
            }
        });
    }

    @Override
    public void takeFromHost(String device) {
        changed(attempt("take from the host", device, true), device, LibvirtLibrary::virNodeDeviceDettach);
    }

    @Override
    public void giveToHost(String device) {
        changed(attempt("give to the host", device, true), device, LibvirtLibrary::virNodeDeviceReAttach);
    }

    private void changed(Attempt attempt, String name, ToIntBiFunction<LibvirtLibrary, DevicePointer> change) {
        calls.checkWritable(attempt);
        features.require(Feature.NODE_DEVICE_TAKE, attempt);
        calls.change(attempt, wire -> {
            DevicePointer found = wire.library().virNodeDeviceLookupByName(wire.pointer(), name);
            if (found == null) {
                throw wire.failed(attempt);
            }
            try (Reference<DevicePointer> device = new Reference<>(found, wire.library()::virNodeDeviceFree)) {
                boolean pci = read(wire, device.pointer(), attempt)
                        .filter(it -> it.capabilities().contains("pci"))
                        .isPresent();
                if (!pci) {
                    throw new UnsupportedCapabilityException(attempt.failure()
                            .because("only PCI devices can be taken from the host; a guest shares the others with it"));
                }
                return Inventory.check(wire, change.applyAsInt(wire.library(), device.pointer()), attempt);
            }
        });
    }
}
