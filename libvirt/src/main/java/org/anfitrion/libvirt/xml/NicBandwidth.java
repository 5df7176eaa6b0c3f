package org.anfitrion.libvirt.xml;

import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.domain.Bandwidth;
import org.anfitrion.libvirt.xml.domain.BandwidthInbound;
import org.anfitrion.libvirt.xml.domain.BandwidthOutbound;
import org.anfitrion.libvirt.xml.domain.DomainInterface;

/**
 * How fast a network card may be: the averages of {@code <bandwidth>}. libvirt's unit is the kilobyte, of 1,000 bytes: it
 * passes the number to {@code tc} as {@code kbps}, and times 8,000 to Open vSwitch.
 */
final class NicBandwidth {

    private static final long UNIT = 1000;

    /** libvirt limits the host's end of a card; where there is none it would only log that it does not. */
    private static final Set<String> LIMITED = Set.of("network", "bridge", "direct", "ethernet");

    private NicBandwidth() {}

    static Optional<Bandwidth> read(DomainInterface card) {
        return card.bandwidth()
                .map(limits -> new Bandwidth(
                        bytes(limits.inbound().flatMap(BandwidthInbound::average)),
                        bytes(limits.outbound().flatMap(BandwidthOutbound::average))))
                .filter(bandwidth -> !bandwidth.equals(Bandwidth.UNLIMITED));
    }

    private static long bytes(Optional<Long> average) {
        return Tolerant.number(average, 0, 0, Integer.MAX_VALUE) * UNIT;
    }

    /** Tells whether a card has other limits. */
    static boolean differs(DomainInterface card, Bandwidth wanted) {
        return !read(card).orElse(Bandwidth.UNLIMITED).equals(whole(wanted));
    }

    private static Bandwidth whole(Bandwidth wanted) {
        return new Bandwidth(units(wanted.inbound()) * UNIT, units(wanted.outbound()) * UNIT);
    }

    private static long units(long bytes) {
        return Math.min(Integer.MAX_VALUE, -Math.floorDiv(-bytes, UNIT));
    }

    static void write(Change change, DomainInterface card, Bandwidth wanted) {
        if (wanted.equals(Bandwidth.UNLIMITED)) {
            card.setBandwidth(null);
            return;
        }
        String type = card.type().map(DomainInterface.Type::text).orElse("");
        if (!LIMITED.contains(type)) {
            throw change.unsupported("bandwidth", "libvirt does not limit cards of type '" + type + "'");
        }
        var limits = card.bandwidthOrNew();
        if (wanted.inbound() == 0) {
            limits.setInbound(null);
        } else {
            limits.inboundOrNew().setAverage(units(wanted.inbound()));
        }
        if (wanted.outbound() == 0) {
            limits.setOutbound(null);
        } else {
            limits.outboundOrNew().setAverage(units(wanted.outbound()));
        }
    }

    static String text(Optional<Bandwidth> bandwidth) {
        return bandwidth
                .filter(it -> !it.equals(Bandwidth.UNLIMITED))
                .map(it -> it.inbound() + " in and " + it.outbound() + " out, bytes a second")
                .orElse("unlimited");
    }
}
