package org.anfitrion.api.statistics;

/**
 * What is counted, by kind: an answer costs only what was asked for.
 */
public enum StatisticsGroup {
    /** Time on the host's CPUs. */
    CPU,
    /** Memory. */
    MEMORY,
    /** Reads and writes of each drive. */
    DISKS,
    /** Packets of each card. */
    NICS
}
