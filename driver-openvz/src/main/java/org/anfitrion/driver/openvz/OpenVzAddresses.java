package org.anfitrion.driver.openvz;

import com.google.common.base.Splitter;
import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.network.AddressSource;
import org.anfitrion.api.network.GuestAddress;
import org.anfitrion.driver.openvz.config.Parameter;
import org.anfitrion.spi.AddressFacet;

/** The addresses of containers: those of the venet device, which their configuration gives them. Thread-safe. */
final class OpenVzAddresses implements AddressFacet {

    private final Containers containers;
    private final Definitions definitions;

    OpenVzAddresses(Containers containers, Definitions definitions) {
        this.containers = containers;
        this.definitions = definitions;
    }

    @Override
    public List<GuestAddress> addresses(DomainId id, Set<AddressSource> sources) {
        Failure attempt = containers.begin("ask for the addresses of", id, false);
        Inventory.Container container = definitions.live(id, attempt);
        if (!sources.contains(AddressSource.CONFIG)) {
            throw new UnsupportedCapabilityException(
                    attempt.because("OpenVZ gives containers the addresses of their configuration (CONFIG)"));
        }
        return container.config().words(Parameter.IP_ADDRESS).stream()
                .flatMap(text -> address(text).stream())
                .toList();
    }

    private static Optional<GuestAddress> address(String text) {
        List<String> parts = Splitter.on('/').splitToList(text);
        if (!InetAddresses.isInetAddress(parts.get(0))) {
            return Optional.empty();
        }
        InetAddress address = InetAddresses.forString(parts.get(0));
        int whole = address.getAddress().length * 8;
        return Optional.of(new GuestAddress(
                Optional.of("venet0"),
                Optional.empty(),
                address,
                parts.size() > 1 ? prefix(parts.get(1)).orElse(whole) : whole,
                AddressSource.CONFIG));
    }

    /** OpenVZ 7 writes masks, legacy OpenVZ the number of their bits. */
    private static Optional<Integer> prefix(String text) {
        if (text.matches("\\d{1,3}")) {
            return Optional.of(Integer.parseInt(text));
        }
        return InetAddresses.isInetAddress(text)
                ? Optional.of(Integer.bitCount(InetAddresses.coerceToInteger(InetAddresses.forString(text))))
                : Optional.empty();
    }
}
