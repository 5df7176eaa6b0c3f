package org.anfitrion.libvirt.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.jna.Memory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Named values are read as libvirt lays them out in memory. */
class ParameterWalkTest {

    private static final int SIZE = 96;
    private static final int ROOM = 8;

    private final Memory memory = new Memory((long) ROOM * SIZE);
    private final Memory text = new Memory(16);
    private final List<String> told = new ArrayList<>();
    private final StatisticsReceiver<String> receiver = new StatisticsReceiver<>() {
        @Override
        public void number(String meaning, long value) {
            told.add(meaning + "=" + value);
        }

        @Override
        public void real(String meaning, double value) {
            told.add(meaning + "=" + value);
        }

        @Override
        public void text(String meaning, String value) {
            told.add(meaning + "='" + value + "'");
        }
    };

    @AfterEach
    void free() {
        memory.close();
        text.close();
    }

    private void parameter(int place, String name, int type, long value) {
        long at = (long) place * SIZE;
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        memory.setMemory(at, SIZE, (byte) 'x'); // libvirt promises nothing about what is behind a name
        memory.write(at, bytes, 0, bytes.length);
        if (bytes.length < 80) {
            memory.setByte(at + bytes.length, (byte) 0);
        }
        memory.setInt(at + 80, type);
        memory.setLong(at + 88, value);
    }

    @Test
    void valuesOfEveryTypeAreRead() {
        text.setString(0, "vdä", "UTF-8");
        parameter(6, "block.0.name", 7, com.sun.jna.Pointer.nativeValue(text));
        parameter(5, "some.share", 5, Double.doubleToLongBits(0.5));
        parameter(4, "block.0.readonly", 6, 1);
        parameter(3, "balance", 3, -7);
        parameter(2, "cpu.time", 4, Long.MAX_VALUE);
        parameter(1, "vcpu.current", 2, 0xFFFF_FFFFL);
        first("state.state", 1, 5);
        new ParameterWalk<String>(name -> name).read(memory, 7, receiver);
        assertEquals(
                List.of(
                        "state.state=5",
                        "vcpu.current=4294967295",
                        "cpu.time=" + Long.MAX_VALUE,
                        "balance=-7",
                        "block.0.readonly=1",
                        "some.share=0.5",
                        "block.0.name='vdä'"),
                told);
    }

    private void first(String name, int type, long value) {
        parameter(0, name, type, value);
    }

    @Test
    void aNameIsUnderstoodOnceAndOthersInItsPlaceAreNotTakenForIt() {
        List<String> asked = new ArrayList<>();
        ParameterWalk<String> walk = new ParameterWalk<>(name -> {
            asked.add(name);
            return name;
        });
        for (String name : List.of("a.b", "a.b", "a.bc", "a", "a.b")) {
            first(name, 1, 1);
            walk.read(memory, 1, receiver);
        }
        assertEquals(List.of("a.b=1", "a.b=1", "a.bc=1", "a=1", "a.b=1"), told);
        assertEquals(List.of("a.b", "a.bc", "a"), asked);
    }

    @Test
    void whatMeansNothingIsPassedOver() {
        parameter(1, "known", 1, 2);
        first("unknown", 1, 1);
        new ParameterWalk<String>(name -> name.equals("known") ? name : null).read(memory, 2, receiver);
        assertEquals(List.of("known=2"), told);
    }

    @Test
    void aNameThatFillsItsWholeFieldAndATypeOfALaterLibvirtDoNoHarm() {
        String longest = "n".repeat(80);
        parameter(1, longest, 1, 3);
        first("later", 99, 1);
        new ParameterWalk<String>(name -> name).read(memory, 2, receiver);
        assertEquals(List.of(longest + "=3"), told);
    }

    @Test
    void nothingIsReadFromNothing() {
        new ParameterWalk<String>(name -> name).read(null, 0, receiver);
        assertEquals(List.of(), told);
    }

    @Test
    void allOfAnArrayIsReadAsText() {
        parameter(1, "share", 5, Double.doubleToLongBits(0.25));
        first("count", 4, 12);
        assertEquals(List.of(Map.entry("count", "12"), Map.entry("share", "0.25")), ParameterWalk.texts(memory, 2));
    }
}
