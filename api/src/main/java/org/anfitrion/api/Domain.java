package org.anfitrion.api;

import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.anfitrion.api.domain.Applied;
import org.anfitrion.api.domain.CloneKind;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.DomainStatus;
import org.anfitrion.api.domain.Leftover;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.StateReason;
import org.anfitrion.api.domain.Tuning;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.api.error.ResourceBusyException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.Support;
import org.anfitrion.api.migration.MigrationSpec;
import org.anfitrion.api.network.AddressSource;
import org.anfitrion.api.network.GuestAddress;
import org.anfitrion.api.statistics.DomainStatistics;
import org.anfitrion.spi.AddressFacet;
import org.anfitrion.spi.ChannelFacet;
import org.anfitrion.spi.ConsoleStart;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DomainRef;
import org.anfitrion.spi.NativeFacet;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.ProvisioningFacet;
import org.anfitrion.spi.Target;
import org.jspecify.annotations.Nullable;

/**
 * A domain: a virtual machine or a container. A value made of its host and its identity; it holds no resource, may be kept
 * for ever, shared between threads and used as a key. Each call asks the host; one about a domain that is gone throws {@link
 * NotFoundException}.
 *
 * <pre>{@code
 * web.start();
 * web.console().expect("login:", Duration.ofSeconds(60));
 * web.update(spec -> spec.memory(DataSize.gibibytes(2)));
 * web.shutdown().await(Duration.ofSeconds(30));
 * web.undefine();
 * }</pre>
 */
public final class Domain {

    private static final Duration POWER_TIMEOUT = Duration.ofMinutes(2);

    private final Hypervisor host;
    private final DomainId id;

    Domain(Hypervisor host, DomainId id) {
        this.host = host;
        this.id = Objects.requireNonNull(id, "id");
    }

    /**
     * Returns the host that the domain lives on.
     *
     * @return the connection
     */
    public Hypervisor host() {
        return host;
    }

    /**
     * Returns the domain's identity.
     *
     * @return the driver's key
     */
    public DomainId id() {
        return id;
    }

    /**
     * Asks for the domain's name.
     *
     * @return the name
     */
    public String name() {
        return info().name();
    }

    /**
     * Asks for the domain's UUID.
     *
     * @return the UUID; empty if the backend has none
     */
    public Optional<UUID> uuid() {
        return info().uuid();
    }

    /**
     * Asks for state and reason.
     *
     * @return what the domain is doing, and why
     */
    public DomainStatus status() {
        return info().status();
    }

    /**
     * Asks for the state.
     *
     * @return what the domain is doing
     */
    public DomainState state() {
        return info().state();
    }

    /**
     * Asks for all facts, in one call.
     *
     * @return the facts, as they are now
     * @throws NotFoundException if the domain is gone
     */
    public DomainInfo info() {
        return lookUp().orElseThrow(this::gone);
    }

    /**
     * Tells whether the domain is there.
     *
     * @return true if it is
     */
    public boolean exists() {
        return lookUp().isPresent();
    }

    private Optional<DomainInfo> lookUp() {
        return host.link()
                .read("domain.info", session -> session.domains().find(new DomainRef.ById(id), Domains.ALL_FIELDS));
    }

    private NotFoundException gone() {
        return new NotFoundException(Failure.to("look up", "domain " + id).because("there is no such domain"));
    }

    /**
     * Tells whether something can be done with this domain.
     *
     * @param feature what
     * @return yes, no with a reason, or not known
     */
    public Support support(Feature feature) {
        return host.link().read("domain.support", session -> session.support(feature, new Target.OfDomain(id)));
    }

    /**
     * Starts the domain.
     *
     * @throws org.anfitrion.api.error.InvalidStateException if it is active
     */
    public void start() {
        power("domain.start", PowerAction.START);
    }

    /**
     * Stops the domain's CPUs; it keeps its memory.
     *
     * @throws org.anfitrion.api.error.InvalidStateException if it does not run
     */
    public void suspend() {
        power("domain.suspend", PowerAction.SUSPEND);
    }

    /**
     * Lets the domain's CPUs go on.
     *
     * @throws org.anfitrion.api.error.InvalidStateException if it is not paused
     */
    public void resume() {
        power("domain.resume", PowerAction.RESUME);
    }

