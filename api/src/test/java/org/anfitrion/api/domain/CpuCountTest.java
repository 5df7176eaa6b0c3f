package org.anfitrion.api.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.anfitrion.api.error.InvalidSpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CpuCountTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8192})
    void aFixedCountIsItsOwnMaximum(int count) {
        assertEquals(new CpuCount(count, count), CpuCount.of(count));
        assertEquals(Integer.toString(count), CpuCount.of(count).toString());
    }

    @Test
    void aCountThatCanGrowShowsHowFar() {
        assertEquals("1 of 8192", new CpuCount(1, 8192).toString());
    }

    @ParameterizedTest
    @CsvSource({"0, 0, from 1 to 8192", "0, 4, from 1 to 8192", "1, 8193, from 1 to 8192", "5, 4, exceeds the maximum"})
    void anotherCountIsRefusedAndTheMessageSaysWhy(int current, int maximum, String why) {
        InvalidSpecException e = assertThrows(InvalidSpecException.class, () -> new CpuCount(current, maximum));
        assertEquals(
                "CPU count '" + current + " of " + maximum + "'", e.failure().target());
        assertTrue(e.failure().reason().contains(why), e.getMessage());
    }
}
