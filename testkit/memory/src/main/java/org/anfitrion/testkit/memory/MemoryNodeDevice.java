package org.anfitrion.testkit.memory;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.device.NodeDevice;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.NodeDeviceFacet;

/** The node device facet of a session in memory. */
final class MemoryNodeDevice implements NodeDeviceFacet {

    private final MemorySession session;

    MemoryNodeDevice(MemorySession session) {
        this.session = session;
    }

    @Override
    public List<NodeDevice> devices(Set<String> capabilities) {
        Call call =
                Call.on(Operation.NODE_DEVICE_DEVICES, session.model().name()).needing(Feature.NODE_DEVICES);
        return session.perform(call, () -> devices().rows(capabilities));
    }

    @Override
    public Optional<NodeDevice> device(String name) {
        Call call = call(Operation.NODE_DEVICE_DEVICE, name, Feature.NODE_DEVICES);
        return session.perform(call, () -> devices().find(name));
    }

    @Override
    public void takeFromHost(String device) {
        Call call = call(Operation.NODE_DEVICE_TAKE_FROM_HOST, device, Feature.NODE_DEVICE_TAKE);
        session.perform(call, () -> {
            devices().take(device, call);
            return true;
        });
    }

    @Override
    public void giveToHost(String device) {
        Call call = call(Operation.NODE_DEVICE_GIVE_TO_HOST, device, Feature.NODE_DEVICE_TAKE);
        session.perform(call, () -> {
            devices().giveBack(device, call);
            return true;
        });
    }

    private static Call call(Operation operation, String name, Feature feature) {
        return Call.on(operation, "device '" + name + "'").needing(feature);
    }

    private NodeDevices devices() {
        return session.model().nodeDevices();
    }
}
