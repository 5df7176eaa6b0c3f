package org.anfitrion.testkit.contract;

import java.time.Duration;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.anfitrion.api.domain.DomainSpecBuilder;

/**
 * A guest that has an address some time after its start. Immutable.
 *
 * @param domain adds to a description what this guest needs: what it boots, a card
 * @param within how long it may take until an address is known
 */
public record AddressedGuest(UnaryOperator<DomainSpecBuilder> domain, Duration within) {

    /**
     * Checks that nothing is missing.
     *
     * @param domain adds to a description what this guest needs: what it boots, a card
     * @param within how long it may take until an address is known
     */
    public AddressedGuest {
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(within, "within");
    }
}
