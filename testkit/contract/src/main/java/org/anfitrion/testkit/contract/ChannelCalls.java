package org.anfitrion.testkit.contract;

import java.util.List;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.spi.ChannelFacet;

/** Every call of {@link ChannelFacet}, for rules that hold for all calls. */
final class ChannelCalls {

    private ChannelCalls() {}

    /** Calls that change nothing. */
    static List<Call> looks(Bench bench, ChannelFacet facet, DomainId id) {
        return List.of();
    }

    /** Calls that change something, or would if they were let. */
    static List<Call> changes(Bench bench, ChannelFacet facet, DomainId off, DomainId on) {
        return List.of();
    }
}
