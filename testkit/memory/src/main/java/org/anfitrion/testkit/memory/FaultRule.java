package org.anfitrion.testkit.memory;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One fault: on which operations, of which domain, how often, and what goes wrong. Made by {@link Faults#on}; in force as soon
 * as it says what goes wrong, until it has struck as often as {@link #times} allows. Thread-safe, but best finished before
 * the calls that it is meant for.
 *
 * <pre>{@code
 * host.faults().on(Operation.START).forDomain("web").times(1)
 *         .latency(Duration.ofMillis(200))
 *         .fail(() -> new ResourceBusyException(Failure.to("start", "domain 'web'").because("no memory left")));
 * }</pre>
 */
public final class FaultRule {

    private final Faults faults;
    private final Set<Operation> operations;
    private @Nullable String domain;
    private Duration latency = Duration.ZERO;
    private @Nullable Supplier<? extends RuntimeException> failure;
    private @Nullable Drop drop;
    private int toSkip;
    private int left = Integer.MAX_VALUE;
    private int strikes;

    FaultRule(Faults faults, EnumSet<Operation> operations) {
        this.faults = faults;
        this.operations = operations;
    }

    /**
     * Narrows the fault to one domain.
     *
     * @param name the domain's name; the domain need not exist yet
     * @return this rule
     */
    public synchronized FaultRule forDomain(String name) {
        domain = Objects.requireNonNull(name, "name");
        return this;
    }

    /**
     * Limits how often it strikes. Without a limit it strikes always.
     *
     * @param count how often, 0 or more, from now on
     * @return this rule
     */
    public synchronized FaultRule times(int count) {
        left = notNegative(count);
        return this;
    }

    /**
     * Lets calls pass before the first strike.
     *
     * @param count how many, 0 or more, from now on
     * @return this rule
     */
    public synchronized FaultRule skip(int count) {
        toSkip = notNegative(count);
        return this;
    }

    /**
     * Makes the operation fail without taking effect.
     *
     * @param exception makes what is thrown, anew for each strike
     * @return this rule
     */
    public synchronized FaultRule fail(Supplier<? extends RuntimeException> exception) {
        failure = Objects.requireNonNull(exception, "exception");
        return this;
    }

    /**
     * Makes the operation wait before it takes effect. The wait ends early, without effect, if the caller's deadline
     * passes, its thread is interrupted, its job is cancelled or its session ends. With a {@linkplain GuestClock#manual()
     * manual} clock the wait is over when that clock says so, otherwise in real time.
     *
     * @param wait how long
     * @return this rule
     */
    public synchronized FaultRule latency(Duration wait) {
        if (wait.isNegative()) {
            throw new IllegalArgumentException("latency is not negative: " + wait);
        }
        latency = wait;
        return this;
    }

    /**
     * Breaks the connection. The session throws {@code ConnectionLostException}, now and for ever; another can be opened.
     *
     * @param when before or after the operation takes effect
     * @return this rule
     */
    public synchronized FaultRule dropConnection(Drop when) {
        drop = Objects.requireNonNull(when, "when");
        return this;
    }

    /**
     * Returns how often it struck.
     *
     * @return the number of calls that it hit
     */
    public synchronized int strikes() {
        return strikes;
    }

    /** Ends the rule. */
    public void remove() {
        faults.remove(this);
    }

    synchronized Strike strike(Operation operation, @Nullable String name) {
        boolean concerns = operations.contains(operation) && (domain == null || domain.equals(name));
        boolean harmful = failure != null || drop != null || !latency.isZero();
        if (!concerns || !harmful || left == 0) {
            return Strike.NONE;
        }
        if (toSkip > 0) {
            toSkip--;
            return Strike.NONE;
        }
        if (left != Integer.MAX_VALUE) {
            left--;
        }
        strikes++;
        return new Strike(latency, failure, drop);
    }

    private static int notNegative(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("a count is not negative: " + count);
        }
        return count;
    }

    /** What hits one call. */
    record Strike(
            Duration latency,
            @Nullable Supplier<? extends RuntimeException> failure,
            @Nullable Drop drop) {

        static final Strike NONE = new Strike(Duration.ZERO, null, null);

        Strike and(Strike other) {
            return new Strike(
                    latency.plus(other.latency),
                    failure == null ? other.failure : failure,
                    drop == null ? other.drop : drop);
        }
    }
}
