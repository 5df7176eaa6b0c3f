package org.anfitrion.driver.vbox.network;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class HostInterfaceTest {

    /** Written by hand, line for line after what {@code list bridgedifs} of 7.2 prints: the same code prints both. */
    private static final String PRINTED = """
            Name:            vboxnet0
            GUID:            786f6276-656e-4074-8000-0a0027000000
            DHCP:            Disabled
            IPAddress:       192.168.56.1
            NetworkMask:     255.255.255.0
            IPV6Address:     fe80::800:27ff:fe00:0
            IPV6NetworkMaskPrefixLength: 64
            HardwareAddress: 0a:00:27:00:00:00
            MediumType:      Ethernet
            Wireless:        No
            Status:          Up
            VBoxNetworkName: HostInterfaceNetworking-vboxnet0

            Name:            vboxnet1
            GUID:            786f6276-656e-4174-8000-0a0027000001
            DHCP:            Disabled
            IPAddress:       192.168.57.1
            NetworkMask:     255.255.255.0
            Status:          Down
            VBoxNetworkName: HostInterfaceNetworking-vboxnet1

            """;

    @Test
    void eachInterfaceHasItsAddressAndItsState() {
        List<HostInterface> all = HostInterface.parse(PRINTED);
        assertAll(
                () -> assertEquals(
                        List.of("vboxnet0", "vboxnet1"),
                        all.stream().map(HostInterface::name).toList()),
                () -> assertTrue(all.get(0).isUp()),
                () -> assertFalse(all.get(1).isUp()),
                () -> assertEquals("192.168.56.1", all.get(0).address()),
                () -> assertEquals("255.255.255.0", all.get(0).mask()),
                () -> assertEquals(
                        "HostInterfaceNetworking-vboxnet1", all.get(1).networkName()));
    }

    @Test
    void noLinesAreNoInterface() {
        assertEquals(List.of(), HostInterface.parse(""));
    }
}
