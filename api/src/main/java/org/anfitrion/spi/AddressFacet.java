package org.anfitrion.spi;

import java.util.List;
import java.util.Set;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.network.AddressSource;
import org.anfitrion.api.network.GuestAddress;

/**
 * The addresses of running guests.
 *
 * <ul>
 *   <li><b>ADR-1</b> Addresses are of the asked sources only, and each says which it is from. <i>A lease may be older
 *       than the guest.</i>
 *   <li><b>ADR-2</b> A domain that does not run is InvalidStateException. <i>No address is not the same as not yet an
 *       address.</i>
 *   <li><b>ADR-3</b> A source that the backend does not have gives no addresses; none of them at all is
 *       UnsupportedCapabilityException. <i>Callers ask for whatever there is.</i>
 * </ul>
 */
public interface AddressFacet extends Facet {

    /**
     * Asks for a guest's addresses.
     *
     * @param id which domain
     * @param sources who is asked
     * @return the addresses that are known now; empty while there are none
     */
    List<GuestAddress> addresses(DomainId id, Set<AddressSource> sources);
}
