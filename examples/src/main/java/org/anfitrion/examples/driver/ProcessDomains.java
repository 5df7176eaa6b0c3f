package org.anfitrion.examples.driver;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.anfitrion.api.domain.Applied;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainField;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.Leftover;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.ConflictException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DomainFacet;
import org.anfitrion.spi.DomainRef;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.Target;

/** The domains of a directory. */
final class ProcessDomains implements DomainFacet {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final ProcessSession session;
    private final GuestDirectory directory;
    private final Set<DomainId> started = ConcurrentHashMap.newKeySet();
    private final Set<DomainId> ephemeral = ConcurrentHashMap.newKeySet();

    ProcessDomains(ProcessSession session) {
        this.session = session;
        this.directory = session.directory();
    }

    @Override
    public List<DomainInfo> list(DomainFilter filter, Set<DomainField> wanted) {
        session.requireOpen(Failure.to("list", "domains"));
        return directory.guests().stream()
                .filter(guest -> guest.isSelectedBy(filter))
                .map(Guest::row)
                .toList();
    }

    @Override
    public Optional<DomainInfo> find(DomainRef ref, Set<DomainField> wanted) {
        session.requireOpen(Failure.to("look up", ref.toString()));
        return directory.find(ref).map(Guest::row);
    }

    @Override
    public DomainInfo create(DomainSpec spec, Creation creation, Progress progress) {
        Failure attempt = Failure.to("create", "domain '" + spec.name() + "'");
        Feature feature =
                switch (creation) {
                    case DEFINE -> Feature.DEFINE;
                    case TRANSIENT -> Feature.TRANSIENT;
                    case EPHEMERAL -> Feature.EPHEMERAL;
                };
        session.requireAble(attempt, feature, new Target.OfSpec(spec));
        return changing(() -> {
            Definition definition = Definition.of(spec);
            DomainId id = new DomainId(definition.spec().uuid().orElseThrow().toString());
            requireFree(attempt, new DomainRef.ByName(spec.name()));
            requireFree(attempt, new DomainRef.ById(id));
            if (creation == Creation.DEFINE) {
                directory.keep(id, definition);
            } else {
                start(id, definition, creation == Creation.EPHEMERAL, attempt, Deadline.after(SOON));
            }
            return directory.require(id, "create").row();
        });
    }

    private void requireFree(Failure attempt, DomainRef ref) {
        directory.find(ref).ifPresent(other -> {
            throw new AlreadyExistsException(attempt.because("there is " + other.title() + " with id " + other.id()));
        });
    }

    /** Does something, and sees to it that listeners hear of it. */
    private <T> T changing(Supplier<T> change) {
        T result = directory.locked(change);
        session.events().lookNow();
        return result;
    }

    private void start(DomainId id, Definition definition, boolean mortal, Failure attempt, Deadline deadline) {
        Optional<OsProcess> owner =
                mortal ? OsProcess.of(ProcessHandle.current().pid()) : Optional.empty();
        Run run = Run.start(definition, directory.log(id), owner, attempt, deadline);
        directory.keep(id, run);
        started.add(id);
        if (mortal) {
            ephemeral.add(id);
        }
        session.console().follow(id, run);
    }

    @Override
    public Described<DomainSpec> read(DomainId id, View view) {
        session.requireOpen(Failure.to("read", "domain " + id));
        Guest guest = directory.require(id, "read");
        Failure attempt = Failure.to("read", guest.title());
        return switch (view) {
            case CONFIG -> kept(guest, attempt).described(view);
            case LIVE ->
                guest.run()
                        .orElseThrow(() -> new InvalidStateException(attempt.because("it does not run")))
                        .live()
                        .described(view);
        };
    }

    private static Definition kept(Guest guest, Failure attempt) {
        return guest.kept().orElseThrow(() -> new InvalidStateException(attempt.because("it is transient")));
    }

    @Override
    public Applied update(DomainId id, Described<DomainSpec> base, DomainSpec wanted, Scope scope, Progress progress) {
        Failure anonymous = Failure.to("update", "domain " + id);
        Feature feature = scope == Scope.LIVE ? Feature.UPDATE_LIVE : Feature.UPDATE_CONFIG;
        session.requireAble(anonymous, feature, new Target.OfSpec(wanted));
        return changing(() -> {
            Guest guest = directory.require(id, "update");
            Failure attempt = Failure.to("update", guest.title());
            Definition before = kept(guest, attempt);
            if (!before.described(View.CONFIG).revision().equals(base.revision())) {
                throw new ConflictException(attempt.because("somebody else has changed it meanwhile"));
            }
            if (!wanted.name().equals(base.spec().name())
                    || !wanted.uuid().equals(base.spec().uuid())) {
                throw new InvalidSpecException(attempt.because("name and UUID cannot be changed"));
            }
            Definition after = before.with(wanted);
            if (after.equals(before)) {
                return new Applied(List.of(), Set.of(), false);
            }
            directory.keep(id, after);
            return new Applied(
                    before.changesTo(after), Set.of(Scope.CONFIG), guest.run().isPresent());
        });
    }

