package org.anfitrion.driver.openvz;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.Support;
import org.anfitrion.driver.openvz.tool.Dialect;
import org.anfitrion.driver.openvz.tool.Verb;
import org.anfitrion.spi.Target;

/** What OpenVZ has. Immutable. */
final class Features {

    static final String NO_TRANSIENT = "OpenVZ keeps the configuration and the files of every container";
    static final String ONLY_LIMITS = "of a running container only its limits can be updated: CPUs, memory and tuning";
    static final String NO_PAUSE =
            "legacy OpenVZ has no words to hold a container: its suspend saves the memory and stops it";
    static final String NO_WEIGHT = "OpenVZ has priorities for disks (IOPRIO), and no weights";
    static final String NO_BANDWIDTH = "OpenVZ shapes a container's traffic for classes of networks, not for cards";
    static final String NO_FREEZE = "a container's file systems are the host's, and are frozen there";
    static final String NO_CLOCK = "a container's clock is the host's";
    static final String NO_APPLIANCES = "OpenVZ has no appliance files";
    static final String NO_COPY = "vzctl cannot copy a container";
    static final String NO_LINKED = "OpenVZ lays no container over another's files";
    static final String NO_FILES = "a dump does not say whose it is, so that nothing could be restored from it alone";
    static final String NOT_EXTERNAL = "snapshots are layers in a container's own image";
    static final String POLLED = "OpenVZ tells nobody of changes: what happens is found by looking again and again";
    static final String NEEDS_PLOOP = "it needs a container with the ploop layout";
    static final String NEEDS_CHECKPOINTS = "it needs a kernel that can checkpoint (vzcpt, CRIU)";
    static final String NO_SPEED =
            "vzmigrate has no limits: neither for what it sends in a second nor for how long the guest stands still";
    static final String COPIES = "vzmigrate copies a container's files in any case: ask for that (withStorage)";
    static final String NO_SOURCE =
            "OpenVZ 7's vzmigrate leaves no configuration that is found again: only files that end in .migrated";
    static final String CONTAINERS_DISKS = "a container has file systems, and no drives";

    private static final Map<Feature, String> ABSENT = absent();
    private static final Map<Feature, String> UNCERTAIN = Map.of(
            Feature.SNAPSHOTS, NEEDS_PLOOP,
            Feature.SNAPSHOT_REVERT, NEEDS_PLOOP,
            Feature.SNAPSHOT_MEMORY, NEEDS_CHECKPOINTS,
            Feature.MANAGED_SAVE, NEEDS_CHECKPOINTS,
            Feature.MIGRATION, "it needs vzmigrate, and a key for the other host's root");

    private final Dialect dialect;

    Features(Dialect dialect) {
        this.dialect = dialect;
    }

    private static Map<Feature, String> absent() {
        Map<Feature, String> absent = new EnumMap<>(Feature.class);
        absent.put(Feature.TRANSIENT, NO_TRANSIENT);
        absent.put(Feature.EPHEMERAL, NO_TRANSIENT);
        absent.put(Feature.VOLUME_DISKS, CONTAINERS_DISKS);
        absent.put(Feature.DISK_LIMITS, CONTAINERS_DISKS);
        absent.put(Feature.CPU_MODEL, "a container sees the host's processors");
        absent.put(Feature.NUMA, "a container sees the host's NUMA nodes");
        absent.put(Feature.ID_MAPS, "a container's users are numbers of its own kernel's keeping: OpenVZ maps none");
        absent.put(
                Feature.HUGEPAGES, "a container's memory is the host's: its processes ask for large pages themselves");
        absent.put(Feature.TUNE_MEMORY, Demands.NO_MEMORY_LIMITS);
        absent.put(Feature.TUNE_BLOCK, NO_WEIGHT);
        absent.put(Feature.NIC_BANDWIDTH, NO_BANDWIDTH);
        absent.put(Feature.PUSH_EVENTS, POLLED);
        absent.put(Feature.GUEST_FREEZE, NO_FREEZE);
        absent.put(Feature.GUEST_TIME, NO_CLOCK);
        absent.put(Feature.LINKED_COPY, NO_LINKED);
        absent.put(Feature.APPLIANCES, NO_APPLIANCES);
        absent.put(Feature.SAVE_FILE, NO_FILES);
        absent.put(Feature.SNAPSHOT_EXTERNAL, NOT_EXTERNAL);
        return absent;
    }

    Support support(Feature feature, Target on) {
        String absent = ABSENT.get(feature);
        if (absent != null) {
            return Support.no(absent);
        }
        if (feature == Feature.SUSPEND && !dialect.has(Verb.PAUSE)) {
            return Support.no(NO_PAUSE);
        }
        if (feature == Feature.COPY && !dialect.namesByUuid()) {
            return Support.no(NO_COPY);
        }
        if (on instanceof Target.OfSpec of) {
            Optional<String> refusal = refusal(feature, of.spec());
            return refusal.map(Support::no).orElseGet(Support::yes);
        }
        if (feature == Feature.FILESYSTEMS) {
            return Support.unknown(Demands.NO_FILESYSTEMS);
        }
        return Optional.ofNullable(UNCERTAIN.get(feature)).map(Support::unknown).orElseGet(Support::yes);
    }

    private static Optional<String> refusal(Feature feature, DomainSpec spec) {
        return switch (feature) {
            case FILESYSTEMS -> Demands.filesystems(spec);
            case TUNE_CPU -> Demands.tuning(spec);
            default -> Optional.empty();
        };
    }
}
