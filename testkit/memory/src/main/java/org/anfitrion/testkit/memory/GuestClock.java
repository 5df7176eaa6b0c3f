package org.anfitrion.testkit.memory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The time that guests live in. Several hosts may share a clock. Thread-safe.
 *
 * <ul>
 *   <li>{@linkplain #immediate() Immediate}, the default: guests wait in no time. Whatever a guest is going to do after a
 *       call, it has done when the call returns, if no other thread calls meanwhile. Time stands still but for the waits.
 *   <li>{@linkplain #manual() Manual}: guests wait until a test moves the time on by {@link #advance}.
 *   <li>{@linkplain #real() Real}: guests wait as long as they say, on a daemon thread that ends when it has nothing to do.
 * </ul>
 *
 * <pre>{@code
 * GuestClock clock = GuestClock.manual();
 * MemoryHypervisor host = MemoryHypervisor.builder().clock(clock).build();
 * host.guest("web").onStart(boot -> boot.after(Duration.ofMinutes(1)).println("READY"));
 * // start "web": nothing on its console
 * clock.advance(Duration.ofMinutes(1));
 * // now there is
 * }</pre>
 */
public final class GuestClock {

    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** Guards the queue and the time; held for moments only. */
    private final ReentrantLock lock = new ReentrantLock();
    /** Held by the thread that runs what is due: actions come one after the other. */
    private final ReentrantLock turn = new ReentrantLock();

    private final PriorityQueue<Planned> queue = new PriorityQueue<>();
    private final Kind kind;
    private Instant now;
    private long order;
    private @Nullable ScheduledThreadPoolExecutor timer;

    private GuestClock(Kind kind, Instant start) {
        this.kind = kind;
        this.now = Objects.requireNonNull(start, "start");
    }

    /**
     * Returns a clock on which waits take no time, and that shows the present time.
     *
     * @return a new clock
     */
    public static GuestClock immediate() {
        return immediate(Instant.now());
    }

    /**
     * Returns a clock on which waits take no time.
     *
     * @param start what it shows at first
     * @return a new clock
     */
    public static GuestClock immediate(Instant start) {
        return new GuestClock(Kind.IMMEDIATE, start);
    }

    /**
     * Returns a clock that a test moves on, and that shows the present time at first.
     *
     * @return a new clock
     */
    public static GuestClock manual() {
        return manual(Instant.now());
    }

    /**
     * Returns a clock that a test moves on.
     *
     * @param start what it shows at first
     * @return a new clock
     */
    public static GuestClock manual(Instant start) {
        return new GuestClock(Kind.MANUAL, start);
    }

    /**
     * Returns a clock that runs as clocks do.
     *
     * @return a new clock
     */
    public static GuestClock real() {
        return new GuestClock(Kind.REAL, Instant.now());
    }

    /**
     * Returns what it shows.
     *
     * @return the time of the guests, which dates their events
     */
    public Instant now() {
        lock.lock();
        try {
            if (kind == Kind.REAL) {
                Instant present = Clock.systemUTC().instant();
                now = present.isAfter(now) ? present : now;
            }
            return now;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Moves a manual clock on. What guests do meanwhile they do on the calling thread, in the order of their times.
     *
     * @param by how far, zero or more
     * @throws IllegalStateException if the clock is not a manual one
     */
    public void advance(Duration by) {
        if (kind != Kind.MANUAL) {
            throw new IllegalStateException("only a manual clock can be moved on");
        }
        if (by.isNegative()) {
            throw new IllegalArgumentException("time does not run backwards: " + by);
        }
        turn.lock();
        try {
            Instant target = now().plus(by);
            for (Planned next = takeUntil(target); next != null; next = takeUntil(target)) {
                next.action.run();
            }
            moveTo(target);
        } finally {
            turn.unlock();
        }
        settle();
    }

    boolean isManual() {
        return kind == Kind.MANUAL;
    }

    /** Plans an action; it runs in some thread's {@link #settle}. Must not throw. */
    void schedule(Duration delay, Runnable action) {
        Duration wait = delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
        lock.lock();
        try {
            queue.add(new Planned(now().plus(wait), order++, action));
            if (kind == Kind.REAL && !wait.isZero()) {
                // A millisecond more: the timer must not come before the time that the queue compares with.
                var unused = timer().schedule(this::settle, wait.toMillis() + 1, TimeUnit.MILLISECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Runs what is due, unless another thread, or this one further up, is about it. */
    void settle() {
        while (isSomethingDue() && !turn.isHeldByCurrentThread() && turn.tryLock()) {
            try {
                for (Planned next = takeDue(); next != null; next = takeDue()) {
                    next.action.run();
                }
            } finally {
                turn.unlock();
            }
        }
    }

    private boolean isSomethingDue() {
        lock.lock();
        try {
            Planned first = queue.peek();
            return first != null && (kind == Kind.IMMEDIATE || !first.due.isAfter(now()));
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Planned takeDue() {
        return takeUntil(kind == Kind.IMMEDIATE ? Instant.MAX : now());
    }

    private @Nullable Planned takeUntil(Instant latest) {
        lock.lock();
        try {
            Planned first = queue.peek();
            if (first == null || first.due.isAfter(latest)) {
                return null;
            }
            queue.remove();
            moveTo(first.due);
            return first;
        } finally {
            lock.unlock();
        }
    }

    private void moveTo(Instant time) {
        lock.lock();
        try {
            now = time.isAfter(now) ? time : now;
        } finally {
            lock.unlock();
        }
    }

    private ScheduledThreadPoolExecutor timer() {
        if (timer == null) {
            timer = new ScheduledThreadPoolExecutor(1, work -> {
                Thread thread = new Thread(work, "anfitrion-memory-guests");
                thread.setDaemon(true);
                return thread;
            });
            timer.setKeepAliveTime(1, TimeUnit.SECONDS);
            timer.allowCoreThreadTimeOut(true);
        }
        return timer;
    }

    private enum Kind {
        IMMEDIATE,
        MANUAL,
        REAL
    }

    private record Planned(Instant due, long order, Runnable action) implements Comparable<Planned> {
        @Override
        public int compareTo(Planned other) {
            int byTime = due.compareTo(other.due);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }
}
