package org.anfitrion.libvirt.xml.element;

import org.anfitrion.api.error.InvalidSpecException;

/**
 * Texts as they stand in XML. What XML cannot hold at all, such as a NUL, is refused if it is strict: libvirt would refuse it
 * later.
 */
final class Escape {

    private Escape() {}

    /** Writes the text of an element; blanks and line ends stand for themselves. */
    static void text(String text, boolean strict, StringBuilder out) {
        int done = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            String escaped =
                    switch (character) {
                        case '&' -> "&amp;";
                        case '<' -> "&lt;";
                        case '>' -> "&gt;";
                        case '\r' -> "&#13;";
                        default -> "";
                    };
            if (!escaped.isEmpty()) {
                out.append(text, done, i).append(escaped);
                done = i + 1;
            } else if (strict && isRare(character)) {
                check(text, i);
            }
        }
        out.append(text, done, text.length());
    }

    /** Writes the value of an attribute, in which parsers make a blank of every tab and line end that is not escaped. */
    static void attribute(String value, boolean strict, StringBuilder out) {
        int done = 0;
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            String escaped =
                    switch (character) {
                        case '&' -> "&amp;";
                        case '<' -> "&lt;";
                        case '>' -> "&gt;";
                        case '"' -> "&quot;";
                        case '\t' -> "&#9;";
                        case '\n' -> "&#10;";
                        case '\r' -> "&#13;";
                        default -> "";
                    };
            if (!escaped.isEmpty()) {
                out.append(value, done, i).append(escaped);
                done = i + 1;
            } else if (strict && isRare(character)) {
                check(value, i);
            }
        }
        out.append(value, done, value.length());
    }

    private static boolean isRare(char character) {
        return character < ' ' || character >= Character.MIN_SURROGATE;
    }

    /** The characters of XML 1.0: production 2 of its specification. */
    private static void check(String text, int index) {
        char character = text.charAt(index);
        boolean paired = Character.isHighSurrogate(character)
                ? index + 1 < text.length() && Character.isLowSurrogate(text.charAt(index + 1))
                : !Character.isLowSurrogate(character)
                        || (index > 0 && Character.isHighSurrogate(text.charAt(index - 1)));
        boolean legal = character >= ' ' ? paired && character < '\uFFFE' : character == '\t' || character == '\n';
        if (!legal) {
            throw InvalidSpecException.of(
                    "text for XML", text, String.format("XML cannot hold the character U+%04X", (int) character));
        }
    }
}
