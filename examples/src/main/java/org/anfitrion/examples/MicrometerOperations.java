package org.anfitrion.examples;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import org.anfitrion.api.CompletedOperation;
import org.anfitrion.api.OperationListener;

/**
 * Counts and times the operations of connections with Micrometer. To be copied: Anfitrion itself depends on no metrics
 * library.
 *
 * <pre>{@code
 * ConnectOptions.defaults().operationListener(new MicrometerOperations(registry))
 * }</pre>
 *
 * <ul>
 *   <li>{@code anfitrion.operations}: a timer for each operation, driver, scheme and outcome
 *   <li>{@code anfitrion.operations.repeated}: how often reads were sent again because the wire broke
 *   <li>{@code anfitrion.operations.unknown}: changes of which nobody knows whether they took effect
 * </ul>
 */
public final class MicrometerOperations implements OperationListener {

    private final MeterRegistry registry;

    /**
     * Creates a listener; one serves any number of connections.
     *
     * @param registry where the meters are
     */
    public MicrometerOperations(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void completed(CompletedOperation operation) {
        Tags tags = Tags.of(
                "operation", operation.name(),
                "driver", operation.driver(),
                "scheme", operation.scheme());
        Timer.builder("anfitrion.operations")
                .description("What was asked of hypervisors, and how long callers waited for it")
                .tags(tags.and("outcome", operation.outcome()))
                .register(registry)
                .record(operation.duration());
        if (operation.attempts() > 1) {
            registry.counter("anfitrion.operations.repeated", tags).increment(operation.attempts() - 1);
        }
        if (operation.outcomeUnknown()) {
            registry.counter("anfitrion.operations.unknown", tags).increment();
        }
    }
}
