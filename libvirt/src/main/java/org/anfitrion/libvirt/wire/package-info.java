/**
 * Native calls to libvirt: the mapping, the errors, the ownership of references, the event loop. No type of JNA or of
 * libvirt-java leaves the module.
 */
@NullMarked
package org.anfitrion.libvirt.wire;

import org.jspecify.annotations.NullMarked;
