/**
 * The libvirt wire for drivers: {@link org.anfitrion.libvirt.LibvirtConnections} opens a session to any libvirt URI, and a
 * {@link org.anfitrion.libvirt.xml.Dialect} says what one libvirt driver wants said differently.
 */
@NullMarked
package org.anfitrion.libvirt;

import org.jspecify.annotations.NullMarked;
