package org.anfitrion.libvirt.schema;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The source of an enumeration that newer versions add to: a record of its text, with constants. */
final class EnumerationText {

    private EnumerationText() {}

    static String of(String name, List<String> words) {
        StringBuilder constants = new StringBuilder();
        Set<String> taken = new HashSet<>();
        for (String word : words) {
            String constant = constant(word);
            while (!taken.add(constant)) {
                constant += "_";
            }
            constants.append("        /** The value {@code %s}. */\n".formatted(word));
            constants.append(
                    "        public static final %s %s = new %s(\"%s\");\n\n".formatted(name, constant, name, word));
        }
        return """

                    /**
                     * What {@code %s} can be: these values, and those that newer versions of libvirt know.
                     *
                     * @param text the value as it stands in the XML
                     */
                    public record %s(String text) implements OpenValue {
                %s        @Override
                        public String toString() {
                            return text;
                        }
                    }
                """.formatted(name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1), name, constants);
    }

    private static String constant(String word) {
        String plain =
                word.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_").replaceAll("^_|_$", "");
        return plain.isEmpty() ? "NONE" : Character.isDigit(plain.charAt(0)) ? "V" + plain : plain;
    }
}
