package org.anfitrion.api.migration;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.internal.Text;
import org.anfitrion.api.unit.DataSize;

/**
 * How a domain moves to another host. Immutable.
 *
 * @param live whether it runs on while its memory is copied
 * @param copyStorage whether its disks are copied too, for hosts that share none
 * @param persistent whether its configuration stays on the target
 * @param undefineSource whether its configuration goes from the source
 * @param bandwidth the most to send in a second; empty is no limit
 * @param maximumDowntime how long the guest may stand still at the end; empty leaves it to the backend
 * @param peerToPeer whether the hosts' daemons speak with each other, and not through this program
 * @param address the target's address for the data, as a URI of the backend; empty leaves it to the target
 */
public record MigrationSpec(
        boolean live,
        boolean copyStorage,
        boolean persistent,
        boolean undefineSource,
        Optional<DataSize> bandwidth,
        Optional<Duration> maximumDowntime,
        boolean peerToPeer,
        Optional<String> address) {

    /**
     * Creates the description.
     *
     * @param live whether it runs on while its memory is copied
     * @param copyStorage whether its disks are copied too, for hosts that share none
     * @param persistent whether its configuration stays on the target
     * @param undefineSource whether its configuration goes from the source
     * @param bandwidth the most to send in a second; empty is no limit
     * @param maximumDowntime how long the guest may stand still at the end; empty leaves it to the backend
     * @param peerToPeer whether the hosts' daemons speak with each other, and not through this program
     * @param address the target's address for the data, as a URI of the backend; empty leaves it to the target
     * @throws InvalidSpecException if a part cannot be meant
     */
    public MigrationSpec {
        Objects.requireNonNull(bandwidth, "bandwidth");
        Objects.requireNonNull(maximumDowntime, "maximumDowntime");
        Objects.requireNonNull(address, "address");
        address.ifPresent(uri -> Text.oneLine("migration address", uri));
        if (bandwidth.isPresent() && bandwidth.get().bytes() == 0) {
            throw InvalidSpecException.of("bandwidth", bandwidth.get(), "must be more than nothing");
        }
    }

    /**
     * Limits what is sent in a second.
     *
     * @param value the most to send in a second; empty is no limit
     * @return the copy
     * @throws InvalidSpecException if the whole becomes impossible
     */
    public MigrationSpec bandwidth(DataSize value) {
        return new MigrationSpec(
                live,
                copyStorage,
                persistent,
                undefineSource,
                Optional.of(value),
                maximumDowntime,
                peerToPeer,
                address);
    }

    /**
     * Limits how long the guest stands still.
     *
     * @param value how long the guest may stand still at the end; empty leaves it to the backend
     * @return the copy
     * @throws InvalidSpecException if the whole becomes impossible
     */
    public MigrationSpec maximumDowntime(Duration value) {
        return new MigrationSpec(
                live, copyStorage, persistent, undefineSource, bandwidth, Optional.of(value), peerToPeer, address);
    }

    /**
     * Sets the target's address for the data.
     *
     * @param value the target's address for the data, as a URI of the backend; empty leaves it to the target
     * @return the copy
     * @throws InvalidSpecException if the whole becomes impossible
     */
    public MigrationSpec address(String value) {
        return new MigrationSpec(
                live,
                copyStorage,
                persistent,
                undefineSource,
                bandwidth,
                maximumDowntime,
                peerToPeer,
                Optional.of(value));
    }

    /**
     * Describes a live migration between hosts that share their storage; a persistent domain changes its home.
     *
     * @return the description
     */
    public static MigrationSpec whileRunning() {
        return new MigrationSpec(true, false, true, true, Optional.empty(), Optional.empty(), false, Optional.empty());
    }

    /**
     * Copies the disks too.
     *
     * @return a copy that does
     */
    public MigrationSpec withStorage() {
        return new MigrationSpec(
                live, true, persistent, undefineSource, bandwidth, maximumDowntime, peerToPeer, address);
    }

    /**
     * Stops the guest while it moves.
     *
     * @return a copy that does
     */
    public MigrationSpec whilePaused() {
        return new MigrationSpec(
                false, copyStorage, persistent, undefineSource, bandwidth, maximumDowntime, peerToPeer, address);
    }

    /**
     * Lets the hosts' daemons speak with each other.
     *
     * @return a copy that does
     */
    public MigrationSpec betweenDaemons() {
        return new MigrationSpec(
                live, copyStorage, persistent, undefineSource, bandwidth, maximumDowntime, true, address);
    }
}
