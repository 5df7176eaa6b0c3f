package org.anfitrion.testkit.memory;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.network.AddressRange;
import org.anfitrion.api.network.DhcpHost;
import org.anfitrion.api.network.Lease;
import org.anfitrion.api.network.Subnet;
import org.anfitrion.api.unit.MacAddress;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that one network gave out. A running guest renews its lease in good time; one that shuts down gives it back;
 * that of one that was destroyed or crashed stays until it expires, or until there is no other address left. Used under the
 * host's lock only.
 */
final class Leases {

    /** What dnsmasq gives out if it is told nothing else. */
    static final Duration TERM = Duration.ofHours(1);

    private final Map<InetAddress, Given> byAddress = new LinkedHashMap<>();
    private final Map<Card, InetAddress> byCard = new HashMap<>();
    private final Map<DomainId, Set<InetAddress>> byHolder = new HashMap<>();
    /** Those of guests that are gone, the oldest first. */
    private final Set<InetAddress> ended = new LinkedHashSet<>();

    private final Map<AddressRange, BigInteger> next = new HashMap<>();
    private final Set<AddressRange> full = new HashSet<>();
    private Instant nextExpiry = Instant.MAX;

    /** Gives a card an address of a subnet, if there is one: the kept one, else that of before, else the next free one. */
    void give(Subnet subnet, MacAddress mac, Optional<String> guest, DomainId holder, Instant now) {
        if (subnet.dhcpRanges().isEmpty() && subnet.dhcpHosts().isEmpty()) {
            return;
        }
        Card card = new Card(mac, subnet.gateway());
        Optional<DhcpHost> kept = subnet.dhcpHosts().stream()
                .filter(host -> host.mac().equals(mac))
                .findFirst();
        InetAddress before = byCard.get(card);
        InetAddress address;
        if (kept.isPresent()) {
            address = kept.get().address();
        } else if (before != null && isFor(subnet, before)) {
            address = before;
        } else {
            address = free(subnet, now);
        }
        if (before != null && !before.equals(address)) {
            take(before);
        }
        if (address == null) {
            return;
        }
        take(address);
        Optional<String> name = kept.flatMap(DhcpHost::hostName).or(() -> guest);
        byAddress.put(address, new Given(card, address, subnet.prefix(), name, holder, now, null));
        byCard.put(card, address);
        byHolder.computeIfAbsent(holder, key -> new LinkedHashSet<>()).add(address);
    }

    private static boolean isFor(Subnet subnet, InetAddress address) {
        BigInteger number = number(address);
        return subnet.dhcpHosts().stream().noneMatch(host -> host.address().equals(address))
                && subnet.dhcpRanges().stream()
                        .filter(range -> range.first().getClass() == address.getClass())
                        .anyMatch(range -> number(range.first()).compareTo(number) <= 0
                                && number(range.last()).compareTo(number) >= 0);
    }

    private @Nullable InetAddress free(Subnet subnet, Instant now) {
        removeExpired(now);
        Set<InetAddress> reserved = new HashSet<>(List.of(subnet.gateway()));
        subnet.dhcpHosts().forEach(host -> reserved.add(host.address()));
        for (AddressRange range : subnet.dhcpRanges()) {
            InetAddress address = full.contains(range) ? null : free(range, reserved);
            if (address != null) {
                return address;
            }
            full.add(range);
        }
        // Nothing else is left: the oldest of those whose guests are gone.
        return ended.stream()
                .filter(address -> subnet.contains(address) && isFor(subnet, address))
                .findFirst()
                .orElse(null);
    }

    /** Goes on where the last search ended, so that many guests do not make a long search for each. */
    private @Nullable InetAddress free(AddressRange range, Set<InetAddress> reserved) {
        BigInteger first = number(range.first());
        BigInteger last = number(range.last());
        BigInteger start = next.getOrDefault(range, first);
        BigInteger at = start;
        do {
            InetAddress address = address(at, range.first().getAddress().length);
            at = at.equals(last) ? first : at.add(BigInteger.ONE);
            if (!byAddress.containsKey(address) && !reserved.contains(address)) {
                next.put(range, at);
                return address;
            }
        } while (!at.equals(start));
        return null;
    }

