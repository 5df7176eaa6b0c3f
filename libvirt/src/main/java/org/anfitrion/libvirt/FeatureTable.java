package org.anfitrion.libvirt;

import static org.anfitrion.libvirt.FeatureTable.Known.LXC;
import static org.anfitrion.libvirt.FeatureTable.Known.QEMU;
import static org.anfitrion.libvirt.FeatureTable.Known.TEST;
import static org.anfitrion.libvirt.FeatureTable.Known.XEN;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.anfitrion.api.host.Feature;

/**
 * Which of libvirt's drivers has what, of all that this module has a way to do: after libvirt's own list of the functions
 * that each driver implements ({@code hvsupport.html}, 9.0) and what was tried.
 */
final class FeatureTable {

    /** The drivers that are in the table. */
    enum Known {
        QEMU("QEMU"),
        TEST("Test"),
        XEN("Xen"),
        LXC("LXC");

        private final String title;

        Known(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }

        static Optional<Known> of(String type) {
            String name = type.toUpperCase(Locale.ROOT);
            return Stream.of(values())
                    .filter(known -> known.name().equals(name))
                    .findFirst();
        }
    }

    /**
     * Some features that the same drivers have.
     *
     * @param features what
     * @param by who has it
     * @param notBy who has it not, as libvirt says; of all others this module does not ask for it yet
     * @param elsewhere whether drivers that are not in the table may have it, which only a try tells
     */
    private record Row(Set<Feature> features, Set<Known> by, Set<Known> notBy, boolean elsewhere) {

        Row notBy(Known first, Known... others) {
            return new Row(features, by, EnumSet.of(first, others), elsewhere);
        }

        Row nowhereElse() {
            return new Row(features, by, notBy, false);
        }
    }

    private static Row row(Set<Feature> features, Known first, Known... others) {
        return new Row(features, EnumSet.of(first, others), EnumSet.noneOf(Known.class), true);
    }

    private static Row row(Feature feature, Known first, Known... others) {
        return row(EnumSet.of(feature), first, others);
    }

