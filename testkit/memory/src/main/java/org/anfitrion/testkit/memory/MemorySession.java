package org.anfitrion.testkit.memory;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.anfitrion.api.connection.GuestsOnClose;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.AccessDeniedException;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.HostInfo;
import org.anfitrion.api.host.Support;
import org.anfitrion.api.unit.WorkUnit;
import org.anfitrion.spi.AddressFacet;
import org.anfitrion.spi.BackupFacet;
import org.anfitrion.spi.BlockJobFacet;
import org.anfitrion.spi.ChannelFacet;
import org.anfitrion.spi.ConsoleFacet;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DeviceFacet;
import org.anfitrion.spi.DisplayFacet;
import org.anfitrion.spi.DomainFacet;
import org.anfitrion.spi.DomainRef;
import org.anfitrion.spi.EventFacet;
import org.anfitrion.spi.Facet;
import org.anfitrion.spi.Facets;
import org.anfitrion.spi.GuestFacet;
import org.anfitrion.spi.MigrationFacet;
import org.anfitrion.spi.NativeFacet;
import org.anfitrion.spi.NetworkFacet;
import org.anfitrion.spi.NodeDeviceFacet;
import org.anfitrion.spi.OpenContext;
import org.anfitrion.spi.ProvisioningFacet;
import org.anfitrion.spi.SavedStateFacet;
import org.anfitrion.spi.SecretFacet;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.SnapshotFacet;
import org.anfitrion.spi.StatisticsFacet;
import org.anfitrion.spi.StorageFacet;
import org.anfitrion.spi.Target;
import org.jspecify.annotations.Nullable;

/** A connection to a host in memory. Every call goes through {@link #perform}, which refuses, delays and breaks. */
final class MemorySession implements Session {

    private final HostModel model;
    private final boolean readOnly;
    private final GuestsOnClose guestsOnClose;
    private final Latency latency;
    private final SessionConsoles consoles;
    private final MemoryDomains domains = new MemoryDomains(this);
    private final MemoryChannel channels = new MemoryChannel(this);
    private final Map<Class<? extends Facet>, Facet> facets = Map.ofEntries(
            Map.entry(DomainFacet.class, domains),
            Map.entry(ConsoleFacet.class, new MemoryConsole(this)),
            Map.entry(EventFacet.class, new MemoryEvents(this)),
            Map.entry(NativeFacet.class, new MemoryNative(this)),
            Map.entry(DeviceFacet.class, new MemoryDevice(this)),
            Map.entry(StorageFacet.class, new MemoryStorage(this)),
            Map.entry(NetworkFacet.class, new MemoryNetwork(this)),
            Map.entry(AddressFacet.class, new MemoryAddress(this)),
            Map.entry(SnapshotFacet.class, new MemorySnapshot(this)),
            Map.entry(SavedStateFacet.class, new MemorySavedState(this)),
            Map.entry(MigrationFacet.class, new MemoryMigration(this)),
            Map.entry(StatisticsFacet.class, new MemoryStatistics(this)),
            Map.entry(ChannelFacet.class, channels),
            Map.entry(DisplayFacet.class, new MemoryDisplay(this)),
            Map.entry(GuestFacet.class, new MemoryGuest(this)),
            Map.entry(BackupFacet.class, new MemoryBackup(this)),
            Map.entry(SecretFacet.class, new MemorySecret(this)),
            Map.entry(NodeDeviceFacet.class, new MemoryNodeDevice(this)),
            Map.entry(BlockJobFacet.class, new MemoryBlockJob(this)),
            Map.entry(ProvisioningFacet.class, new MemoryProvisioning(this)));
    /** The domains that this session started and that run; under the host's lock. */
    private final Set<MemoryDomain> started = new LinkedHashSet<>();

    private volatile boolean closed;
    private volatile @Nullable String broken;

    MemorySession(HostModel model, OpenContext context) {
        this.model = model;
        this.readOnly = context.readOnly();
        this.guestsOnClose = context.guestsOnClose();
        this.latency = new Latency(model.clock());
        this.consoles = new SessionConsoles(context.consoleBuffer());
    }

    HostModel model() {
        return model;
    }

    boolean isReadOnly() {
        return readOnly;
    }

    SessionConsoles consoles() {
        return consoles;
    }

    Set<MemoryDomain> started() {
        return started;
    }

    /** Does what was asked for, under the host's lock, unless there is a reason not to. */
    <T> T perform(Call call, Supplier<T> effect) {
        return conclude(call, begin(call), effect);
    }

    /**
     * Does what takes its time: checks and begins under the host's lock, waits without it, and has its effect under it again.
     *
     * @param call what was asked for
     * @param check looks whether it can be done, and returns what the rest has to know
     * @param meanwhile takes the time, and throws if it must not be done after all
     * @param effect what comes of it
     */
    <C, T> T perform(Call call, Supplier<C> check, Consumer<C> meanwhile, Function<C, T> effect) {
        FaultRule.Strike strike = begin(call);
        C checked = goOn(call, check);
        meanwhile.accept(checked);
        return conclude(call, strike, () -> effect.apply(checked));
    }

    private FaultRule.Strike begin(Call call) {
        FaultRule.Strike strike = admit(call);
        if (strike.drop() == Drop.BEFORE) {
            throw lost(call, "the connection broke before the request was sent", false);
        }
        if (strike.failure() != null) {
            throw strike.failure().get();
        }
        return strike;
    }

