package org.anfitrion.api;

import java.util.List;
import java.util.Optional;

/** A line for people about something that is not as described. */
final class Difference {

    private Difference() {}

    static void add(List<String> lines, String what, Object present, Object wanted) {
        if (!present.equals(wanted)) {
            lines.add(what + ": " + shown(present) + " -> " + shown(wanted));
        }
    }

    private static String shown(Object value) {
        return value instanceof Optional<?> optional
                ? optional.map(Object::toString).orElse("none")
                : value.toString();
    }
}
