package org.anfitrion.libvirt.wire;

import com.sun.jna.Pointer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The receivers of one kind of native callback. There is one native function per kind in the process, and it is never
 * freed: libvirt may call it late, and calling freed code ends the process. What it is registered with is a number, which
 * finds the receiver as long as there is one.
 *
 * @param <R> the receiver
 */
final class Callbacks<R> {

    private static final Logger LOG = System.getLogger("org.anfitrion.libvirt.native");

    private final Map<Long, R> receivers = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();

    /** Makes a receiver known; give {@link #opaque} of the number to libvirt. */
    long add(R receiver) {
        long number = numbers.incrementAndGet();
        receivers.put(number, receiver);
        return number;
    }

    void remove(long number) {
        receivers.remove(number);
    }

    int count() {
        return receivers.size();
    }

    static Pointer opaque(long number) {
        return Pointer.createConstant(number);
    }

    void deliver(@Nullable Pointer opaque, Consumer<R> call) {
        R receiver = receivers.get(Pointer.nativeValue(opaque));
        if (receiver == null) {
            return;
        }
        try {
            call.accept(receiver);
        } catch (RuntimeException | Error e) {
            // Nothing may pass through a native frame, and the next callback must come all the same.
            LOG.log(Level.ERROR, "a libvirt callback failed", Objects.requireNonNull(e));
        }
    }
}
