package org.anfitrion.api.network;

/**
 * Who says that a guest has an address.
 */
public enum AddressSource {
    /** The network that gave it out. */
    LEASE,
    /** The guest itself, by its agent, its tools, or a look into the container. */
    AGENT,
    /** The host, which has heard from it. */
    ARP,
    /** The configuration, which gives a container its address. */
    CONFIG
}
