package org.anfitrion.api.domain;

import org.anfitrion.api.error.InvalidSpecException;

/**
 * How fast a network card may send and receive; zero is no limit. As the guest sees it.
 *
 * @param inbound bytes in a second to the guest
 * @param outbound bytes in a second from the guest
 */
public record Bandwidth(long inbound, long outbound) {

    /**
     * Creates the description.
     *
     * @param inbound bytes in a second to the guest
     * @param outbound bytes in a second from the guest
     * @throws InvalidSpecException if one is negative
     */
    public Bandwidth {
        if (inbound < 0 || outbound < 0) {
            throw InvalidSpecException.of("bandwidth", inbound + " " + outbound, "a limit is not negative");
        }
    }

    /** No limits. */
    public static final Bandwidth UNLIMITED = new Bandwidth(0, 0);
}
