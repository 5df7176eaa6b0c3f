package org.anfitrion.driver.lxc.liblxc;

import com.google.common.base.Splitter;
import com.google.common.io.BaseEncoding;
import com.google.common.net.InetAddresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The addresses in the network of a process, as the kernel shows them in {@code /proc/PID/net}: nobody enters that network, and no
 * program of it is asked. Source: proc(5), Documentation/networking/fib_trie.rst of Linux; {@code /proc/net/if_inet6}.
 */
final class InsideAddresses {

    private static final Pattern LEAF = Pattern.compile("\\s*\\|-- (\\d{1,3}(?:\\.\\d{1,3}){3})");
    private static final Pattern LOCAL = Pattern.compile("\\s*/32 host LOCAL.*");
    private static final Pattern INET6 =
            Pattern.compile("([0-9a-f]{32}) [0-9a-f]{2,8} ([0-9a-f]{2}) [0-9a-f]{2} ([0-9a-f]{2,8})\\s+(\\S+)");

    /** Not yet, or not any more, to be used: IFA_F_TENTATIVE and IFA_F_DADFAILED of linux/if_addr.h. */
    private static final int UNUSABLE = 0x40 | 0x08;

    private InsideAddresses() {}

    /**
     * An address.
     *
     * @param device what the card is called inside; empty if no route tells
     * @param address the address
     * @param prefix the length of the network's part, in bits
     */
    record Inside(Optional<String> device, InetAddress address, int prefix) {}

    /** A network that is reached without a gateway. */
    private record Link(String device, int network, int mask) {

        boolean has(int address) {
            return (address & mask) == network;
        }

        int prefix() {
            return Integer.bitCount(mask);
        }
    }

    /** Reads all but those of the loop; none if the process has ended. */
    static List<Inside> of(long process) {
        Path net = Path.of("/proc", Long.toString(process), "net");
        try {
            List<Inside> all = new ArrayList<>(
                    four(Files.readString(net.resolve("fib_trie")), Files.readString(net.resolve("route"))));
            if (Files.exists(net.resolve("if_inet6"))) {
                all.addAll(six(Files.readString(net.resolve("if_inet6"))));
            }
            return all;
        } catch (IOException e) {
            return List.of(); // it has ended meanwhile
        }
    }

    static List<Inside> four(String trie, String routes) {
        Set<InetAddress> local = new LinkedHashSet<>();
        String leaf = "";
        for (String line : Splitter.on('\n').split(trie)) {
            Matcher matcher = LEAF.matcher(line);
            if (matcher.matches()) {
                leaf = matcher.group(1);
            } else if (!leaf.isEmpty() && LOCAL.matcher(line).matches() && InetAddresses.isInetAddress(leaf)) {
                local.add(InetAddresses.forString(leaf));
            }
        }
        List<Link> links = links(routes);
        return local.stream()
                .filter(address -> !address.isLoopbackAddress())
                .map(address -> {
                    int number = InetAddresses.coerceToInteger(address);
                    Optional<Link> link =
                            links.stream().filter(one -> one.has(number)).max(Comparator.comparingInt(Link::prefix));
                    return new Inside(
                            link.map(Link::device),
                            address,
                            link.map(Link::prefix).orElse(32));
                })
                .toList();
    }

    /** {@code Iface Destination Gateway Flags RefCnt Use Metric Mask …}, the numbers as they lie in memory. */
    private static List<Link> links(String routes) {
        List<Link> links = new ArrayList<>();
        for (String line : Splitter.on('\n').split(routes)) {
            List<String> fields = Splitter.onPattern("\\s+").omitEmptyStrings().splitToList(line);
            if (fields.size() > 7
                    && Stream.of(1, 2, 7).allMatch(i -> fields.get(i).matches("[0-9A-F]{8}"))
                    && number(fields.get(2)) == 0
                    && number(fields.get(7)) != 0) {
                links.add(new Link(fields.get(0), number(fields.get(1)), number(fields.get(7))));
            }
        }
        return links;
    }

    private static int number(String hex) {
        byte[] bytes = BaseEncoding.base16().decode(hex);
        int asWritten = ByteBuffer.wrap(bytes).getInt();
        return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? Integer.reverseBytes(asWritten) : asWritten;
    }

    /** {@code address ifindex prefix scope flags device}. */
    static List<Inside> six(String text) {
        List<Inside> all = new ArrayList<>();
        for (String line : Splitter.on('\n').split(text)) {
            Matcher matcher = INET6.matcher(line.strip().toLowerCase(Locale.ROOT));
            if (matcher.matches() && (HexFormat.fromHexDigits(matcher.group(3)) & UNUSABLE) == 0) {
                InetAddress address = address(HexFormat.of().parseHex(matcher.group(1)));
                if (!address.isLoopbackAddress()) {
                    String device = line.strip().replaceFirst(".*\\s", "");
                    all.add(new Inside(Optional.of(device), address, HexFormat.fromHexDigits(matcher.group(2))));
                }
            }
        }
        return all;
    }

    private static InetAddress address(byte[] octets) {
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("sixteen octets are an address", e);
        }
    }
}
