package org.anfitrion.libvirt.xml.element;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.api.unit.MacAddress;
import org.jspecify.annotations.Nullable;

/**
 * Texts of XML as values, and back. A text that is no such value is none here; it can be read as the text that it is.
 */
public final class Texts {

    private static final String PREFIXES = "kmgtpe";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,20}");
    private static final Pattern UUID_DIGITS = Pattern.compile("[0-9a-fA-F]{32}");

    private Texts() {}

    /**
     * Reads a number, in hexadecimal if it begins with {@code 0x}.
     *
     * @param text the text
     * @return the number; empty if it is none, or does not fit
     */
    public static Optional<Long> number(String text) {
        String digits = text.strip();
        boolean hexadecimal = digits.regionMatches(true, 0, "0x", 0, 2);
        try {
            return Optional.of(hexadecimal ? Long.parseLong(digits.substring(2), 16) : Long.parseLong(digits));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads a UUID as libvirt does: hyphens and blanks anywhere, or none.
     *
     * @param text the text
     * @return the UUID; empty if it is none
     */
    public static Optional<UUID> uuid(String text) {
        String digits = text.strip().replace("-", "").replace(" ", "");
        return UUID_DIGITS.matcher(digits).matches()
                ? Optional.of(
                        new UUID(Long.parseUnsignedLong(digits, 0, 16, 16), Long.parseUnsignedLong(digits, 16, 32, 16)))
                : Optional.empty();
    }

    /**
     * Reads an address of a network card.
     *
     * @param text the text
     * @return the address; empty if it is none
     */
    public static Optional<MacAddress> mac(String text) {
        try {
            return Optional.of(MacAddress.of(text.strip()));
        } catch (InvalidSpecException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads {@code yes} or {@code no}.
     *
     * @param text the text
     * @return whether it is yes; empty if it is neither
     */
    public static Optional<Boolean> yesNo(String text) {
        return either(text, "yes", "no");
    }

    /**
     * Reads {@code on} or {@code off}.
     *
     * @param text the text
     * @return whether it is on; empty if it is neither
     */
    public static Optional<Boolean> onOff(String text) {
        return either(text, "on", "off");
    }

    private static Optional<Boolean> either(String text, String yes, String no) {
        return text.equals(yes) ? Optional.of(true) : text.equals(no) ? Optional.of(false) : Optional.empty();
    }

    /**
     * Reads an amount with a unit, as libvirt does: {@code b} or {@code bytes}; {@code KB}, {@code MB} … are powers of 1,000;
     * {@code k}, {@code KiB}, {@code M}, {@code MiB} … powers of 1,024; up to {@code E}; in either case. Source: the element
     * {@code memory} in libvirt's "Domain XML format", {@code unit} in {@code basictypes.rng}.
     *
     * @param text the number
     * @param unit the unit
     * @param unitIfNone the unit if there is none, or only blanks
     * @return the amount; empty if it is none
     */
    public static Optional<DataSize> size(String text, Optional<String> unit, String unitIfNone) {
        String digits = text.strip();
        if (!NUMBER.matcher(digits).matches()) {
            return Optional.empty();
        }
        return factor(unit.map(String::strip).filter(word -> !word.isEmpty()).orElse(unitIfNone))
                .map(new BigInteger(digits)::multiply)
                .filter(bytes -> bytes.bitLength() < Long.SIZE)
                .map(bytes -> DataSize.bytes(bytes.longValueExact()));
    }

    private static Optional<BigInteger> factor(String unit) {
        String word = unit.toLowerCase(Locale.ROOT);
        if (word.equals("b") || word.equals("byte") || word.equals("bytes")) {
            return Optional.of(BigInteger.ONE);
        }
        int power = PREFIXES.indexOf(word.charAt(0)) + 1;
        if (power == 0) {
            return Optional.empty();
        }
        return switch (word.substring(1)) {
            case "", "ib" -> Optional.of(BigInteger.valueOf(1024).pow(power));
            case "b" -> Optional.of(BigInteger.valueOf(1000).pow(power));
            default -> Optional.empty();
        };
    }

    /**
     * Writes the number of an amount.
     *
     * @param size the amount
     * @param unit {@code KiB}, rounded up as libvirt itself does, or bytes
     * @return the number
     */
    public static String amount(DataSize size, String unit) {
        return Long.toString(unit.equals("KiB") ? size.toKibibytes() : size.bytes());
    }

    /**
     * Writes a switch.
     *
     * @param value whether; null for no word
     * @param yes the word if so
     * @param no the word if not
     * @return the word
     */
    public static @Nullable String word(@Nullable Boolean value, String yes, String no) {
        return value == null ? null : value ? yes : no;
    }

    /**
     * Writes a value that prints as it stands in XML.
     *
     * @param value a number, a UUID, an address …; null for none
     * @return the text
     */
    public static @Nullable String print(@Nullable Object value) {
        return value == null ? null : value instanceof OpenValue open ? open.text() : value.toString();
    }

    /**
     * Reads what can be read.
     *
     * @param texts the texts
     * @param reader reads one
     * @param <T> the kind of value
     * @return the values; texts that are none are left out
     */
    public static <T> List<T> readAll(List<String> texts, Function<String, Optional<T>> reader) {
        return texts.stream().flatMap(text -> reader.apply(text).stream()).toList();
    }
}
