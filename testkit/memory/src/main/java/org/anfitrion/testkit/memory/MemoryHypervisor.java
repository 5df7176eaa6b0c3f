package org.anfitrion.testkit.memory;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.anfitrion.api.device.NodeDevice;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.event.HypervisorEvent;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.HostInfo;
import org.anfitrion.api.network.NetworkInfo;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.HypervisorDriver;
import org.jspecify.annotations.Nullable;

/**
 * A host that exists only in memory, for tests of programs that use this library: it keeps every rule that drivers keep, its
 * guests do what a test tells them, and what can go wrong goes wrong when the test says so. The program under test is given
 * {@link #driver()} and does not know. Thread-safe; holds 10,000 domains without strain.
 *
 * <pre>{@code
 * MemoryHypervisor host = new MemoryHypervisor();
 * host.guest("web").onStart(boot -> boot.println("web login:")).when("uptime").println("up 3 days");
 * host.faults().on(Operation.START).times(1)
 *         .fail(() -> new ResourceBusyException(Failure.to("start", "domain 'web'").because("no memory left")));
 *
 * try (Hypervisor connection = Hypervisors.connect("mem:", ConnectOptions.defaults().driver(host.driver()))) {
 *     new MyApplication(connection).run();     // has to cope with a start that fails once
 * }
 * assertEquals(0, host.openSessions());
 * }</pre>
 *
 * <p>What guests do takes no time by default, and names, addresses and UUIDs are the same in each run: see {@link GuestClock}
 * and {@link Builder#seed}. Where a test needs none of this, {@code mem:} is enough.
 */
public final class MemoryHypervisor {

    private static final AtomicLong COUNT = new AtomicLong();

    private final HostModel model;

    /** Creates a host as the builder does if nothing is set. */
    public MemoryHypervisor() {
        this(builder());
    }

    private MemoryHypervisor(Builder builder) {
        this.model = new HostModel(builder.settings());
    }

    /**
     * Begins a host.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    HostModel model() {
        return model;
    }

    /**
     * Returns a driver that connects to this host, whatever follows the scheme {@code mem} in the URI.
     *
     * @return the driver, for {@code ConnectOptions.driver}
     */
    public HypervisorDriver driver() {
        return new MemoryDriver(this, Set.of(MemoryDriver.SCHEME));
    }

    /**
     * Returns a driver that connects to this host by the URIs of other hypervisors: for a program that has {@code
     * qemu:///system} in its configuration and is tested with it.
     *
     * @param scheme a scheme that it takes beside {@code mem}
     * @param more further ones
     * @return the driver, for {@code ConnectOptions.driver}
     */
    public HypervisorDriver driver(String scheme, String... more) {
        Set<String> schemes = new HashSet<>(List.of(more));
        schemes.add(scheme);
        schemes.add(MemoryDriver.SCHEME);
        return new MemoryDriver(this, schemes);
    }

    /**
     * Returns the guest of one domain, to say how it behaves.
     *
     * @param domain the domain's name; the domain need not exist yet
     * @return the guest, always the same for a name
     */
    public Guest guest(String domain) {
        return model.guests().guest(Objects.requireNonNull(domain, "domain"));
    }

    /**
     * Returns the guest of all domains, to say how those behave that nothing else is said of.
     *
     * @return the guest
     */
    public Guest guests() {
        return model.guests().others();
    }

    /**
     * Returns the disk images on this host.
     *
     * @return the images
     */
    public HostImages images() {
        return new HostImages(model);
    }

    /**
     * Returns what goes wrong here.
     *
     * @return the faults
     */
    public Faults faults() {
        return model.faults();
    }

    /**
     * Returns the time that the guests live in.
     *
     * @return the clock
     */
    public GuestClock clock() {
        return model.clock();
    }

    /**
     * Returns how many connections are open: after a test, whether the program under test leaks them.
     *
     * @return the number of sessions that are neither closed nor broken
     */
    public int openSessions() {
        return model.openSessions();
    }

    /**
     * Returns how often something was asked of this host: for a test that a program does not ask too often. What was refused
     * before it was sent, as by a read-only session, does not count.
     *
     * @param operation what was asked
     * @return the number of calls so far, over all connections
     */
    public long calls(Operation operation) {
        return model.faults().calls(operation);
    }

    /** Breaks all connections, as a daemon does that is restarted: guests but ephemeral ones run on. */
    public void dropConnections() {
        model.dropConnections("the connection broke");
    }

    /**
     * Switches the host off and on again: connections break, guests stop, transient ones are gone, and those with autostart
     * are started.
     */
    public void restart() {
        model.restart();
    }

    /**
     * Tells all subscribers that events are missing.
     *
     * @param count how many, if that is to be known
     * @param why the reason, in plain words
     */
    public void loseEvents(OptionalLong count, String why) {
        model.announcements().lost(count, why);
        model.clock().settle();
    }

    /**
     * Tells all subscribers that something happened, after all that has happened so far. Nothing else happens: it is for
     * programs that have to cope with what guests here never do.
     *
     * @param event any event
     */
    public void announce(HypervisorEvent event) {
        Objects.requireNonNull(event, "event");
        model.locked(() -> {
            model.announcements().announce(event);
            return true;
        });
        model.clock().settle();
    }

