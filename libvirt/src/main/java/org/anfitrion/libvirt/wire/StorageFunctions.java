package org.anfitrion.libvirt.wire;

import com.sun.jna.Library;

/** libvirt's functions for pools, volumes and the streams of their content, as {@link LibvirtLibrary} says. */
public interface StorageFunctions extends Library {}
