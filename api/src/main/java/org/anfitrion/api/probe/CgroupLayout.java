package org.anfitrion.api.probe;

/** How control groups are mounted. Source: cgroups(7). */
public enum CgroupLayout {
    /** Not at all. */
    NONE,
    /** One hierarchy for each controller or set of controllers. */
    V1,
    /** One hierarchy for all. */
    V2,
    /** Both at once: some or all controllers on hierarchies of version 1, and one of version 2 beside them. */
    HYBRID
}
