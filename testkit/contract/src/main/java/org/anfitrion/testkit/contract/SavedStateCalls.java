package org.anfitrion.testkit.contract;

import java.util.List;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.SavedStateFacet;
import org.anfitrion.spi.Target;

/** Every call of {@link SavedStateFacet}, for rules that hold for all calls. */
final class SavedStateCalls {

    private static final String FILE = "/srv/contract.save";

    private SavedStateCalls() {}

    /** Calls that change nothing. */
    static List<Call> looks(Bench bench, SavedStateFacet facet, DomainId id) {
        return List.of(Call.of(Feature.MANAGED_SAVE, new Target.OfDomain(id), () -> facet.saved(id)));
    }

    /** Calls that change something, or would if they were let. */
    static List<Call> changes(Bench bench, SavedStateFacet facet, DomainId off, DomainId on) {
        Target there = new Target.OfDomain(on);
        return List.of(
                Call.of(Feature.MANAGED_SAVE, there, () -> facet.save(on, Progress.unwatched())),
                Call.of(Feature.MANAGED_SAVE, there, () -> facet.discard(on)),
                Call.of(Feature.SAVE_FILE, there, () -> facet.saveTo(on, FILE, Progress.unwatched())),
                Call.of(Feature.SAVE_FILE, new Target.Host(), () -> facet.restore(FILE, Progress.unwatched())));
    }
}
