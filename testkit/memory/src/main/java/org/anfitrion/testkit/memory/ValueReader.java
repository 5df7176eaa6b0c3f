package org.anfitrion.testkit.memory;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.unit.DataSize;

/** What the values of native text mean: numbers, sizes, words. */
final class ValueReader {

    private ValueReader() {}

    /** Returns the first word of a value such as {@code file /srv/web.img}. */
    static String kind(String text) {
        int space = text.indexOf(' ');
        return space < 0 ? text : text.substring(0, space);
    }

    /** Returns what follows the first word. */
    static String rest(String text) {
        int space = text.indexOf(' ');
        return space < 0 ? "" : text.substring(space + 1);
    }

    static boolean yes(String word) {
        return switch (word) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw wrong("yes or no", word, "it is neither");
        };
    }

    static UUID uuid(String text) {
        try {
            UUID uuid = UUID.fromString(text);
            if (!uuid.toString().equals(text.toLowerCase(Locale.ROOT))) {
                throw wrong("UUID", text, "its groups are not of 8, 4, 4, 4 and 12 digits");
            }
            return uuid;
        } catch (IllegalArgumentException e) {
            throw wrong("UUID", text, "it is none");
        }
    }

    static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw wrong("number", text, "it is none, or too large");
        }
    }

    static long count(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw wrong("number", text, "it is none, or too large");
        }
    }

    /** Reads so many numbers with spaces between them. */
    static long[] counts(String text, int wanted) {
        String[] words = text.split(" ", -1);
        if (words.length != wanted) {
            throw wrong("numbers", text, "expected " + wanted);
        }
        return Arrays.stream(words).mapToLong(ValueReader::count).toArray();
    }

    static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            throw wrong("duration", text, "expected something like PT0.1S");
        }
    }

    static DataSize size(String text) {
        int space = text.indexOf(' ');
        try {
            long count = Long.parseLong(space < 0 ? text : text.substring(0, space));
            return switch (space < 0 ? "B" : text.substring(space + 1)) {
                case "B" -> DataSize.bytes(count);
                case "KiB" -> DataSize.kibibytes(count);
                case "MiB" -> DataSize.mebibytes(count);
                case "GiB" -> DataSize.gibibytes(count);
                case "TiB" -> DataSize.tebibytes(count);
                case "PiB" -> DataSize.tebibytes(Math.multiplyExact(count, 1024));
                case "EiB" -> DataSize.tebibytes(Math.multiplyExact(count, 1024 * 1024));
                default -> throw wrong("size", text, "the unit is none of B, KiB, MiB, GiB, TiB, PiB, EiB");
            };
        } catch (NumberFormatException | ArithmeticException e) {
            throw wrong("size", text, "expected something like 128 MiB");
        }
    }

    static <E extends Enum<E>> E word(Class<E> type, String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> word(value).equals(word))
                .findFirst()
                .orElseThrow(() -> wrong(type.getSimpleName(), word, "there is no such"));
    }

    /** Returns how a constant is written. */
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static InvalidSpecException wrong(String field, String value, String why) {
        return InvalidSpecException.of(field, value, why);
    }
}
