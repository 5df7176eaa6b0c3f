package org.anfitrion.libvirt;

import com.google.common.base.Splitter;
import com.google.common.net.InetAddresses;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.network.AddressSource;
import org.anfitrion.api.network.GuestAddress;
import org.anfitrion.api.unit.MacAddress;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.libvirt.wire.DomainReference;
import org.anfitrion.libvirt.wire.FoundAddress;
import org.anfitrion.libvirt.wire.LibvirtError;
import org.anfitrion.libvirt.wire.WireConnection;
import org.anfitrion.spi.AddressFacet;

/** The addresses of guests: what libvirt's networks, its guest agents and the host's neighbours know. Thread-safe. */
final class Addresses implements AddressFacet {

    private static final int NO_SUPPORT = 3;
    private static final int ARGUMENT_UNSUPPORTED = 74;
    private static final int OPERATION_UNSUPPORTED = 84;
    private static final int AGENT_UNRESPONSIVE = 86;
    private static final int AGENT_UNSYNCED = 97;

    private final Calls calls;
    private final BackendFeatures features;

    Addresses(Calls calls, BackendFeatures features) {
        this.calls = calls;
        this.features = features;
    }

    @Override
    public List<GuestAddress> addresses(DomainId id, Set<AddressSource> sources) {
        Attempt attempt = new Attempt("ask for the addresses of", "domain " + id, false);
        features.require(Feature.ADDRESSES, attempt);
        UUID uuid = Inventory.uuid(id, attempt);
        return calls.read(attempt, wire -> {
            try (DomainReference domain = wire.domain(uuid, attempt)) {
                Attempt named = attempt.on("domain '" + domain.name() + "'");
                if (Inventory.check(wire, wire.library().virDomainIsActive(domain.pointer()), named) == 0) {
                    throw new InvalidStateException(named.failure().because("it does not run"));
                }
                return ask(wire, domain, sources, named);
            }
        });
    }

    private List<GuestAddress> ask(
            WireConnection wire, DomainReference domain, Set<AddressSource> sources, Attempt attempt) {
        List<GuestAddress> all = new ArrayList<>();
        boolean one = sources.isEmpty();
        for (AddressSource source : sources) {
            Optional<List<FoundAddress>> found = has(source) ? ask(wire, domain, source, attempt) : Optional.empty();
            one |= found.isPresent();
            found.orElse(List.of()).forEach(address -> typed(address, source).ifPresent(all::add));
        }
        if (!one) {
            throw new UnsupportedCapabilityException(
                    attempt.failure().because("this backend does not tell addresses from " + sources));
        }
        return all;
    }

    /** {@code virDomainInterfaceAddressesSource}. */
    private static int number(AddressSource source) {
        return switch (source) {
            case LEASE -> 0;
            case AGENT -> 1;
            case ARP -> 2;
            case CONFIG -> throw new IllegalStateException("libvirt has no such source");
        };
    }

    private boolean has(AddressSource source) {
        return switch (source) {
            case LEASE -> features.has(Feature.NETWORKS);
            case AGENT -> features.isQemu();
            case ARP -> !features.isTest();
            case CONFIG -> false;
        };
    }

    /** Empty if there is no such source here. A guest without its agent has told nothing yet. */
    private static Optional<List<FoundAddress>> ask(
            WireConnection wire, DomainReference domain, AddressSource source, Attempt attempt) {
        Optional<List<FoundAddress>> found = FoundAddress.of(wire, domain.pointer(), number(source));
        if (found.isPresent()) {
            return found;
        }
        LibvirtError error = LibvirtError.last(wire.library());
        boolean silent = error.is(AGENT_UNRESPONSIVE) || error.is(AGENT_UNSYNCED) || error.is(ARGUMENT_UNSUPPORTED);
        if (source == AddressSource.AGENT && silent) {
            return Optional.of(List.of());
        }
        boolean absent = error.is(NO_SUPPORT) || error.is(ARGUMENT_UNSUPPORTED) || error.is(OPERATION_UNSUPPORTED);
        if (absent || (source == AddressSource.ARP && !error.aboutTheWire())) {
            return Optional.empty(); // the host's kernel may not let itself be asked
        }
        throw wire.failed(attempt, error);
    }

    private static Optional<GuestAddress> typed(FoundAddress found, AddressSource source) {
        // A zone is a card of the guest, which this machine need not have.
        String address = Splitter.on('%').split(found.address()).iterator().next();
        if (!InetAddresses.isInetAddress(address)) {
            return Optional.empty();
        }
        return Optional.of(new GuestAddress(
                // Of leases and neighbours libvirt tells the host's end of the card.
                found.card().filter(name -> source == AddressSource.AGENT),
                found.mac().flatMap(Addresses::mac),
                InetAddresses.forString(address),
                found.prefix(),
                source));
    }

    static Optional<MacAddress> mac(String text) {
        try {
            return Optional.of(MacAddress.of(text));
        } catch (InvalidSpecException e) {
            return Optional.empty(); // the agent tells cards that have none, or another kind of address
        }
    }
}
