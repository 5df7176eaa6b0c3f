/**
 * Containers by libvirt's own driver for them, {@code lxc:///system}: what is theirs alone. Everything else about them is
 * libvirt's, in {@code org.anfitrion.libvirt}.
 */
@NullMarked
package org.anfitrion.driver.lxc.libvirt;

import org.jspecify.annotations.NullMarked;
