package org.anfitrion.driver.lxc.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.anfitrion.api.domain.NicModel;
import org.anfitrion.api.domain.NicSource;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.unit.MacAddress;

/**
 * A container's network cards: {@code lxc.net.N}, where N may be any number. A card of type {@code empty} is none: the container
 * has a loop of its own, and nothing else.
 */
final class Cards {

    private static final String NET = "lxc.net";
    private static final Pattern TYPE = Pattern.compile("lxc\\.net\\.(\\d{1,9})\\.type");
    private static final Pattern CARD = Pattern.compile("lxc\\.net\\.(\\d{1,9})\\..+");

    /** A card that shares an interface of the host with it; without it the interface moves into the container. */
    static final NicModel MACVLAN = new NicModel("macvlan");

    private Cards() {}

    /** A card and its number. */
    private record Card(int number, NicSpec nic) {}

    static List<NicSpec> read(LxcConfig config) {
        return cards(config).stream().map(Card::nic).toList();
    }

    private static List<Card> cards(LxcConfig config) {
        Set<MacAddress> known = new HashSet<>();
        List<Card> cards = new ArrayList<>();
        numbers(config).forEach(number -> card(config, number).ifPresent(nic -> {
            // liblxc gives two cards one address if it is told so; a description cannot.
            boolean again = nic.mac().filter(mac -> !known.add(mac)).isPresent();
            cards.add(new Card(number, again ? withoutMac(nic) : nic));
        }));
        return cards;
    }

    /** The numbers of cards of all types, sorted. */
    static List<Integer> numbers(LxcConfig config) {
        return config.keys().stream()
                .map(TYPE::matcher)
                .filter(Matcher::matches)
                .map(matcher -> Integer.valueOf(matcher.group(1)))
                .sorted()
                .toList();
    }

    private static NicSpec withoutMac(NicSpec nic) {
        return new NicSpec(nic.source(), Optional.empty(), nic.model(), nic.linkUp(), nic.bandwidth());
    }

    private static Optional<NicSpec> card(LxcConfig config, int number) {
        String type = config.get(key(number, "type")).orElse("");
        if (type.equals("empty")) {
            return Optional.empty();
        }
        NicSpec nic = NicSpec.of(source(config, number, type));
        NicSpec card = type.equals(MACVLAN.name()) ? nic.model(MACVLAN) : nic;
        return config.get(key(number, "hwaddr"))
                .flatMap(text -> Amounts.fit(() -> card.mac(text)))
                .or(() -> Optional.of(card));
    }

    private static NicSource source(LxcConfig config, int number, String type) {
        Optional<String> link = config.get(key(number, "link"));
        boolean routed = config.get(key(number, "veth.mode")).orElse("").equals("router");
        Supplier<NicSource> unknown = () -> new NicSource.Native(type);
        return switch (type) {
            case "veth" ->
                link.isEmpty()
                        ? new NicSource.Unconnected()
                        : routed
                                ? new NicSource.Native("veth in router mode")
                                : link.flatMap(name -> Amounts.<NicSource>fit(() -> new NicSource.Bridge(name)))
                                        .orElseGet(unknown);
            case "macvlan", "phys" ->
                link.flatMap(name -> Amounts.<NicSource>fit(() -> new NicSource.HostInterface(name)))
                        .orElseGet(unknown);
            default -> unknown.get();
        };
    }

    static String key(int number, String part) {
        return NET + "." + number + "." + part;
    }

    /** What a card says; empty for one that a description cannot ask for. */
    private static Map<String, String> parts(NicSpec nic) {
        Map<String, String> parts = new LinkedHashMap<>();
        if (nic.source() instanceof NicSource.HostInterface host) {
            boolean shared = nic.model().equals(Optional.of(MACVLAN));
            parts.put("type", shared ? "macvlan" : "phys");
            parts.put("link", host.device());
            if (shared) {
                parts.put("macvlan.mode", "bridge");
            }
        } else if (nic.source() instanceof NicSource.Bridge bridge) {
            parts.put("type", "veth");
            parts.put("link", bridge.device());
        } else if (nic.source() instanceof NicSource.Unconnected) {
            parts.put("type", "veth");
        } else {
            return Map.of();
        }
        parts.put("flags", "up");
        nic.mac().ifPresent(mac -> parts.put("hwaddr", mac.text()));
        return parts;
    }

    /** Writes what differs; a card is found again by its address, or by being as it was. */
    static LxcConfig write(LxcConfig config, List<NicSpec> wanted) {
        List<Card> left = new ArrayList<>(cards(config));
        Map<NicSpec, Card> found = new LinkedHashMap<>();
        List<NicSpec> fresh = new ArrayList<>();
        for (NicSpec nic : wanted) {
            Optional<Card> same = left.stream()
                    .filter(card -> nic.mac().isPresent()
                            ? card.nic().mac().equals(nic.mac())
                            : card.nic().equals(nic))
                    .findFirst();
            same.ifPresentOrElse(
                    card -> {
                        left.remove(card);
                        found.put(nic, card);
                    },
                    () -> fresh.add(nic));
        }
        LxcConfig changed = config;
        for (Map.Entry<NicSpec, Card> kept : found.entrySet()) {
            changed = change(changed, kept.getValue(), kept.getKey());
        }
        for (Card gone : left) {
            changed = changed.removeBelow(NET + "." + gone.number());
        }
        for (NicSpec nic : fresh) {
            changed = add(changed, nic);
        }
        return isolated(changed);
    }

    private static LxcConfig change(LxcConfig config, Card card, NicSpec wanted) {
        Map<String, String> before = parts(card.nic());
        Map<String, String> after = parts(wanted);
        LxcConfig changed = config;
        if (!before.equals(after)) {
            for (String part : before.keySet()) {
                changed = after.containsKey(part) ? changed : changed.remove(key(card.number(), part));
            }
            for (Map.Entry<String, String> part : after.entrySet()) {
                if (!part.getValue().equals(before.get(part.getKey()))) {
                    changed = changed.set(key(card.number(), part.getKey()), part.getValue());
                }
            }
        }
        return changed;
    }

    private static LxcConfig add(LxcConfig config, NicSpec nic) {
        int next = 0;
        LxcConfig changed = config;
        for (String key : config.keys()) {
            Matcher matcher = CARD.matcher(key);
            if (matcher.matches()) {
                int other = Integer.parseInt(matcher.group(1));
                if (config.get(key(other, "type")).equals(Optional.of("empty"))) {
                    changed = changed.removeBelow(NET + "." + other);
                } else {
                    next = Math.max(next, other + 1); // guests count their cards in the order of these numbers
                }
            }
        }
        for (Map.Entry<String, String> part : parts(nic).entrySet()) {
            changed = changed.set(key(next, part.getKey()), part.getValue());
        }
        return changed;
    }

    /** Without a card a container says so, since what says nothing depends on who reads it. */
    private static LxcConfig isolated(LxcConfig config) {
        boolean any = config.keys().stream().anyMatch(key -> TYPE.matcher(key).matches());
        return any ? config : config.set(key(0, "type"), "empty");
    }
}
