package org.anfitrion.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.anfitrion.api.domain.Applied;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainField;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.Leftover;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.Support;
import org.anfitrion.spi.ConsoleFacet;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DomainFacet;
import org.anfitrion.spi.DomainRef;
import org.anfitrion.spi.Facet;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.Target;
import org.jspecify.annotations.Nullable;

/**
 * What a contract test works with: a session to the backend, domains with names of their own, and one guest that has booted.
 * Whatever a test makes with it is swept up when the test ends. One for all tests of a class; not thread-safe.
 */
public final class Bench {

    /** Long enough for any single call to a backend. */
    static final Duration ENOUGH = Duration.ofSeconds(60);

    static final EnumSet<DomainField> ALL = EnumSet.allOf(DomainField.class);

    private final Backend backend;
    private final String run =
            "anfitrion" + Long.toString(ThreadLocalRandom.current().nextLong(36L * 36 * 36 * 36), 36);
    private final AtomicInteger names = new AtomicInteger();
    private final Questions questions = new Questions(this::session, this::world);
    private final Deque<Session> others = new ArrayDeque<>();
    private @Nullable Session session;
    private @Nullable HypervisorException closed;
    private final Set<String> kept = new HashSet<>();
    private final Map<Class<?>, Object> once = new HashMap<>();
    private @Nullable DomainId shared;
    private @Nullable BootedGuest guest;
    private @Nullable AssertionError unbootable;

    Bench(Backend backend) {
        this.backend = backend;
    }

    /**
     * Returns what is tested.
     *
     * @return the backend
     */
    public Backend backend() {
        return backend;
    }

    /**
     * Returns the session that all tests of the class share.
     *
     * @return an open session
     */
    public Session session() {
        if (closed != null) {
            throw closed;
        }
        if (session == null) {
            try {
                session = backend.open(false);
            } catch (HypervisorException e) {
                closed = e;
                throw e;
            }
        }
        return session;
    }

    /**
     * Opens another session, which is closed when the test ends.
     *
     * @return an open session
     */
    public Session another() {
        return another(false);
    }

    Session another(boolean readOnly) {
        Session another = backend.open(readOnly);
        others.push(another);
        return another;
    }

    /**
     * Returns the domains of the shared session.
     *
     * @return the facet
     */
    public DomainFacet domains() {
        return session().domains();
    }

    /**
     * Returns a name that no domain has.
     *
     * @return a name that marks the domain as one of this run
     */
    public String name() {
        return run + "-" + names.incrementAndGet();
    }

    boolean isOurs(String name) {
        return name.contains(run);
    }

    /** A plain description with a name of its own. */
    DomainSpec spec() {
        return backend.plain(name());
    }

    /** A description with a console. */
    DomainSpec specWithConsole() {
        DomainSpec plain = spec();
        return backend.guest().map(bootable -> bootable.spec(plain)).orElseGet(() -> plain.toBuilder()
                .consoles(List.of(ConsoleSpec.serial()))
                .build());
    }

    /**
     * Defines a plain domain.
     *
     * @return its row
     */
    public DomainInfo define() {
        return define(spec());
    }

    DomainInfo define(DomainSpec spec) {
        return create(spec, Creation.DEFINE);
    }

    DomainInfo create(DomainSpec spec, Creation creation) {
        return perform(feature(creation), new Target.OfSpec(spec), () -> domains()
                .create(spec, creation, Progress.unwatched()));
    }

    static Feature feature(Creation creation) {
        return switch (creation) {
            case DEFINE -> Feature.DEFINE;
            case TRANSIENT -> Feature.TRANSIENT;
            case EPHEMERAL -> Feature.EPHEMERAL;
        };
    }

    /**
     * Defines a plain domain and starts it. It need not boot.
     *
     * @return its row
     */
    public DomainInfo running() {
        return power(define().id(), PowerAction.START);
    }

    /**
     * Returns a plain domain that runs and that the tests share, since each start may cost seconds: for tests that do not
     * stop it.
     *
     * @return its row
     */
    DomainInfo shared() {
        Optional<DomainInfo> there = shared == null ? Optional.empty() : find(shared);
        DomainInfo row = there.orElseGet(this::define);
        kept.add(row.name());
        shared = row.id();
        if (row.state() == DomainState.RUNNING) {
            return row;
        }
        if (row.state().isActive()) {
            power(row.id(), PowerAction.DESTROY);
        }
        return power(row.id(), PowerAction.START);
    }

    DomainInfo power(DomainId id, PowerAction action) {
        return feature(action)
                .map(feature -> perform(feature, new Target.OfDomain(id), () -> switchTo(id, action)))
                .orElseGet(() -> switchTo(id, action));
    }

    private DomainInfo switchTo(DomainId id, PowerAction action) {
        return domains().power(id, action, Deadline.after(ENOUGH));
    }

    /** Tries a power action that must be refused. */
    void powerRefused(Class<? extends HypervisorException> type, DomainId id, PowerAction action) {
        feature(action)
                .ifPresentOrElse(
                        feature ->
                                questions.refused(type, feature, new Target.OfDomain(id), () -> switchTo(id, action)),
                        () -> questions.refused(type, () -> switchTo(id, action)));
    }

