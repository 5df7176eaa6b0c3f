package org.anfitrion.testkit.memory;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.anfitrion.api.domain.Applied;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainField;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.Leftover;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.ConflictException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.event.BalloonEvent;
import org.anfitrion.api.event.DomainLifecycleEvent.Change;
import org.anfitrion.api.event.MetadataEvent;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DomainFacet;
import org.anfitrion.spi.DomainRef;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.support.DomainUpdates;
import org.jspecify.annotations.Nullable;

/** The domains of a host in memory. */
final class MemoryDomains implements DomainFacet {

    private static final Set<DomainField> EVERYTHING = EnumSet.allOf(DomainField.class);
    private static final Set<String> LIVE_KEYS = Set.of("title", "description", "cpus", "memory");

    private final MemorySession session;

    MemoryDomains(MemorySession session) {
        this.session = session;
    }

    private HostModel model() {
        return session.model();
    }

    @Override
    public List<DomainInfo> list(DomainFilter filter, Set<DomainField> wanted) {
        return session.perform(Call.on(Operation.LIST, "domains of " + model().name()), () -> model().inventory()
                .list(filter, wanted));
    }

    @Override
    public Optional<DomainInfo> find(DomainRef ref, Set<DomainField> wanted) {
        Supplier<Optional<MemoryDomain>> look = () -> model().inventory().find(ref);
        Call call = model().locked(look)
                .map(domain -> Call.onDomain(Operation.FIND, domain.name))
                .orElseGet(() -> absent(ref));
        return session.perform(call, () -> look.get().map(domain -> domain.row(wanted)));
    }

    private static Call absent(DomainRef ref) {
        return ref instanceof DomainRef.ByName byName
                ? Call.onDomain(Operation.FIND, byName.name())
                : Call.on(Operation.FIND, "domain by " + ref);
    }

    @Override
    public DomainInfo create(DomainSpec spec, Creation creation, Progress progress) {
        Operation operation = creation == Creation.DEFINE ? Operation.DEFINE : Operation.CREATE;
        Feature feature =
                switch (creation) {
                    case DEFINE -> Feature.DEFINE;
                    case TRANSIENT -> Feature.TRANSIENT;
                    case EPHEMERAL -> Feature.EPHEMERAL;
                };
        return session.perform(
                Call.onDomain(operation, spec.name()).needing(feature).watchedBy(progress),
                () -> model().create(spec, creation, session).row(EVERYTHING));
    }

    @Override
    public Described<DomainSpec> read(DomainId id, View view) {
        return session.perform(session.call(Operation.READ, id), () -> configuration(
                        model().inventory().require(id, Operation.READ), view, Operation.READ)
                .as(view, view == View.CONFIG && !session.isReadOnly()));
    }

    private static Configuration configuration(MemoryDomain domain, View view, Operation operation) {
        Configuration found =
                switch (view) {
                    case CONFIG -> domain.config;
                    case LIVE -> domain.isActive() ? domain.live : null;
                };
        if (found == null) {
            throw new InvalidStateException(Failure.to(operation.verb(), domain.toString())
                    .because(
                            view == View.CONFIG
                                    ? "it is transient, and has no configuration that is kept"
                                    : "it is " + domain.state() + ", so nothing of it is live"));
        }
        return found;
    }

    @Override
    public Applied update(DomainId id, Described<DomainSpec> base, DomainSpec wanted, Scope scope, Progress progress) {
        Feature feature = scope == Scope.CONFIG ? Feature.UPDATE_CONFIG : Feature.UPDATE_LIVE;
        Call call = session.call(Operation.UPDATE, id).needing(feature).watchedBy(progress);
        return session.perform(
                call, () -> apply(model().inventory().require(id, Operation.UPDATE), base, wanted, scope));
    }

    private Applied apply(MemoryDomain domain, Described<DomainSpec> base, DomainSpec wanted, Scope scope) {
        View view = scope == Scope.CONFIG ? View.CONFIG : View.LIVE;
        Configuration present = configuration(domain, view, Operation.UPDATE);
        Failure failure = Failure.to(Operation.UPDATE.verb(), domain.toString());
        DomainUpdates.check(base, wanted, scope);
        if (!present.revision().equals(base.revision())) {
            throw new ConflictException(failure.because(
                    "it was changed meanwhile: read revision " + base.revision() + ", now " + present.revision()));
        }
        Revision revision = Revision.between(
                present, DisplaySecrets.restored(present.spec(), base.spec(), wanted), model().completion());
        if (revision.changes().isEmpty()) {
            return new Applied(List.of(), Set.of(), false);
        }
        if (scope == Scope.LIVE) {
            requireLive(revision, failure);
        }
        Configuration changed = new Configuration(revision.text(), revision.spec(), model().newRevision());
        if (scope == Scope.LIVE) {
            domain.live = changed;
            tellLive(domain, revision);
        } else {
            domain.config = changed;
            model().announcements().tell(domain, Change.DEFINED, "updated");
        }
        return new Applied(revision.changes(), Set.of(scope), scope == Scope.CONFIG && domain.isActive());
    }

    private void tellLive(MemoryDomain domain, Revision revision) {
        Announcements announcements = model().announcements();
        for (String text : List.of("title", "description")) {
            if (revision.keys().contains(text)) {
                announcements.announce(
                        new MetadataEvent(domain.id, domain.name, text, Optional.empty(), announcements.now()));
            }
        }
        if (revision.keys().contains("memory")) {
            DataSize memory = revision.spec().memory().current();
            announcements.announce(new BalloonEvent(domain.id, domain.name, memory, announcements.now()));
        }
    }

    private static void requireLive(Revision revision, Failure failure) {
        List<String> others = revision.keys().stream()
                .filter(key -> !LIVE_KEYS.contains(key) && !TuningFields.KEYS.contains(key))
                .toList();
        if (!others.isEmpty()) {
            throw new UnsupportedCapabilityException(failure.because(
                    "a running domain here can change its title, description, tuning, and CPUs and memory within their "
                            + "maximum, not "
                            + String.join(", ", others)));
        }
    }

    @Override
    public DomainInfo power(DomainId id, PowerAction action, Deadline deadline) {
        Operation operation = Operation.of(action);
        Call call = session.call(operation, id).needing(feature(action)).until(deadline);
        return session.perform(call, () -> {
            MemoryDomain domain = model().inventory().require(id, operation);
            model().power().apply(domain, action, session);
            return domain.row(EVERYTHING);
        });
    }

    private static @Nullable Feature feature(PowerAction action) {
        return switch (action) {
            case START, DESTROY -> null;
            case SUSPEND, RESUME -> Feature.SUSPEND;
            case SHUTDOWN -> Feature.SHUTDOWN;
            case REBOOT -> Feature.REBOOT;
            case RESET -> Feature.RESET;
        };
    }

    @Override
    public void autostart(DomainId id, boolean on) {
        Call call = session.call(Operation.AUTOSTART, id).needing(Feature.AUTOSTART);
        session.perform(call, () -> {
            MemoryDomain domain = model().inventory().require(id, Operation.AUTOSTART);
            if (!domain.isPersistent()) {
                throw new InvalidStateException(call.failure("it is transient, so there will be nothing to start"));
            }
            domain.autostart = on;
            return true;
        });
    }

    @Override
    public void remove(DomainId id, Set<Leftover> alsoDelete) {
        session.perform(session.call(Operation.REMOVE, id), () -> {
            model().remove(model().inventory().require(id, Operation.REMOVE), alsoDelete);
            return true;
        });
    }
}
