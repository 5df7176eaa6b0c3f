package org.anfitrion.libvirt.wire;

import com.sun.jna.Library;

/** libvirt's functions for statistics and events, as {@link LibvirtLibrary} says. */
public interface StatisticsFunctions extends Library {}
