package org.anfitrion.driver.vbox;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.Support;
import org.anfitrion.driver.vbox.guest.Guests;
import org.anfitrion.driver.vbox.network.VboxNetworks;
import org.anfitrion.spi.Target;

/** What VirtualBox has, of what facets that are present could do. Immutable. */
final class Features {

    static final String NO_DISK_LIMITS =
            "VirtualBox limits bytes of both directions together, and no operations; a description says them apart";
    static final String NO_NIC_LIMITS = "VirtualBox limits what a card sends, not what it receives";

    static final String NO_TRANSIENT = "VirtualBox keeps the configuration of every machine";

    static final String NO_AUTOSTART =
            "VirtualBox has no autostart database here: VBoxManage setproperty autostartdbpath";

    static final String LOCKED = "VirtualBox locks the configuration of a machine while it runs";

    private static final Map<Feature, String> ABSENT = absent();

    private final Version version;

    Features(Version version) {
        this.version = version;
    }

    private static Map<Feature, String> absent() {
        Map<Feature, String> absent = new EnumMap<>(Feature.class);
        absent.put(Feature.TRANSIENT, NO_TRANSIENT);
        absent.put(Feature.EPHEMERAL, NO_TRANSIENT);
        absent.put(Feature.UPDATE_LIVE, LOCKED);
        absent.put(Feature.CPU_MODEL, "VirtualBox shows its guests the host's processor");
        absent.put(Feature.NUMA, "VirtualBox has no NUMA nodes");
        absent.put(Feature.HUGEPAGES, "VirtualBox takes large pages where it finds some, and none on demand");
        absent.put(Feature.ID_MAPS, "VirtualBox runs machines, whose users are their own");
        absent.put(Feature.TUNE_MEMORY, "VirtualBox has no memory limits");
        absent.put(Feature.TUNE_BLOCK, "VirtualBox has no weights");
        absent.put(Feature.TUNE_PROCESSES, "VirtualBox has no containers");
        absent.put(Feature.DISK_LIMITS, NO_DISK_LIMITS);
        absent.put(Feature.NIC_BANDWIDTH, NO_NIC_LIMITS);
        absent.put(Feature.GUEST_FREEZE, Guests.NO_FREEZE);
        absent.put(Feature.GUEST_PASSWORD, Guests.NO_PASSWORDS);
        absent.put(Feature.GUEST_TIME, Guests.NO_CLOCKS);
        absent.put(Feature.PUSH_EVENTS, VboxEvents.POLLED);
        absent.put(Feature.NETWORK_BRIDGE, VboxNetworks.NO_BRIDGE);
        return absent;
    }

    /** Whether machines can run without the processor's help. */
    boolean hasInterpreter() {
        return version.isAtLeast(7, 1);
    }

    Support support(Feature feature, Target on) {
        String absent = ABSENT.get(feature);
        if (absent != null) {
            return Support.no(absent);
        }
        if (feature == Feature.TUNE_CPU) {
            if (on instanceof Target.OfSpec of) {
                Optional<String> refusal = CpuCap.refusal(of.spec().tuning());
                return refusal.map(Support::no).orElseGet(Support::yes);
            }
            return Support.unknown("VirtualBox caps what a virtual CPU uses; it has no shares and no pinning");
        }
        return feature == Feature.REBOOT ? Support.unknown(Power.NO_REBOOT) : Support.yes();
    }
}
