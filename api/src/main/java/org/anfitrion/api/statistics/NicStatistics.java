package org.anfitrion.api.statistics;

import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.unit.MacAddress;

/**
 * What went through a network card since the domain started, as the guest sees it.
 *
 * @param mac the card; empty if the backend names only the interface
 * @param hostInterface its interface on the host
 * @param receivedBytes bytes to the guest
 * @param receivedPackets packets to the guest
 * @param receiveErrors errors
 * @param receiveDrops packets to the guest that were dropped
 * @param sentBytes bytes from the guest
 * @param sentPackets packets from the guest
 * @param sendErrors errors
 * @param sendDrops packets from the guest that were dropped
 */
public record NicStatistics(
        Optional<MacAddress> mac,
        String hostInterface,
        long receivedBytes,
        long receivedPackets,
        long receiveErrors,
        long receiveDrops,
        long sentBytes,
        long sentPackets,
        long sendErrors,
        long sendDrops) {

    /**
     * Checks that nothing is missing.
     *
     * @param mac the card; empty if the backend names only the interface
     * @param hostInterface its interface on the host
     * @param receivedBytes bytes to the guest
     * @param receivedPackets packets to the guest
     * @param receiveErrors errors
     * @param receiveDrops packets to the guest that were dropped
     * @param sentBytes bytes from the guest
     * @param sentPackets packets from the guest
     * @param sendErrors errors
     * @param sendDrops packets from the guest that were dropped
     */
    public NicStatistics {
        Objects.requireNonNull(mac, "mac");
        Objects.requireNonNull(hostInterface, "hostInterface");
    }
}
