package org.anfitrion.libvirt.wire;

import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/** One lock per UUID, more or less, for the whole process: what libvirt cannot do at once is done one after the other. */
public final class UuidLocks {

    /** Two steps where libvirt has no single one: look, then define. Other processes are not kept from it. */
    public static final UuidLocks DEFINING = new UuidLocks();

    /**
     * The end of a domain, and of its streams. libvirt 9.0 locks up for good if a stream of a domain is aborted while the
     * domain is freed: each waits for the other's lock ({@code virChrdevFree} and {@code virFDStreamCloseInt}).
     */
    public static final UuidLocks ENDING = new UuidLocks();

    private final ReentrantLock[] locks = new ReentrantLock[64];

    private UuidLocks() {
        for (int i = 0; i < locks.length; i++) {
            locks[i] = new ReentrantLock();
        }
    }

    /**
     * Waits for the lock of a domain and takes it.
     *
     * @param uuid which domain
     * @return the lock, to be closed by the same thread
     */
    public Held hold(UUID uuid) {
        ReentrantLock lock = locks[Math.floorMod(uuid.hashCode(), locks.length)];
        lock.lock();
        return lock::unlock;
    }

    /** A lock that is held until closed. */
    public interface Held extends AutoCloseable {
        @Override
        void close();
    }
}
