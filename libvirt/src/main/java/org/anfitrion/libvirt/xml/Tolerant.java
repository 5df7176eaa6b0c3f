package org.anfitrion.libvirt.xml;

import com.google.common.base.CharMatcher;
import java.util.Optional;
import java.util.function.Function;
import org.anfitrion.api.error.InvalidSpecException;
import org.jspecify.annotations.Nullable;

/** Reading of values that somebody else wrote and that need not be to our types' liking. */
final class Tolerant {

    private static final CharMatcher CONTROL = CharMatcher.javaIsoControl();

    private Tolerant() {}

    /** Makes a typed value; empty if there is none, or none that the type accepts. */
    static <T> Optional<T> value(@Nullable String text, Function<String, T> type) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(type.apply(text));
        } catch (InvalidSpecException refused) {
            return Optional.empty();
        }
    }

    /** Reads a number; what is none, or out of the range, becomes the nearest that is in it. */
    static int number(@Nullable String text, int ifNone, int least, int most) {
        if (text == null) {
            return ifNone;
        }
        try {
            return (int) Math.max(least, Math.min(most, Long.parseLong(text.strip())));
        } catch (NumberFormatException e) {
            return ifNone;
        }
    }

    static String oneLine(String text) {
        return CONTROL.replaceFrom(text, ' ');
    }
}
