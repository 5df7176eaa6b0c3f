package org.anfitrion.api.unit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.anfitrion.api.error.InvalidSpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitTest {

    @ParameterizedTest
    @CsvSource({"0, 0 B", "1023, 1023 B", "1024, 1 KiB", "134217728, 128 MiB", "134217729, 134217729 B"})
    void aSizeIsShownInTheLargestUnitThatStatesItExactly(long bytes, String shown) {
        assertEquals(shown, DataSize.bytes(bytes).toString());
    }

    @Test
    void anAddressIsReadInEitherCaseAndShownInLower() {
        MacAddress address = MacAddress.of("52:54:00:AB:CD:EF");
        assertEquals("52:54:00:ab:cd:ef", address.toString());
        assertArrayEquals(new byte[] {0x52, 0x54, 0, (byte) 0xab, (byte) 0xcd, (byte) 0xef}, address.octets());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "52:54:00:ab:cd", "52-54-00-ab-cd-ef", "52:54:00:ab:cd:eg", "01:00:5e:00:00:01"})
    void whatIsNotTheAddressOfOneCardIsRefused(String text) {
        assertThrows(InvalidSpecException.class, () -> MacAddress.of(text));
    }
}