    /**
     * Asks the guest to shut down. A guest that does not listen runs on; the job then waits until it is cancelled, or ends
     * with {@link org.anfitrion.api.error.OperationTimeoutException} in {@link Job#await(Duration)}.
     *
     * @return done when the domain has stopped; results in its last state
     * @throws org.anfitrion.api.error.InvalidStateException if it does not run
     */
    public Job<DomainStatus> shutdown() {
        power("domain.shutdown", PowerAction.SHUTDOWN);
        return Job.start(
                "shutdown", "domain " + id, Threads.PLATFORM, progress -> new DomainWait(this).untilStopped(progress));
    }

    /**
     * Asks the guest to reboot, and does not wait until it has.
     *
     * @throws org.anfitrion.api.error.InvalidStateException if it does not run
     */
    public void reboot() {
        power("domain.reboot", PowerAction.REBOOT);
    }

    /**
     * Pushes the reset button: the guest is not asked.
     *
     * @throws org.anfitrion.api.error.InvalidStateException if the domain does not run
     */
    public void reset() {
        power("domain.reset", PowerAction.RESET);
    }

    /**
     * Pulls the plug: the guest is not asked, and what it has not written is lost. The configuration stays.
     *
     * @throws org.anfitrion.api.error.InvalidStateException if the domain does not run
     */
    public void destroy() {
        power("domain.destroy", PowerAction.DESTROY);
    }

    private void power(String operation, PowerAction action) {
        host.link().change(operation, session -> session.domains().power(id, action, Deadline.after(POWER_TIMEOUT)));
    }

    /**
     * Waits until the domain is in a state.
     *
     * @param wanted the state; {@link DomainState#SHUT_OFF} is reached also by a transient domain that is gone
     * @param timeout how long to wait
     * @return the state with its reason
     * @throws org.anfitrion.api.error.OperationTimeoutException if it is not reached
     * @throws org.anfitrion.api.error.OperationCancelledException if the thread is interrupted
     */
    public DomainStatus awaitState(DomainState wanted, Duration timeout) {
        return new DomainWait(this).untilState(wanted, Deadline.after(timeout));
    }

    DomainStatus statusOrGone() {
        return lookUp().map(DomainInfo::status).orElse(new DomainStatus(DomainState.SHUT_OFF, StateReason.UNKNOWN));
    }

    /**
     * Sets whether the domain starts with its host.
     *
     * @param on whether it does
     * @throws org.anfitrion.api.error.InvalidStateException if it is transient
     */
    public void autostart(boolean on) {
        host.link().change("domain.autostart", session -> {
            session.domains().autostart(id, on);
            return on;
        });
    }

    /**
     * Reads one of the domain's two configurations.
     *
     * @param view which
     * @return description, native configuration and revision
     * @throws org.anfitrion.api.error.InvalidStateException if the domain does not have it now
     */
    public Described<DomainSpec> describe(View view) {
        return host.link().read("domain.describe", session -> session.domains().read(id, view));
    }

    /**
     * Changes the configuration: reads it, lets the caller change the description, and applies the difference. Takes effect at
     * the next start.
     *
     * @param change gets the present description to change
     * @return what was changed
     * @throws org.anfitrion.api.error.ConflictException if somebody else changed it in between; nothing was overwritten
     */
    public Applied update(UnaryOperator<DomainSpecBuilder> change) {
        Described<DomainSpec> base = describe(View.CONFIG);
        return update(base, change.apply(base.spec().toBuilder()).build(), Scope.CONFIG);
    }

    /**
     * Applies the difference between a description that was read and a wanted one. What neither mentions stays.
     *
     * @param base what was read
     * @param wanted what it should be
     * @param scope where it is to take effect; {@link Scope#LIVE} goes with a {@link View#LIVE} base
     * @return what was changed
     * @throws org.anfitrion.api.error.ConflictException if the configuration is not the base's any more
     * @throws org.anfitrion.api.error.InvalidSpecException if scope and base do not go together, or name or UUID differ
     * @throws org.anfitrion.api.error.UnsupportedCapabilityException if the backend cannot make the change there
     */
    public Applied update(Described<DomainSpec> base, DomainSpec wanted, Scope scope) {
        return host.link().change("domain.update", session -> session.domains()
                .update(id, base, wanted, scope, Progress.unwatched()));
    }

    /**
     * Removes the configuration. The domain must not run, and must leave nothing behind but what is named.
     *
     * @param alsoDelete what may be removed with it
     * @throws org.anfitrion.api.error.InvalidStateException if it runs, or something else would be left behind
     */
    public void undefine(Leftover... alsoDelete) {
        Set<Leftover> leftovers = EnumSet.noneOf(Leftover.class);
        leftovers.addAll(Arrays.asList(alsoDelete));
        host.link().change("domain.undefine", session -> {
            session.domains().remove(id, leftovers);
            return id;
        });
    }

