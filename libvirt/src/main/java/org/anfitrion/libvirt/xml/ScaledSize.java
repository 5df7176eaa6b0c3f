package org.anfitrion.libvirt.xml;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.libvirt.xml.domain.SizeElement;
import org.jspecify.annotations.Nullable;

/**
 * Amounts with a unit, as libvirt reads them: {@code b} or {@code bytes}; {@code KB}, {@code MB} … are powers of 1,000;
 * {@code k}, {@code KiB}, {@code M}, {@code MiB} … powers of 1,024; up to {@code E}; in either case. Source: the element
 * {@code memory} in libvirt's "Domain XML format", {@code unit} in {@code basictypes.rng}.
 */
final class ScaledSize {

    private static final String PREFIXES = "kmgtpe";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,20}");

    private ScaledSize() {}

    /** Reads an amount of memory, where no unit means KiB. Empty for what libvirt would refuse. */
    static Optional<DataSize> memory(@Nullable SizeElement element) {
        return element == null ? Optional.empty() : parse(element.value, element.unit, "KiB");
    }

    /** Writes an amount of memory in KiB, rounded up, as libvirt itself does. */
    static void write(SizeElement element, DataSize size) {
        element.unit = "KiB";
        element.value = Long.toString(size.toKibibytes());
    }

    static Optional<DataSize> parse(@Nullable String value, @Nullable String unit, String unitIfNone) {
        if (value == null) {
            return Optional.empty();
        }
        String digits = value.strip();
        if (!NUMBER.matcher(digits).matches()) {
            return Optional.empty();
        }
        return factor(unit == null || unit.isBlank() ? unitIfNone : unit.strip())
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
}
