package org.anfitrion.api.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.anfitrion.api.error.InvalidSpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DataSizeTest {

    static Stream<Arguments> units() {
        return Stream.of(
                unit("KiB", 1L << 10, DataSize::kibibytes),
                unit("MiB", 1L << 20, DataSize::mebibytes),
                unit("GiB", 1L << 30, DataSize::gibibytes),
                unit("TiB", 1L << 40, DataSize::tebibytes));
    }

    private static Arguments unit(String name, long bytes, LongFunction<DataSize> made) {
        return Arguments.of(name, bytes, made);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("units")
    void aUnitIs1024OfTheNextSmallerOne(String name, long bytes, LongFunction<DataSize> made) {
        assertEquals(3 * bytes, made.apply(3).bytes());
        assertEquals("3 " + name, made.apply(3).toString());
        assertEquals(DataSize.ZERO, made.apply(0));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("units")
    void theMostIsLessThan8ExbibytesAndNothingIsLessThanNothing(String name, long bytes, LongFunction<DataSize> made) {
        long most = Long.MAX_VALUE / bytes;
        assertEquals(most * bytes, made.apply(most).bytes());
        InvalidSpecException tooMuch = assertThrows(InvalidSpecException.class, () -> made.apply(most + 1));
        assertEquals("size '" + (most + 1) + " " + name + "'", tooMuch.failure().target());
        assertEquals("a size is less than 8 EiB", tooMuch.failure().reason());
        InvalidSpecException negative = assertThrows(InvalidSpecException.class, () -> made.apply(-1));
        assertEquals("size '-1 " + name + "'", negative.failure().target());
        assertEquals("a size is not negative", negative.failure().reason());
    }

    @Test
    void bytesAreCountedOneByOne() {
        assertEquals(0, DataSize.ZERO.bytes());
        assertEquals(new DataSize(7), DataSize.bytes(7));
        assertEquals(Long.MAX_VALUE, DataSize.bytes(Long.MAX_VALUE).bytes());
        assertThrows(InvalidSpecException.class, () -> DataSize.bytes(-1));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "1, 1, 1",
        "1024, 1, 1",
        "1025, 2, 1",
        "1048575, 1024, 1",
        "1048576, 1024, 1",
        "1048577, 1025, 2"
    })
    void aConversionRoundsUpAndNeverAway(long bytes, long kibibytes, long mebibytes) {
        assertEquals(kibibytes, DataSize.bytes(bytes).toKibibytes());
        assertEquals(mebibytes, DataSize.bytes(bytes).toMebibytes());
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1 B",
        "1536, 1536 B",
        "3221225472, 3 GiB",
        "1125899906842624, 1 PiB",
        "1152921504606846976, 1 EiB",
        "8070450532247928832, 7 EiB",
        "9223372036854775807, 9223372036854775807 B"
    })
    void theLargestUnitsAreShownToo(long bytes, String shown) {
        assertEquals(shown, DataSize.bytes(bytes).toString());
    }
}
