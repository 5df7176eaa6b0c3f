package org.anfitrion.api.domain;

/**
 * Which processor a guest sees.
 */
public enum CpuMode {
    /** The host's own, with everything it has. The guest cannot be moved to another kind of host. */
    HOST_PASSTHROUGH,
    /** The model nearest to the host's, with its features by name. */
    HOST_MODEL,
    /** A model by its name. */
    NAMED,
    /** All that the backend can do, real or emulated. */
    MAXIMUM
}
