package org.anfitrion.libvirt.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.CallbackReference;
import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.anfitrion.api.connection.Credentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.libvirt.jna.DomainPointer;

/** Each native function reads what libvirt gives it, in the form that libvirt gives it. */
class EventCallbacksIT {

    private static final String URI = "test:///default";

    private final List<WireEvent> events = new ArrayList<>();
    private final List<Memory> memory = new ArrayList<>();
    private WireConnection wire;
    private DomainPointer domain;

    @BeforeEach
    void connect() {
        wire = WireConnection.open(URI, URI, false, Credentials.none());
        domain = wire.library().virDomainLookupByName(wire.pointer(), "test");
    }

    @AfterEach
    void disconnect() {
        wire.library().virDomainFree(domain);
        wire.close();
        memory.forEach(Memory::close);
    }

    private Memory text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        Memory room = new Memory(bytes.length + 1L);
        room.write(0, bytes, 0, bytes.length);
        room.setByte(bytes.length, (byte) 0);
        memory.add(room);
        return room;
    }

    /** Calls the function as libvirt would: the connection, the domain, what comes with the event, and the number. */
    private WireEvent call(EventKind kind, Object... values) {
        long number = EventCallbacks.RECEIVERS.add(new EventCallbacks.Receiver(kind, events::add));
        try {
            List<Object> arguments = new ArrayList<>(List.of(wire.pointer().getPointer(), domain.getPointer()));
            for (Object value : values) {
                arguments.add(value);
            }
            arguments.add(Callbacks.opaque(number));
            Pointer function = CallbackReference.getFunctionPointer(kind.callback());
            Function.getFunction(function).invoke(void.class, arguments.toArray());
        } finally {
            EventCallbacks.RECEIVERS.remove(number);
        }
        WireEvent event = events.remove(0);
        assertEquals(kind, event.kind());
        assertEquals("test", event.name());
        assertEquals(UUID.fromString("6695eb01-f6a4-8304-79aa-97f2502e193f"), event.uuid());
        return event;
    }

    private static void numbers(long first, long second, WireEvent event) {
        assertEquals(List.of(first, second), List.of(event.first(), event.second()));
    }

    @Test
    void numbersOfEveryForm() {
        numbers(0, 0, call(EventKind.REBOOT));
        numbers(0, 0, call(EventKind.CONTROL_ERROR));
        numbers(2, 1, call(EventKind.LIFECYCLE, 2, 1));
        numbers(-5_000_000_000L, 0, call(EventKind.RTC_CHANGE, -5_000_000_000L));
        numbers(3, 0, call(EventKind.WATCHDOG, 3));
        numbers(0, 0, call(EventKind.PM_WAKEUP, 0));
        numbers(0, 0, call(EventKind.PM_SUSPEND, 0));
        numbers(0, 0, call(EventKind.PM_SUSPEND_DISK, 0));
        numbers(1L << 40, 0, call(EventKind.BALLOON_CHANGE, 1L << 40));
        numbers(1, 2, call(EventKind.AGENT_LIFECYCLE, 1, 2));
        numbers(4, 0, call(EventKind.MIGRATION_ITERATION, 4));
        numbers(1, 3, call(EventKind.MEMORY_FAILURE, 1, 3, 2));
    }

    @Test
    void textsOfEveryForm() {
        assertEquals(List.of("net1"), call(EventKind.DEVICE_ADDED, text("net1")).texts());
        assertEquals(
                List.of("net1"), call(EventKind.DEVICE_REMOVED, text("net1")).texts());
        assertEquals(
                List.of("net1"),
                call(EventKind.DEVICE_REMOVAL_FAILED, text("net1")).texts());
        assertEquals(
                List.of("/ä", "vda"),
                call(EventKind.IO_ERROR, text("/ä"), text("vda"), 1).texts());
        WireEvent reason = call(EventKind.IO_ERROR_REASON, text("/a"), text("vda"), 2, text("enospc"));
        assertEquals(List.of("/a", "vda", "enospc"), reason.texts());
        numbers(2, 0, reason);
        WireEvent job = call(EventKind.BLOCK_JOB_2, text("vda"), 4, 3);
        assertEquals(List.of("vda"), job.texts());
        numbers(4, 3, job);
        numbers(4, 3, call(EventKind.BLOCK_JOB, text("/a"), 4, 3));
        WireEvent change = call(EventKind.DISK_CHANGE, text("/a"), Pointer.NULL, text("sda"), 1);
        assertEquals(List.of("/a", "", "sda"), change.texts());
        numbers(1, 0, change);
        numbers(1, 0, call(EventKind.TRAY_CHANGE, text("sda"), 1));
        WireEvent metadata = call(EventKind.METADATA_CHANGE, 2, text("urn:a"));
        assertEquals(List.of("urn:a"), metadata.texts());
        numbers(2, 0, metadata);
        WireEvent threshold = call(EventKind.BLOCK_THRESHOLD, text("vda"), text("/a"), 1L << 33, 7L);
        assertEquals(List.of("vda", "/a"), threshold.texts());
        numbers(1L << 33, 7, threshold);
        WireEvent size = call(EventKind.MEMORY_DEVICE_SIZE_CHANGE, text("virtiomem0"), 1L << 33);
        assertEquals(List.of("virtiomem0"), size.texts());
        numbers(1L << 33, 0, size);
    }

    @Test
    void aViewerAndItsAddress() {
        assertEquals(List.of("10.0.0.1:4000"), viewer("10.0.0.1", "4000").texts());
        assertEquals(List.of("[::1]:4000"), viewer("::1", "4000").texts());
        assertEquals(List.of("/run/vnc"), viewer("/run/vnc", "").texts());
    }

    private WireEvent viewer(String node, String service) {
        Memory address = new Memory(3L * Native.POINTER_SIZE);
        memory.add(address);
        address.clear();
        address.setPointer(Native.POINTER_SIZE, text(node));
        if (!service.isEmpty()) {
            address.setPointer(2L * Native.POINTER_SIZE, text(service));
        }
        return call(EventKind.GRAPHICS, 1, Pointer.NULL, address, text("none"), Pointer.NULL);
    }

    @Test
    void namedValues() {
        Memory array = new Memory(96);
        memory.add(array);
        array.clear();
        array.write(0, "time".getBytes(StandardCharsets.US_ASCII), 0, 4);
        array.setInt(80, 4);
        array.setLong(88, 7);
        assertEquals(
                List.of(Map.entry("time", "7")),
                call(EventKind.TUNABLE, array, 1).parameters());
        assertEquals(
                List.of(Map.entry("time", "7")),
                call(EventKind.JOB_COMPLETED, array, 1).parameters());
    }

    @Test
    void nothingForAReceiverThatHasGone() {
        Pointer function = CallbackReference.getFunctionPointer(EventKind.REBOOT.callback());
        Function.getFunction(function).invoke(void.class, new Object[] {
            wire.pointer().getPointer(), domain.getPointer(), Callbacks.opaque(1L << 40)
        });
        assertTrue(events.isEmpty());
    }
}
