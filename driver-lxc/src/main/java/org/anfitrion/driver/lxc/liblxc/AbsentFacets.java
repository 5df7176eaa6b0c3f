package org.anfitrion.driver.lxc.liblxc;

import java.util.Map;
import java.util.Optional;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.Support;
import org.anfitrion.spi.BackupFacet;
import org.anfitrion.spi.BlockJobFacet;
import org.anfitrion.spi.ChannelFacet;
import org.anfitrion.spi.DisplayFacet;
import org.anfitrion.spi.Facet;
import org.anfitrion.spi.Facets;
import org.anfitrion.spi.MigrationFacet;
import org.anfitrion.spi.NetworkFacet;
import org.anfitrion.spi.NodeDeviceFacet;
import org.anfitrion.spi.SavedStateFacet;
import org.anfitrion.spi.SecretFacet;
import org.anfitrion.spi.StorageFacet;

/** Why a session with liblxc has not some facets: the library has nothing that they could do. */
final class AbsentFacets {

    private static final Map<Class<? extends Facet>, String> REASONS = Map.of(
            NetworkFacet.class,
            "liblxc has no networks of its own: a card is on a bridge that the host has (NicSpec.bridge), such as that of"
                    + " lxc-net",
            StorageFacet.class,
            "liblxc keeps no pools: a container's root is a directory or an image of the host",
            ChannelFacet.class,
            "a container has no channels: run a program in it, or share a directory with it",
            DisplayFacet.class,
            "a container has no display",
            BackupFacet.class,
            "a container has file systems, and no drives to back up: its root is the host's to copy",
            BlockJobFacet.class,
            "a container has file systems, and no drives",
            SecretFacet.class,
            "liblxc keeps no secrets",
            NodeDeviceFacet.class,
            "liblxc does not tell the host's devices",
            SavedStateFacet.class,
            Features.NO_MEMORY,
            MigrationFacet.class,
            "a running container is moved by CRIU only, which this driver does not use");

    private AbsentFacets() {}

    /** Says no for a feature whose facet the library has nothing for. */
    static Optional<Support> refusal(Feature feature) {
        return Optional.ofNullable(REASONS.get(Facets.of(feature))).map(Support::no);
    }
}
