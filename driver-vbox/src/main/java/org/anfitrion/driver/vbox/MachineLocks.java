package org.anfitrion.driver.vbox;

import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** Keeps threads of this process from changing the same machine at once: VirtualBox itself refuses the second one. */
final class MachineLocks {

    private static final int STRIPES = 64;
    private static final ReentrantLock[] LOCKS =
            Stream.generate(ReentrantLock::new).limit(STRIPES).toArray(ReentrantLock[]::new);

    private MachineLocks() {}

    /** A lock that is held until it is closed. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }

    static Held hold(UUID uuid) {
        ReentrantLock lock = LOCKS[Math.floorMod(uuid.hashCode(), STRIPES)];
        lock.lock();
        return lock::unlock;
    }
}
