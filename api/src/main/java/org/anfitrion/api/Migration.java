package org.anfitrion.api;

import java.time.Duration;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.migration.MigrationSpec;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.Facets;
import org.anfitrion.spi.MigrationFacet;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.Session;

/** One call over two connections: if a wire breaks, only the connection that it belongs to is made anew. */
final class Migration {

    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(5);

    private final Hypervisor source;
    private final Hypervisor target;

    Migration(Hypervisor source, Hypervisor target) {
        this.source = source;
        this.target = target;
    }

    DomainInfo run(DomainId id, MigrationSpec spec, Progress progress) {
        return target.link().lend(there -> source.link().change("domain.migrate", here -> {
            MigrationFacet facet = Facets.require(here, MigrationFacet.class, Feature.MIGRATION);
            try {
                return facet.migrate(id, there, target.uri(), spec, progress);
            } catch (ConnectionLostException lost) {
                throw blamed(lost, here, there);
            }
        }));
    }

    private HypervisorException blamed(ConnectionLostException lost, Session here, Session there) {
        if (!answers(there)) {
            target.link().reopenLater(there, lost);
        }
        return answers(here)
                ? new BackendFailureException(
                        lost.failure().withOutcomeUnknown().causedBy(lost))
                : lost;
    }

    private static boolean answers(Session session) {
        try {
            session.ping(Deadline.after(SIGN_OF_LIFE));
            return true;
        } catch (ConnectionLostException | OperationTimeoutException | InvalidStateException e) {
            return false; // what is wrong with it is known already
        }
    }
}