    private <T> T conclude(Call call, FaultRule.Strike strike, Supplier<T> effect) {
        Supplier<T> whileAlive = () -> {
            requireAlive(call);
            return effect.get();
        };
        if (strike.drop() == Drop.AFTER) {
            throw loseAnswer(call, whileAlive);
        }
        try {
            return model.locked(whileAlive);
        } finally {
            model.clock().settle();
        }
    }

    private <T> T goOn(Call call, Supplier<T> step) {
        try {
            return model.locked(() -> {
                requireAlive(call);
                return step.get();
            });
        } finally {
            model.clock().settle();
        }
    }

    /** Lets a call that was begun wait, by the guests' clock. */
    void awaitGuests(Duration wait, Call call) {
        latency.awaitGuests(wait, call, () -> requireAlive(call));
    }

    /** Takes the time that the host needs to work on data, and tells how far that is. */
    void work(Call call, long total, WorkUnit unit, LongConsumer soFar) {
        latency.work(model.settings().workTime(), call, total, unit, soFar, () -> requireAlive(call));
    }

    /** Checks all that can be known before anything is sent, and waits as long as a fault says. */
    FaultRule.Strike admit(Call call) {
        requireAlive(call);
        if (readOnly && call.operation().changes()) {
            throw new AccessDeniedException(call.failure("the session is read-only"));
        }
        if (call.feature() != null) {
            model.missing(call.feature()).ifPresent(reason -> {
                throw new UnsupportedCapabilityException(call.failure(reason));
            });
        }
        if (call.isCancelled()) {
            throw new OperationCancelledException(call.failure("it was cancelled before it began"));
        }
        FaultRule.Strike strike = model.faults().strike(call.operation(), call.domain());
        latency.await(
                strike.latency(),
                call,
                () -> requireAlive(call, call.operation().changes()));
        if (call.isLate() && call.operation() != Operation.CONSOLE_READ) {
            throw new OperationTimeoutException(call.failure("its deadline has passed"));
        }
        return strike;
    }

    private <T> HypervisorException loseAnswer(Call call, Supplier<T> effect) {
        try {
            model.locked(effect);
        } catch (HypervisorException e) {
            ConnectionLostException lost = lost(call, "the connection broke before the answer came", true);
            lost.addSuppressed(e);
            return lost;
        }
        return lost(call, "the connection broke before the answer came", true);
    }

    private ConnectionLostException lost(Call call, String why, boolean sent) {
        breakOff(why);
        Failure failure = call.failure(why);
        return new ConnectionLostException(sent && call.operation().changes() ? failure.withOutcomeUnknown() : failure);
    }

    private void requireAlive(Call call) {
        requireAlive(call, false);
    }

    private void requireAlive(Call call, boolean changeUnderWay) {
        if (closed) {
            throw new InvalidStateException(call.failure("the session is closed"));
        }
        String why = broken;
        if (why != null) {
            Failure failure = call.failure(why);
            throw new ConnectionLostException(changeUnderWay ? failure.withOutcomeUnknown() : failure);
        }
    }

    private void requireAlive(Operation operation) {
        requireAlive(Call.on(operation, model.name()));
    }

    /** Returns the call on a domain by its id, named if it is there. */
    Call call(Operation operation, DomainId id) {
        return model.locked(() -> model.inventory()
                .find(new DomainRef.ById(id))
                .map(domain -> Call.onDomain(operation, domain.name))
                .orElseGet(() -> Call.on(operation, "domain with id " + id)));
    }

    @Override
    public String hostId() {
        requireAlive(Operation.HOST_INFO);
        return model.settings().hostId();
    }

    @Override
    public HostInfo host() {
        return perform(Call.on(Operation.HOST_INFO, model.name()), () -> model.settings()
                .info());
    }

    @Override
    public DomainFacet domains() {
        requireAlive(Operation.FIND);
        return domains;
    }

    @Override
    public void ping(Deadline deadline) {
        perform(Call.on(Operation.PING, model.name()).until(deadline), () -> true);
    }

    @Override
    public <F extends Facet> Optional<F> facet(Class<F> type) {
        requireAlive(Operation.FIND);
        boolean offered = type == DomainFacet.class
                || Stream.of(Feature.values())
                        .anyMatch(feature -> Facets.of(feature) == type
                                && model.missing(feature).isEmpty());
        return offered ? Optional.ofNullable(facets.get(type)).map(type::cast) : Optional.empty();
    }

    @Override
    public Support support(Feature feature, Target on) {
        requireAlive(Operation.FIND);
        if (on instanceof Target.OfDomain domain) {
            model.locked(() -> model.inventory().require(domain.id(), Operation.FIND));
        }
        return model.missing(feature).map(Support::no).orElseGet(Support::yes);
    }

    @Override
    public void close() {
        model.locked(() -> {
            boolean first = !closed;
            closed = true;
            if (first && broken == null) {
                model.end(this, null, guestsOnClose == GuestsOnClose.DESTROY);
            }
            return first;
        });
        release(new InvalidStateException(end("it was closed")));
    }

    /** Breaks the session; its guests but the ephemeral ones do not notice. */
    void breakOff(String why) {
        ConnectionLostException lost = new ConnectionLostException(end(why));
        boolean first = model.locked(() -> {
            if (broken != null || closed) {
                return false;
            }
            broken = why;
            model.end(this, lost, false);
            return true;
        });
        if (first) {
            release(lost);
        }
    }

    private Failure end(String why) {
        return Failure.to("use", "session with " + model.name()).because(why);
    }

    private void release(HypervisorException why) {
        latency.wake();
        consoles.breakOff(why);
        channels.breakOff(why);
        model.clock().settle();
    }
}
