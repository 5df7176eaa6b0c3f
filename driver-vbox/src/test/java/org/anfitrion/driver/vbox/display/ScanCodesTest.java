package org.anfitrion.driver.vbox.display;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.anfitrion.api.display.KeyCode;
import org.junit.jupiter.api.Test;

class ScanCodesTest {

    private static List<Integer> codes(KeyCode... keys) {
        return Stream.of(keys).map(key -> ScanCodes.of(key).orElseThrow()).toList();
    }

    @Test
    void keysGoDownInTheirOrderAndComeUpBackwards() {
        List<Integer> three = codes(KeyCode.LEFT_CONTROL, KeyCode.LEFT_ALT, KeyCode.DELETE);
        assertEquals(List.of("1d", "38", "e0", "53"), ScanCodes.pressed(three));
        assertEquals(List.of("e0", "d3", "b8", "9d"), ScanCodes.released(three));
    }

    @Test
    void theFirstKeysAreTheirOwnCodesAndLaterOnesAreNot() {
        assertEquals(List.of("1c", "01", "39"), ScanCodes.pressed(codes(KeyCode.ENTER, KeyCode.ESCAPE, KeyCode.SPACE)));
        assertEquals(
                List.of("57", "58", "56"), ScanCodes.pressed(codes(new KeyCode(87), new KeyCode(88), new KeyCode(86))));
        assertEquals(List.of("e0", "48", "e0", "1c"), ScanCodes.pressed(codes(new KeyCode(103), new KeyCode(96))));
    }

    @Test
    void aKeyThatNoKeyboardOfAPcHasIsNotGuessed() {
        assertEquals(Optional.empty(), ScanCodes.of(new KeyCode(84)));
        assertEquals(Optional.empty(), ScanCodes.of(new KeyCode(255)));
    }
}
