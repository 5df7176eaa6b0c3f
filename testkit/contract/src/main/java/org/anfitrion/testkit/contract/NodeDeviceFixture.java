package org.anfitrion.testkit.contract;

import java.util.Objects;
import java.util.Optional;

/**
 * Devices of the host that the rules of node devices may try. Immutable.
 *
 * @param spare the name of a device that the tests may take from the host and give back, if there is one
 * @param fixed the name of a device that cannot be taken, if there is one
 */
public record NodeDeviceFixture(Optional<String> spare, Optional<String> fixed) {

    /**
     * Checks that nothing is missing.
     *
     * @param spare the name of a device that the tests may take from the host and give back, if there is one
     * @param fixed the name of a device that cannot be taken, if there is one
     */
    public NodeDeviceFixture {
        Objects.requireNonNull(spare, "spare");
        Objects.requireNonNull(fixed, "fixed");
    }
}
