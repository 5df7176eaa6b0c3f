/**
 * The driver for Linux containers: its entry, which chooses between the two ways to them by the URI. What is native is below
 * {@code liblxc}, what speaks through libvirt is in {@code libvirt}, the text of configurations in {@code config}.
 */
@NullMarked
package org.anfitrion.driver.lxc;

import org.jspecify.annotations.NullMarked;
