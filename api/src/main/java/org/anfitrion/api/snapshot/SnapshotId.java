package org.anfitrion.api.snapshot;

import java.util.Objects;

/**
 * The identity of a snapshot in its domain: its name for libvirt and LXC, a UUID for VirtualBox and OpenVZ.
 *
 * @param key the key, opaque to the caller
 */
public record SnapshotId(String key) {

    /**
     * Checks that nothing is missing.
     *
     * @param key the key, opaque to the caller
     */
    public SnapshotId {
        Objects.requireNonNull(key, "key");
    }

    @Override
    public String toString() {
        return key;
    }
}
