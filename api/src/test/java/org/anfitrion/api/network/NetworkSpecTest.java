package org.anfitrion.api.network;

import static org.anfitrion.api.Samples.NETWORK;
import static org.anfitrion.api.Samples.SUBNET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.anfitrion.api.Parts;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.unit.MacAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkSpecTest {

    private static final Subnet OTHER = Subnet.of("fd00::1/64");
    private static final DhcpHost MAIL = DhcpHost.of("52:54:00:00:00:02", "10.1.2.3");

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void onePartIsChangedAndTheOthersStay(String part, NetworkSpec changed, Object value) {
        assertEquals(Set.of(part), Parts.changed(NETWORK, changed));
        assertEquals(value, Parts.of(changed).get(part));
    }

    static Stream<Arguments> changes() {
        UUID number = new UUID(1, 2);
        return Stream.of(
                Arguments.of("uuid", NETWORK.uuid(number), Optional.of(number)),
                Arguments.of("bridge", NETWORK.bridge("br9"), Optional.of("br9")),
                Arguments.of("domainName", NETWORK.domainName("example.com"), Optional.of("example.com")),
                Arguments.of("subnets", NETWORK.subnets(List.of(OTHER)), List.of(OTHER)),
                Arguments.of("autostart", NETWORK.autostart(true), true));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aNetworkOfItsKindLeavesTheRestOpen(
            Forward forward, Optional<String> bridge, List<Subnet> subnets, NetworkSpec made) {
        assertEquals(new NetworkSpec("lan", Optional.empty(), forward, bridge, Optional.empty(), subnets, false), made);
    }

    static Stream<Arguments> kinds() {
        Optional<String> none = Optional.empty();
        return Stream.of(
                Arguments.of(new Forward.Nat(none), none, List.of(SUBNET), NetworkSpec.nat("lan", SUBNET)),
                Arguments.of(new Forward.Routed(none), none, List.of(SUBNET), NetworkSpec.routed("lan", SUBNET)),
                Arguments.of(new Forward.Isolated(), none, List.of(), NetworkSpec.isolated("lan")),
                Arguments.of(
                        new Forward.Isolated(),
                        none,
                        List.of(SUBNET, OTHER),
                        NetworkSpec.isolated("lan", SUBNET, OTHER)),
                Arguments.of(new Forward.Bridge(), Optional.of("br0"), List.of(), NetworkSpec.bridged("lan", "br0")));
    }

    @Test
    void aSubnetGrowsByWhatIsGivenOut() {
        AddressRange first = SUBNET.dhcpRanges().get(0);
        Subnet more = SUBNET.dhcp("10.1.2.30", "10.1.2.40");
        assertEquals(Set.of("dhcpRanges"), Parts.changed(SUBNET, more));
        assertEquals(List.of(first, AddressRange.of("10.1.2.30", "10.1.2.40")), more.dhcpRanges());
    }

    @Test
    void aSubnetGrowsByWhoIsKnown() {
        DhcpHost web = SUBNET.dhcpHosts().get(0);
        assertEquals(Set.of("dhcpHosts"), Parts.changed(SUBNET, SUBNET.host(MAIL)));
        assertEquals(List.of(web, MAIL), SUBNET.host(MAIL).dhcpHosts());
        assertEquals(Set.of("dhcpHosts"), Parts.changed(SUBNET, SUBNET.dhcpHosts(List.of(MAIL))));
        assertEquals(List.of(MAIL), SUBNET.dhcpHosts(List.of(MAIL)).dhcpHosts());
    }

    @Test
    void aKnownHostNeedsNoName() {
        assertEquals(MacAddress.of("52:54:00:00:00:02"), MAIL.mac());
        assertEquals(Subnet.address("10.1.2.3"), MAIL.address());
        assertEquals(Optional.empty(), MAIL.hostName());
    }

    @ParameterizedTest
    @CsvSource({"10.1.2.1/1, 1", "10.1.2.1/32, 32", "fd00::1/1, 1", "fd00::1/128, 128"})
    void thePrefixHasFromOneBitToAll(String text, int prefix) {
        assertEquals(prefix, Subnet.of(text).prefix());
    }

    @ParameterizedTest
    @CsvSource({"10.1.2.1/0, 1 to 32", "10.1.2.1/33, 1 to 32", "fd00::1/0, 1 to 128", "fd00::1/129, 1 to 128"})
    void noOtherPrefixIsTakenAndTheMessageSaysWhichWouldBe(String text, String range) {
        InvalidSpecException e = assertThrows(InvalidSpecException.class, () -> Subnet.of(text));
        assertTrue(e.getMessage().contains("prefix length") && e.getMessage().contains(range), e.getMessage());
    }

    /** A zone names an interface of the machine that reads it; networks are on hosts that may be others. */
    @ParameterizedTest
    @ValueSource(strings = {"fe80::1%nowhere", "fe80::1%lo", "fe80::1%1", "localhost", "10.1.2", "010.1.2.3", ""})
    void anAddressIsDigitsAndNothingElse(String text) {
        InvalidSpecException e = assertThrows(InvalidSpecException.class, () -> Subnet.of(text + "/64"));
        assertEquals("address '" + text + "'", e.failure().target());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("impossible")
    void whatCannotBeMeantIsRefusedByItsName(String refused, Supplier<?> made) {
        InvalidSpecException e = assertThrows(InvalidSpecException.class, made::get);
        assertTrue(e.getMessage().contains(refused), e.getMessage());
    }

    static Stream<Arguments> impossible() {
        return Stream.of(
                impossible("subnet '10.1.2.1'", () -> Subnet.of("10.1.2.1")),
                impossible("address '10.1.3.1'", () -> SUBNET.dhcp("10.1.2.1", "10.1.3.1")),
                impossible("not in 10.1.2.1/24", () -> SUBNET.dhcp("10.1.1.255", "10.1.2.1")),
                impossible("not in 10.1.2.1/24", () -> SUBNET.host(DhcpHost.of("52:54:00:00:00:02", "fd00::2"))),
                impossible("named twice", () -> SUBNET.host(MAIL).host(MAIL)),
                impossible("10.1.2.9 to 10.1.2.8", () -> AddressRange.of("10.1.2.9", "10.1.2.8")),
                impossible(
                        "host name 'two words'",
                        () -> new DhcpHost(MAIL.mac(), MAIL.address(), Optional.of("two words"))),
                impossible("forward device 'a b'", () -> new Forward.Nat(Optional.of("a b"))),
                impossible("forward device '-i'", () -> new Forward.Routed(Optional.of("-i"))),
                impossible("network name ''", () -> NetworkSpec.isolated("")),
                impossible("bridge 'br 0'", () -> NETWORK.bridge("br 0")),
                impossible("DNS domain '-a'", () -> NETWORK.domainName("-a")),
                impossible("no addresses of its own", () -> NetworkSpec.bridged("lan", "br0")
                        .subnets(List.of(SUBNET))));
    }

    private static Arguments impossible(String refused, Supplier<?> made) {
        return Arguments.of(refused, made);
    }
}
