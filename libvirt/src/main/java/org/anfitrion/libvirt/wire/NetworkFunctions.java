package org.anfitrion.libvirt.wire;

import com.sun.jna.Library;

/** libvirt's functions for networks, leases, addresses, secrets and the devices of a host, as {@link LibvirtLibrary} says. */
public interface NetworkFunctions extends Library {}
