package org.anfitrion.libvirt;

import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One lock per UUID, more or less, for the whole process: what libvirt cannot do in one step (look, then define) is at least
 * not done by two threads of this process at once.
 */
final class UuidLocks {

    private static final ReentrantLock[] LOCKS = new ReentrantLock[64];

    static {
        for (int i = 0; i < LOCKS.length; i++) {
            LOCKS[i] = new ReentrantLock();
        }
    }

    private UuidLocks() {}

    static Held hold(UUID uuid) {
        ReentrantLock lock = LOCKS[Math.floorMod(uuid.hashCode(), LOCKS.length)];
        lock.lock();
        return lock::unlock;
    }

    /** A lock that is held until closed. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }
}
