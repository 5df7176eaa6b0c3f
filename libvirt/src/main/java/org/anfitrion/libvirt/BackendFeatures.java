package org.anfitrion.libvirt;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.domain.Bandwidth;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.NicSource;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.Support;
import org.anfitrion.libvirt.FeatureTable.Known;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Target;

/**
 * What a libvirt driver can do. libvirt has no call that tells, so {@link FeatureTable} does; of drivers that are not in it
 * only a try will tell.
 *
 * @param driver libvirt's name of the driver
 * @param present what it can do, of what this module offers
 * @param absent what it cannot do for a reason of its own
 * @param known whether what is present is there for sure
 * @param startsPaused whether a start waits with its first instruction until the consoles are open; where somebody else keeps
 *     what a guest writes meanwhile, as Xen's console daemon does, it need not
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

    private static final String NO_LIMIT_IN_USER_SPACE =
            "libvirt limits no card on a network in user space: it has no end on the host";

    /** What libvirt has control groups for. */
    private static final Set<Feature> BY_CONTROL_GROUPS =
            EnumSet.of(Feature.TUNE_CPU, Feature.TUNE_MEMORY, Feature.TUNE_BLOCK);

    static BackendFeatures of(String type) {
        return Known.of(type).map(BackendFeatures::of).orElseGet(() -> unknown(type));
    }

    private static BackendFeatures of(Known known) {
        boolean qemu = known == Known.QEMU;
        return new BackendFeatures(
                known.title(),
                FeatureTable.of(known),
                FeatureTable.absent(known),
                true,
                qemu,
                qemu || known == Known.LXC,
                qemu ? List.of("qmp", "hmp", "guest-agent") : List.of());
    }

    private static BackendFeatures unknown(String type) {
        Set<Feature> unlikely = EnumSet.copyOf(FeatureTable.offered());
        unlikely.removeAll(FeatureTable.elsewhere());
        return new BackendFeatures(
                type, FeatureTable.elsewhere(), FeatureTable.absent(type, unlikely), false, false, false, List.of());
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

    boolean isXen() {
        return driver.equals("Xen");
    }

    boolean isContainers() {
        return driver.equals("LXC");
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
        if (feature == Feature.NIC_BANDWIDTH && on instanceof Target.OfDomain) {
            return Support.unknown(NO_LIMIT_IN_USER_SPACE);
        }
        if (feature == Feature.EPHEMERAL && !destroysItself) {
            return new Support(
                    Support.Answer.YES,
                    "destroyed when the connection is closed; after a crash of this process,"
                            + " by the next that connects");
        }
        if (known && !isXen() && BY_CONTROL_GROUPS.contains(feature)) {
            return new Support(
                    Support.Answer.YES,
                    "where libvirt puts guests into control groups, as it does unless its host has none or it is told"
                            + " otherwise; only of a running domain it tells");
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
        return unlimited ? Optional.of(NO_LIMIT_IN_USER_SPACE) : Optional.empty();
    }

    /** Says why something is not there: the driver lacks it, or nobody has taught this library to use it. */
    String reason(Feature feature) {
        if (feature == Feature.TUNE_PROCESSES) {
            return "libvirt has no process limits";
        }
        String otherwise = FeatureTable.offered().contains(feature)
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
