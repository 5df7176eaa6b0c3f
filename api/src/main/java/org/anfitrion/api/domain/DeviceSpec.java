package org.anfitrion.api.domain;

import java.util.Optional;

/** A device of a domain that can be plugged in and out: a drive, a network card, or a directory of the host. */
public sealed interface DeviceSpec permits DiskSpec, NicSpec, FilesystemSpec {

    /**
     * Returns by what the device is found in its domain.
     *
     * @return the key; empty while the driver has still to choose it
     */
    Optional<DeviceKey> key();
}
