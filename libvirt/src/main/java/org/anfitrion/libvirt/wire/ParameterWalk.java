package org.anfitrion.libvirt.wire;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads many arrays of {@code virTypedParameter} that look alike, such as the statistics of a host's domains. Each array is
 * copied out in one read, and each name is understood once: after a name mostly comes the one that came after it before, so
 * that comparing a few bytes is all that is left. Not thread-safe: made for one call.
 *
 * <p>A parameter is 96 bytes: 80 of name, the type at 80, the value at 88 ({@code libvirt-common.h}).
 *
 * @param <K> what a name means to the caller
 */
final class ParameterWalk<K> {

    static final int SIZE = 96;
    private static final int NAME_LENGTH = 80;
    private static final int TYPE_OFFSET = 80;
    private static final int VALUE_OFFSET = 88;

    private static final int INT = 1;
    private static final int UINT = 2;
    private static final int LLONG = 3;
    private static final int ULLONG = 4;
    private static final int DOUBLE = 5;
    private static final int BOOLEAN = 6;
    private static final int STRING = 7;

    /** A name that was seen, and the one that came after it last time. */
    private static final class Seen<K> {
        final byte[] bytes;
        final @Nullable K meaning;

        @Nullable
        Seen<K> next;

        Seen(byte[] bytes, @Nullable K meaning) {
            this.bytes = bytes;
            this.meaning = meaning;
        }
    }

    private final Function<String, @Nullable K> meanings;
    private final Map<String, Seen<K>> names = new HashMap<>();
    private final Seen<K> start = new Seen<>(new byte[0], null);
    private byte[] bytes = new byte[64 * SIZE];
    private ByteBuffer values = buffer();

    /** @param meanings what a name means; null if it means nothing here, and its values are passed over */
    ParameterWalk(Function<String, @Nullable K> meanings) {
        this.meanings = meanings;
    }

    private ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    }

    void read(@Nullable Pointer array, int count, StatisticsReceiver<K> receiver) {
        int length = count * SIZE;
        if (array == null || length == 0) {
            return;
        }
        if (length > bytes.length) {
            bytes = new byte[length * 2];
            values = buffer();
        }
        array.read(0, bytes, 0, length);
        Seen<K> before = start;
        for (int at = 0; at < length; at += SIZE) {
            Seen<K> now = before.next;
            if (now == null || !isNamed(at, now.bytes)) {
                now = look(at);
                before.next = now;
            }
            if (now.meaning != null) {
                tell(now.meaning, at, receiver);
            }
            before = now;
        }
    }

    /** A name that fills its field has no end mark; all others are compared with it, or the beginning of another would do. */
    private boolean isNamed(int at, byte[] name) {
        return Arrays.equals(bytes, at, at + name.length, name, 0, name.length);
    }

    private Seen<K> look(int at) {
        int length = 0;
        while (length < NAME_LENGTH && bytes[at + length] != 0) {
            length++;
        }
        String name = new String(bytes, at, length, StandardCharsets.US_ASCII);
        byte[] marked = Arrays.copyOfRange(bytes, at, at + Math.min(length + 1, NAME_LENGTH));
        return names.computeIfAbsent(name, unseen -> new Seen<>(marked, meanings.apply(unseen)));
    }

    private void tell(K meaning, int at, StatisticsReceiver<K> receiver) {
        int value = at + VALUE_OFFSET;
        switch (values.getInt(at + TYPE_OFFSET)) {
            case INT -> receiver.number(meaning, values.getInt(value));
            case UINT -> receiver.number(meaning, Integer.toUnsignedLong(values.getInt(value)));
            case LLONG, ULLONG -> receiver.number(meaning, values.getLong(value));
            case BOOLEAN -> receiver.number(meaning, values.get(value));
            case DOUBLE -> receiver.real(meaning, values.getDouble(value));
            case STRING -> receiver.text(meaning, text(value));
            default -> {
                // a type of a later libvirt
            }
        }
    }

    private String text(int value) {
        long address = com.sun.jna.Native.POINTER_SIZE == Long.BYTES ? values.getLong(value) : values.getInt(value);
        return address == 0 ? "" : new Pointer(address).getString(0, StandardCharsets.UTF_8.name());
    }

    /** Reads one array whole: its values as text by their names, in their order. */
    static List<Map.Entry<String, String>> texts(@Nullable Pointer array, int count) {
        List<Map.Entry<String, String>> all = new ArrayList<>(count);
        new ParameterWalk<String>(name -> name).read(array, count, new StatisticsReceiver<>() {
            @Override
            public void number(String name, long value) {
                all.add(Map.entry(name, Long.toString(value)));
            }

            @Override
            public void real(String name, double value) {
                all.add(Map.entry(name, Double.toString(value)));
            }

            @Override
            public void text(String name, String value) {
                all.add(Map.entry(name, value));
            }
        });
        return all;
    }
}
