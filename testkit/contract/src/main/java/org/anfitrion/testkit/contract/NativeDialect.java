package org.anfitrion.testkit.contract;

import java.util.Set;

/** What the contract has to know of a backend's own language, to check that it survives. */
public interface NativeDialect {

    /**
     * Makes the configuration of another domain.
     *
     * @param configuration a domain's native configuration
     * @param name the other domain's name
     * @return the same configuration with that name, and without whatever must be unique, such as the UUID
     */
    String renamed(String configuration, String name);

    /**
     * Adds something that the neutral model does not know.
     *
     * @param configuration a domain's native configuration
     * @return the configuration with it
     */
    String withUnknown(String configuration);

    /**
     * Tells whether what {@link #withUnknown} added is there.
     *
     * @param configuration a domain's native configuration
     * @return true if it is there, unaltered
     */
    boolean hasUnknown(String configuration);

    /**
     * Returns the raw interfaces that the backend has.
     *
     * @return their names; none if it has none
     */
    default Set<String> channels() {
        return Set.of();
    }

    /**
     * Returns the raw interfaces to the host as a whole.
     *
     * @return their names; none if it has none
     */
    default Set<String> hostChannels() {
        return Set.of();
    }

    /**
     * Returns the dialect of all backends behind libvirt: domain XML.
     *
     * @param channels the raw interfaces that the backend has, such as {@code qmp}
     * @return the dialect
     */
    static NativeDialect libvirt(String... channels) {
        return new LibvirtDialect(Set.of(channels));
    }
}
