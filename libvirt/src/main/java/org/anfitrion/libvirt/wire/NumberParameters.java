package org.anfitrion.libvirt.wire;

import com.sun.jna.Memory;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Whole numbers as an array of {@code virTypedParameter} to be given to libvirt, freed at the end of the block that uses it.
 * Not thread-safe.
 */
public final class NumberParameters implements AutoCloseable {

    private static final int SIZE = 96;
    private static final int TYPE_OFFSET = 80;
    private static final int VALUE_OFFSET = 88;
    private static final int ULLONG = 4;

    private final Memory array;
    private final int count;

    private NumberParameters(Memory array, int count) {
        this.array = array;
        this.count = count;
    }

    /**
     * Writes numbers without sign, of eight bytes each.
     *
     * @param numbers by libvirt's names; at least one
     * @return the array
     */
    public static NumberParameters of(Map<String, Long> numbers) {
        Memory array = new Memory((long) SIZE * numbers.size());
        array.clear();
        long at = 0;
        for (Map.Entry<String, Long> number : numbers.entrySet()) {
            byte[] name = number.getKey().getBytes(StandardCharsets.US_ASCII);
            array.write(at, name, 0, Math.min(name.length, TYPE_OFFSET - 1));
            array.setInt(at + TYPE_OFFSET, ULLONG);
            array.setLong(at + VALUE_OFFSET, number.getValue());
            at += SIZE;
        }
        return new NumberParameters(array, numbers.size());
    }

    /**
     * Returns the array.
     *
     * @return its memory, not to be freed
     */
    public Memory array() {
        return array;
    }

    /**
     * Returns the array's length.
     *
     * @return how many parameters it has
     */
    public int count() {
        return count;
    }

    /** Frees it. */
    @Override
    public void close() {
        array.close();
    }
}
