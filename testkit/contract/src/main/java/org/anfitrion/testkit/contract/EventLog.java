package org.anfitrion.testkit.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.event.DomainLifecycleEvent;
import org.anfitrion.api.event.HypervisorEvent;
import org.anfitrion.spi.EventSink;

/** A sink that remembers. Thread-safe. */
final class EventLog implements EventSink {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final List<DomainLifecycleEvent> events = new ArrayList<>();
    private String trouble = "";

    @Override
    public void emit(HypervisorEvent event) {
        lock.lock();
        try {
            if (event instanceof DomainLifecycleEvent change) {
                events.add(change);
                more.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void lost(OptionalLong count, String why) {
        note("events were lost: " + why);
    }

    @Override
    public void broken(HypervisorException why) {
        note("no more events come: " + why.getMessage());
    }

    private void note(String what) {
        lock.lock();
        try {
            trouble = what;
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until what has come so far suffices; tells whether it did. */
    boolean waitsFor(Predicate<List<DomainLifecycleEvent>> enough, Duration within) throws InterruptedException {
        long left = within.toNanos();
        lock.lock();
        try {
            while (!enough.test(List.copyOf(events))) {
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

    /** What came about one domain, in the order in which it came. */
    List<DomainLifecycleEvent> of(DomainId id) {
        lock.lock();
        try {
            return events.stream().filter(event -> event.domain().equals(id)).toList();
        } finally {
            lock.unlock();
        }
    }

    /** Everything that came. */
    List<DomainLifecycleEvent> all() {
        lock.lock();
        try {
            return List.copyOf(events);
        } finally {
            lock.unlock();
        }
    }

    String trouble() {
        lock.lock();
        try {
            return trouble.isEmpty() ? "" : " (" + trouble + ")";
        } finally {
            lock.unlock();
        }
    }
}
