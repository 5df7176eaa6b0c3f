package org.anfitrion.testkit.contract.broken;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.anfitrion.api.device.NodeDevice;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.spi.NodeDeviceFacet;
import org.anfitrion.testkit.contract.Rule;

/** What drivers do wrong with the node device facet. */
final class NodeDeviceFaults {

    private NodeDeviceFaults() {}

    static Stream<Fault> all() {
        return Stream.of(
                Fault.facet(Rule.NOD_1, "a device is listed twice", NodeDeviceFacet.class, sound -> new Object() {
                    public List<NodeDevice> devices(Set<String> capabilities) {
                        List<NodeDevice> twice = new ArrayList<>(sound.devices(capabilities));
                        twice.add(twice.get(0));
                        return twice;
                    }
                }),
                Fault.facet(Rule.NOD_1, "the root is left out", NodeDeviceFacet.class, sound -> new Object() {
                    public List<NodeDevice> devices(Set<String> capabilities) {
                        return sound.devices(capabilities).stream()
                                .filter(device -> device.parent().isPresent())
                                .toList();
                    }
                }),
                Fault.facet(Rule.NOD_2, "capabilities are not looked at", NodeDeviceFacet.class, sound -> new Object() {
                    public List<NodeDevice> devices(Set<String> capabilities) {
                        return sound.devices(Set.of());
                    }
                }),
                Fault.facet(Rule.NOD_3, "taking a device does nothing", NodeDeviceFacet.class, sound -> new Object() {
                    public void takeFromHost(String device) {
                        if (sound.device(device).isEmpty()) {
                            throw new NotFoundException(Failure.to("take", device));
                        }
                    }
                }));
    }
}
