package org.anfitrion.api.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.anfitrion.api.error.InvalidSpecException;

class DataSizeProperties {

    @Property
    void aSizeIsNeverNegativeAndNeverOverflows(@ForAll long count) {
        if (count >= 0 && count <= Long.MAX_VALUE >> 20) {
            assertEquals(count * 1024 * 1024, DataSize.mebibytes(count).bytes());
        } else {
            assertThrows(InvalidSpecException.class, () -> DataSize.mebibytes(count));
        }
    }

    @Property
    void conversionToLargerUnitsLosesNoByte(@ForAll @LongRange(min = 0) long bytes) {
        DataSize size = DataSize.bytes(bytes);
        long kibibytes = size.toKibibytes();
        assertTrue(kibibytes >= bytes / 1024 && kibibytes - bytes / 1024 <= 1);
        assertEquals(bytes % 1024 == 0, kibibytes == bytes / 1024);
    }

    @Property
    void sizesAreOrderedAsTheirBytes(@ForAll @LongRange(min = 0) long one, @ForAll @LongRange(min = 0) long other) {
        assertEquals(Long.compare(one, other), DataSize.bytes(one).compareTo(DataSize.bytes(other)));
    }
}
