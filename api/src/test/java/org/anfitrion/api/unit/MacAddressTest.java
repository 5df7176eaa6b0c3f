package org.anfitrion.api.unit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.anfitrion.api.error.InvalidSpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MacAddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"00:16:3e:00:00:01", "02:00:00:00:00:01", "fe:ff:ff:ff:ff:ff", "0a:00:27:00:00:00"})
    void oneCardsOwnAddressIsTaken(String text) {
        assertEquals(text, MacAddress.of(text).text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"01:00:00:00:00:00", "03:00:00:00:00:01", "FF:ff:ff:ff:ff:ff", "33:33:00:00:00:01"})
    void anAddressOfManyIsRefusedAsItWasGiven(String text) {
        InvalidSpecException e = assertThrows(InvalidSpecException.class, () -> MacAddress.of(text));
        assertEquals("MAC address '" + text + "'", e.failure().target());
        assertTrue(e.failure().reason().contains("multicast"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"52:54:00:12:34:5", "52:54:00:12:34:567", "52:54:00:12:34:56:78", " 52:54:00:12:34:56"})
    void whatIsNotSixOctetsIsRefusedWithAnExample(String text) {
        InvalidSpecException e = assertThrows(InvalidSpecException.class, () -> MacAddress.of(text));
        assertEquals("MAC address '" + text + "'", e.failure().target());
        assertTrue(e.failure().reason().contains("52:54:00:12:34:56"));
    }

    @Test
    void theOctetsAreTheCallers() {
        MacAddress address = MacAddress.of("52:54:00:12:34:56");
        address.octets()[0] = 0;
        assertArrayEquals(new byte[] {0x52, 0x54, 0, 0x12, 0x34, 0x56}, address.octets());
    }
}
