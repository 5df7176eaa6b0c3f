package org.anfitrion.libvirt.xml.element;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.anfitrion.api.unit.DataSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {

    @ParameterizedTest
    @CsvSource({
        "b,1",
        "bytes,1",
        "byte,1",
        "k,1024",
        "K,1024",
        "KiB,1024",
        "kib,1024",
        "KB,1000",
        "M,1048576",
        "MiB,1048576",
        "MB,1000000",
        "G,1073741824",
        "GiB,1073741824",
        "GB,1000000000",
        "T,1099511627776",
        "TB,1000000000000",
        "PiB,1125899906842624",
        "PB,1000000000000000",
        "E,1152921504606846976",
        "EB,1000000000000000000"
    })
    void everyUnitOfLibvirtIsRead(String unit, long bytes) {
        assertEquals(Optional.of(DataSize.bytes(3 * bytes)), Texts.size("3", Optional.of(unit), "KiB"));
    }

    @Test
    void memoryWithoutAUnitIsInKibibytes() {
        assertEquals(Optional.of(DataSize.mebibytes(128)), Texts.size(" 131072 ", Optional.empty(), "KiB"));
        assertEquals(Optional.of(DataSize.mebibytes(128)), Texts.size("131072", Optional.of(""), "KiB"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"X", "KiBB", "bits", "kk", "i", "€"})
    void anUnknownUnitIsNoSize(String unit) {
        assertEquals(Optional.empty(), Texts.size("1", Optional.of(unit), "KiB"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "1e9", "0x10", "many", "99999999999999999999999", "8"})
    void whatIsNoSizeIsNone(String value) {
        assertEquals(Optional.empty(), Texts.size(value, Optional.of("EiB"), "KiB"));
    }
}
