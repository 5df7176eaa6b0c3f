package org.anfitrion.libvirt.wire;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whole numbers as an array of {@code virTypedParameter} to be given to libvirt, freed at the end of the block that uses it,
 * or as libvirt tells them. Not thread-safe.
 */
public final class NumberParameters implements AutoCloseable {

    private static final int SIZE = 96;
    private static final int TYPE_OFFSET = 80;
    private static final int VALUE_OFFSET = 88;

    /** A daemon refuses to be asked for more of one kind ({@code remote_protocol.x}, 9.0); QEMU's scheduler has nine. */
    private static final int MOST = 16;

    private final Memory array;
    private final int count;

    private NumberParameters(Memory array, int count) {
        this.array = array;
        this.count = count;
    }

    /** Fills an array with parameters. */
    @FunctionalInterface
    public interface Filling {
        /**
         * Calls one function of libvirt.
         *
         * @param array the array to be filled
         * @param count its length; receives how many were filled
         * @return 0, or -1
         */
        int fill(Pointer array, IntByReference count);
    }

    /**
     * Writes numbers without sign, of eight bytes each.
     *
     * @param numbers by libvirt's names; at least one
     * @return the array
     */
    public static NumberParameters of(Map<String, Long> numbers) {
        return of(numbers.entrySet().stream()
                .map(number -> new NumberParameter(number.getKey(), NumberParameter.Type.ULLONG, number.getValue()))
                .toList());
    }

    /**
     * Writes numbers.
     *
     * @param numbers at least one
     * @return the array
     */
    public static NumberParameters of(List<NumberParameter> numbers) {
        Memory array = new Memory((long) SIZE * numbers.size());
        array.clear();
        long at = 0;
        for (NumberParameter number : numbers) {
            byte[] name = number.name().getBytes(StandardCharsets.US_ASCII);
            array.write(at, name, 0, Math.min(name.length, TYPE_OFFSET - 1));
            array.setInt(at + TYPE_OFFSET, number.type().number());
            if (number.type() == NumberParameter.Type.UINT) {
                array.setInt(at + VALUE_OFFSET, (int) number.value());
            } else {
                array.setLong(at + VALUE_OFFSET, number.value());
            }
            at += SIZE;
        }
        return new NumberParameters(array, numbers.size());
    }

    /**
     * Reads those parameters that are whole numbers.
     *
     * @param library libvirt
     * @param filling the function that tells them, at most 16
     * @return their values by libvirt's names; empty if the function failed, and then its error is this thread's last
     */
    public static Optional<Map<String, Long>> read(LibvirtLibrary library, Filling filling) {
        try (Memory array = new Memory((long) SIZE * MOST)) {
            array.clear();
            IntByReference count = new IntByReference(MOST);
            if (filling.fill(array, count) < 0) {
                return Optional.empty();
            }
            try {
                return Optional.of(numbers(array, Math.min(count.getValue(), MOST)));
            } finally {
                library.virTypedParamsClear(array, Math.min(count.getValue(), MOST));
            }
        }
    }

    private static Map<String, Long> numbers(Memory array, int count) {
        Map<String, Long> numbers = new HashMap<>();
        new ParameterWalk<String>(name -> name).read(array, count, new StatisticsReceiver<>() {
            @Override
            public void number(String name, long value) {
                numbers.put(name, value);
            }

            @Override
            public void real(String name, double value) {
                // not a whole number
            }

            @Override
            public void text(String name, String value) {
                // not a number
            }
        });
        return numbers;
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
