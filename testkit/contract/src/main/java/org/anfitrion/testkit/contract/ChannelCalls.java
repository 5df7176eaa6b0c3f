package org.anfitrion.testkit.contract;

import java.time.Duration;
import java.util.List;
import org.anfitrion.api.domain.ChannelSpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.ChannelFacet;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.Target;

/** Every call of {@link ChannelFacet}, for rules that hold for all calls. */
final class ChannelCalls {

    private ChannelCalls() {}

    /** Calls that change nothing: there are none. */
    static List<Call> looks(Bench bench, ChannelFacet facet, DomainId id) {
        return List.of();
    }

    /** Calls that change something, or would if they were let. */
    static List<Call> changes(Bench bench, ChannelFacet facet, DomainId off, DomainId on) {
        return List.of(Call.of(
                Feature.CHANNELS,
                new Target.OfDomain(on),
                () -> facet.open(on, ChannelSpec.QEMU_GUEST_AGENT, Deadline.after(Duration.ofSeconds(5)))));
    }
}
