package org.anfitrion.api;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.device.NodeDevice;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.NodeDeviceFacet;

/**
 * The devices of the host itself.
 */
public final class NodeDevices {

    private final FacetHandle<NodeDeviceFacet> facet;

    NodeDevices(Hypervisor host) {
        this.facet = new FacetHandle<>(host, NodeDeviceFacet.class);
    }

    /**
     * Lists devices, in a constant number of round trips.
     *
     * @param capabilities only devices that have one of these, such as {@code pci}; none lists all
     * @return the devices, in no particular order
     */
    public List<NodeDevice> list(String... capabilities) {
        return facet.read("nodeDevices.list", Feature.NODE_DEVICES, devices -> devices.devices(Set.of(capabilities)));
    }

    /**
     * Looks a device up.
     *
     * @param name its name
     * @return the device, if it is there
     */
    public Optional<NodeDevice> find(String name) {
        return facet.read("nodeDevices.find", Feature.NODE_DEVICES, devices -> devices.device(name));
    }

    /**
     * Takes a device from the host's driver, so that a guest can have it.
     *
     * @param name its name
     * @throws org.anfitrion.api.error.NotFoundException if it is not there
     * @throws org.anfitrion.api.error.UnsupportedCapabilityException if it cannot be taken
     */
    public void takeFromHost(String name) {
        facet.run("nodeDevices.take", Feature.NODE_DEVICE_TAKE, devices -> devices.takeFromHost(name));
    }

    /**
     * Gives a device back to the host's driver.
     *
     * @param name its name
     * @throws org.anfitrion.api.error.NotFoundException if it is not there
     */
    public void giveToHost(String name) {
        facet.run("nodeDevices.give", Feature.NODE_DEVICE_TAKE, devices -> devices.giveToHost(name));
    }
}
