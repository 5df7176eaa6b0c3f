package org.anfitrion.spi.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.anfitrion.api.error.InvalidSpecException;
import org.junit.jupiter.api.Test;

class CommandWordsTest {

    @Test
    void wordsAreApartByBlanksAndQuotationMarksKeepThemTogether() {
        assertEquals(List.of("list", "vms"), CommandWords.parse("  list\tvms\n"));
        assertEquals(
                List.of("modifyvm", "{}", "--name", "a b", "--description=it's \"so\"", ""),
                CommandWords.parse("modifyvm {} --name 'a b' --description=\"it's \\\"so\\\"\" ''"));
    }

    @Test
    void nothingHasTheMeaningThatItHasInAShell() {
        assertEquals(
                List.of("list", "$(id)", ";", "|", "*", "a\\b", "`x`"),
                CommandWords.parse("list $(id) ; | * a\\b `x`"));
    }

    @Test
    void aRequestThatIsNotWholeIsRefused() {
        assertThrows(InvalidSpecException.class, () -> CommandWords.parse("list 'vms"));
        assertThrows(InvalidSpecException.class, () -> CommandWords.parse("  "));
    }
}
