package org.anfitrion.api.unit;

import java.util.Objects;
import org.anfitrion.api.error.InvalidSpecException;

/**
 * An amount of memory or storage, in whole bytes, never negative.
 *
 * <p>Units are the binary ones of IEC 80000-13: a kibibyte is 1,024 bytes.
 *
 * <pre>{@code
 * DataSize memory = DataSize.mebibytes(512);
 * long forLibvirt = memory.toKibibytes();
 * }</pre>
 *
 * @param bytes the amount in bytes, 0 or more
 */
public record DataSize(long bytes) implements Comparable<DataSize> {

    /** Nothing at all. */
    public static final DataSize ZERO = new DataSize(0);

    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    /**
     * Creates a size.
     *
     * @param bytes the amount in bytes, 0 or more
     * @throws InvalidSpecException if {@code bytes} is negative
     */
    public DataSize {
        if (bytes < 0) {
            throw InvalidSpecException.of("size", bytes, "a size is not negative");
        }
    }

    /**
     * Returns a size of so many bytes.
     *
     * @param count the number of bytes, 0 or more
     * @return the size
     * @throws InvalidSpecException if the count is negative
     */
    public static DataSize bytes(long count) {
        return new DataSize(count);
    }

    /**
     * Returns a size of so many kibibytes (1,024 bytes each).
     *
     * @param count the number of kibibytes, 0 or more
     * @return the size
     * @throws InvalidSpecException if the count is negative or the size exceeds 2⁶³−1 bytes
     */
    public static DataSize kibibytes(long count) {
        return scaled(count, 10, "KiB");
    }

    /**
     * Returns a size of so many mebibytes (1,024 kibibytes each).
     *
     * @param count the number of mebibytes, 0 or more
     * @return the size
     * @throws InvalidSpecException if the count is negative or the size exceeds 2⁶³−1 bytes
     */
    public static DataSize mebibytes(long count) {
        return scaled(count, 20, "MiB");
    }

    /**
     * Returns a size of so many gibibytes (1,024 mebibytes each).
     *
     * @param count the number of gibibytes, 0 or more
     * @return the size
     * @throws InvalidSpecException if the count is negative or the size exceeds 2⁶³−1 bytes
     */
    public static DataSize gibibytes(long count) {
        return scaled(count, 30, "GiB");
    }

    /**
     * Returns a size of so many tebibytes (1,024 gibibytes each).
     *
     * @param count the number of tebibytes, 0 or more
     * @return the size
     * @throws InvalidSpecException if the count is negative or the size exceeds 2⁶³−1 bytes
     */
    public static DataSize tebibytes(long count) {
        return scaled(count, 40, "TiB");
    }

    private static DataSize scaled(long count, int shift, String unit) {
        if (count < 0) {
            throw InvalidSpecException.of("size", count + " " + unit, "a size is not negative");
        }
        if (count > Long.MAX_VALUE >> shift) {
            throw InvalidSpecException.of("size", count + " " + unit, "a size is less than 8 EiB");
        }
        return new DataSize(count << shift);
    }

    /**
     * Returns the size in kibibytes, rounded up: no byte asked for is lost.
     *
     * @return whole kibibytes
     */
    public long toKibibytes() {
        return roundedUp(10);
    }

    /**
     * Returns the size in mebibytes, rounded up: no byte asked for is lost.
     *
     * @return whole mebibytes
     */
    public long toMebibytes() {
        return roundedUp(20);
    }

    private long roundedUp(int shift) {
        long whole = bytes >> shift;
        return whole << shift == bytes ? whole : whole + 1;
    }

    @Override
    public int compareTo(DataSize other) {
        return Long.compare(bytes, Objects.requireNonNull(other, "other").bytes);
    }

    /** Returns the size in the largest unit that states it exactly, such as {@code 128 MiB}. */
    @Override
    public String toString() {
        long value = bytes;
        int unit = 0;
        while (value != 0 && value % 1024 == 0 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return value + " " + UNITS[unit];
    }
}
