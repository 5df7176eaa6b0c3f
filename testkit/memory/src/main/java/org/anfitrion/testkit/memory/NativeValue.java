package org.anfitrion.testkit.memory;

import org.anfitrion.api.error.InvalidSpecException;

/** How a value is written on one line of native text, so that it comes back the same. */
final class NativeValue {

    private NativeValue() {}

    static String escaped(String value) {
        StringBuilder text = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char letter = value.charAt(i);
            boolean outermost = i == 0 || i == value.length() - 1;
            switch (letter) {
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case ' ' -> text.append(outermost ? "\\s" : " ");
                default -> text.append(letter);
            }
        }
        return text.toString();
    }

    static String unescaped(String text) {
        StringBuilder value = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            value.append(letter == '\\' ? meaning(text, ++i) : letter);
        }
        return value.toString();
    }

    private static char meaning(String text, int at) {
        return switch (at < text.length() ? text.charAt(at) : ' ') {
            case '\\' -> '\\';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 's' -> ' ';
            default ->
                throw InvalidSpecException.of(
                        "native configuration", text, "a backslash stands before one of \\ n r t s only");
        };
    }
}
