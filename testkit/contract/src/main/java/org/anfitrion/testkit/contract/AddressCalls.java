package org.anfitrion.testkit.contract;

import java.util.EnumSet;
import java.util.List;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.network.AddressSource;
import org.anfitrion.spi.AddressFacet;
import org.anfitrion.spi.Target;

/** Every call of {@link AddressFacet}, for rules that hold for all calls. */
final class AddressCalls {

    private AddressCalls() {}

    /** Calls that change nothing. */
    static List<Call> looks(Bench bench, AddressFacet facet, DomainId id) {
        return List.of(Call.of(
                Feature.ADDRESSES,
                new Target.OfDomain(id),
                () -> facet.addresses(id, EnumSet.allOf(AddressSource.class))));
    }

    /** Calls that change something, or would if they were let: there are none. */
    static List<Call> changes(Bench bench, AddressFacet facet, DomainId off, DomainId on) {
        return List.of();
    }
}
