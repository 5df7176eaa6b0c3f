package org.anfitrion.libvirt.wire;

import com.sun.jna.Library;

/** libvirt's functions for devices of running domains, and for their block jobs, as {@link LibvirtLibrary} says. */
public interface DeviceFunctions extends Library {}