    /** What has to be asked for; every driver can start and destroy. */
    static Optional<Feature> feature(PowerAction action) {
        return switch (action) {
            case START, DESTROY -> Optional.empty();
            case SUSPEND, RESUME -> Optional.of(Feature.SUSPEND);
            case SHUTDOWN -> Optional.of(Feature.SHUTDOWN);
            case REBOOT -> Optional.of(Feature.REBOOT);
            case RESET -> Optional.of(Feature.RESET);
        };
    }

    Optional<DomainInfo> find(DomainId id) {
        return domains().find(new DomainRef.ById(id), ALL);
    }

    DomainInfo row(DomainId id) {
        return find(id).orElseThrow(() -> new AssertionError("domain " + id + " is not found"));
    }

    Described<DomainSpec> read(DomainId id) {
        return domains().read(id, View.CONFIG);
    }

    Applied update(DomainId id, Described<DomainSpec> base, DomainSpec wanted) {
        return perform(Feature.UPDATE_CONFIG, new Target.OfDomain(id), () -> domains()
                .update(id, base, wanted, Scope.CONFIG, Progress.unwatched()));
    }

    void remove(DomainId id) {
        domains().remove(id, EnumSet.noneOf(Leftover.class));
    }

    /** The guest that has booted; booted now if it does not run. */
    BootedGuest guest() {
        ConsoleFacet console = facet(ConsoleFacet.class, Feature.CONSOLE);
        BootableGuest bootable = backend.guest()
                .orElseThrow(() -> Ruling.unknown("no guest that boots was given (BackendBuilder.guest)"));
        if (unbootable != null) {
            throw new AssertionError(unbootable.getMessage(), unbootable);
        }
        if (guest == null || !guest.runs()) {
            BootedGuest booted = guest == null ? new BootedGuest(this, bootable, console) : guest;
            try {
                booted.boot();
            } catch (AssertionError e) {
                // Once is enough: waiting again for each test would take many minutes.
                unbootable = e;
                throw e;
            }
            guest = booted;
            kept.add(booted.name());
        }
        return guest;
    }

    /** A plain domain that runs and whose memory can be saved: one that has booted, where that needs the guest's help. */
    DomainInfo savable() {
        Optional<BootableGuest> helper = backend.guest().filter(BootableGuest::isSuspending);
        if (helper.isEmpty()) {
            return running();
        }
        BootedGuest booted = new BootedGuest(this, helper.get(), facet(ConsoleFacet.class, Feature.CONSOLE));
        booted.boot();
        return row(booted.id());
    }

    /** A facet, or the end of the test if the session does not have it. */
    <F extends Facet> F facet(Class<F> type, Feature feature) {
        Optional<F> facet = session().facet(type);
        if (facet.isEmpty()) {
            Support support = session().support(feature, new Target.Host());
            if (support.isYes()) {
                throw new AssertionError(
                        "support(" + feature + ") says yes, but the facet " + type.getSimpleName() + " is absent");
            }
            throw Ruling.no(feature.title() + ": " + (support.isNo() ? support.reason() : "facet absent"));
        }
        return facet.get();
    }

    /** What the tests of a class share and make once, such as a guest that boots slowly. */
    <T> T once(Class<T> type, Supplier<T> make) {
        return type.cast(once.computeIfAbsent(type, key -> make.get()));
    }

    /** Spares a domain of that name when a test is tidied up: all tests share it. */
    void keep(String name) {
        kept.add(name);
    }

    <T> T perform(Feature feature, Target on, Supplier<T> operation) {
        return questions.perform(feature, on, operation);
    }

    Questions questions() {
        return questions;
    }

    World world() {
        return World.of(session(), this::isOurs);
    }

    /** Runs something that must not change any domain. */
    void unaltered(Runnable work) {
        World before = world();
        work.run();
        assertEquals(before, world(), "a domain is not as it was");
    }

    /**
     * Runs the same check for several things. What the backend does not have is noted; if it has none of them, that is the
     * verdict.
     */
    <T> void each(Iterable<T> things, Consumer<T> check) {
        Ruling last = null;
        boolean any = false;
        for (T thing : things) {
            try {
                check.accept(thing);
                any = true;
            } catch (Ruling ruling) {
                questions.note(ruling.verdict().word() + " for " + ruling.reason());
                last = ruling;
            } catch (RuleBroken e) {
                throw e;
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(thing + ": " + e.getMessage(), e);
            }
        }
        if (!any && last != null) {
            questions.takeNotes();
            throw last;
        }
    }

    /** Ends a test: closes its sessions and removes its domains, but for those that all share. Returns what went wrong. */
    List<String> tidy() {
        List<String> trouble = closeOthers();
        if (session != null) {
            trouble.addAll(Broom.sweep(session, name -> isOurs(name) && !kept.contains(name)));
        }
        return trouble;
    }

    private List<String> closeOthers() {
        List<String> trouble = new ArrayList<>();
        while (!others.isEmpty()) {
            try {
                others.pop().close();
            } catch (HypervisorException e) {
                trouble.add("a session: " + e.getMessage());
            }
        }
        return trouble;
    }

    /** Ends everything. Returns what could not be removed. */
    List<String> close() {
        closeOthers();
        if (session == null) {
            return List.of();
        }
        try {
            return Broom.sweep(session, this::isOurs);
        } finally {
            session.close();
            session = null;
        }
    }
}
