package org.anfitrion.testkit.memory;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.FilesystemSource;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.Leftover;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.event.DomainLifecycleEvent.Change;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.DomainRef;
import org.anfitrion.spi.OpenContext;
import org.jspecify.annotations.Nullable;

/**
 * A host: its domains, its sessions, and the one lock that guards both. The lock is held for moments: never over a wait, a
 * sink, a script or anything else of the user's.
 */
final class HostModel {

    private static final System.Logger LOG = System.getLogger("org.anfitrion.memory");

    private final HostSettings settings;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Inventory inventory = new Inventory();
    private final PowerSwitch power = new PowerSwitch(this);
    private final GuestBook guests = new GuestBook(this);
    private final Faults faults = new Faults();
    private final Images images = new Images();
    private final Pools pools = new Pools(this);
    private final Secrets secrets = new Secrets(this);
    private final NodeDevices nodeDevices = new NodeDevices(this);
    private final Drives drives = new Drives(this);
    private final Snapshots snapshots = new Snapshots(this);
    private final Map<String, SavedMemory> saveFiles = new HashMap<>();
    private final Networks networks = new Networks(this);
    private final DisplayPorts displayPorts = new DisplayPorts();
    private final HostUsage usage;
    private final Announcements announcements;
    private final Completion completion;
    private final Set<MemorySession> sessions = new LinkedHashSet<>();
    private long revisions;

    HostModel(HostSettings settings) {
        this.settings = settings;
        this.announcements = new Announcements(settings.clock());
        this.completion = new Completion(settings);
        this.usage = new HostUsage(this);
    }

    HostSettings settings() {
        return settings;
    }

    GuestClock clock() {
        return settings.clock();
    }

    Inventory inventory() {
        return inventory;
    }

    PowerSwitch power() {
        return power;
    }

    GuestBook guests() {
        return guests;
    }

    Faults faults() {
        return faults;
    }

    Images images() {
        return images;
    }

    Pools pools() {
        return pools;
    }

    Secrets secrets() {
        return secrets;
    }

    NodeDevices nodeDevices() {
        return nodeDevices;
    }

    Drives drives() {
        return drives;
    }

    Snapshots snapshots() {
        return snapshots;
    }

    /** The files that memory was put into, by their paths. */
    Map<String, SavedMemory> saveFiles() {
        return saveFiles;
    }

    Networks networks() {
        return networks;
    }

    DisplayPorts displayPorts() {
        return displayPorts;
    }

    HostUsage usage() {
        return usage;
    }

    Announcements announcements() {
        return announcements;
    }

    Completion completion() {
        return completion;
    }

    /** Returns the host in words, for messages. */
    String name() {
        return "host '" + settings.info().hostName() + "'";
    }

    Optional<String> missing(Feature feature) {
        Optional<String> reason = Optional.ofNullable(settings.missing().get(feature));
        return switch (feature) {
            case SNAPSHOT_MEMORY, SNAPSHOT_EXTERNAL, SNAPSHOT_REVERT -> reason.or(() -> missing(Feature.SNAPSHOTS));
            default -> reason;
        };
    }

    <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    String newRevision() {
        return Long.toString(++revisions);
    }

    MemorySession open(OpenContext context) {
        MemorySession session = new MemorySession(this, context);
        locked(() -> sessions.add(session));
        return session;
    }

    int openSessions() {
        return locked(sessions::size);
    }

    void dropConnections(String why) {
        List<MemorySession> all = locked(() -> List.copyOf(sessions));
        all.forEach(session -> session.breakOff(why));
    }

    /** Ends what belongs to a session, under the lock. */
    void end(MemorySession session, @Nullable HypervisorException why, boolean destroyStarted) {
        sessions.remove(session);
        announcements.end(session, why);
        for (MemoryDomain domain : List.copyOf(session.started())) {
            if (domain.machine != null && (destroyStarted || domain.machine.isEphemeral())) {
                power.stop(domain, StopCause.DESTROYED);
            }
        }
        inventory.all().forEach(domain -> domain.removeWatcher(session.consoles()));
    }

    /** Makes a domain, under the lock. */
    MemoryDomain create(DomainSpec spec, Creation creation, MemorySession session) {
        Revision revision = Revision.of(spec, completion);
        requireTemplates(spec);
        if (creation == Creation.DEFINE) {
            return define(revision, Operation.DEFINE);
        }
        MemoryDomain domain = newDomain(revision.spec(), Operation.CREATE);
        domain.live = new Configuration(revision.text(), revision.spec(), newRevision());
        power.start(domain, session, creation == Creation.EPHEMERAL);
        inventory.add(domain);
        return domain;
    }

