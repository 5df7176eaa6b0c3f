package org.anfitrion.testkit.contract;

import java.util.List;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.spi.ProvisioningFacet;

/** Every call of {@link ProvisioningFacet}, for rules that hold for all calls. */
final class ProvisioningCalls {

    private ProvisioningCalls() {}

    /** Calls that change nothing. */
    static List<Call> looks(Bench bench, ProvisioningFacet facet, DomainId id) {
        return List.of();
    }

    /** Calls that change something, or would if they were let. */
    static List<Call> changes(Bench bench, ProvisioningFacet facet, DomainId off, DomainId on) {
        return List.of();
    }
}
