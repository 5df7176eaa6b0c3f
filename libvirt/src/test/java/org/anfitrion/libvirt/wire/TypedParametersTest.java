package org.anfitrion.libvirt.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Statistics are read as libvirt lays them out in memory. */
class TypedParametersTest {

    private final ByteBuffer memory = ByteBuffer.allocate(6 * 96).order(ByteOrder.nativeOrder());

    private void parameter(int place, String name, int type, long value) {
        int at = place * 96;
        memory.position(at);
        memory.put(name.getBytes(StandardCharsets.US_ASCII));
        memory.putInt(at + 80, type);
        memory.putLong(at + 88, value);
    }

    @Test
    void wholeNumbersOfEveryTypeAreRead() {
        parameter(0, "state.state", 1, 5);
        parameter(1, "vcpu.current", 2, 0xFFFF_FFFFL);
        parameter(2, "cpu.time", 4, Long.MAX_VALUE);
        parameter(3, "balance", 3, -7);
        parameter(4, "block.0.readonly", 6, 1);
        parameter(5, "some.share", 5, Double.doubleToLongBits(0.5));
        TypedParameters read = TypedParameters.parse(memory.array());
        assertEquals(5, read.number("state.state").orElseThrow());
        assertEquals(4_294_967_295L, read.number("vcpu.current").orElseThrow());
        assertEquals(Long.MAX_VALUE, read.number("cpu.time").orElseThrow());
        assertEquals(-7, read.number("balance").orElseThrow());
        assertEquals(1, read.number("block.0.readonly").orElseThrow());
        assertTrue(read.number("some.share").isEmpty());
    }

    @Test
    void aNameThatFillsItsWholeFieldIsRead() {
        String name = "n".repeat(80);
        parameter(0, name, 1, 3);
        assertEquals(3, TypedParameters.parse(memory.array()).number(name).orElseThrow());
    }

    @Test
    void nothingIsReadFromNothing() {
        assertTrue(TypedParameters.parse(new byte[0]).number("state.state").isEmpty());
    }
}
