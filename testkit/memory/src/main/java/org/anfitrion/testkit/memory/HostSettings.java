package org.anfitrion.testkit.memory;

import java.time.Duration;
import java.util.Map;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.HostInfo;

/** What a host is made with. Immutable. */
record HostSettings(
        String hostId, HostInfo info, long seed, GuestClock clock, Map<Feature, String> missing, Duration workTime) {

    HostSettings {
        missing = Map.copyOf(missing);
    }
}
