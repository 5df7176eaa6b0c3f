package org.anfitrion.testkit.contract;

import java.util.List;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.spi.SecretFacet;

/** Every call of {@link SecretFacet}, for rules that hold for all calls. */
final class SecretCalls {

    private SecretCalls() {}

    /** Calls that change nothing. */
    static List<Call> looks(Bench bench, SecretFacet facet, DomainId id) {
        return List.of();
    }

    /** Calls that change something, or would if they were let. */
    static List<Call> changes(Bench bench, SecretFacet facet, DomainId off, DomainId on) {
        return List.of();
    }
}