    /**
     * Changes how the domain shares its host: in its configuration, and at once if it runs.
     *
     * @param change gets the present settings; what it leaves empty stays
     * @throws org.anfitrion.api.error.InvalidSpecException if the host has not what is asked for; nothing is changed
     * @throws org.anfitrion.api.error.UnsupportedCapabilityException if the backend cannot make the change
     */
    public void tune(UnaryOperator<Tuning> change) {
        DomainInfo row = info();
        if (row.state().isActive()) {
            tune(View.LIVE, Scope.LIVE, change); // first, since it is more often refused
        }
        if (row.persistent()) {
            tune(View.CONFIG, Scope.CONFIG, change);
        }
    }

    private void tune(View view, Scope scope, UnaryOperator<Tuning> change) {
        Described<DomainSpec> base = describe(view);
        Tuning wanted = change.apply(base.spec().tuning());
        update(base, base.spec().toBuilder().tuning(wanted).build(), scope);
    }

    /**
     * Returns the devices that can be plugged in and out.
     *
     * @return the handle; asks nothing yet
     */
    public Devices devices() {
        return new Devices(this);
    }

    /**
     * Returns the snapshots.
     *
     * @return the handle; asks nothing yet
     */
    public Snapshots snapshots() {
        return new Snapshots(this);
    }

    /**
     * Returns the memory that was put on disk.
     *
     * @return the handle; asks nothing yet
     */
    public SavedState savedState() {
        return new SavedState(this);
    }

    /**
     * Returns what can be done inside the guest.
     *
     * @return the handle; asks nothing yet
     */
    public Guest guest() {
        return new Guest(this);
    }

    /**
     * Returns screen and keyboard.
     *
     * @return the handle; asks nothing yet
     */
    public Display display() {
        return new Display(this);
    }

    /**
     * Returns backups and checkpoints.
     *
     * @return the handle; asks nothing yet
     */
    public Backups backups() {
        return new Backups(this);
    }

    /**
     * Returns work on the drives' images.
     *
     * @return the handle; asks nothing yet
     */
    public BlockJobs blockJobs() {
        return new BlockJobs(this);
    }

    /**
     * Asks for the guest's addresses, of everybody who may know.
     *
     * @return the addresses that are known now
     * @throws org.anfitrion.api.error.InvalidStateException if the domain does not run
     */
    public List<GuestAddress> addresses() {
        return new FacetHandle<>(host, AddressFacet.class)
                .read(
                        "domain.addresses",
                        Feature.ADDRESSES,
                        facet -> facet.addresses(id, EnumSet.allOf(AddressSource.class)));
    }

    /**
     * Waits until the guest has an address that others can reach: none of the loopback or of its own link only.
     *
     * @param timeout how long to wait
     * @return the first such address
     * @throws org.anfitrion.api.error.OperationTimeoutException if it has none in time
     * @throws org.anfitrion.api.error.InvalidStateException if the domain does not run
     */
    public GuestAddress awaitAddress(Duration timeout) {
        return new DomainWait(this)
                .until(
                        this + " has an address",
                        () -> addresses().stream()
                                .filter(found -> !found.address().isLoopbackAddress()
                                        && !found.address().isLinkLocalAddress())
                                .findFirst()
                                .map(DomainWait.Look::found)
                                .orElseGet(() -> DomainWait.Look.notYet("it has none")),
                        Deadline.after(timeout));
    }

    /**
     * Waits until somebody answers in the guest: its agent, or the container itself.
     *
     * @param timeout how long to wait
     * @return what can be done inside
     * @throws org.anfitrion.api.error.OperationTimeoutException if nobody answers in time
     */
    public Guest awaitGuest(Duration timeout) {
        Guest guest = guest();
        Deadline deadline = Deadline.after(timeout);
        return new DomainWait(this)
                .until(
                        "somebody answers in " + this,
                        () -> {
                            try {
                                guest.ping(Duration.ofSeconds(2));
                                return DomainWait.Look.found(guest);
                            } catch (InvalidStateException | OperationTimeoutException | ResourceBusyException e) {
                                return DomainWait.Look.notYet(e.failure().reason());
                            }
                        },
                        deadline);
    }

    /**
     * Reads what the domain has used.
     *
     * @return all its counters, as they are now
     */
    public DomainStatistics statistics() {
        return host.statistics().of(this);
    }

