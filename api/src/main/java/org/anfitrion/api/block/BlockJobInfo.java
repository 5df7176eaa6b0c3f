package org.anfitrion.api.block;

import java.util.Objects;

/**
 * Work on a drive's images that goes on.
 *
 * @param target the drive, by the name of the device for the guest
 * @param kind what it does
 * @param done how much is done, in bytes
 * @param total how much there is to do, in bytes
 * @param ready whether a copy or an active commit has caught up and waits to be ended
 */
public record BlockJobInfo(String target, BlockJobKind kind, long done, long total, boolean ready) {

    /**
     * Checks that nothing is missing.
     *
     * @param target the drive, by the name of the device for the guest
     * @param kind what it does
     * @param done how much is done, in bytes
     * @param total how much there is to do, in bytes
     * @param ready whether a copy or an active commit has caught up and waits to be ended
     */
    public BlockJobInfo {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(kind, "kind");
    }
}
