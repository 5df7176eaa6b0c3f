package org.anfitrion.testkit.memory;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.domain.ChannelSpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.api.domain.NicSource;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.network.AddressSource;
import org.anfitrion.api.network.GuestAddress;
import org.anfitrion.api.network.Lease;
import org.anfitrion.api.network.Subnet;
import org.anfitrion.api.unit.MacAddress;
import org.anfitrion.spi.AddressFacet;

/**
 * The address facet of a session in memory. Leases come from the host's networks; a guest with an agent, or in a container,
 * tells what it was scripted to, else its leases; a container's cards may have addresses in their native text. Nobody listens
 * to what guests send, so there is no ARP.
 */
final class MemoryAddress implements AddressFacet {

    private static final Set<AddressSource> KNOWN =
            EnumSet.of(AddressSource.LEASE, AddressSource.AGENT, AddressSource.CONFIG);

    private final MemorySession session;

    MemoryAddress(MemorySession session) {
        this.session = session;
    }

    @Override
    public List<GuestAddress> addresses(DomainId id, Set<AddressSource> sources) {
        Call call = session.call(Operation.ADDRESS_ADDRESSES, id).needing(Feature.ADDRESSES);
        return session.perform(call, () -> {
            MemoryDomain domain = session.model().inventory().require(id, Operation.ADDRESS_ADDRESSES);
            if (sources.isEmpty()) {
                throw new InvalidSpecException(call.failure("nobody is asked: name a source"));
            }
            if (sources.stream().noneMatch(KNOWN::contains)) {
                throw new UnsupportedCapabilityException(
                        call.failure("a host in memory hears nothing of what its guests send: there is no " + sources));
            }
            if (!domain.isActive()) {
                throw new InvalidStateException(call.failure("it is " + domain.state()));
            }
            List<GuestAddress> all = new ArrayList<>();
            if (sources.contains(AddressSource.LEASE)) {
                all.addAll(leased(domain, AddressSource.LEASE));
            }
            if (sources.contains(AddressSource.AGENT)) {
                all.addAll(told(domain));
            }
            if (sources.contains(AddressSource.CONFIG)) {
                all.addAll(configured(domain));
            }
            return List.copyOf(all);
        });
    }

    private List<GuestAddress> leased(MemoryDomain domain, AddressSource source) {
        List<GuestAddress> addresses = new ArrayList<>();
        List<NicSpec> nics = domain.spec().nics();
        for (int i = 0; i < nics.size(); i++) {
            String name = source == AddressSource.LEASE ? domain.hostInterface(i) : "eth" + i;
            for (Lease lease : leases(domain, nics.get(i))) {
                addresses.add(new GuestAddress(
                        Optional.of(name), Optional.of(lease.mac()), lease.address(), lease.prefix(), source));
            }
        }
        return addresses;
    }

    private List<Lease> leases(MemoryDomain domain, NicSpec nic) {
        HostModel model = session.model();
        if (nic.source() instanceof NicSource.Network source && nic.mac().isPresent()) {
            MacAddress mac = nic.mac().get();
            return model.networks().find(source.name()).stream()
                    .flatMap(network ->
                            network.leases.of(domain.id, mac, model.clock().now()).stream())
                    .toList();
        }
        return List.of();
    }

    private List<GuestAddress> told(MemoryDomain domain) {
        Optional<List<GuestAddress>> scripted = session.model().guests().addresses(domain.name);
        if (scripted.isPresent()) {
            return scripted.get();
        }
        boolean hasAgent = isContainer(domain) || domain.spec().channels().contains(ChannelSpec.guestAgent());
        return hasAgent ? leased(domain, AddressSource.AGENT) : List.of();
    }

    private static boolean isContainer(MemoryDomain domain) {
        return domain.spec().guestType().equals(Optional.of(GuestType.OPERATING_SYSTEM));
    }

    /** Reads {@code addresses = 10.0.0.5/24 fd00::5/64} in the section of a container's card. */
    private static List<GuestAddress> configured(MemoryDomain domain) {
        Configuration live = domain.live;
        if (live == null || !isContainer(domain)) {
            return List.of();
        }
        List<GuestAddress> addresses = new ArrayList<>();
        List<NicSpec> nics = live.spec().nics();
        List<NativeText.Section> sections = live.text().devices("nic");
        for (int i = 0; i < nics.size(); i++) {
            Optional<String> line = sections.get(i).get("addresses");
            for (String cidr : line.map(text -> text.split(" +", -1)).orElse(new String[0])) {
                Subnet both = Subnet.of(cidr);
                addresses.add(new GuestAddress(
                        Optional.of("eth" + i),
                        nics.get(i).mac(),
                        both.gateway(),
                        both.prefix(),
                        AddressSource.CONFIG));
            }
        }
        return addresses;
    }
}
