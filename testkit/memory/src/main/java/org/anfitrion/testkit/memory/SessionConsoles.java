package org.anfitrion.testkit.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.support.ConsoleBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What one session has kept of the consoles of the domains that it watches: those that it started or attached to. A console
 * takes no memory before its first byte. Thread-safe.
 */
final class SessionConsoles {

    /** Of how many domains that are gone the last words are kept for readers that have not finished. */
    private static final int GONE_LIMIT = 256;

    private final DataSize limit;
    private final Map<DomainId, Map<Integer, ConsoleBuffer>> buffers = new HashMap<>();
    private final Set<DomainId> running = new HashSet<>();
    private final Set<DomainId> gone = new LinkedHashSet<>();
    private @Nullable HypervisorException broken;

    SessionConsoles(DataSize limit) {
        this.limit = limit;
    }

    synchronized void beginRun(DomainId id) {
        running.add(id);
        buffersOf(id).forEach(ConsoleBuffer::beginRun);
    }

    synchronized void endRun(DomainId id, boolean forEver) {
        running.remove(id);
        buffersOf(id).forEach(ConsoleBuffer::endRun);
        if (forEver && buffers.containsKey(id)) {
            gone.add(id);
            while (gone.size() > GONE_LIMIT) {
                forget(gone.iterator().next());
            }
        }
    }

    /** Says that the domain is gone without having run: nobody waits for more. */
    synchronized void forget(DomainId id) {
        buffersOf(id).forEach(ConsoleBuffer::endRun);
        buffers.remove(id);
        gone.remove(id);
    }

    synchronized void append(DomainId id, int console, byte[] bytes) {
        buffer(id, console).append(bytes, 0, bytes.length);
    }

    /** Returns what is kept, or begins to keep. */
    synchronized ConsoleBuffer buffer(DomainId id, int console) {
        return buffers.computeIfAbsent(id, key -> new HashMap<>(2)).computeIfAbsent(console, key -> newBuffer(id));
    }

    synchronized Optional<ConsoleBuffer> kept(DomainId id, int console) {
        return Optional.ofNullable(buffers.get(id)).map(consoles -> consoles.get(console));
    }

    /** Takes note that a domain runs which the session did not start. */
    synchronized void watch(DomainId id, boolean isRunning) {
        if (isRunning && running.add(id)) {
            buffersOf(id).forEach(ConsoleBuffer::beginRun);
        }
    }

    synchronized void breakOff(HypervisorException why) {
        broken = why;
        buffers.keySet().forEach(id -> buffersOf(id).forEach(buffer -> buffer.breakOff(why)));
    }

    private ConsoleBuffer newBuffer(DomainId id) {
        ConsoleBuffer buffer = new ConsoleBuffer(limit);
        if (running.contains(id)) {
            buffer.beginRun();
        }
        if (broken != null) {
            buffer.breakOff(broken);
        }
        return buffer;
    }

    private List<ConsoleBuffer> buffersOf(DomainId id) {
        return new ArrayList<>(buffers.getOrDefault(id, Map.of()).values());
    }
}
