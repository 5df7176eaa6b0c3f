package org.anfitrion.testkit.memory;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong on a host, on purpose. Thread-safe.
 *
 * <pre>{@code
 * host.faults().on(Operation.CONNECT).times(3).dropConnection(Drop.BEFORE);   // three tries fail, the fourth succeeds
 * host.faults().onEvery().latency(Duration.ofMillis(50));
 * }</pre>
 *
 * <p>If several rules hit a call their latencies add up; the loss of the connection counts more than a failure, and of two of a
 * kind the older rule's.
 */
public final class Faults {

    private static final LongAdder NONE = new LongAdder();

    private final List<FaultRule> rules = new CopyOnWriteArrayList<>();
    private final Map<Operation, LongAdder> calls = new ConcurrentHashMap<>();

    Faults() {}

    /**
     * Begins a fault.
     *
     * @param first an operation that it strikes
     * @param more further ones
     * @return the rule, harmless until it says what goes wrong
     */
    public FaultRule on(Operation first, Operation... more) {
        return begin(EnumSet.of(first, more));
    }

    /**
     * Begins a fault that strikes every operation.
     *
     * @return the rule, harmless until it says what goes wrong
     */
    public FaultRule onEvery() {
        return begin(EnumSet.allOf(Operation.class));
    }

    private FaultRule begin(EnumSet<Operation> operations) {
        FaultRule rule = new FaultRule(this, operations);
        rules.add(rule);
        return rule;
    }

    /** Ends all faults. */
    public void clear() {
        rules.clear();
    }

    void remove(FaultRule rule) {
        rules.remove(rule);
    }

    long calls(Operation operation) {
        return calls.getOrDefault(operation, NONE).sum();
    }

    FaultRule.Strike strike(Operation operation, @Nullable String domain) {
        calls.computeIfAbsent(operation, key -> new LongAdder()).increment();
        FaultRule.Strike all = FaultRule.Strike.NONE;
        for (FaultRule rule : rules) {
            all = all.and(rule.strike(operation, domain));
        }
        return all;
    }
}