    /**
     * Makes a network known as somebody else would, with other tools: by native text, which may say what a description cannot.
     * The keys are {@code name}, {@code uuid}, {@code forward} (nat, routed, isolated, bridge), {@code forward-device}, {@code
     * bridge}, {@code domain-name} and {@code autostart}; each {@code [subnet]} has {@code address}, {@code ranges} and {@code
     * host MAC}. Whatever else there is, is kept.
     *
     * <pre>{@code
     * host.defineNetwork("""
     *         name = lab
     *         forward = nat
     *         colour = green
     *         [subnet]
     *         address = 192.168.100.1/24
     *         ranges = 192.168.100.2-192.168.100.99
     *         host 52:54:00:12:34:56 = 192.168.100.10 web
     *         """);
     * }</pre>
     *
     * @param configuration the native text
     * @return its row; it is not active
     * @throws InvalidSpecException if it cannot be understood
     * @throws org.anfitrion.api.error.AlreadyExistsException if there is one of that name, UUID or bridge
     */
    public NetworkInfo defineNetwork(String configuration) {
        NativeText text = NativeText.parse(configuration);
        NetworkInfo row = model.locked(() -> model.networks().define(text));
        model.clock().settle();
        return row;
    }

    /**
     * Adds a device to the host itself, beside the few that every host in memory has.
     *
     * @param device the device; what it hangs on must be there
     * @throws org.anfitrion.api.error.AlreadyExistsException if there is one of that name
     * @throws InvalidSpecException if it hangs on a device that is not there
     */
    public void plugIn(NodeDevice device) {
        model.locked(() -> {
            model.nodeDevices().plugIn(device);
            return true;
        });
        model.clock().settle();
    }

    /**
     * Takes a device out of the host, whoever has it.
     *
     * @param device its name
     * @throws org.anfitrion.api.error.NotFoundException if there is none
     * @throws org.anfitrion.api.error.InvalidStateException if another hangs on it
     */
    public void pullOut(String device) {
        model.locked(() -> {
            model.nodeDevices().pullOut(device);
            return true;
        });
        model.clock().settle();
    }

    /** Collects what a host is made with. Not thread-safe. */
    public static final class Builder {

        private String name = "memory";
        private int cpus = 8;
        private DataSize memory = DataSize.gibibytes(64);
        private Set<GuestType> guestTypes = EnumSet.allOf(GuestType.class);
        private GuestClock clock = GuestClock.immediate();
        private @Nullable Long seed;
        private Duration workTime = Duration.ZERO;
        private final Map<Feature, String> missing = new EnumMap<>(Feature.class);

        private Builder() {}

        /**
         * Sets the host's own name.
         *
         * @param hostName the name; {@code memory} unless said otherwise
         * @return this builder
         */
        public Builder name(String hostName) {
            name = Objects.requireNonNull(hostName, "hostName");
            return this;
        }

        /**
         * Sets the number of logical processors.
         *
         * @param count 1 or more; 8 unless said otherwise
         * @return this builder
         * @throws InvalidSpecException if it is less than 1
         */
        public Builder cpus(int count) {
            if (count < 1) {
                throw InvalidSpecException.of("CPU count", count, "a host has at least one");
            }
            cpus = count;
            return this;
        }

        /**
         * Sets how much memory is installed. Domains may be given more in sum, as on real hosts.
         *
         * @param size the amount; 64 GiB unless said otherwise
         * @return this builder
         */
        public Builder memory(DataSize size) {
            memory = Objects.requireNonNull(size, "size");
            return this;
        }

        /**
         * Sets the families of guests that run here.
         *
         * @param first a family
         * @param more further ones; all four unless said otherwise
         * @return this builder
         */
        public Builder guestTypes(GuestType first, GuestType... more) {
            guestTypes = EnumSet.of(first, more);
            return this;
        }

        /**
         * Sets the time that the guests live in.
         *
         * @param time the clock; an immediate one of its own unless said otherwise
         * @return this builder
         */
        public Builder clock(GuestClock time) {
            clock = Objects.requireNonNull(time, "time");
            return this;
        }

        /**
         * Sets from what UUIDs and MAC addresses are made. Hosts with the same seed make the same ones in the same order.
         *
         * @param number any number; unless said otherwise it is made from the host's name
         * @return this builder
         */
        public Builder seed(long number) {
            seed = number;
            return this;
        }

        /**
         * Sets how long the host takes for each piece of work on data that goes on while the domain runs: a block job, a
         * backup, a snapshot, putting memory aside. Such work tells its progress and can be cancelled meanwhile.
         *
         * @param time the time by the host's clock; none unless said otherwise
         * @return this builder
         */
        public Builder workTime(Duration time) {
            workTime = Objects.requireNonNull(time, "time");
            return this;
        }

        /**
         * Takes a feature away: {@code support} says no with this reason, and the operation is refused with it.
         *
         * @param feature what the host cannot do
         * @param reason why not, in plain words
         * @return this builder
         */
        public Builder without(Feature feature, String reason) {
            missing.put(Objects.requireNonNull(feature, "feature"), Objects.requireNonNull(reason, "reason"));
            return this;
        }

        /**
         * Makes the host.
         *
         * @return a new host with nothing on it
         */
        public MemoryHypervisor build() {
            return new MemoryHypervisor(this);
        }

        private HostSettings settings() {
            HostInfo info = new HostInfo(
                    name,
                    "Anfitrion in-memory hypervisor",
                    "1",
                    "",
                    "x86_64",
                    cpus,
                    memory,
                    guestTypes,
                    List.of("nothing here is real: guests are scripts in this process"));
            return new HostSettings(
                    "mem:" + name + "#" + COUNT.incrementAndGet(),
                    info,
                    seed == null ? name.hashCode() : seed,
                    clock,
                    missing,
                    workTime);
        }
    }
}
