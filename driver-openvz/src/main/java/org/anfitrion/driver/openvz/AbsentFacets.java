package org.anfitrion.driver.openvz;

import java.util.Map;
import java.util.Optional;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.Support;
import org.anfitrion.spi.BackupFacet;
import org.anfitrion.spi.BlockJobFacet;
import org.anfitrion.spi.ChannelFacet;
import org.anfitrion.spi.DeviceFacet;
import org.anfitrion.spi.DisplayFacet;
import org.anfitrion.spi.Facet;
import org.anfitrion.spi.Facets;
import org.anfitrion.spi.NetworkFacet;
import org.anfitrion.spi.NodeDeviceFacet;
import org.anfitrion.spi.SecretFacet;
import org.anfitrion.spi.StorageFacet;

/** Why a session has not some facets: OpenVZ, or this driver, has nothing that they could do. */
final class AbsentFacets {

    private static final Map<Class<? extends Facet>, String> REASONS = Map.ofEntries(
            Map.entry(
                    NetworkFacet.class,
                    "OpenVZ has no networks of its own: a card is on a bridge that the host has (NicSpec.bridge), and an"
                            + " address on venet is IP_ADDRESS of the native configuration"),
            Map.entry(StorageFacet.class, "OpenVZ keeps no pools: a container's files are in its private area"),
            Map.entry(
                    ChannelFacet.class,
                    "a container has no channels: run a program in it, or share a directory with it"),
            Map.entry(
                    DeviceFacet.class,
                    "this driver plugs nothing into containers: change the configuration, or ask vzctl by a raw call"),
            Map.entry(DisplayFacet.class, "a container has no display"),
            Map.entry(BackupFacet.class, "a container has file systems, and no drives to back up"),
            Map.entry(BlockJobFacet.class, Features.CONTAINERS_DISKS),
            Map.entry(SecretFacet.class, "OpenVZ keeps no secrets"),
            Map.entry(NodeDeviceFacet.class, "OpenVZ does not tell the host's devices"));

    private AbsentFacets() {}

    /** Says no for a feature whose facet there is nothing for. */
    static Optional<Support> refusal(Feature feature) {
        return Optional.ofNullable(REASONS.get(Facets.of(feature))).map(Support::no);
    }
}
