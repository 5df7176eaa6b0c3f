/**
 * The driver of last resort: whatever libvirt takes and no other driver claims, by libvirt's common language.
 */
@NullMarked
package org.anfitrion.libvirt.driver;

import org.jspecify.annotations.NullMarked;
