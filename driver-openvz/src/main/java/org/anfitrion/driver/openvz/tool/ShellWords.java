package org.anfitrion.driver.openvz.tool;

import java.util.List;
import java.util.stream.Collectors;

/** Words as a shell reads them: each in single quotation marks, so that nothing in it is syntax (POSIX, "Quoting"). */
public final class ShellWords {

    private ShellWords() {}

    /**
     * Quotes a word.
     *
     * @param word any text without a NUL
     * @return what a shell reads as that word
     */
    public static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    /**
     * Quotes a command.
     *
     * @param words a program and its arguments
     * @return what a shell reads as these words
     */
    public static String quoted(List<String> words) {
        return words.stream().map(ShellWords::quoted).collect(Collectors.joining(" "));
    }
}
