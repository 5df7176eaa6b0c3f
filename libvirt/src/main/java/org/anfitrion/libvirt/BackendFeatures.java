package org.anfitrion.libvirt;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.domain.Bandwidth;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.NicSource;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.Support;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Target;

/**
 * What a libvirt driver can do. libvirt has no call that tells, so this is a table, after its own list of the functions that
 * each driver implements ({@code hvsupport.html}, 9.0) and what was tried; of other drivers only a try will tell.
 *
 * @param driver libvirt's name of the driver
 * @param present what it can do, of what this module offers
 * @param absent what it cannot do for a reason of its own
 * @param known whether what is present is there for sure
 * @param startsPaused whether a start can wait with its first instruction until the consoles are open
 * @param destroysItself whether it destroys a domain when the connection ends, even by a crash
 * @param rawChannels the raw interfaces that it has
 */
record BackendFeatures(
        String driver,
        Set<Feature> present,
        Map<Feature, String> absent,
        boolean known,
        boolean startsPaused,
        boolean destroysItself,
        List<String> rawChannels) {

    /** What every driver has. */
    private static final Set<Feature> ALWAYS = EnumSet.of(
            Feature.DEFINE,
            Feature.TRANSIENT,
            Feature.UPDATE_CONFIG,
            Feature.UPDATE_LIVE,
            Feature.SUSPEND,
            Feature.SHUTDOWN,
            Feature.REBOOT,
            Feature.AUTOSTART,
            Feature.READ_ONLY,
            Feature.OWNER,
            Feature.NATIVE_CONFIGURATION);

    /** What libvirt's own storage driver has, which stands beside those of hypervisors. */
    private static final Set<Feature> STORAGE = EnumSet.of(
            Feature.STORAGE,
            Feature.VOLUME_COPY,
            Feature.VOLUME_BACKING,
            Feature.VOLUME_RESIZE,
            Feature.VOLUME_WIPE,
            Feature.VOLUME_STREAMS);

    /** What libvirt's own network driver has, likewise. */
    private static final Set<Feature> NETWORK =
            EnumSet.of(Feature.NETWORKS, Feature.NETWORK_DHCP, Feature.NETWORK_UPDATE_LIVE, Feature.NETWORK_BRIDGE);

    /** What is plugged in and out, and done to disks, while a domain runs. */
    private static final Set<Feature> PLUGGING = EnumSet.of(
            Feature.ATTACH_DISK,
            Feature.ATTACH_NIC,
            Feature.ATTACH_FILESYSTEM,
            Feature.CHANGE_MEDIUM,
            Feature.LINK_STATE);

    private static final Set<Feature> BLOCK_JOBS =
            EnumSet.of(Feature.BLOCK_PULL, Feature.BLOCK_COMMIT, Feature.BLOCK_COPY, Feature.BLOCK_RESIZE);

    /** All that this module has a way to do, where a driver has it. */
    private static final Set<Feature> OFFERED = with(
            and(and(and(ALWAYS, STORAGE), NETWORK), and(PLUGGING, BLOCK_JOBS)),
            Feature.EPHEMERAL,
            Feature.RESET,
            Feature.CONSOLE,
            Feature.RAW_CALLS,
            Feature.VOLUME_DISKS,
            Feature.FILESYSTEMS,
            Feature.CPU_MODEL,
            Feature.NUMA,
            Feature.HUGEPAGES,
            Feature.TUNE_CPU,
            Feature.TUNE_MEMORY,
            Feature.TUNE_BLOCK,
            Feature.DISK_LIMITS,
            Feature.NIC_BANDWIDTH,
            Feature.SNAPSHOTS,
            Feature.SNAPSHOT_MEMORY,
            Feature.SNAPSHOT_EXTERNAL,
            Feature.SNAPSHOT_REVERT,
            Feature.MANAGED_SAVE,
            Feature.SAVE_FILE,
            Feature.ADDRESSES);

    /** What is written to configurations only. */
    private static final Set<Feature> FROM_THE_NEXT_START =
            EnumSet.of(Feature.TUNE_CPU, Feature.TUNE_MEMORY, Feature.TUNE_BLOCK);

    private static final Set<Feature> NEVER_SURE = EnumSet.of(
            Feature.EPHEMERAL,
            Feature.CONSOLE,
            Feature.RAW_CALLS,
            Feature.SNAPSHOTS,
            Feature.SNAPSHOT_MEMORY,
            Feature.SNAPSHOT_EXTERNAL,
            Feature.SNAPSHOT_REVERT,
            Feature.MANAGED_SAVE,
            Feature.SAVE_FILE);

    private static final Map<String, BackendFeatures> TABLE = Map.of(
            "QEMU",
            new BackendFeatures("QEMU", OFFERED, Map.of(), true, true, true, List.of("qmp", "hmp", "guest-agent")),
            "TEST",
            new BackendFeatures(
                    "Test",
                    with(
                            ALWAYS,
                            Feature.EPHEMERAL,
                            Feature.RESET,
                            Feature.VOLUME_DISKS,
                            Feature.FILESYSTEMS,
                            Feature.CPU_MODEL,
                            Feature.NUMA,
                            Feature.HUGEPAGES,
                            Feature.DISK_LIMITS,
                            Feature.NIC_BANDWIDTH),
                    absent("Test", Feature.CONSOLE, Feature.RAW_CALLS),
                    true,
                    false,
                    false,
                    List.of()),
            "XEN",
            new BackendFeatures(
                    "Xen",
                    with(
                            and(and(ALWAYS, STORAGE), NETWORK),
                            Feature.ADDRESSES,
                            Feature.CONSOLE,
                            Feature.VOLUME_DISKS,
                            Feature.MANAGED_SAVE,
                            Feature.SAVE_FILE),
                    absent(
                            "Xen",
                            Feature.EPHEMERAL,
                            Feature.RESET,
                            Feature.RAW_CALLS,
                            Feature.SNAPSHOTS,
                            Feature.SNAPSHOT_MEMORY,
                            Feature.SNAPSHOT_EXTERNAL,
                            Feature.SNAPSHOT_REVERT),
                    true,
                    true,
                    false,
                    List.of()),
            "LXC",
            new BackendFeatures(
                    "LXC",
                    with(
                            and(ALWAYS, NETWORK),
                            Feature.ADDRESSES,
                            Feature.EPHEMERAL,
                            Feature.CONSOLE,
                            Feature.FILESYSTEMS,
                            Feature.TUNE_CPU,
                            Feature.TUNE_MEMORY,
                            Feature.TUNE_BLOCK),
                    absent(
                            "LXC",
                            Feature.RESET,
                            Feature.RAW_CALLS,
                            Feature.SNAPSHOTS,
                            Feature.SNAPSHOT_MEMORY,
                            Feature.SNAPSHOT_EXTERNAL,
                            Feature.SNAPSHOT_REVERT,
                            Feature.MANAGED_SAVE,
                            Feature.SAVE_FILE),
                    true,
                    false,
                    true,
                    List.of()));

    private static Set<Feature> and(Set<Feature> some, Set<Feature> more) {
        Set<Feature> all = EnumSet.copyOf(some);
        all.addAll(more);
        return all;
    }

    private static Set<Feature> with(Set<Feature> some, Feature... more) {
        Set<Feature> all = EnumSet.copyOf(some);
        all.addAll(List.of(more));
        return all;
    }

    private static Map<Feature, String> absent(String driver, Feature... features) {
        Map<Feature, String> reasons = new EnumMap<>(Feature.class);
        for (Feature feature : features) {
            reasons.put(feature, "libvirt's " + driver + " driver has no " + feature.title());
        }
        return reasons;
    }

    static BackendFeatures of(String type) {
        BackendFeatures found = TABLE.get(type.toUpperCase(Locale.ROOT));
        if (found != null) {
            return found;
        }
        Set<Feature> likely = EnumSet.copyOf(OFFERED);
        likely.removeAll(NEVER_SURE);
        Feature[] unlikely = NEVER_SURE.toArray(Feature[]::new);
        return new BackendFeatures(type, likely, absent(type, unlikely), false, false, false, List.of());
    }

    /**
     * The same driver inside this process: it says that it cannot destroy guests at the end of a connection.
     *
     * @param without what is not there, each with the reason
     */
    BackendFeatures embedded(Map<Feature, String> without) {
        Set<Feature> rest = EnumSet.copyOf(present);
        rest.removeAll(without.keySet());
        Map<Feature, String> reasons = new EnumMap<>(Feature.class);
        reasons.putAll(absent);
        reasons.putAll(without);
        return new BackendFeatures(driver, rest, reasons, known, startsPaused, false, rawChannels);
    }

    boolean isTest() {
        return driver.equals("Test");
    }

    boolean isQemu() {
        return driver.equals("QEMU");
    }

    boolean has(Feature feature) {
        return present.contains(feature);
    }

    Support support(Feature feature, Target on) {
        if (!present.contains(feature)) {
            return Support.no(reason(feature));
        }
        Optional<String> inSpec = on instanceof Target.OfSpec of ? reason(feature, of.spec()) : Optional.empty();
        if (inSpec.isPresent()) {
            return Support.no(inSpec.get());
        }
        if (feature == Feature.EPHEMERAL && !destroysItself) {
            return new Support(
                    Support.Answer.YES,
                    "destroyed when the connection is closed; after a crash of this process,"
                            + " by the next that connects");
        }
        if (FROM_THE_NEXT_START.contains(feature)) {
            return Support.unknown("it is set in configurations, for the next start; Anfitrion does not change it in a"
                    + " running domain of libvirt yet");
        }
        return known
                ? Support.yes()
                : Support.unknown("libvirt's " + driver + " driver does not tell what it can do; only a try will tell");
    }

    private static Optional<String> reason(Feature feature, DomainSpec spec) {
        boolean unlimited = feature == Feature.NIC_BANDWIDTH
                && spec.nics().stream()
                        .filter(card -> card.source() instanceof NicSource.UserMode)
                        .anyMatch(card -> card.bandwidth()
                                .filter(limit -> !limit.equals(Bandwidth.UNLIMITED))
                                .isPresent());
        return unlimited
                ? Optional.of("libvirt limits no card on a network in user space: it has no end on the host")
                : Optional.empty();
    }

    /** Says why something is not there: the driver lacks it, or nobody has taught this library to use it. */
    String reason(Feature feature) {
        if (feature == Feature.TUNE_PROCESSES) {
            return "libvirt has no process limits";
        }
        String otherwise = OFFERED.contains(feature)
                ? "Anfitrion does not ask libvirt's " + driver + " driver for it yet"
                : "Anfitrion's libvirt module does not offer it yet";
        return absent.getOrDefault(feature, otherwise);
    }

    void require(Feature feature, Attempt attempt) {
        if (!present.contains(feature)) {
            throw new UnsupportedCapabilityException(attempt.failure().because(reason(feature)));
        }
    }

    void require(PowerAction action, Attempt attempt) {
        switch (action) {
            case RESET -> require(Feature.RESET, attempt);
            case REBOOT -> require(Feature.REBOOT, attempt);
            case SHUTDOWN -> require(Feature.SHUTDOWN, attempt);
            case SUSPEND, RESUME -> require(Feature.SUSPEND, attempt);
            case START, DESTROY -> {
                // every driver has these
            }
        }
    }
}
