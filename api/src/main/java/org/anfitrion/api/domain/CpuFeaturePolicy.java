package org.anfitrion.api.domain;

/**
 * What becomes of a processor's feature.
 */
public enum CpuFeaturePolicy {
    /** The guest sees it; without it the domain does not start. */
    REQUIRE,
    /** The guest does not see it. */
    DISABLE,
    /** The guest sees it, even if it has to be emulated. */
    FORCE,
    /** The guest sees it if the host has it. */
    OPTIONAL,
    /** The domain does not start where the host has it. */
    FORBID
}
