package org.anfitrion.testkit.contract;

import java.util.Objects;
import java.util.function.UnaryOperator;
import org.anfitrion.api.domain.DomainSpecBuilder;

/**
 * A drive and a card with which a domain can run, for the rules of statistics. Immutable.
 *
 * @param devices adds them to a description
 */
public record CountedDevices(UnaryOperator<DomainSpecBuilder> devices) {

    /**
     * Checks that nothing is missing.
     *
     * @param devices adds them to a description
     */
    public CountedDevices {
        Objects.requireNonNull(devices, "devices");
    }
}
