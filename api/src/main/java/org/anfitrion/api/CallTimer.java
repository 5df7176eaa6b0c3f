package org.anfitrion.api;

import java.time.Duration;
import java.util.Optional;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.spi.HypervisorDriver;
import org.jspecify.annotations.Nullable;

/** Times one call, on one thread, for the listener; where there is none, all calls share one that does nothing. */
final class CallTimer {

    private static final CallTimer OFF = new CallTimer(null, "", false, "", "");

    private final @Nullable OperationListener listener;
    private final String name;
    private final boolean change;
    private final String driver;
    private final String scheme;
    private final long started;
    private int attempts;

    private CallTimer(@Nullable OperationListener listener, String name, boolean change, String driver, String scheme) {
        this.listener = listener;
        this.name = name;
        this.change = change;
        this.driver = driver;
        this.scheme = scheme;
        this.started = System.nanoTime();
    }

    static CallTimer begin(
            ConnectOptions options, String name, boolean change, HypervisorDriver driver, HypervisorUri uri) {
        OperationListener listener = options.operationListener();
        return listener == null
                ? OFF
                : new CallTimer(listener, name, change, driver.info().name(), uri.scheme());
    }

    /** Counts a try. A call that tried nothing, because another had done it meanwhile, is not told. */
    void attempt() {
        if (listener != null) {
            attempts++;
        }
    }

    void succeeded() {
        ended(Optional.empty(), false);
    }

    void failed(Throwable failure) {
        ended(Optional.of(failure.getClass()), failure instanceof HypervisorException told && told.outcomeUnknown());
    }

    private void ended(Optional<Class<? extends Throwable>> failure, boolean outcomeUnknown) {
        if (listener != null && attempts > 0) {
            Duration duration = Duration.ofNanos(System.nanoTime() - started);
            Listeners.call(
                    listener::completed,
                    new CompletedOperation(name, change, driver, scheme, duration, attempts, failure, outcomeUnknown));
        }
    }
}
