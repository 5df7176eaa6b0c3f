package org.anfitrion.api.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.anfitrion.api.error.InvalidSpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubnetTest {

    private static final DhcpHost WEB = DhcpHost.of("52:54:00:00:00:01", "10.1.2.3");

    @Test
    void aSubnetIsReadFromItsUsualNotation() {
        Subnet subnet = Subnet.of("10.1.2.1/23");
        assertEquals(Subnet.address("10.1.2.1"), subnet.gateway());
        assertEquals(23, subnet.prefix());
        assertEquals(64, Subnet.of("fd00::1/64").prefix());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.1.2.1",
                "10.1.2.1/",
                "10.1.2.1/0",
                "10.1.2.1/33",
                "fd00::1/129",
                "host/24",
                "10.1.2/24",
                "/24"
            })
    void whatIsNoSubnetIsRefused(String text) {
        assertThrows(InvalidSpecException.class, () -> Subnet.of(text));
    }

    @Test
    void anAddressIsInsideByTheBitsOfThePrefix() {
        Subnet subnet = Subnet.of("10.1.2.1/23");
        assertTrue(subnet.contains(Subnet.address("10.1.3.255")));
        assertFalse(subnet.contains(Subnet.address("10.1.4.0")));
        assertFalse(subnet.contains(Subnet.address("10.1.1.255")));
        assertFalse(subnet.contains(Subnet.address("fd00::1")));
        assertTrue(Subnet.of("10.1.2.1/32").contains(Subnet.address("10.1.2.1")));
        assertFalse(Subnet.of("10.1.2.1/32").contains(Subnet.address("10.1.2.0")));
    }

    @Test
    void whatIsGivenOutLiesInside() {
        Subnet subnet = Subnet.of("10.1.2.1/24");
        assertEquals(
                List.of(AddressRange.of("10.1.2.0", "10.1.2.255")),
                subnet.dhcp("10.1.2.0", "10.1.2.255").dhcpRanges());
        assertThrows(InvalidSpecException.class, () -> subnet.dhcp("10.1.1.255", "10.1.2.9"));
        assertThrows(InvalidSpecException.class, () -> subnet.dhcp("10.1.2.9", "10.1.3.0"));
        assertThrows(InvalidSpecException.class, () -> Subnet.of("10.1.3.1/24").host(WEB));
    }

    @Test
    void aRangeDoesNotEndBeforeItBegins() {
        assertThrows(InvalidSpecException.class, () -> AddressRange.of("10.1.2.9", "10.1.2.8"));
        assertThrows(InvalidSpecException.class, () -> AddressRange.of("10.1.2.9", "fd00::1"));
        assertEquals(AddressRange.of("10.1.2.200", "10.1.2.200"), AddressRange.of("10.1.2.200", "10.1.2.200"));
    }

    @Test
    void aCardOrAnAddressIsKeptOnce() {
        Subnet subnet = Subnet.of("10.1.2.1/24").host(WEB);
        assertEquals(List.of(WEB), subnet.dhcpHosts());
        assertThrows(InvalidSpecException.class, () -> subnet.host(DhcpHost.of("52:54:00:00:00:02", "10.1.2.3")));
        assertThrows(InvalidSpecException.class, () -> subnet.host(DhcpHost.of("52:54:00:00:00:01", "10.1.2.4")));
        assertEquals(List.of(), subnet.dhcpHosts(List.of()).dhcpHosts());
    }

    @Test
    void aBridgedNetworkNamesItsBridgeAndHasNoAddresses() {
        NetworkSpec bridged = NetworkSpec.bridged("lan", "br0");
        assertThrows(InvalidSpecException.class, () -> bridged.subnets(List.of(Subnet.of("10.1.2.1/24"))));
        assertThrows(
                InvalidSpecException.class,
                () -> new NetworkSpec(
                        "lan",
                        bridged.uuid(),
                        new Forward.Bridge(),
                        java.util.Optional.empty(),
                        bridged.domainName(),
                        List.of(),
                        false));
        assertThrows(InvalidSpecException.class, () -> NetworkSpec.isolated("a/b"));
        assertThrows(InvalidSpecException.class, () -> bridged.domainName("two words"));
    }
}
