package org.anfitrion.spi;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.device.NodeDevice;

/**
 * Devices of the host itself.
 *
 * <ul>
 *   <li><b>NOD-1</b> Each device is listed once, with a name that no other has; its parent is in the list too, or it
 *       has none. <i>They form a tree.</i>
 *   <li><b>NOD-2</b> A device is found by its name with the same row; one that is not there is empty. With a
 *       capability, only devices that have it are listed. <i>Looking is not a mistake.</i>
 *   <li><b>NOD-3</b> A device that was taken from the host has no driver of the host, until it is given back. One
 *       that cannot be taken is UnsupportedCapabilityException; one that is not there NotFoundException. <i>A guest
 *       gets it next.</i>
 * </ul>
 */
public interface NodeDeviceFacet extends Facet {

    /**
     * Lists devices, in a constant number of round trips.
     *
     * @param capabilities only devices that have one of these, empty is all
     * @return the devices, in no particular order
     */
    List<NodeDevice> devices(Set<String> capabilities);

    /**
     * Looks a device up.
     *
     * @param name its name
     * @return the device, if it is there
     */
    Optional<NodeDevice> device(String name);

    /**
     * Takes a device from the host's driver, so that a guest can have it.
     *
     * @param device its name
     */
    void takeFromHost(String device);

    /**
     * Gives a device back to the host's driver.
     *
     * @param device its name
     */
    void giveToHost(String device);
}
