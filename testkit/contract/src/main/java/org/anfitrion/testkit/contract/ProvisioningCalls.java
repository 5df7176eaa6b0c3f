package org.anfitrion.testkit.contract;

import java.util.List;
import org.anfitrion.api.domain.CloneKind;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.ProvisioningFacet;
import org.anfitrion.spi.Target;

/** Every call of {@link ProvisioningFacet}, for rules that hold for all calls. */
final class ProvisioningCalls {

    private ProvisioningCalls() {}

    /** Calls that change nothing. */
    static List<Call> looks(Bench bench, ProvisioningFacet facet, DomainId id) {
        return List.of(Call.of(Feature.TEMPLATES, new Target.Host(), facet::templates));
    }

    /** Calls that change something, or would if they were let. */
    static List<Call> changes(Bench bench, ProvisioningFacet facet, DomainId off, DomainId on) {
        Target target = new Target.OfDomain(off);
        Progress unwatched = Progress.unwatched();
        String file = "/no/such/directory/" + bench.name() + ".ova";
        return List.of(
                Call.of(Feature.COPY, target, () -> facet.copy(off, bench.name(), CloneKind.FULL, unwatched)),
                Call.of(Feature.LINKED_COPY, target, () -> facet.copy(off, bench.name(), CloneKind.LINKED, unwatched)),
                Call.of(Feature.RENAME, target, () -> facet.rename(off, bench.name())),
                Call.of(Feature.APPLIANCES, target, () -> facet.export(off, file, unwatched)),
                Call.of(Feature.APPLIANCES, new Target.Host(), () -> facet.importFrom(file, bench.name(), unwatched)));
    }
}
