package org.anfitrion.testkit.contract;

import java.util.List;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.migration.MigrationSpec;
import org.anfitrion.spi.MigrationFacet;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.Target;

/** Every call of {@link MigrationFacet}, for rules that hold for all calls. */
final class MigrationCalls {

    private MigrationCalls() {}

    /** Calls that change nothing. */
    static List<Call> looks(Bench bench, MigrationFacet facet, DomainId id) {
        return List.of();
    }

    /** Calls that change something, or would if they were let. */
    static List<Call> changes(Bench bench, MigrationFacet facet, DomainId off, DomainId on) {
        // Where it would go to does not matter: it is refused before that.
        Session target = bench.session();
        HypervisorUri uri = HypervisorUri.parse(bench.backend().uri());
        return List.of(Call.of(
                Feature.MIGRATION,
                new Target.OfDomain(on),
                () -> facet.migrate(on, target, uri, MigrationSpec.whileRunning(), Progress.unwatched())));
    }
}
