package org.anfitrion.driver.vbox.raw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.anfitrion.api.error.InvalidSpecException;
import org.junit.jupiter.api.Test;

class RawCallsTest {

    @Test
    void wordsAreApartByBlanksAndQuotationMarksKeepThemTogether() {
        assertEquals(List.of("list", "vms"), RawCalls.words("  list\tvms\n"));
        assertEquals(
                List.of("modifyvm", "{}", "--name", "a b", "--description=it's \"so\"", ""),
                RawCalls.words("modifyvm {} --name 'a b' --description=\"it's \\\"so\\\"\" ''"));
    }

    @Test
    void nothingHasTheMeaningThatItHasInAShell() {
        assertEquals(
                List.of("list", "$(id)", ";", "|", "*", "a\\b", "`x`"), RawCalls.words("list $(id) ; | * a\\b `x`"));
    }

    @Test
    void aRequestThatIsNotWholeIsRefused() {
        assertThrows(InvalidSpecException.class, () -> RawCalls.words("list 'vms"));
        assertThrows(InvalidSpecException.class, () -> RawCalls.words("  "));
    }
}
