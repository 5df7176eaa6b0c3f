package org.anfitrion.testkit.contract;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.anfitrion.api.connection.Credentials;
import org.anfitrion.api.connection.GuestsOnClose;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.HypervisorDriver;
import org.anfitrion.spi.OpenContext;
import org.anfitrion.spi.Session;
import org.jspecify.annotations.Nullable;

/**
 * What the contract has to know of a backend: how to reach it, and what it can be asked for. Only name, driver and URI are
 * needed; a rule that lacks something else says so in the report. Immutable.
 *
 * <pre>{@code
 * Backend.of("qemu-embed", new KvmDriver(), "qemu:///embed?root=" + root)
 *         .guest(BootableGuest.of(b -> b.boot(kernel).console(ConsoleSpec.serial())).says("READY").listens().echoes())
 *         .dialect(NativeDialect.libvirt())
 *         .refuses("qemu:///nonsense", InvalidSpecException.class)
 *         .build();
 * }</pre>
 */
public final class Backend {

    private final String name;
    private final String unobtainable;
    private final @Nullable HypervisorDriver driver;
    private final String uri;
    private final Credentials credentials;
    private final Duration opening;
    private final Duration patience;
    private final Duration limit;
    private final UnaryOperator<DomainSpecBuilder> plain;
    private final UnaryOperator<DomainSpecBuilder> rich;
    private final @Nullable BootableGuest guest;
    private final @Nullable NativeDialect dialect;
    private final @Nullable Supplier<Wire> wire;
    private final @Nullable IntFunction<String> silent;
    private final @Nullable LongSupplier roundTrips;
    private final Map<Class<?>, Object> fixtures;
    private final List<Refusal> refusals;
    private final int tries;
    private final Runnable afterwards;

    Backend(BackendBuilder builder, String unobtainable) {
        name = builder.name;
        this.unobtainable = unobtainable;
        driver = builder.driver;
        uri = builder.uri;
        credentials = builder.credentials;
        opening = builder.opening;
        patience = builder.patience;
        limit = builder.limit;
        plain = builder.plain;
        rich = builder.rich;
        guest = builder.guest;
        dialect = builder.dialect;
        wire = builder.wire;
        silent = builder.silent;
        roundTrips = builder.roundTrips;
        fixtures = Map.copyOf(builder.fixtures);
        refusals = List.copyOf(builder.refusals);
        tries = builder.tries;
        afterwards = builder.afterwards;
    }

    /**
     * Begins the description of a backend.
     *
     * @param name its name in reports and in the feature matrix, such as {@code qemu-embed}
     * @param driver the driver to test
     * @param uri where to connect
     * @return a builder
     */
    public static BackendBuilder of(String name, HypervisorDriver driver, String uri) {
        return new BackendBuilder(name, driver, uri);
    }

    /**
     * Returns a backend that cannot be had here: its tests are aborted, and its report says why. For what is nobody's fault,
     * such as a package that the distribution does not carry; what should be there and is not must fail.
     *
     * @param name its name in reports
     * @param reason why it cannot be had
     * @return the backend
     */
    public static Backend unobtainable(String name, String reason) {
        return new Backend(new BackendBuilder(name, null, ""), reason);
    }

    /**
     * Opens a session.
     *
     * @param readOnly whether it must not be able to change anything
     * @return the session
     */
    public Session open(boolean readOnly) {
        return driver().open(HypervisorUri.parse(uri), context(opening, readOnly));
    }

    OpenContext context(Duration within, boolean readOnly) {
        return new OpenContext(
                Deadline.after(within), readOnly, credentials, GuestsOnClose.KEEP, DataSize.mebibytes(1));
    }

    /**
     * Returns the name.
     *
     * @return the name in reports
     */
    public String name() {
        return name;
    }

    /**
     * Returns why the backend cannot be had.
     *
     * @return the reason; empty if it can
     */
    public Optional<String> unobtainable() {
        return unobtainable.isEmpty() ? Optional.empty() : Optional.of(unobtainable);
    }

    /**
     * Returns the driver.
     *
     * @return the driver under test
     * @throws IllegalStateException if the backend is {@linkplain #unobtainable() unobtainable}
     */
    public HypervisorDriver driver() {
        if (driver == null) {
            throw new IllegalStateException(name + " is unobtainable: " + unobtainable);
        }
        return driver;
    }

    /**
     * Returns where to connect.
     *
     * @return the URI
     */
    public String uri() {
        return uri;
    }

    /**
     * Returns how long a change may take to show.
     *
     * @return the time
     */
    public Duration patience() {
        return patience;
    }

    /**
     * Returns how many random lives a property leads.
     *
     * @return the number of tries
     */
    public int tries() {
        return tries;
    }

    Duration limit() {
        return limit;
    }

    /**
     * Returns a description that the backend takes.
     *
     * @param domain the domain's name
     * @return a plain description
     */
    public DomainSpec plain(String domain) {
        return plain.apply(DomainSpec.named(domain).memory(DataSize.mebibytes(64)))
                .build();
    }

    DomainSpec rich(String domain) {
        return rich.apply(plain(domain).toBuilder()).build();
    }

    Optional<BootableGuest> guest() {
        return Optional.ofNullable(guest);
    }

    Optional<NativeDialect> dialect() {
        return Optional.ofNullable(dialect);
    }

    Optional<Supplier<Wire>> wire() {
        return Optional.ofNullable(wire);
    }

    Optional<IntFunction<String>> silent() {
        return Optional.ofNullable(silent);
    }

    Optional<LongSupplier> roundTrips() {
        return Optional.ofNullable(roundTrips);
    }

    List<Refusal> refusals() {
        return refusals;
    }

    Runnable afterwards() {
        return afterwards;
    }

    @Override
    public String toString() {
        return name + (unobtainable.isEmpty() ? " (" + uri + ")" : " (unobtainable)");
    }

    /** What the tests of a facet need on this backend, if it was given. */
    <T> Optional<T> find(Class<T> type) {
        return Optional.ofNullable(fixtures.get(type)).map(type::cast);
    }

    /** What the tests of a facet need on this backend, or the end of the test if it was not given. */
    <T> T fixture(Class<T> type) {
        return find(type)
                .orElseThrow(() -> Ruling.unknown("no " + type.getSimpleName() + " was given (BackendBuilder.with)"));
    }
}
