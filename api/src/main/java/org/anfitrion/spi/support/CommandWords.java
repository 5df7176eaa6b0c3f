package org.anfitrion.spi.support;

import java.util.ArrayList;
import java.util.List;
import org.anfitrion.api.error.InvalidSpecException;

/**
 * A request to a program as one text, for raw calls of backends that are programs: words are apart by blanks, and a word in quotation marks, single or double, keeps its
 * blanks. In double ones a backslash keeps the next character. There is no shell: nothing else has a meaning.
 */
public final class CommandWords {

    private CommandWords() {}

    /**
     * Reads a request.
     *
     * @param request the text
     * @return its words, at least one
     * @throws InvalidSpecException if it has none, or a quotation mark is not closed
     */
    public static List<String> parse(String request) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (int i = 0; i < request.length(); i++) {
            char next = request.charAt(i);
            if (quote == 0 && Character.isWhitespace(next)) {
                if (begun) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                begun = false;
            } else if (quote == 0 && (next == '"' || next == '\'')) {
                quote = next;
                begun = true;
            } else if (next == quote) {
                quote = 0;
            } else {
                boolean kept = next == '\\' && quote == '"' && i + 1 < request.length();
                word.append(kept ? request.charAt(++i) : next);
                begun = true;
            }
        }
        if (quote != 0) {
            throw InvalidSpecException.of("request", request, "a quotation mark is not closed");
        }
        if (begun) {
            words.add(word.toString());
        }
        if (words.isEmpty()) {
            throw InvalidSpecException.of("request", request, "it has no word");
        }
        return words;
    }
}
