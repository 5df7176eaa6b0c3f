package org.anfitrion.testkit.contract.broken;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.network.AddressSource;
import org.anfitrion.api.network.GuestAddress;
import org.anfitrion.spi.AddressFacet;
import org.anfitrion.testkit.contract.Rule;

/** What drivers do wrong with the address facet. */
final class AddressFaults {

    private AddressFaults() {}

    static Stream<Fault> all() {
        return Stream.of(
                Fault.facet(Rule.ADR_1, "hearsay counts as a lease", AddressFacet.class, sound -> new Object() {
                    public List<GuestAddress> addresses(DomainId id, Set<AddressSource> sources) {
                        return sound.addresses(id, sources).stream()
                                .map(address -> new GuestAddress(
                                        address.guestInterface(),
                                        address.mac(),
                                        address.address(),
                                        address.prefix(),
                                        AddressSource.LEASE))
                                .toList();
                    }
                }),
                Fault.facet(Rule.ADR_2, "who does not run has no address", AddressFacet.class, sound -> new Object() {
                    public List<GuestAddress> addresses(DomainId id, Set<AddressSource> sources) {
                        try {
                            return sound.addresses(id, sources);
                        } catch (InvalidStateException e) {
                            return List.of();
                        }
                    }
                }),
                Fault.facet(Rule.ADR_3, "no source is a wrong state", AddressFacet.class, sound -> new Object() {
                    public List<GuestAddress> addresses(DomainId id, Set<AddressSource> sources) {
                        try {
                            return sound.addresses(id, sources);
                        } catch (UnsupportedCapabilityException e) {
                            throw new InvalidStateException(e.failure());
                        }
                    }
                }));
    }
}
