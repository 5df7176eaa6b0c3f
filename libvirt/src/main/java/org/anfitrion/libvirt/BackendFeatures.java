package org.anfitrion.libvirt;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.Support;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.spi.PowerAction;

/**
 * What a libvirt driver can do. libvirt has no call that tells, so this is a table, after its own list of the functions that
 * each driver implements ({@code hvsupport.html}, 9.0) and what was tried; of other drivers only a try will tell.
 *
 * @param driver libvirt's name of the driver
 * @param absent what it cannot do
 * @param known whether what is not absent is there
 * @param startsPaused whether a start can wait with its first instruction until the consoles are open
 * @param destroysItself whether it destroys a domain when the connection ends, even by a crash
 * @param rawChannels the raw interfaces that it has
 */
record BackendFeatures(
        String driver,
        Set<Feature> absent,
        boolean known,
        boolean startsPaused,
        boolean destroysItself,
        List<String> rawChannels) {

    private static final Map<String, BackendFeatures> TABLE = Map.of(
            "QEMU",
            new BackendFeatures("QEMU", Set.of(), true, true, true, List.of("qmp", "hmp", "guest-agent")),
            "TEST",
            new BackendFeatures("Test", EnumSet.of(Feature.CONSOLE, Feature.RAW_CALLS), true, false, false, List.of()),
            "XEN",
            new BackendFeatures(
                    "Xen",
                    EnumSet.of(Feature.EPHEMERAL, Feature.RESET, Feature.RAW_CALLS),
                    true,
                    true,
                    false,
                    List.of()),
            "LXC",
            new BackendFeatures("LXC", EnumSet.of(Feature.RESET, Feature.RAW_CALLS), true, false, true, List.of()));

    private static final Set<Feature> NEVER_SURE = EnumSet.of(Feature.EPHEMERAL, Feature.CONSOLE, Feature.RAW_CALLS);

    static BackendFeatures of(String type) {
        BackendFeatures found = TABLE.get(type.toUpperCase(Locale.ROOT));
        return found != null ? found : new BackendFeatures(type, NEVER_SURE, false, false, false, List.of());
    }

    /** The same driver inside this process: it says that it cannot destroy guests at the end of a connection. */
    BackendFeatures embedded() {
        return new BackendFeatures(driver, absent, known, startsPaused, false, rawChannels);
    }

    boolean isTest() {
        return driver.equals("Test");
    }

    boolean isQemu() {
        return driver.equals("QEMU");
    }

    boolean has(Feature feature) {
        return !absent.contains(feature);
    }

    Support support(Feature feature, boolean events) {
        if (feature == Feature.EVENTS || feature == Feature.PUSH_EVENTS) {
            return events ? Support.yes() : Support.no(reason(feature));
        }
        if (absent.contains(feature)) {
            return Support.no(reason(feature));
        }
        if (feature == Feature.EPHEMERAL && !destroysItself) {
            return new Support(
                    Support.Answer.YES,
                    "destroyed when the connection is closed; after a crash of this process,"
                            + " by the next that connects");
        }
        return known
                ? Support.yes()
                : Support.unknown("libvirt's " + driver + " driver does not tell what it can do; only a try will tell");
    }

    private String reason(Feature feature) {
        return "libvirt's " + driver + " driver has no " + feature.title();
    }

    void require(Feature feature, Attempt attempt) {
        if (absent.contains(feature)) {
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
