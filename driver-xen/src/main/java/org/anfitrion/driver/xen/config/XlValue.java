package org.anfitrion.driver.xen.config;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** A value of a configuration of Xen's. Source: "Configuration file format" in xl.cfg(5). */
public sealed interface XlValue {

    /**
     * Prints it as Xen's own tool reads it.
     *
     * @return on one line
     */
    String print();

    /**
     * A text.
     *
     * @param text what it says, without quotes
     */
    record Text(String text) implements XlValue {
        /**
         * Checks that it is there.
         *
         * @param text what it says, without quotes
         */
        public Text {
            Objects.requireNonNull(text, "text");
        }

        @Override
        public String print() {
            StringBuilder quoted = new StringBuilder("\"");
            for (int at = 0; at < text.length(); at++) {
                char letter = text.charAt(at);
                switch (letter) {
                    case '"', '\\' -> quoted.append('\\').append(letter);
                    case '\n' -> quoted.append("\\n");
                    case '\r' -> quoted.append("\\r");
                    default -> quoted.append(letter);
                }
            }
            return quoted.append('"').toString();
        }
    }

    /**
     * A number; truth is 1.
     *
     * @param value the number
     */
    record Amount(long value) implements XlValue {
        @Override
        public String print() {
            return Long.toString(value);
        }
    }

    /**
     * A list, also of lists.
     *
     * @param items what is in it
     */
    record Items(List<XlValue> items) implements XlValue {
        /**
         * Takes a copy of the list.
         *
         * @param items what is in it
         */
        public Items {
            items = List.copyOf(items);
        }

        /**
         * Makes a list of texts.
         *
         * @param texts what is in it
         * @return the list
         */
        public static Items of(List<String> texts) {
            return new Items(texts.stream().<XlValue>map(Text::new).toList());
        }

        @Override
        public String print() {
            return items.isEmpty()
                    ? "[]"
                    : items.stream().map(XlValue::print).collect(Collectors.joining(", ", "[ ", " ]"));
        }
    }
}