    @Override
    public DomainInfo power(DomainId id, PowerAction action, Deadline deadline) {
        Failure anonymous = Failure.to(action.verb(), "domain " + id);
        switch (action) {
            case SUSPEND, RESUME -> session.requireAble(anonymous, Feature.SUSPEND, new Target.Host());
            case SHUTDOWN -> session.requireAble(anonymous, Feature.SHUTDOWN, new Target.Host());
            case REBOOT -> session.requireAble(anonymous, Feature.REBOOT, new Target.Host());
            case RESET -> session.requireAble(anonymous, Feature.RESET, new Target.Host());
            case START, DESTROY -> session.requireWritable(anonymous);
        }
        return changing(() -> {
            Guest guest = directory.require(id, action.verb());
            Failure attempt = Failure.to(action.verb(), guest.title());
            if (action == PowerAction.START) {
                if (guest.run().isPresent()) {
                    throw new InvalidStateException(attempt.because("it runs already"));
                }
                start(id, kept(guest, attempt), false, attempt, deadline);
            } else {
                Run run = guest.run().orElseThrow(() -> new InvalidStateException(attempt.because("it does not run")));
                signal(run.process(), action, attempt, deadline);
            }
            return directory.find(new DomainRef.ById(id)).orElse(guest).row();
        });
    }

    private static void signal(OsProcess process, PowerAction action, Failure attempt, Deadline deadline) {
        Optional<DomainState> before = process.state();
        Optional<DomainState> after =
                switch (action) {
                    case SUSPEND -> Optional.of(DomainState.PAUSED);
                    case RESUME -> Optional.of(DomainState.RUNNING);
                    default -> Optional.empty();
                };
        if (before.equals(after)) {
            throw new InvalidStateException(
                    attempt.because("it is " + after.map(Object::toString).orElse("gone") + " already"));
        }
        switch (action) {
            case SUSPEND -> process.signal("STOP", attempt, deadline);
            case RESUME -> process.signal("CONT", attempt, deadline);
            case SHUTDOWN -> process.signal("TERM", attempt, deadline);
            default -> process.signal("KILL", attempt, deadline);
        }
        if (action != PowerAction.SHUTDOWN) {
            OsProcess.await(() -> process.state().isEmpty() || process.state().equals(after), attempt, deadline);
        }
    }

    @Override
    public void autostart(DomainId id, boolean on) {
        session.requireAble(Failure.to("set autostart of", "domain " + id), Feature.AUTOSTART, new Target.Host());
        changing(() -> {
            Guest guest = directory.require(id, "set autostart of");
            kept(guest, Failure.to("set autostart of", guest.title()));
            directory.autostart(id, on);
            return id;
        });
    }

    @Override
    public void remove(DomainId id, Set<Leftover> alsoDelete) {
        session.requireWritable(Failure.to("remove", "domain " + id));
        changing(() -> {
            Guest guest = directory.require(id, "remove");
            if (guest.run().isPresent()) {
                throw new InvalidStateException(
                        Failure.to("remove", guest.title()).because("it runs"));
            }
            directory.remove(id);
            return id;
        });
    }

    /** Ends what a crashed program left behind; starts what starts with this machine, if the machine has just started. */
    void tidy(Deadline deadline) {
        boolean boot = directory.isFirstSinceBoot();
        for (Guest guest : directory.guests()) {
            guest.run().filter(Run::isOrphaned).ifPresent(run -> destroy(guest, run));
            if (boot && guest.autostart() && guest.run().isEmpty()) {
                power(guest.id(), PowerAction.START, deadline);
            }
        }
    }

    /** Ends the ephemeral domains of this session, or all that it started. */
    void close(boolean all) {
        Set<DomainId> doomed = all ? started : ephemeral;
        directory.guests().stream().filter(guest -> doomed.contains(guest.id())).forEach(guest -> guest.run()
                .ifPresent(run -> destroy(guest, run)));
    }

    private void destroy(Guest guest, Run run) {
        Failure attempt = Failure.to("destroy", guest.title());
        directory.locked(() -> {
            if (run.state().isPresent()) {
                signal(run.process(), PowerAction.DESTROY, attempt, Deadline.after(SOON));
            }
            return guest;
        });
    }
}
