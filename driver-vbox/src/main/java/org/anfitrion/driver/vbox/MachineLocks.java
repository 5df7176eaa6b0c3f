package org.anfitrion.driver.vbox;

import com.google.common.util.concurrent.Striped;
import java.util.UUID;
import java.util.concurrent.locks.Lock;

/** Keeps threads of this process from changing the same machine at once: VirtualBox itself refuses the second one. */
final class MachineLocks {

    private static final Striped<Lock> LOCKS = Striped.lock(64);

    private MachineLocks() {}

    /** A lock that is held until it is closed. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }

    static Held hold(UUID uuid) {
        Lock lock = LOCKS.get(uuid);
        lock.lock();
        return lock::unlock;
    }
}
