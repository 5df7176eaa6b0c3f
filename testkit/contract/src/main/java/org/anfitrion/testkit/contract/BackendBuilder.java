package org.anfitrion.testkit.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.anfitrion.api.connection.Credentials;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.spi.HypervisorDriver;
import org.jspecify.annotations.Nullable;

/** Collects the description of a backend. Not thread-safe. */
public final class BackendBuilder {

    final String name;
    final @Nullable HypervisorDriver driver;
    final String uri;
    Credentials credentials = Credentials.none();
    Duration opening = Duration.ofSeconds(30);
    Duration patience = Duration.ofSeconds(5);
    Duration limit = Duration.ofMinutes(2);
    UnaryOperator<DomainSpecBuilder> plain = UnaryOperator.identity();
    UnaryOperator<DomainSpecBuilder> rich = UnaryOperator.identity();

    @Nullable
    BootableGuest guest;

    @Nullable
    NativeDialect dialect;

    @Nullable
    Supplier<Wire> wire;

    @Nullable
    IntFunction<String> silent;

    @Nullable
    LongSupplier roundTrips;

    final Map<Class<?>, Object> fixtures = new HashMap<>();
    final List<Refusal> refusals = new ArrayList<>();
    int tries = 20;
    Runnable afterwards = () -> {};

    BackendBuilder(String name, @Nullable HypervisorDriver driver, String uri) {
        this.name = Objects.requireNonNull(name, "name");
        this.driver = driver;
        this.uri = Objects.requireNonNull(uri, "uri");
    }

    /**
     * Sets who answers what the backend asks at the door.
     *
     * @param answers the credentials; without them nothing is answered
     * @return this builder
     */
    public BackendBuilder credentials(Credentials answers) {
        credentials = Objects.requireNonNull(answers, "answers");
        return this;
    }

    /**
     * Sets how long opening a session may take.
     *
     * @param time without it 30 seconds
     * @return this builder
     */
    public BackendBuilder opening(Duration time) {
        opening = Objects.requireNonNull(time, "time");
        return this;
    }

    /**
     * Gives the tests of a facet what they need on this backend, such as a place for a pool. One of each class; a test that
     * finds none says "unknown".
     *
     * @param fixture a record of the contract, such as the storage tests' own
     * @return this builder
     */
    public BackendBuilder with(Object fixture) {
        fixtures.put(fixture.getClass(), fixture);
        return this;
    }

    /**
     * Sets how long a change may take to show: a state, an event, the end of a call that was cut off.
     *
     * @param time without it 5 seconds
     * @return this builder
     */
    public BackendBuilder patience(Duration time) {
        patience = Objects.requireNonNull(time, "time");
        return this;
    }

    /**
     * Sets how long one test may take; after that the driver counts as hanging.
     *
     * @param time without it 2 minutes
     * @return this builder
     */
    public BackendBuilder limit(Duration time) {
        limit = Objects.requireNonNull(time, "time");
        return this;
    }

    /**
     * Sets what the backend needs in every description: a kind of boot, a template. Such a domain is started and
     * destroyed and need not boot.
     *
     * @param needs adds to a description that has a name and 64 MiB
     * @return this builder
     */
    public BackendBuilder domains(UnaryOperator<DomainSpecBuilder> needs) {
        plain = Objects.requireNonNull(needs, "needs");
        return this;
    }

    /**
     * Sets a description with every kind of device that the backend takes. Such a domain is defined and read, never
     * started: its disks need not exist.
     *
     * @param devices adds to a description as of {@link #domains}
     * @return this builder
     */
    public BackendBuilder devices(UnaryOperator<DomainSpecBuilder> devices) {
        rich = Objects.requireNonNull(devices, "devices");
        return this;
    }

    /**
     * Sets a guest that boots.
     *
     * @param bootable the guest; without it the rules that need one are not decided
     * @return this builder
     */
    public BackendBuilder guest(BootableGuest bootable) {
        guest = Objects.requireNonNull(bootable, "bootable");
        return this;
    }

    /**
     * Sets how native configurations are handled.
     *
     * @param language the backend's; without it the rules that need it are not decided
     * @return this builder
     */
    public BackendBuilder dialect(NativeDialect language) {
        dialect = Objects.requireNonNull(language, "language");
        return this;
    }

    /**
     * Sets how to get a connection that can be cut.
     *
     * @param wires opens one; without it the rule about broken wires is not decided
     * @return this builder
     */
    public BackendBuilder wire(Supplier<Wire> wires) {
        wire = Objects.requireNonNull(wires, "wires");
        return this;
    }

    /**
     * Sets how to reach a peer on this machine that takes the connection and then says nothing.
     *
     * @param uris makes a URI from the TCP port that the peer listens on
     * @return this builder
     */
    public BackendBuilder silent(IntFunction<String> uris) {
        silent = Objects.requireNonNull(uris, "uris");
        return this;
    }

    /**
     * Sets how many requests the driver has sent to the backend so far.
     *
     * @param counter only ever grows; without it lists are not held to a constant number
     * @return this builder
     */
    public BackendBuilder roundTrips(LongSupplier counter) {
        roundTrips = Objects.requireNonNull(counter, "counter");
        return this;
    }

    /**
     * Adds a URI that cannot be opened.
     *
     * @param where the URI
     * @param how the exception that it has to give
     * @return this builder
     */
    public BackendBuilder refuses(String where, Class<? extends HypervisorException> how) {
        return refuses(Objects.requireNonNull(driver), where, how);
    }

    /**
     * Adds a driver that cannot open a URI, for instance one whose native library is missing.
     *
     * @param crippled the driver
     * @param where the URI
     * @param how the exception that it has to give
     * @return this builder
     */
    public BackendBuilder refuses(HypervisorDriver crippled, String where, Class<? extends HypervisorException> how) {
        refusals.add(new Refusal(crippled, where, how));
        return this;
    }

    /**
     * Sets how many random lives {@link org.anfitrion.testkit.contract.model.ModelProperties} leads.
     *
     * @param number without it 20
     * @return this builder
     */
    public BackendBuilder tries(int number) {
        tries = number;
        return this;
    }

    /**
     * Sets what is to be done when all is over.
     *
     * @param cleanup runs once, after the last session has closed
     * @return this builder
     */
    public BackendBuilder afterwards(Runnable cleanup) {
        afterwards = Objects.requireNonNull(cleanup, "cleanup");
        return this;
    }

    /**
     * Finishes the description.
     *
     * @return the backend
     */
    public Backend build() {
        return new Backend(this, "");
    }
}