    /** A container is made from its template at once. */
    private void requireTemplates(DomainSpec spec) {
        for (FilesystemSpec filesystem : spec.filesystems()) {
            if (filesystem.source() instanceof FilesystemSource.Template wanted
                    && settings.templates().stream()
                            .noneMatch(template -> template.name().equals(wanted.name()))) {
                throw new NotFoundException(Failure.to(Operation.DEFINE.verb(), "domain '" + spec.name() + "'")
                        .because("there is no template '" + wanted.name() + "'"));
            }
        }
    }

    /** Makes a domain that is kept, under the lock. */
    MemoryDomain define(Revision revision, Operation operation) {
        MemoryDomain domain = newDomain(revision.spec(), operation);
        domain.config = new Configuration(revision.text(), revision.spec(), newRevision());
        inventory.add(domain);
        announcements.tell(domain, Change.DEFINED, "added");
        return domain;
    }

    private MemoryDomain newDomain(DomainSpec spec, Operation operation) {
        MemoryDomain domain = new MemoryDomain(spec.uuid().orElseThrow(), spec.name());
        inventory.requireFree(domain.name, domain.uuid, operation);
        sessions.forEach(session -> session.consoles().forget(domain.id));
        return domain;
    }

    /** Removes a configuration, under the lock. */
    void remove(MemoryDomain domain, Set<Leftover> alsoDelete) {
        Failure failure = Failure.to(Operation.REMOVE.verb(), domain.toString());
        if (domain.isActive()) {
            throw new InvalidStateException(failure.because("it is " + domain.state()));
        }
        domain.leftovers().stream()
                .filter(left -> !alsoDelete.contains(left))
                .findFirst()
                .ifPresent(left -> {
                    throw new InvalidStateException(failure.because("it would leave something behind: " + left));
                });
        inventory.remove(domain);
        domain.watchers().forEach(session -> session.endRun(domain.id, true));
        announcements.tell(domain, Change.UNDEFINED, "removed");
    }

    /** Switches the host off and on again. */
    void restart() {
        dropConnections("the host restarts");
        locked(() -> {
            inventory.all().forEach(domain -> power.stop(domain, StopCause.DESTROYED));
            pools.restart();
            secrets.restart();
            nodeDevices.restart();
            networks.restart();
            inventory.all().stream().filter(domain -> domain.autostart).forEach(this::startWithHost);
            return true;
        });
        clock().settle();
    }

    /** Starts a domain if it can be: the host starts in any case. */
    private void startWithHost(MemoryDomain domain) {
        try {
            power.start(domain, null, false);
        } catch (HypervisorException e) {
            LOG.log(System.Logger.Level.WARNING, "a domain did not start with its host", e);
        }
    }

    /** Lets a guest do something of its own accord. */
    void act(String name, Consumer<GuestScript> script) {
        locked(() -> {
            MemoryDomain domain = inventory
                    .find(new DomainRef.ByName(name))
                    .orElseThrow(() -> new NotFoundException(
                            Failure.to("let act", "domain '" + name + "'").because("there is no such domain")));
            if (domain.machine == null) {
                throw new InvalidStateException(
                        Failure.to("let act", domain.toString()).because("it is " + domain.state()));
            }
            domain.machine.act(script);
            return true;
        });
        clock().settle();
    }

    /** Returns what is left of the present or last run of a domain, if there is one. */
    Optional<Peripherals> lastRun(String name) {
        return locked(() -> inventory.find(new DomainRef.ByName(name)).map(domain -> domain.peripherals));
    }

    boolean runs(String name) {
        return locked(() -> inventory
                .find(new DomainRef.ByName(name))
                .filter(MemoryDomain::isActive)
                .isPresent());
    }

    /** Returns what is inside a domain's guest, if there is such a domain. */
    <T> Optional<T> inside(String name, Function<GuestSystem, Optional<T>> look) {
        return locked(() -> inventory.find(new DomainRef.ByName(name)).flatMap(domain -> look.apply(domain.system())));
    }

    byte[] typed(String name) {
        return locked(() -> inventory
                .find(new DomainRef.ByName(name))
                .map(domain -> domain.typed)
                .map(typed -> typed.toByteArray())
                .orElse(new byte[0]));
    }
}
