package org.anfitrion.libvirt.xml;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.domain.Bandwidth;
import org.anfitrion.libvirt.xml.domain.BandwidthElement;
import org.anfitrion.libvirt.xml.domain.InterfaceElement;
import org.anfitrion.libvirt.xml.domain.RateElement;
import org.jspecify.annotations.Nullable;

/**
 * How fast a network card may be: the averages of {@code <bandwidth>}. libvirt's unit is the kilobyte, of 1,000 bytes: it
 * passes the number to {@code tc} as {@code kbps}, and times 8,000 to Open vSwitch.
 */
final class NicBandwidth {

    private static final long UNIT = 1000;

    /** libvirt limits the host's end of a card; where there is none it would only log that it does not. */
    private static final Set<String> LIMITED = Set.of("network", "bridge", "direct", "ethernet");

    private NicBandwidth() {}

    static Optional<Bandwidth> read(InterfaceElement card) {
        if (card.bandwidth == null) {
            return Optional.empty();
        }
        Bandwidth bandwidth = new Bandwidth(bytes(card.bandwidth.inbound), bytes(card.bandwidth.outbound));
        return bandwidth.equals(Bandwidth.UNLIMITED) ? Optional.empty() : Optional.of(bandwidth);
    }

    private static long bytes(@Nullable RateElement rate) {
        return rate == null ? 0 : Tolerant.number(rate.average, 0, 0, Integer.MAX_VALUE) * UNIT;
    }

    /** Tells whether a card has other limits. */
    static boolean differs(InterfaceElement card, Bandwidth wanted) {
        return !read(card).orElse(Bandwidth.UNLIMITED).equals(whole(wanted));
    }

    private static Bandwidth whole(Bandwidth wanted) {
        return new Bandwidth(units(wanted.inbound()) * UNIT, units(wanted.outbound()) * UNIT);
    }

    private static long units(long bytes) {
        return Math.min(Integer.MAX_VALUE, -Math.floorDiv(-bytes, UNIT));
    }

    static void write(Change change, InterfaceElement card, Bandwidth wanted) {
        if (wanted.equals(Bandwidth.UNLIMITED)) {
            card.bandwidth = null;
            return;
        }
        if (card.type == null || !LIMITED.contains(card.type)) {
            throw change.unsupported("bandwidth", "libvirt does not limit cards of type '" + card.type + "'");
        }
        BandwidthElement element = Objects.requireNonNullElseGet(card.bandwidth, BandwidthElement::new);
        element.inbound = rate(element.inbound, wanted.inbound());
        element.outbound = rate(element.outbound, wanted.outbound());
        card.bandwidth = element;
    }

    private static @Nullable RateElement rate(@Nullable RateElement present, long bytes) {
        if (bytes == 0) {
            return null;
        }
        RateElement rate = Objects.requireNonNullElseGet(present, RateElement::new);
        rate.average = Long.toString(units(bytes));
        return rate;
    }

    static String text(Optional<Bandwidth> bandwidth) {
        return bandwidth
                .filter(it -> !it.equals(Bandwidth.UNLIMITED))
                .map(it -> it.inbound() + " in and " + it.outbound() + " out, bytes a second")
                .orElse("unlimited");
    }
}
