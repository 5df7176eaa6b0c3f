package org.anfitrion.driver.openvz.config;

import com.google.common.base.Splitter;
import com.google.common.primitives.UnsignedLongs;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.unit.DataSize;

/**
 * A barrier and a limit, as resource parameters have them (vzctl(8), "User Beancounter limits"): what a container may use without
 * being told, and what it never gets more than.
 *
 * @param barrier the first number, in the unit
 * @param limit the second number, in the unit
 * @param unit what is counted
 */
public record Amount(long barrier, long limit, Unit unit) {

    /** No limit: the largest number that the kernel counts to. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    private static final String SUFFIXES = "BKMGT";

    /** What is counted, and how many bytes a number without a suffix stands for. */
    public enum Unit {
        /** Things such as processes: suffixes are not for them. */
        ITEMS(0),
        /** Bytes. */
        BYTES(1),
        /** Kibibytes, as disks are measured in. */
        KIBIBYTES(1024),
        /** Memory pages of 4 KiB, as the only architectures with OpenVZ have. */
        PAGES(4096);

        private final long bytes;

        Unit(long bytes) {
            this.bytes = bytes;
        }

        /**
         * Returns how many bytes one is.
         *
         * @return the bytes; 0 if it is no amount of data
         */
        public long bytes() {
            return bytes;
        }
    }

    /**
     * Checks the numbers.
     *
     * @param barrier the first number, in the unit
     * @param limit the second number, in the unit
     * @param unit what is counted
     * @throws InvalidSpecException if one is negative
     */
    public Amount {
        if (barrier < 0 || limit < 0) {
            throw InvalidSpecException.of("amount", barrier + ":" + limit, "it is not negative");
        }
    }

    /**
     * Returns a limit without a barrier: how physical memory and swap are limited.
     *
     * @param size the limit; what is no whole number of units is rounded up
     * @param unit pages, bytes or kibibytes
     * @return the amount
     */
    public static Amount limitOf(DataSize size, Unit unit) {
        return new Amount(0, (size.bytes() + unit.bytes() - 1) / unit.bytes(), unit);
    }

    /**
     * Reads an amount: one number for both, or two with a colon between; each with a suffix T, G, M, K, P or B if it is of data, or
     * the word {@code unlimited}.
     *
     * @param text what the configuration says
     * @param unit of a number without a suffix
     * @return the amount; empty if the text is none
     */
    public static Optional<Amount> find(String text, Unit unit) {
        List<String> parts = Splitter.on(':').splitToList(text);
        if (parts.size() > 2) {
            return Optional.empty();
        }
        Optional<Long> first = number(parts.get(0), unit);
        Optional<Long> second = number(parts.get(parts.size() - 1), unit);
        return first.flatMap(barrier -> second.map(limit -> new Amount(barrier, limit, unit)));
    }

    private static Optional<Long> number(String text, Unit unit) {
        if (text.equalsIgnoreCase("unlimited")) {
            return Optional.of(UNLIMITED);
        }
        String upper = text.toUpperCase(Locale.ROOT);
        if (!upper.matches("\\d{1,20}[TGMKPB]?")) {
            return Optional.empty();
        }
        char last = upper.charAt(upper.length() - 1);
        if (Character.isDigit(last)) {
            return Optional.of(clamped(upper));
        }
        if (unit == Unit.ITEMS) {
            return Optional.empty();
        }
        long number = clamped(upper.substring(0, upper.length() - 1));
        long scale = last == 'P' ? Unit.PAGES.bytes() : 1L << (10 * SUFFIXES.indexOf(last));
        if (number > UNLIMITED / scale) {
            return Optional.of(UNLIMITED);
        }
        long bytes = number * scale;
        return Optional.of(bytes / unit.bytes() + (bytes % unit.bytes() == 0 ? 0 : 1));
    }

    private static long clamped(String digits) {
        try {
            long number = UnsignedLongs.parseUnsignedLong(digits);
            return number < 0 ? UNLIMITED : number;
        } catch (NumberFormatException e) {
            return UNLIMITED; // more than 64 bits: nobody counts so far
        }
    }

    /**
     * Tells whether there is a limit.
     *
     * @return false if it is {@link #UNLIMITED}
     */
    public boolean isLimited() {
        // 2^31-1 pages and 2^63-1 both stand for it in files of real hosts.
        return limit != UNLIMITED && !(unit == Unit.PAGES && limit >= Integer.MAX_VALUE);
    }

    /**
     * Returns the limit as an amount of data.
     *
     * @return the size; empty if there is no limit, or items are counted
     */
    public Optional<DataSize> size() {
        return isLimited() && unit.bytes() > 0 && limit <= UNLIMITED / unit.bytes()
                ? Optional.of(DataSize.bytes(limit * unit.bytes()))
                : Optional.empty();
    }

    /**
     * Returns the amount as it is written.
     *
     * @return both numbers, in the unit
     */
    public String text() {
        return word(barrier) + ":" + word(limit);
    }

    private static String word(long number) {
        return number == UNLIMITED ? "unlimited" : Long.toString(number);
    }

    @Override
    public String toString() {
        return text();
    }
}
