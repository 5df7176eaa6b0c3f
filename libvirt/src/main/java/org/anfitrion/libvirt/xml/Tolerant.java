package org.anfitrion.libvirt.xml;

import com.google.common.base.CharMatcher;
import java.util.Optional;
import java.util.function.Function;
import org.anfitrion.api.error.InvalidSpecException;

/** Reading of values that somebody else wrote and that need not be to our types' liking. */
final class Tolerant {

    private static final CharMatcher CONTROL = CharMatcher.javaIsoControl();

    private Tolerant() {}

    /** Makes a typed value; empty if there is none, or none that the type accepts. */
    static <S, T> Optional<T> value(Optional<S> text, Function<S, T> type) {
        try {
            return text.map(type);
        } catch (InvalidSpecException refused) {
            return Optional.empty();
        }
    }

    /** Reads a number; one out of the range, becomes the nearest that is in it. */
    static int number(Optional<Long> number, int ifNone, int least, int most) {
        return number.map(it -> (int) Math.max(least, Math.min(most, it))).orElse(ifNone);
    }

    static String oneLine(String text) {
        return CONTROL.replaceFrom(text, ' ');
    }
}
