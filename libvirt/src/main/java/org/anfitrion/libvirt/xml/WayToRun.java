package org.anfitrion.libvirt.xml;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.GuestType;

/**
 * A way in which a host can run a guest.
 *
 * @param guest the kind of guest, as the capabilities list it
 * @param domainType the hypervisor
 */
record WayToRun(HostFacts.Guest guest, String domainType) {

    /** The fastest first. A container is not what somebody means who describes a machine and no family. */
    private static final List<GuestType> PREFERENCE =
            List.of(GuestType.HARDWARE_ASSISTED, GuestType.PARAVIRTUAL, GuestType.EMULATED, GuestType.OPERATING_SYSTEM);

    GuestType family() {
        return HostFacts.guestType(domainType, guest.osType());
    }

    /** Chooses what runs a new guest: as it is to start, on the host's own processor, and the fastest that works. */
    static Optional<WayToRun> best(HostFacts host, List<HostFacts.Guest> candidates, DomainSpec spec) {
        Optional<GuestType> wanted = spec.guestType();
        Comparator<WayToRun> unfit = Comparator.comparing(way -> !spec.suits(way.family()));
        Comparator<WayToRun> foreign =
                Comparator.comparing(way -> !way.guest().architecture().equals(host.architecture()));
        return candidates.stream()
                .flatMap(guest -> guest.domainTypes().stream().map(type -> new WayToRun(guest, type)))
                .filter(way -> host.usable(way.domainType()))
                .filter(way -> wanted.isEmpty() || way.family() == wanted.get())
                .min(unfit.thenComparing(foreign).thenComparing(way -> PREFERENCE.indexOf(way.family())));
    }

    /** Explains why a host cannot run a family of guests. */
    static String whyNot(HostFacts host, GuestType wanted) {
        return host.guests().stream()
                .flatMap(guest -> guest.domainTypes().stream().map(type -> new WayToRun(guest, type)))
                .filter(way -> way.family() == wanted)
                .map(way -> host.unusable().get(way.domainType()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> host.unusable().values().stream()
                        .filter(reason -> wanted == GuestType.HARDWARE_ASSISTED)
                        .findFirst()
                        .orElse("this host's capabilities list no such guest"));
    }
}
