package org.anfitrion.api.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.unit.DataSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IoLimitsTest {

    @Test
    void aLimitCountsForReadingAndWritingAlike() {
        assertEquals(new IoLimits(2048, 2048, 0, 0), IoLimits.bytesPerSecond(DataSize.kibibytes(2)));
        assertEquals(new IoLimits(0, 0, 7, 7), IoLimits.operationsPerSecond(7));
    }

    @Test
    void zeroIsNoLimit() {
        assertEquals(new IoLimits(0, 0, 0, 0), IoLimits.NONE);
        assertEquals(IoLimits.NONE, IoLimits.bytesPerSecond(DataSize.ZERO));
        assertEquals(IoLimits.NONE, IoLimits.operationsPerSecond(0));
        assertEquals(new Bandwidth(0, 0), Bandwidth.UNLIMITED);
    }

    @ParameterizedTest
    @CsvSource({"-1, 0, 0, 0", "0, -1, 0, 0", "0, 0, -1, 0", "0, 0, 0, -1"})
    void noLimitIsNegative(long readBytes, long writeBytes, long reads, long writes) {
        InvalidSpecException e =
                assertThrows(InvalidSpecException.class, () -> new IoLimits(readBytes, writeBytes, reads, writes));
        assertEquals(
                "I/O limits '" + readBytes + " " + writeBytes + " " + reads + " " + writes + "'",
                e.failure().target());
    }
}