    private static BigInteger number(InetAddress address) {
        return new BigInteger(1, address.getAddress());
    }

    private static InetAddress address(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        byte[] address = new byte[length];
        int count = Math.min(bytes.length, length);
        System.arraycopy(bytes, bytes.length - count, address, length - count, count);
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + length + " bytes", e);
        }
    }

    /** Takes the addresses of a domain's cards back, but for those that it still has: at once, or when they expire. */
    void release(DomainId holder, Set<MacAddress> stillThere, boolean atOnce, Instant now) {
        for (InetAddress address : List.copyOf(byHolder.getOrDefault(holder, Set.of()))) {
            Given given = given(address);
            if (!stillThere.contains(given.card.mac)) {
                if (atOnce) {
                    take(address);
                } else {
                    end(given, now);
                }
            }
        }
    }

    private void end(Given given, Instant now) {
        forgetHolder(given);
        Given last = given.endedAt(now);
        byAddress.put(given.address, last);
        ended.add(given.address);
        Instant expires = last.expires(now);
        nextExpiry = nextExpiry.isBefore(expires) ? nextExpiry : expires;
    }

    private void forgetHolder(Given given) {
        byHolder.computeIfPresent(given.holder, (holder, addresses) -> {
            addresses.remove(given.address);
            return addresses.isEmpty() ? null : addresses;
        });
    }

    private void take(InetAddress address) {
        Given given = byAddress.remove(address);
        if (given != null) {
            byCard.remove(given.card);
            ended.remove(address);
            forgetHolder(given);
            full.clear();
        }
    }

    private Given given(InetAddress address) {
        return Objects.requireNonNull(byAddress.get(address));
    }

    void clear() {
        byAddress.clear();
        byCard.clear();
        byHolder.clear();
        ended.clear();
        next.clear();
        full.clear();
    }

    /** Running guests renew theirs, so that only those of guests that are gone have to be looked at. */
    private void removeExpired(Instant now) {
        if (now.isBefore(nextExpiry)) {
            return;
        }
        nextExpiry = Instant.MAX;
        for (InetAddress address : List.copyOf(ended)) {
            Instant expires = given(address).expires(now);
            if (!expires.isAfter(now)) {
                take(address);
            } else if (expires.isBefore(nextExpiry)) {
                nextExpiry = expires;
            }
        }
    }

    List<Lease> present(Instant now) {
        removeExpired(now);
        return byAddress.values().stream().map(given -> given.lease(now)).toList();
    }

    /** Returns what a running domain's card has. */
    List<Lease> of(DomainId holder, MacAddress mac, Instant now) {
        return byHolder.getOrDefault(holder, Set.of()).stream()
                .map(this::given)
                .filter(given -> given.card.mac.equals(mac))
                .map(given -> given.lease(now))
                .toList();
    }

    /** A card on one of the network's subnets. */
    private record Card(MacAddress mac, InetAddress gateway) {}

    private record Given(
            Card card,
            InetAddress address,
            int prefix,
            Optional<String> hostName,
            DomainId holder,
            Instant since,
            @Nullable Instant ended) {

        Given endedAt(Instant moment) {
            return new Given(card, address, prefix, hostName, holder, since, moment);
        }

        /** Renewed whenever half of it is over, as DHCP clients do (RFC 2131), until the guest is gone. */
        Instant expires(Instant now) {
            Duration running = Duration.between(since, ended == null ? now : ended);
            Duration half = TERM.dividedBy(2);
            return since.plus(half.multipliedBy(running.dividedBy(half))).plus(TERM);
        }

        Lease lease(Instant now) {
            return new Lease(card.mac, address, prefix, hostName, Optional.of(expires(now)));
        }
    }
}
