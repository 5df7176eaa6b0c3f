package org.anfitrion.testkit.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.event.HypervisorEvent;
import org.anfitrion.api.event.NetworkEvent;
import org.anfitrion.spi.EventSink;

/** A sink that remembers what happened to networks. Thread-safe. */
final class NetworkLog implements EventSink {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final List<NetworkEvent> events = new ArrayList<>();

    @Override
    public void emit(HypervisorEvent event) {
        lock.lock();
        try {
            if (event instanceof NetworkEvent change) {
                events.add(change);
                more.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void lost(OptionalLong count, String why) {
        // What is missing is missed by the test.
    }

    @Override
    public void broken(HypervisorException why) {
        // What is missing is missed by the test.
    }

    List<NetworkEvent.Change> of(String network) {
        lock.lock();
        try {
            return events.stream()
                    .filter(event -> event.network().equals(network))
                    .map(NetworkEvent::change)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until some changes were told in their order, others between them or not; tells whether they were. */
    boolean waitsFor(String network, List<NetworkEvent.Change> wanted, Duration within) throws InterruptedException {
        long left = within.toNanos();
        lock.lock();
        try {
            while (!follows(wanted, of(network))) {
                if (left <= 0) {
                    return false;
                }
                left = more.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private static boolean follows(List<NetworkEvent.Change> wanted, List<NetworkEvent.Change> told) {
        int next = 0;
        for (NetworkEvent.Change change : told) {
            if (next < wanted.size() && wanted.get(next) == change) {
                next++;
            }
        }
        return next == wanted.size();
    }
}
