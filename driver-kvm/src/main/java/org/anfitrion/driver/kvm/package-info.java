/**
 * The driver for KVM and QEMU: what is theirs alone. Everything else about them is libvirt's, in {@code org.anfitrion.libvirt}.
 */
@NullMarked
package org.anfitrion.driver.kvm;

import org.jspecify.annotations.NullMarked;
