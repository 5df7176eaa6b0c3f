package org.anfitrion.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.anfitrion.api.device.NodeDevice;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.NodeDeviceFacet;
import org.anfitrion.spi.Target;
import org.junit.jupiter.api.Test;

/** The rules of {@link NodeDeviceFacet}: {@code NOD}. */
public interface NodeDeviceContract extends Contract {

    /**
     * The devices form a tree.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.NOD_1)
    default void everyDeviceIsListedOnceAndHangsOnAnother(Bench bench) {
        List<NodeDevice> devices = devices(bench, Set.of());
        assertFalse(devices.isEmpty(), "a host without devices");
        Set<String> names = names(devices);
        assertEquals(devices.size(), names.size(), "how many names there are");
        for (NodeDevice device : devices) {
            device.parent()
                    .ifPresent(parent -> assertTrue(
                            names.contains(parent) && !parent.equals(device.name()),
                            () -> device.name() + " hangs on " + parent + ", which is not in the list"));
        }
        assertTrue(devices.stream().anyMatch(device -> device.parent().isEmpty()), "no device is the root");
    }

    /**
     * Looking one up gives what the list gives.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.NOD_2)
    default void aDeviceIsFoundAsItIsListed(Bench bench) {
        NodeDeviceFacet facet = facet(bench);
        List<NodeDevice> devices = devices(bench, Set.of());
        devices.stream()
                .limit(10)
                .forEach(device ->
                        assertEquals(Optional.of(device), facet.device(device.name()), "how a device is found"));
        assertEquals(Optional.empty(), facet.device(bench.name()), "a device that is not there");
        Set<String> capabilities = devices.stream()
                .flatMap(device -> device.capabilities().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        for (String capability : capabilities) {
            Set<String> having = names(devices.stream()
                    .filter(device -> device.capabilities().contains(capability))
                    .toList());
            assertEquals(having, names(devices(bench, Set.of(capability))), () -> "devices that are " + capability);
        }
        assertEquals(names(devices), names(devices(bench, capabilities)), "devices that have any capability");
    }

    /**
     * A device is the host's or nobody's.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.NOD_3)
    default void aTakenDeviceHasNoDriverUntilItIsGivenBack(Bench bench) {
        NodeDeviceFacet facet = facet(bench);
        String name = bench.backend()
                .fixture(NodeDeviceFixture.class)
                .spare()
                .orElseThrow(() -> Ruling.unknown("no device was given that may be taken (NodeDeviceFixture)"));
        Optional<String> driver = facet.device(name).orElseThrow().driver();
        does(bench, () -> facet.takeFromHost(name));
        Optional<String> taken;
        try {
            taken = facet.device(name).orElseThrow().driver();
        } finally {
            facet.giveToHost(name);
        }
        assertEquals(Optional.empty(), taken, "the driver of a device that was taken");
        assertEquals(driver, facet.device(name).orElseThrow().driver(), "the driver of a device that was given back");
    }

    /**
     * What cannot be taken is not.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.NOD_3)
    default void aDeviceThatIsNotThereOrIsNeededIsNotTaken(Bench bench) {
        NodeDeviceFacet facet = facet(bench);
        String absent = bench.name();
        refused(bench, NotFoundException.class, () -> facet.takeFromHost(absent));
        refused(bench, NotFoundException.class, () -> facet.giveToHost(absent));
        Optional<String> fixed =
                bench.backend().fixture(NodeDeviceFixture.class).fixed();
        String name =
                fixed.orElseThrow(() -> Ruling.unknown("no device was given that cannot be taken (NodeDeviceFixture)"));
        Optional<NodeDevice> before = facet.device(name);
        HypervisorException refusal = assertThrows(HypervisorException.class, () -> facet.takeFromHost(name));
        Questions.assertType(UnsupportedCapabilityException.class, refusal);
        assertEquals(before, facet.device(name), "a device that cannot be taken");
    }

    private static NodeDeviceFacet facet(Bench bench) {
        return bench.facet(NodeDeviceFacet.class, Feature.NODE_DEVICES);
    }

    private static List<NodeDevice> devices(Bench bench, Set<String> capabilities) {
        NodeDeviceFacet facet = facet(bench);
        Supplier<List<NodeDevice>> list = () -> facet.devices(capabilities);
        return bench.perform(Feature.NODE_DEVICES, new Target.Host(), list);
    }

    private static void does(Bench bench, Runnable operation) {
        bench.perform(Feature.NODE_DEVICE_TAKE, new Target.Host(), () -> {
            operation.run();
            return true;
        });
    }

    private static void refused(Bench bench, Class<? extends HypervisorException> type, Runnable operation) {
        bench.questions().refused(type, Feature.NODE_DEVICE_TAKE, new Target.Host(), operation);
    }

    private static Set<String> names(List<NodeDevice> devices) {
        return devices.stream().map(NodeDevice::name).collect(Collectors.toCollection(TreeSet::new));
    }
}
