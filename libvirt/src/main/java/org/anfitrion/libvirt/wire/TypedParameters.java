package org.anfitrion.libvirt.wire;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The whole numbers among an array of {@code virTypedParameter}, copied out in one read. A parameter is 96 bytes: 80 of
 * name, the type at 80, the value at 88 ({@code libvirt-common.h}).
 */
final class TypedParameters {

    private static final int SIZE = 96;
    private static final int NAME_LENGTH = 80;
    private static final int TYPE_OFFSET = 80;
    private static final int VALUE_OFFSET = 88;

    private static final int INT = 1;
    private static final int UINT = 2;
    private static final int LLONG = 3;
    private static final int ULLONG = 4;
    private static final int BOOLEAN = 6;

    private final Map<String, Long> numbers;

    private TypedParameters(Map<String, Long> numbers) {
        this.numbers = numbers;
    }

    static TypedParameters read(Pointer array, int count) {
        return parse(count == 0 ? new byte[0] : array.getByteArray(0, count * SIZE));
    }

    static TypedParameters parse(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        Map<String, Long> numbers = new HashMap<>();
        for (int at = 0; at + SIZE <= bytes.length; at += SIZE) {
            int value = at + VALUE_OFFSET;
            switch (buffer.getInt(at + TYPE_OFFSET)) {
                case INT -> numbers.put(name(bytes, at), (long) buffer.getInt(value));
                case UINT -> numbers.put(name(bytes, at), Integer.toUnsignedLong(buffer.getInt(value)));
                case LLONG, ULLONG -> numbers.put(name(bytes, at), buffer.getLong(value));
                case BOOLEAN -> numbers.put(name(bytes, at), (long) buffer.get(value));
                default -> {
                    // doubles and strings: nothing here needs one, and a string is another read
                }
            }
        }
        return new TypedParameters(numbers);
    }

    private static String name(byte[] bytes, int at) {
        int length = 0;
        while (length < NAME_LENGTH && bytes[at + length] != 0) {
            length++;
        }
        return new String(bytes, at, length, StandardCharsets.US_ASCII);
    }

    OptionalLong number(String name) {
        Long value = numbers.get(name);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
