package org.anfitrion.driver.vbox.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GuestPropertiesTest {

    @Test
    void bothWaysOfPrintingAPropertyAreRead() {
        assertEquals(
                Map.of("/VirtualBox/GuestInfo/Net/0/V4/IP", "10.0.2.15", "/VirtualBox/GuestInfo/Net/Count", "1"),
                GuestProperties.parse("""
                        /VirtualBox/GuestInfo/Net/0/V4/IP = '10.0.2.15' @ 2026-11-22T09:52:39.798Z
                        Name: /VirtualBox/GuestInfo/Net/Count, value: 1, timestamp: 1795341159748971000, flags:
                        """));
    }

    @Test
    void aValueMayLookLikeWhatFollowsIt() {
        assertEquals(
                Map.of("/a", "it's, timestamp: ' @ 'x", "/b", ""),
                GuestProperties.parse("/a = 'it's, timestamp: ' @ 'x'   @ 2026-11-22T09:52:32.807Z TRANSIENT\n"
                        + "/b   = ''              @ 2026-11-22T09:52:32.807Z TRANSIENT, RDONLYGUEST\n"));
    }

    @Test
    void theFactsOfAGuestAreWhatItsAdditionsSay() {
        String printed = """
                /VirtualBox/GuestInfo/OS/Product = 'Linux' @ 2026-11-22T09:52:39.798Z
                /VirtualBox/GuestInfo/OS/Release = '6.1.0-18-amd64' @ 2026-11-22T09:52:39.798Z
                """;
        assertEquals(
                Optional.of("6.1.0-18-amd64"), GuestProperties.info(printed).kernel());
        assertEquals(Optional.of("linux"), GuestProperties.info(printed).systemId());
        assertEquals(Optional.empty(), GuestProperties.info("").systemName());
    }
}
