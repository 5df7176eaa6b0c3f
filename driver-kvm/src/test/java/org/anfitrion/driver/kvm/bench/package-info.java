/**
 * How fast the driver is beside programs in C, virsh and libvirt-java, measured side by side in one run.
 */
@NullMarked
package org.anfitrion.driver.kvm.bench;

import org.jspecify.annotations.NullMarked;
