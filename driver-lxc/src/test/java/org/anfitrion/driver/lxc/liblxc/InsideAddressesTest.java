package org.anfitrion.driver.lxc.liblxc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.net.InetAddresses;
import java.util.List;
import java.util.Optional;
import org.anfitrion.driver.lxc.liblxc.InsideAddresses.Inside;
import org.junit.jupiter.api.Test;

/** The kernel's tables are read as what they say; they are those of a machine with one card. */
class InsideAddressesTest {

    /** {@code cat /proc/net/route}. */
    private static final String ROUTES = """
            Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask		MTU	Window	IRTT
            eth0	00000000	010200C0	0003	0	0	0	00000000	0	0	0
            eth0	000200C0	00000000	0001	0	0	0	00FFFFFF	0	0	0
            """;

    /** {@code cat /proc/net/fib_trie}. */
    private static final String TRIE = """
            Main:
              +-- 0.0.0.0/0 3 0 5
                 |-- 0.0.0.0
                    /0 universe UNICAST
                 +-- 127.0.0.0/8 2 0 2
                    +-- 127.0.0.0/31 1 0 0
                       |-- 127.0.0.0
                          /8 host LOCAL
                       |-- 127.0.0.1
                          /32 host LOCAL
                    |-- 127.255.255.255
                       /32 link BROADCAST
                 +-- 192.0.2.0/24 2 0 2
                    +-- 192.0.2.0/30 2 0 2
                       |-- 192.0.2.0
                          /24 link UNICAST
                       |-- 192.0.2.2
                          /32 host LOCAL
                    |-- 192.0.2.255
                       /32 link BROADCAST
            Local:
              +-- 0.0.0.0/0 3 0 5
                       |-- 192.0.2.2
                          /32 host LOCAL
            """;

    /** {@code cat /proc/net/if_inet6}, and a line of a card whose address is not known to be free. */
    private static final String INET6 = """
            00000000000000000000000000000001 01 80 10 80       lo
            fe8000000000000000fc00fffe000001 04 40 20 80     eth0
            fd000000000000000000000000000002 04 40 00 82     eth0
            fd000000000000000000000000000003 05 40 00 40     eth1
            """;

    @Test
    void anAddressIsOfTheCardWhoseNetworkItIsIn() {
        assertEquals(
                List.of(new Inside(Optional.of("eth0"), InetAddresses.forString("192.0.2.2"), 24)),
                InsideAddresses.four(TRIE, ROUTES));
    }

    @Test
    void anAddressWithoutARouteIsOfNoCard() {
        assertEquals(
                List.of(new Inside(Optional.empty(), InetAddresses.forString("192.0.2.2"), 32)),
                InsideAddresses.four(TRIE, ""));
    }

    @Test
    void longAddressesAreReadButThoseOfTheLoopAndThoseThatMayBeAnothers() {
        assertEquals(
                List.of(
                        new Inside(Optional.of("eth0"), InetAddresses.forString("fe80::fc:ff:fe00:1"), 64),
                        new Inside(Optional.of("eth0"), InetAddresses.forString("fd00::2"), 64)),
                InsideAddresses.six(INET6));
    }

    @Test
    void aProcessThatIsGoneHasNone() {
        assertEquals(List.of(), InsideAddresses.of(0));
    }
}
