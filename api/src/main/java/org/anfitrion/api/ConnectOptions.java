package org.anfitrion.api;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.connection.Credentials;
import org.anfitrion.api.connection.GuestsOnClose;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.HypervisorDriver;
import org.jspecify.annotations.Nullable;

/**
 * How to connect. Immutable; each method returns a changed copy.
 *
 * <pre>{@code
 * Hypervisors.connect("qemu+tcp://host.example/system",
 *         ConnectOptions.defaults().connectTimeout(Duration.ofSeconds(5)).credentials(Credentials.of("ops", secret)))
 * }</pre>
 */
public final class ConnectOptions implements Cloneable {

    private static final ConnectOptions DEFAULTS = new ConnectOptions();

    private Duration connectTimeout = Duration.ofSeconds(30);
    private Duration reconnectTimeout = Duration.ofSeconds(10);
    private boolean readOnly;
    private Credentials credentials = Credentials.none();
    private GuestsOnClose guestsOnClose = GuestsOnClose.KEEP;
    private DataSize consoleBuffer = DataSize.mebibytes(1);
    private @Nullable HypervisorDriver driver;
    private @Nullable ClassLoader classLoader;
    private @Nullable OperationListener operationListener;

    private ConnectOptions() {}

    /**
     * Returns the defaults: 30 s to connect, 10 s to connect again, read and write, no credentials, guests are kept, 1 MiB of
     * each console's output is kept, drivers are found through the thread's context class loader.
     *
     * @return the options
     */
    public static ConnectOptions defaults() {
        return DEFAULTS;
    }

    private ConnectOptions copy() {
        try {
            return (ConnectOptions) clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    private static Duration positive(String field, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw InvalidSpecException.of(field, value, "must be more than nothing");
        }
        return value;
    }

    /**
     * Sets how long connecting may take.
     *
     * @param timeout more than zero
     * @return a copy with it
     * @throws InvalidSpecException if it is not
     */
    public ConnectOptions connectTimeout(Duration timeout) {
        ConnectOptions copy = copy();
        copy.connectTimeout = positive("connect timeout", timeout);
        return copy;
    }

    /**
     * Sets for how long, once the wire broke, a read tries to connect again before it fails; zero never tries.
     *
     * @param timeout zero or more
     * @return a copy with it
     * @throws InvalidSpecException if it is negative
     */
    public ConnectOptions reconnectTimeout(Duration timeout) {
        if (timeout.isNegative()) {
            throw InvalidSpecException.of("reconnect timeout", timeout, "must not be negative");
        }
        ConnectOptions copy = copy();
        copy.reconnectTimeout = timeout;
        return copy;
    }

    /**
     * Makes the connection unable to change anything.
     *
     * @return a copy that says so
     */
    public ConnectOptions readOnly() {
        ConnectOptions copy = copy();
        copy.readOnly = true;
        return copy;
    }

    /**
     * Sets who answers what the backend asks.
     *
     * @param answers the credentials
     * @return a copy with them
     */
    public ConnectOptions credentials(Credentials answers) {
        ConnectOptions copy = copy();
        copy.credentials = Objects.requireNonNull(answers, "answers");
        return copy;
    }

    /**
     * Sets what becomes of the guests that this connection started when it is closed. Matters where the backend lives inside
     * this process ({@code qemu:///embed}) and for tests; guests of a daemon are kept anyway by default.
     *
     * @param policy keep or destroy
     * @return a copy with it
     */
    public ConnectOptions guestsOnClose(GuestsOnClose policy) {
        ConnectOptions copy = copy();
        copy.guestsOnClose = Objects.requireNonNull(policy, "policy");
        return copy;
    }

    /**
     * Sets how much of each console's output is kept for readers that come late.
     *
     * @param limit for each console, up to 1 GiB
     * @return a copy with it
     */
    public ConnectOptions consoleBuffer(DataSize limit) {
        ConnectOptions copy = copy();
        copy.consoleBuffer = Objects.requireNonNull(limit, "limit");
        return copy;
    }

    /**
     * Uses this driver, and looks for no other.
     *
     * @param instance the driver; it must take the URI's scheme
     * @return a copy with it
     */
    public ConnectOptions driver(HypervisorDriver instance) {
        ConnectOptions copy = copy();
        copy.driver = Objects.requireNonNull(instance, "instance");
        return copy;
    }

    /**
     * Looks for drivers through this class loader.
     *
     * @param loader sees the drivers' jars
     * @return a copy with it
     */
    public ConnectOptions classLoader(ClassLoader loader) {
        ConnectOptions copy = copy();
        copy.classLoader = Objects.requireNonNull(loader, "loader");
        return copy;
    }

    /**
     * Tells this listener of each operation when it has ended, with its timing and outcome.
     *
     * @param listener gets them, on the calling threads
     * @return a copy with it
     */
    public ConnectOptions operationListener(OperationListener listener) {
        ConnectOptions copy = copy();
        copy.operationListener = Objects.requireNonNull(listener, "listener");
        return copy;
    }

    Duration connectTimeout() {
        return connectTimeout;
    }

    Duration reconnectTimeout() {
        return reconnectTimeout;
    }

    boolean isReadOnly() {
        return readOnly;
    }

    Credentials credentials() {
        return credentials;
    }

    GuestsOnClose guestsOnClose() {
        return guestsOnClose;
    }

    DataSize consoleBuffer() {
        return consoleBuffer;
    }

    Optional<HypervisorDriver> driver() {
        return Optional.ofNullable(driver);
    }

    Optional<ClassLoader> classLoader() {
        return Optional.ofNullable(classLoader);
    }

    @Nullable
    OperationListener operationListener() {
        return operationListener;
    }
}
