package org.anfitrion.driver.lxc.liblxc.wire;

/**
 * A terminal of a container that was opened.
 *
 * @param held keeps it; nobody else has it until this is closed
 * @param master what is read from and written to
 */
public record TerminalDescriptors(int held, int master) {}
