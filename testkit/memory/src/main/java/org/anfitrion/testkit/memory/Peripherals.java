package org.anfitrion.testkit.memory;

/**
 * What one run of a domain has to do with the world: it can still be asked for when the run is over. Used under the host's lock
 * only.
 */
record Peripherals(Usage usage, Screens screens, Channels channels) {}
