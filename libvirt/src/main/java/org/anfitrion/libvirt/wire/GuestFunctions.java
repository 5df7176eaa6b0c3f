package org.anfitrion.libvirt.wire;

import com.sun.jna.Library;

/** libvirt's functions for a guest's agent, channels and display, as {@link LibvirtLibrary} says. */
public interface GuestFunctions extends Library {}