    /**
     * Moves the running domain to another host.
     *
     * @param target a connection of the same driver
     * @param spec how it moves
     * @return results in the domain's handle on the target; cancelled or failed, it runs on here
     */
    public Job<Domain> migrateTo(Hypervisor target, MigrationSpec spec) {
        return Job.start("migrate to " + target, toString(), Threads.PLATFORM, progress -> target.domains()
                .handle(new Migration(host, target).run(id, spec, progress).id()));
    }

    /**
     * Makes a domain like this one, with disks of its own.
     *
     * @param name its name
     * @param kind how it gets its disks
     * @return results in its handle; cancelled or failed, there is none
     */
    public Job<Domain> copyAs(String name, CloneKind kind) {
        return provisioning()
                .job(
                        "domain.copy",
                        kind == CloneKind.FULL ? Feature.COPY : Feature.LINKED_COPY,
                        "copy",
                        toString(),
                        (facet, progress) -> new Domain(
                                host, facet.copy(id, name, kind, progress).id()));
    }

    /**
     * Gives the domain another name. It must not run.
     *
     * @param name the new name
     * @return its handle: where the name is the identity it is another one
     * @throws org.anfitrion.api.error.AlreadyExistsException if the name is taken
     */
    public Domain rename(String name) {
        return new Domain(
                host,
                provisioning()
                        .change("domain.rename", Feature.RENAME, facet -> facet.rename(id, name))
                        .id());
    }

    /**
     * Writes the domain to an appliance file. It must not run.
     *
     * @param file an absolute path on the host; its extension says the format, {@code .ova} or {@code .ovf}
     * @return results in this handle
     */
    public Job<Domain> exportTo(String file) {
        return provisioning().job("domain.export", Feature.APPLIANCES, "export", toString(), (facet, progress) -> {
            facet.export(id, file, progress);
            return this;
        });
    }

    private FacetHandle<ProvisioningFacet> provisioning() {
        return new FacetHandle<>(host, ProvisioningFacet.class);
    }

    /**
     * Opens a channel to the guest.
     *
     * @param name its name in the description
     * @param timeout how long to wait for it
     * @return the host's end; the caller closes it
     * @throws NotFoundException if the domain has no such channel
     * @throws org.anfitrion.api.error.ResourceBusyException if somebody else uses it
     */
    public ByteChannel channel(String name, Duration timeout) {
        return new FacetHandle<>(host, ChannelFacet.class)
                .change("domain.channel", Feature.CHANNELS, facet -> facet.open(id, name, Deadline.after(timeout)));
    }

    /**
     * Replaces the configuration by a native one.
     *
     * @param base what was read, with {@link View#CONFIG}
     * @param configuration in the backend's own language; name and UUID are the domain's
     * @throws org.anfitrion.api.error.ConflictException if the configuration is not the base's any more
     */
    public void redefine(Described<DomainSpec> base, String configuration) {
        nativeFacet()
                .change(
                        "domain.redefine",
                        Feature.NATIVE_CONFIGURATION,
                        facet -> facet.redefine(id, base, configuration));
    }

    /**
     * Opens the first console, at the first byte of the present or last run.
     *
     * @return a reader with a position of its own
     * @throws NotFoundException if the domain has no console
     * @throws org.anfitrion.api.error.UnsupportedCapabilityException if the backend has no consoles
     */
    public Console console() {
        return console(0);
    }

    /**
     * Opens a console, at the first byte of the present or last run.
     *
     * @param number its place in the description's list of consoles, from 0
     * @return a reader with a position of its own
     * @throws NotFoundException if the domain has no such console
     * @throws org.anfitrion.api.error.UnsupportedCapabilityException if the backend has no consoles
     */
    public Console console(int number) {
        return Console.open(this, number, ConsoleStart.START_OF_RUN);
    }

    /**
     * Passes a request to the backend as it is: the way past everything.
     *
     * @param channel the backend's interface, such as {@code qmp} or {@code guest-agent}
     * @param request in that interface's language
     * @param timeout how long to wait for the answer
     * @return the answer in that interface's language
     * @throws org.anfitrion.api.error.UnsupportedCapabilityException if the backend does not have the interface
     */
    public String call(String channel, String request, Duration timeout) {
        return nativeFacet()
                .change(
                        "domain.call",
                        Feature.RAW_CALLS,
                        facet -> facet.call(id, channel, request, Deadline.after(timeout)));
    }

    private FacetHandle<NativeFacet> nativeFacet() {
        return new FacetHandle<>(host, NativeFacet.class);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Domain that && host.equals(that.host) && id.equals(that.id);
    }

    @Override
    public int hashCode() {
        return Objects.hash(host, id);
    }

    @Override
    public String toString() {
        return "domain " + id + " on " + host;
    }
}
