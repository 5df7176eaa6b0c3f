package org.anfitrion.libvirt.wire;

import com.sun.jna.Library;

/** libvirt's functions for snapshots, checkpoints, backups, saved state and migration, as {@link LibvirtLibrary} says. */
public interface SnapshotFunctions extends Library {}
