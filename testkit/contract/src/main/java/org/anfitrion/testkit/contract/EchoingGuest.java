package org.anfitrion.testkit.contract;

import java.time.Duration;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.anfitrion.api.domain.DomainSpecBuilder;

/**
 * A guest that sends back what it gets over a channel. Immutable.
 *
 * @param channel the channel's name; the tests add the channel
 * @param domain adds to a description what else this guest needs
 * @param within how long it may take until it listens
 */
public record EchoingGuest(String channel, UnaryOperator<DomainSpecBuilder> domain, Duration within) {

    /**
     * Checks that nothing is missing.
     *
     * @param channel the channel's name; the tests add the channel
     * @param domain adds to a description what else this guest needs
     * @param within how long it may take until it listens
     */
    public EchoingGuest {
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(within, "within");
    }
}
