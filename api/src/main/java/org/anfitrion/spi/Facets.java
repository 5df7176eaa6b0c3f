package org.anfitrion.spi;

import java.util.Optional;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.Support;

/** Which facet has which feature: a session that lacks the facet cannot have the feature. */
public final class Facets {

    private Facets() {}

    /**
     * Returns the facet that a feature is used through.
     *
     * @param feature what is to be done
     * @return the facet's interface
     */
    public static Class<? extends Facet> of(Feature feature) {
        return switch (feature) {
            case DEFINE,
                    TRANSIENT,
                    EPHEMERAL,
                    UPDATE_CONFIG,
                    UPDATE_LIVE,
                    SUSPEND,
                    SHUTDOWN,
                    REBOOT,
                    RESET,
                    AUTOSTART,
                    VOLUME_DISKS,
                    FILESYSTEMS,
                    OWNER,
                    CPU_MODEL,
                    NUMA,
                    HUGEPAGES,
                    ID_MAPS,
                    TUNE_CPU,
                    TUNE_MEMORY,
                    TUNE_BLOCK,
                    TUNE_PROCESSES,
                    DISK_LIMITS,
                    NIC_BANDWIDTH,
                    READ_ONLY -> DomainFacet.class;
            case CONSOLE -> ConsoleFacet.class;
            case CHANNELS -> ChannelFacet.class;
            case EVENTS, PUSH_EVENTS -> EventFacet.class;
            case ATTACH_DISK, ATTACH_NIC, ATTACH_FILESYSTEM, CHANGE_MEDIUM, LINK_STATE -> DeviceFacet.class;
            case STORAGE, VOLUME_COPY, VOLUME_BACKING, VOLUME_RESIZE, VOLUME_WIPE, VOLUME_STREAMS -> StorageFacet.class;
            case NETWORKS, NETWORK_DHCP, NETWORK_UPDATE_LIVE, NETWORK_BRIDGE -> NetworkFacet.class;
            case ADDRESSES -> AddressFacet.class;
            case SNAPSHOTS, SNAPSHOT_MEMORY, SNAPSHOT_EXTERNAL, SNAPSHOT_REVERT -> SnapshotFacet.class;
            case MANAGED_SAVE, SAVE_FILE -> SavedStateFacet.class;
            case MIGRATION -> MigrationFacet.class;
            case STATISTICS, HOST_STATISTICS -> StatisticsFacet.class;
            case DISPLAY, DISPLAY_PASSWORD, SCREENSHOT, SEND_KEYS -> DisplayFacet.class;
            case GUEST_EXEC, GUEST_FILES, GUEST_INFO, GUEST_FREEZE, GUEST_PASSWORD, GUEST_TIME -> GuestFacet.class;
            case BACKUP_PUSH, BACKUP_PULL, CHECKPOINTS -> BackupFacet.class;
            case SECRETS -> SecretFacet.class;
            case NODE_DEVICES, NODE_DEVICE_TAKE -> NodeDeviceFacet.class;
            case BLOCK_PULL, BLOCK_COMMIT, BLOCK_COPY, BLOCK_RESIZE -> BlockJobFacet.class;
            case COPY, LINKED_COPY, RENAME, TEMPLATES, APPLIANCES -> ProvisioningFacet.class;
            case RAW_CALLS, NATIVE_CONFIGURATION -> NativeFacet.class;
        };
    }

    /**
     * Answers for a feature whose facet a session does not offer: what every driver's {@link Session#support} begins with.
     *
     * @param session the session
     * @param feature what is to be done
     * @return no, with a reason; empty if the session offers the facet, so that more has to be asked
     */
    public static Optional<Support> missing(Session session, Feature feature) {
        return session.facet(of(feature)).isPresent() ? Optional.empty() : Optional.of(Support.no(reason(feature)));
    }

    /**
     * Returns a session's facet, or says why there is none.
     *
     * @param session the session
     * @param type the facet's interface
     * @param feature what the facet is wanted for
     * @param <F> the facet
     * @return the facet
     * @throws UnsupportedCapabilityException if the session does not offer it
     */
    public static <F extends Facet> F require(Session session, Class<F> type, Feature feature) {
        return session.facet(type).orElseThrow(() -> {
            Support support = session.support(feature, new Target.Host());
            String reason = support.reason().isEmpty() ? reason(feature) : support.reason();
            return new UnsupportedCapabilityException(
                    Failure.to("use", feature.title()).because(reason));
        });
    }

    private static String reason(Feature feature) {
        return "this backend does not offer it (" + feature.title() + ")";
    }
}
