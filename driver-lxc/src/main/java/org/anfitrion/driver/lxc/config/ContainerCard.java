package org.anfitrion.driver.lxc.config;

import com.google.common.base.Splitter;
import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.anfitrion.api.unit.MacAddress;

/**
 * A network card as a configuration has it, for what goes beyond descriptions. Source: lxc.container.conf(5).
 *
 * @param number its number, the N of {@code lxc.net.N}
 * @param type its type, such as {@code veth}; never {@code empty}
 * @param inside what it is called in the container
 * @param outside what its other end is called on the host, if the configuration says so
 * @param mac its address, if the configuration says so
 * @param addresses the addresses that it is given at start
 */
public record ContainerCard(
        int number,
        String type,
        String inside,
        Optional<String> outside,
        Optional<MacAddress> mac,
        List<Configured> addresses) {

    /**
     * An address that a card is given.
     *
     * @param address the address
     * @param prefix the length of the network's part, in bits
     */
    public record Configured(InetAddress address, int prefix) {}

    /**
     * Takes a copy of the list.
     *
     * @param number its number, the N of {@code lxc.net.N}
     * @param type its type, such as {@code veth}; never {@code empty}
     * @param inside what it is called in the container
     * @param outside what its other end is called on the host, if the configuration says so
     * @param mac its address, if the configuration says so
     * @param addresses the addresses that it is given at start
     */
    public ContainerCard {
        addresses = List.copyOf(addresses);
    }

    /**
     * Reads the cards of a configuration.
     *
     * @param config the configuration
     * @return the cards in the order of their numbers, in which liblxc makes them
     */
    public static List<ContainerCard> of(LxcConfig config) {
        List<ContainerCard> cards = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (int number : Cards.numbers(config)) {
            String type = config.get(Cards.key(number, "type")).orElse("");
            if (type.equals("empty") || type.equals("none")) {
                continue;
            }
            String inside = config.get(Cards.key(number, "name"))
                    .or(() -> config.get(Cards.key(number, "link")).filter(link -> type.equals("phys")))
                    .orElseGet(() -> free(taken));
            taken.add(inside);
            cards.add(new ContainerCard(
                    number,
                    type,
                    inside,
                    config.get(Cards.key(number, "veth.pair")),
                    config.get(Cards.key(number, "hwaddr")).flatMap(text -> Amounts.fit(() -> MacAddress.of(text))),
                    Stream.concat(addresses(config, number, "ipv4", 32), addresses(config, number, "ipv6", 128))
                            .toList()));
        }
        return cards;
    }

    /**
     * Says in a configuration what its cards are called, so that they keep these names when others go.
     *
     * @param config the configuration of a container that runs
     * @return the same with a name for each card
     */
    public static LxcConfig named(LxcConfig config) {
        LxcConfig named = config;
        for (ContainerCard card : of(config)) {
            named = named.set(Cards.key(card.number(), "name"), card.inside());
        }
        return named;
    }

    /**
     * Says in a configuration what this card is called.
     *
     * @param config the configuration
     * @param name what it is called in the container
     * @param other what its other end is called on the host, if it has one
     * @return the same with the names
     */
    public LxcConfig called(LxcConfig config, String name, Optional<String> other) {
        LxcConfig called = config.set(Cards.key(number, "name"), name);
        return other.map(end -> called.set(Cards.key(number, "veth.pair"), end)).orElse(called);
    }

    /** The first name that the kernel has left for {@code eth%d}. */
    private static String free(Set<String> taken) {
        int number = 0;
        while (taken.contains("eth" + number)) {
            number++;
        }
        return "eth" + number;
    }

    /** Such as {@code 10.2.3.5/24 10.2.3.255}: the broadcast address is left out. */
    private static Stream<Configured> addresses(LxcConfig config, int number, String family, int bits) {
        return config.all(Cards.key(number, family + ".address")).stream().flatMap(text -> {
            List<String> parts = Splitter.on('/').splitToList(text.strip().replaceFirst("\\s.*", ""));
            String prefix = parts.size() > 1 ? parts.get(1) : Integer.toString(bits);
            return InetAddresses.isInetAddress(parts.get(0))
                            && prefix.matches("\\d{1,3}")
                            && Integer.parseInt(prefix) <= bits
                    ? Stream.of(new Configured(InetAddresses.forString(parts.get(0)), Integer.parseInt(prefix)))
                    : Stream.empty();
        });
    }
}
