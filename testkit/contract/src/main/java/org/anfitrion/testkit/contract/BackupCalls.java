package org.anfitrion.testkit.contract;

import java.util.List;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.spi.BackupFacet;

/** Every call of {@link BackupFacet}, for rules that hold for all calls. */
final class BackupCalls {

    private BackupCalls() {}

    /** Calls that change nothing. */
    static List<Call> looks(Bench bench, BackupFacet facet, DomainId id) {
        return List.of();
    }

    /** Calls that change something, or would if they were let. */
    static List<Call> changes(Bench bench, BackupFacet facet, DomainId off, DomainId on) {
        return List.of();
    }
}