    private static final List<Row> ROWS = List.of(
            row(
                    EnumSet.of(
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
                            Feature.STATISTICS,
                            Feature.NATIVE_CONFIGURATION),
                    QEMU,
                    TEST,
                    XEN,
                    LXC),
            row(Feature.EPHEMERAL, QEMU, TEST, LXC).notBy(XEN).nowhereElse(),
            row(Feature.RESET, QEMU, TEST).notBy(XEN, LXC),
            row(Feature.CONSOLE, QEMU, XEN, LXC).notBy(TEST).nowhereElse(),
            row(Feature.RAW_CALLS, QEMU).notBy(TEST, XEN, LXC).nowhereElse(),

            // What a description says.
            row(Feature.VOLUME_DISKS, QEMU, TEST, XEN).notBy(LXC),
            row(Feature.FILESYSTEMS, QEMU, TEST, LXC).notBy(XEN),
            row(EnumSet.of(Feature.CPU_MODEL, Feature.NUMA), QEMU, TEST, XEN).notBy(LXC),
            row(Feature.HUGEPAGES, QEMU, TEST).notBy(LXC, XEN),
            row(Feature.TUNE_CPU, QEMU, LXC, XEN),
            row(EnumSet.of(Feature.TUNE_MEMORY, Feature.TUNE_BLOCK), QEMU, LXC).notBy(XEN),
            row(Feature.DISK_LIMITS, QEMU, TEST).notBy(LXC, XEN),
            row(Feature.ID_MAPS, LXC).notBy(QEMU, TEST, XEN).nowhereElse(),
            row(Feature.NIC_BANDWIDTH, QEMU, TEST, LXC),

            // libvirt's own storage driver stands beside those of hypervisors.
            row(
                    EnumSet.of(
                            Feature.STORAGE,
                            Feature.VOLUME_COPY,
                            Feature.VOLUME_BACKING,
                            Feature.VOLUME_RESIZE,
                            Feature.VOLUME_WIPE,
                            Feature.VOLUME_STREAMS),
                    QEMU,
                    XEN,
                    LXC),
            // So do those of secrets and of the host's devices.
            row(EnumSet.of(Feature.SECRETS, Feature.NODE_DEVICES), QEMU, XEN, LXC),
            row(Feature.NODE_DEVICE_TAKE, QEMU, XEN).notBy(LXC),
            row(Feature.MIGRATION, QEMU).notBy(TEST, LXC).nowhereElse(),
            row(Feature.ATTACH_NIC, QEMU, LXC, XEN),
            row(Feature.ATTACH_DISK, QEMU, XEN),
            row(EnumSet.of(Feature.ATTACH_FILESYSTEM, Feature.LINK_STATE), QEMU).notBy(LXC, XEN),
            row(Feature.CHANGE_MEDIUM, QEMU).notBy(LXC),
            row(EnumSet.of(Feature.BLOCK_PULL, Feature.BLOCK_COMMIT, Feature.BLOCK_COPY, Feature.BLOCK_RESIZE), QEMU)
                    .notBy(LXC, XEN),
            row(
                            EnumSet.of(
                                    Feature.SNAPSHOTS,
                                    Feature.SNAPSHOT_MEMORY,
                                    Feature.SNAPSHOT_EXTERNAL,
                                    Feature.SNAPSHOT_REVERT),
                            QEMU)
                    .notBy(XEN, LXC)
                    .nowhereElse(),
            row(Feature.MANAGED_SAVE, QEMU, XEN).notBy(LXC).nowhereElse(),
            // Xen's driver does not tell which domain a file is of.
            row(Feature.SAVE_FILE, QEMU).notBy(LXC).nowhereElse(),
            row(EnumSet.of(Feature.BACKUP_PUSH, Feature.BACKUP_PULL, Feature.CHECKPOINTS), QEMU)
                    .notBy(XEN, LXC)
                    .nowhereElse(),
            // libvirt's own network driver likewise.
            row(
                    EnumSet.of(
                            Feature.NETWORKS,
                            Feature.NETWORK_DHCP,
                            Feature.NETWORK_UPDATE_LIVE,
                            Feature.NETWORK_BRIDGE),
                    QEMU,
                    XEN,
                    LXC),
            row(Feature.ADDRESSES, QEMU, XEN, LXC),
            row(Feature.RENAME, QEMU, TEST).notBy(XEN, LXC),
            row(EnumSet.of(Feature.COPY, Feature.LINKED_COPY), QEMU).nowhereElse(),
            row(EnumSet.of(Feature.CHANNELS, Feature.DISPLAY, Feature.DISPLAY_PASSWORD), QEMU)
                    .notBy(TEST, LXC)
                    .nowhereElse(),
            row(
                            EnumSet.of(
                                    Feature.SCREENSHOT,
                                    Feature.SEND_KEYS,
                                    Feature.GUEST_EXEC,
                                    Feature.GUEST_FILES,
                                    Feature.GUEST_INFO,
                                    Feature.GUEST_FREEZE,
                                    Feature.GUEST_PASSWORD,
                                    Feature.GUEST_TIME),
                            QEMU)
                    .notBy(TEST, LXC, XEN)
                    .nowhereElse(),
            row(Feature.HOST_STATISTICS, QEMU, LXC).notBy(TEST, XEN));

    private static final Set<Feature> OFFERED = Collections.unmodifiableSet(features(row -> true));

    private FeatureTable() {}

    private static Set<Feature> features(Predicate<Row> of) {
        return ROWS.stream()
                .filter(of)
                .flatMap(row -> row.features.stream())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Feature.class)));
    }

    /** All that this module has a way to do, where a driver has it. */
    static Set<Feature> offered() {
        return OFFERED;
    }

    static Set<Feature> of(Known driver) {
        return features(row -> row.by.contains(driver));
    }

    /** What a driver may have that is not in the table. */
    static Set<Feature> elsewhere() {
        return features(row -> row.elsewhere);
    }

    /** What a driver has not, each with the reason. */
    static Map<Feature, String> absent(Known driver) {
        return absent(driver.title, features(row -> row.notBy.contains(driver)));
    }

    static Map<Feature, String> absent(String driver, Set<Feature> features) {
        Map<Feature, String> reasons = new EnumMap<>(Feature.class);
        features.forEach(feature -> reasons.put(feature, "libvirt's " + driver + " driver has no " + feature.title()));
        return reasons;
    }
}
