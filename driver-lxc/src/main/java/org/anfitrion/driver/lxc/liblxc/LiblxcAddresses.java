package org.anfitrion.driver.lxc.liblxc;

import com.google.common.base.Splitter;
import com.google.common.net.InetAddresses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.anfitrion.api.domain.DomainField;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.network.AddressSource;
import org.anfitrion.api.network.GuestAddress;
import org.anfitrion.api.unit.MacAddress;
import org.anfitrion.driver.lxc.config.ContainerCard;
import org.anfitrion.spi.AddressFacet;

/**
 * The addresses of containers: from a look inside ({@link AddressSource#AGENT}), from the host's table of neighbours, and from
 * the configuration. No process is started for it. Thread-safe.
 */
final class LiblxcAddresses implements AddressFacet {

    private static final Set<DomainField> FIELDS = EnumSet.of(DomainField.STATUS);
    private static final Path NEIGHBOURS = Path.of("/proc/net/arp");
    private static final Set<AddressSource> KNOWN =
            EnumSet.of(AddressSource.AGENT, AddressSource.ARP, AddressSource.CONFIG);

    private final Containers containers;
    private final Inventory inventory;

    LiblxcAddresses(Containers containers, Inventory inventory) {
        this.containers = containers;
        this.inventory = inventory;
    }

    @Override
    public List<GuestAddress> addresses(DomainId id, Set<AddressSource> sources) {
        Failure attempt = containers.begin("ask for the addresses of", id, false);
        Inventory.Row row = inventory.look(id.key(), FIELDS, attempt).orElseThrow(() -> Containers.notFound(attempt));
        if (!row.live().runs()) {
            throw new InvalidStateException(attempt.because("the container does not run"));
        }
        if (sources.stream().noneMatch(KNOWN::contains)) {
            throw new UnsupportedCapabilityException(attempt.because(
                    "liblxc gives out no addresses: ask inside (AGENT), the host's neighbours (ARP), or the configuration"
                            + " (CONFIG)"));
        }
        List<ContainerCard> cards = ContainerCard.of(row.config());
        List<GuestAddress> addresses = new ArrayList<>();
        if (sources.contains(AddressSource.AGENT)) {
            addresses.addAll(inside(row.live().init(), cards));
        }
        if (sources.contains(AddressSource.ARP)) {
            addresses.addAll(neighbours(cards, attempt));
        }
        if (sources.contains(AddressSource.CONFIG)) {
            cards.forEach(card -> card.addresses()
                    .forEach(given -> addresses.add(new GuestAddress(
                            Optional.of(card.inside()),
                            card.mac(),
                            given.address(),
                            given.prefix(),
                            AddressSource.CONFIG))));
        }
        return addresses;
    }

    private static List<GuestAddress> inside(OptionalInt init, List<ContainerCard> cards) {
        if (init.isEmpty()) {
            return List.of();
        }
        return InsideAddresses.of(init.getAsInt()).stream()
                .map(found -> new GuestAddress(
                        found.device(),
                        found.device().flatMap(device -> mac(cards, device)),
                        found.address(),
                        found.prefix(),
                        AddressSource.AGENT))
                .toList();
    }

    private static Optional<MacAddress> mac(List<ContainerCard> cards, String device) {
        return cards.stream()
                .filter(card -> card.inside().equals(device))
                .flatMap(card -> card.mac().stream())
                .findFirst();
    }

    /** {@code address type flags mac mask device}. Source: proc(5). */
    private static List<GuestAddress> neighbours(List<ContainerCard> cards, Failure attempt) {
        List<GuestAddress> found = new ArrayList<>();
        for (String line : lines(attempt)) {
            List<String> fields = Splitter.onPattern("\\s+").omitEmptyStrings().splitToList(line);
            if (fields.size() < 6 || !InetAddresses.isInetAddress(fields.get(0))) {
                continue;
            }
            String mac = fields.get(3).toLowerCase(Locale.ROOT);
            cards.stream()
                    .filter(card -> card.mac().map(MacAddress::text).equals(Optional.of(mac)))
                    .findFirst()
                    .ifPresent(card -> found.add(new GuestAddress(
                            Optional.of(fields.get(5)),
                            card.mac(),
                            InetAddresses.forString(fields.get(0)),
                            32,
                            AddressSource.ARP)));
        }
        return found;
    }

    private static List<String> lines(Failure attempt) {
        try {
            return Files.readAllLines(NEIGHBOURS);
        } catch (IOException e) {
            throw new UnsupportedCapabilityException(
                    attempt.because("the host's neighbours cannot be read: " + e.getMessage())
                            .causedBy(e));
        }
    }
}
