package org.anfitrion.testkit.memory;

<<<<<<< HEAD
import java.util.List;
=======
import java.time.Duration;
>>>>>>> main
import java.util.Map;
import org.anfitrion.api.domain.TemplateInfo;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.HostInfo;

/** What a host is made with. Immutable. */
<<<<<<< HEAD
record HostSettings(String hostId, HostInfo info, long seed, GuestClock clock, Map<Feature, String> missing, List<TemplateInfo> templates) {
=======
record HostSettings(
        String hostId, HostInfo info, long seed, GuestClock clock, Map<Feature, String> missing, Duration workTime) {
>>>>>>> main

    HostSettings {
        missing = Map.copyOf(missing);
        templates = List.copyOf(templates);
    }
}
