package org.anfitrion.driver.lxc.config;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.unit.DataSize;

/** Numbers as control groups and mount options have them. Source: cgroups(7), memparse() of Linux. */
final class Amounts {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,19})([kmgtpe]?)b?");
    private static final String UNITS = "kmgtpe";

    /** What memory's files of version 1 say for no limit: the largest number of whole pages. */
    private static final long UNLIMITED = Long.MAX_VALUE & -65_536L;

    private Amounts() {}

    /** Reads a size such as {@code 128M}; empty for no limit, and for what is none. */
    static Optional<DataSize> size(String text) {
        Matcher matcher = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            long count = Long.parseLong(matcher.group(1));
            for (int unit = UNITS.indexOf(matcher.group(2)); !matcher.group(2).isEmpty() && unit >= 0; unit--) {
                count = Math.multiplyExact(count, 1024L);
            }
            return count >= UNLIMITED ? Optional.empty() : Optional.of(DataSize.bytes(count));
        } catch (NumberFormatException | ArithmeticException e) {
            return Optional.empty(); // more than there can be is no limit
        }
    }

    /** Reads a number that is not negative; empty for {@code max}, -1, and for what is none. */
    static OptionalLong number(String text) {
        String plain = text.strip();
        return plain.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(plain)) : OptionalLong.empty();
    }

    /** What can be read into a description; empty if no description can have it. */
    static <T> Optional<T> fit(Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (InvalidSpecException e) {
            return Optional.empty(); // liblxc takes it, a description does not: it is kept, and not shown
        }
    }
}
