/**
 * Xen through libvirt's driver for it (libxl): what is Xen's alone. Everything else is libvirt's, in {@code
 * org.anfitrion.libvirt}.
 */
@NullMarked
package org.anfitrion.driver.xen;

import org.jspecify.annotations.NullMarked;
