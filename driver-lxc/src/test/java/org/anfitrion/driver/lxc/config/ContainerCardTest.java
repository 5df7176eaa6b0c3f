package org.anfitrion.driver.lxc.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.net.InetAddresses;
import java.util.List;
import java.util.Optional;
import org.anfitrion.api.unit.MacAddress;
import org.junit.jupiter.api.Test;

/** A card is called inside what liblxc calls it. */
class ContainerCardTest {

    @Test
    void cardsWithoutANameGetThoseThatAreLeft() {
        LxcConfig config = LxcConfig.parse("""
                lxc.net.0.type = empty
                lxc.net.1.type = veth
                lxc.net.1.name = eth0
                lxc.net.1.veth.pair = out1
                lxc.net.7.type = veth
                lxc.net.3.type = phys
                lxc.net.3.link = wlan0
                """);
        assertEquals(
                List.of("eth0", "wlan0", "eth1"),
                ContainerCard.of(config).stream().map(ContainerCard::inside).toList());
        assertEquals(Optional.of("out1"), ContainerCard.of(config).get(0).outside());
    }

    @Test
    void addressesAreReadWithTheirNetworks() {
        LxcConfig config = LxcConfig.parse("""
                lxc.net.0.type = veth
                lxc.net.0.hwaddr = 52:54:00:00:00:01
                lxc.net.0.ipv4.address = 10.2.3.5/24 10.2.3.255
                lxc.net.0.ipv4.address = 10.2.3.6
                lxc.net.0.ipv4.address = nonsense/7
                lxc.net.0.ipv6.address = 2003:db8::1/64
                """);
        ContainerCard card = ContainerCard.of(config).get(0);
        assertEquals(Optional.of(MacAddress.of("52:54:00:00:00:01")), card.mac());
        assertEquals(
                List.of(
                        new ContainerCard.Configured(InetAddresses.forString("10.2.3.5"), 24),
                        new ContainerCard.Configured(InetAddresses.forString("10.2.3.6"), 32),
                        new ContainerCard.Configured(InetAddresses.forString("2003:db8::1"), 64)),
                card.addresses());
    }
}
