package org.anfitrion.driver.lxc.liblxc;

import java.util.EnumMap;
import java.util.Map;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.Support;
import org.anfitrion.driver.lxc.config.Demands;

/** What liblxc has not, of what facets that are present could do. Immutable. */
final class Features {

    static final String ONLY_LIMITS = "of a running container only its limits can be updated: CPUs, memory and tuning";
    static final String NO_FREEZE = "a container's file systems are the host's, and are frozen there";
    static final String NO_CLOCK = "a container's clock is the host's";
    static final String NO_LINKED = "liblxc lays an overlay over no root that is mounted with a container's own users";
    static final String NO_FULL =
            "its files lie over another container's: it has linked copies, which stay over the same, and no full ones";
    static final String NO_MEMORY = "a container's memory is saved by CRIU only, which this driver does not use";
    static final String NO_EXTERNAL = "a container's files stay where they are: its snapshots are copies of them";
    static final String NO_APPLIANCES = "LXC has no appliance files";
    static final String NO_LIVE_CHANGE =
            "a mount or card of a running container is not changed in place: plug it out, and the other in";
    static final String NO_CABLE = "a container's card has no cable to be pulled";
    static final String NO_DISKS = "a container has file systems, and no drives";

    private static final Map<Feature, String> ABSENT = absent();

    private final Demands demands;
    private final boolean pushed;

    /** What a host has, and whether its events come by themselves. */
    Features(Demands demands, boolean pushed) {
        this.demands = demands;
        this.pushed = pushed;
    }

    Demands demands() {
        return demands;
    }

    private static Map<Feature, String> absent() {
        Map<Feature, String> absent = new EnumMap<>(Feature.class);
        absent.put(Feature.VOLUME_DISKS, NO_DISKS);
        absent.put(Feature.DISK_LIMITS, NO_DISKS);
        absent.put(Feature.ATTACH_DISK, NO_DISKS);
        absent.put(Feature.CHANGE_MEDIUM, NO_DISKS);
        absent.put(Feature.LINK_STATE, NO_CABLE);
        absent.put(Feature.CPU_MODEL, "a container sees the host's processors");
        absent.put(Feature.NUMA, "a container sees the host's NUMA nodes");
        absent.put(
                Feature.HUGEPAGES, "a container's memory is the host's: its processes ask for large pages themselves");
        absent.put(Feature.GUEST_FREEZE, NO_FREEZE);
        absent.put(Feature.GUEST_TIME, NO_CLOCK);
        absent.put(Feature.SNAPSHOT_MEMORY, NO_MEMORY);
        absent.put(Feature.SNAPSHOT_EXTERNAL, NO_EXTERNAL);
        absent.put(Feature.APPLIANCES, NO_APPLIANCES);
        absent.put(Feature.RAW_CALLS, NativeConfigurations.NO_CALLS);
        absent.put(Feature.NIC_BANDWIDTH, "liblxc has no limits for network cards");
        return absent;
    }

    Support support(Feature feature) {
        String absent = ABSENT.get(feature);
        if (absent != null) {
            return Support.no(absent);
        }
        if (feature == Feature.PUSH_EVENTS && !pushed) {
            return Support.no(LiblxcEvents.NO_MONITOR);
        }
        return demands.lacking(feature).map(Support::no).orElseGet(Support::yes);
    }
}
