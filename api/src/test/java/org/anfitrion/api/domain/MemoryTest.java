package org.anfitrion.api.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.unit.DataSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryTest {

    private static final long MIB = 1L << 20;
    private static final long PIB = 1L << 50;

    @Test
    void aFixedAmountIsItsOwnMaximum() {
        DataSize size = DataSize.mebibytes(64);
        assertEquals(new Memory(size, size), Memory.of(size));
        assertEquals("64 MiB", Memory.of(size).toString());
    }

    @Test
    void memoryThatCanGrowShowsHowFar() {
        assertEquals("1 MiB of 4 PiB", new Memory(DataSize.bytes(MIB), DataSize.bytes(4 * PIB)).toString());
    }

    @Test
    void theLeastAndTheMostAreTaken() {
        assertEquals(MIB, Memory.of(DataSize.bytes(MIB)).current().bytes());
        assertEquals(4 * PIB, Memory.of(DataSize.bytes(4 * PIB)).maximum().bytes());
    }

    @ParameterizedTest
    @CsvSource({
        "1048575, 1048576, 1048575 B, 1 MiB or more",
        "1048576, 4503599627370497, 4503599627370497 B, 4 PiB or less",
        "2097153, 2097152, 2097153 B, exceeds the maximum of 2 MiB"
    })
    void anotherAmountIsRefusedAndTheMessageSaysWhy(long current, long maximum, String refused, String why) {
        InvalidSpecException e = assertThrows(
                InvalidSpecException.class, () -> new Memory(DataSize.bytes(current), DataSize.bytes(maximum)));
        assertEquals("memory '" + refused + "'", e.failure().target());
        assertTrue(e.failure().reason().contains(why), e.getMessage());
    }
}
