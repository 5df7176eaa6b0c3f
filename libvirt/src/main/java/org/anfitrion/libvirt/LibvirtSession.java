package org.anfitrion.libvirt;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.anfitrion.api.connection.GuestsOnClose;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.HostInfo;
import org.anfitrion.api.host.Support;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.libvirt.wire.WireConnection;
import org.anfitrion.libvirt.xml.Dialect;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DomainFacet;
import org.anfitrion.spi.EventFacet;
import org.anfitrion.spi.Facet;
import org.anfitrion.spi.Facets;
import org.anfitrion.spi.OpenContext;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.SnapshotFacet;
import org.anfitrion.spi.StorageFacet;
import org.anfitrion.spi.Target;
import org.anfitrion.spi.support.DirectoryStorage;

/** A session over one libvirt connection: puts the parts together, and takes them apart in the right order. */
final class LibvirtSession implements Session {

    private static final Logger LOG = System.getLogger("org.anfitrion.libvirt.session");
    /** How long a close waits for a backend that may not answer; the rest happens without it. */
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final WireConnection wire;
    private final HypervisorUri uri;
    private final OpenContext context;
    private final Dialect dialect;
    private final BackendFeatures features;
    private final boolean direct;
    /** Whether it is a driver inside this process, which has no storage of libvirt's. */
    private final boolean root;

    private final Calls calls;
    private final HostReader host;
    private final StartedGuests guests;
    private final Consoles consoles;
    private final Channels channels;
    private final Events events;
    private final Domains domains;
    private final Snapshots snapshots;
    private final LiveTuning tuning;
    private final Power power;
    private final Provisioning provisioning;
    private final List<Facet> facets = new ArrayList<>();
    private final Heartbeat heartbeat;
    private final AtomicBoolean closed = new AtomicBoolean();

    LibvirtSession(
            WireConnection wire,
            HypervisorUri uri,
            OpenContext context,
            Dialect dialect,
            Optional<EmbeddedRoot> root,
            List<String> notes) {
        this.wire = wire;
        this.uri = uri;
        this.context = context;
        this.root = root.isPresent();
        Optional<DirectoryStorage> storage = root.map(folder -> new DirectoryStorage(
                folder.pools(), (operation, target, changes) -> admit(new Attempt(operation, target, changes))));
        this.dialect =
                storage.map(pools -> dialect.withVolumesAsFiles(pools::path)).orElse(dialect);
        BackendFeatures found = BackendFeatures.of(wire.library().virConnectGetType(wire.pointer()));
        features = root.map(EmbeddedRoot::limits).map(found::embedded).orElse(found);
        direct = root.isPresent()
                || (features.isTest() && uri.host().isEmpty() && uri.transport().isEmpty());
        calls = new Calls(wire, context.readOnly(), direct);
        host = new HostReader(calls, uri, features, root, notes);
        guests = new StartedGuests(root);
        consoles = new Consoles(
                calls, this.dialect, context.consoleBuffer(), features.has(Feature.CONSOLE), features.isXen());
        channels = new Channels(calls, this.dialect);
        events = new Events(calls, consoles, guests, features.isXen());
        Inventory inventory = new Inventory(calls);
        Containers containers = new Containers(calls, consoles, features.isContainers());
        Starter starter = new Starter(features, host, consoles, guests, containers);
        tuning = new LiveTuning(calls, features, host);
        Demands demands = new Demands(this::support, host);
        Definitions definitions = new Definitions(calls, this.dialect, features, host, inventory, starter, demands);
        Updates updates = new Updates(calls, this.dialect, features, host, inventory, definitions, demands, tuning);
        power = new Power(calls, this.dialect, features, inventory, definitions, starter, containers);
        domains = new Domains(inventory, definitions, updates, power);
        heartbeat = new Heartbeat(calls, new Attempt("reach", uri.toString(), false));
        wire.protect(this.dialect::ownOfHost);
        calls.onLost(this::lost);
        wire.watch(reason -> calls.lost(lostBy(reason)));
        boolean hears = events.hears(wire);
        if (features.isContainers()) {
            events.onRestart(wire, containers::restarted);
        }
        guests.clearOrphans(wire);
        facets.add(domains);
        facets.add(new RawCalls(calls, features, definitions, updates));
        facets.add(new Statistics(calls, features));
        Optional<StorageFacet> volumes = storage.map(StorageFacet.class::cast)
                .or(() -> features.has(Feature.STORAGE) ? Optional.of(Storage.of(calls)) : Optional.empty());
        volumes.ifPresent(facets::add);
        provisioning = new Provisioning(calls, this.dialect, features, host, inventory, definitions, volumes);
        if (features.has(Feature.RENAME)) {
            facets.add(provisioning);
        }
        if (features.has(Feature.ATTACH_DISK) || features.has(Feature.ATTACH_NIC)) {
            facets.add(new Devices(calls, this.dialect, features, host, definitions, demands));
        }
        if (features.has(Feature.BLOCK_COPY)) {
            facets.add(new BlockJobs(calls, features, definitions));
        }
        DomainJobs jobs = new DomainJobs(calls);
        snapshots = new Snapshots(calls, features, host, starter, jobs);
        if (features.has(Feature.SNAPSHOTS)) {
            facets.add(snapshots);
        }
        if (features.has(Feature.MANAGED_SAVE) || features.has(Feature.SAVE_FILE)) {
            facets.add(new SavedStates(calls, this.dialect, features, inventory, starter, jobs));
        }
        if (features.has(Feature.BACKUP_PUSH)) {
            facets.add(new Backups(calls, features, definitions, starter));
        }
        if (features.has(Feature.MIGRATION)) {
            facets.add(new Migrations(calls, features, host, inventory, jobs));
        }
        if (features.has(Feature.SECRETS)) {
            facets.add(new Secrets(calls));
        }
        if (features.has(Feature.NODE_DEVICES)) {
            facets.add(new NodeDevices(calls, features));
        }
        if (features.has(Feature.NETWORKS)) {
            facets.add(new Networks(calls, features));
        }
        if (features.has(Feature.ADDRESSES)) {
            facets.add(new Addresses(calls, features));
        }
        if (features.has(Feature.CONSOLE)) {
            facets.add(consoles);
        }
        if (features.has(Feature.GUEST_INFO)) {
            facets.add(new Guests(calls));
        }
        if (features.has(Feature.CHANNELS)) {
            facets.add(channels);
        }
        if (features.has(Feature.DISPLAY)) {
            facets.add(new Displays(calls, this.dialect));
        }
        if (hears) {
            consoles.hearsOfStops();
            facets.add(events);
        }
        if (!direct) {
            heartbeat.start();
        }
    }

    /** What a part that works beside the wire asks before each call. */
    private void admit(Attempt attempt) {
        if (attempt.changes()) {
            calls.checkWritable(attempt);
        } else {
            calls.checkOpen(attempt);
        }
    }

    private ConnectionLostException lostBy(int reason) {
        String why =
                switch (reason) {
                    case 1 -> "the other side closed the connection";
                    case 2 -> "the other side did not answer any more";
                    default -> "the connection broke";
                };
        return new ConnectionLostException(
                new Attempt("talk", "to " + uri, false).failure().because(why));
    }

    private void lost(ConnectionLostException why) {
        consoles.breakOff(why);
        channels.breakOff(why);
        events.broken(why);
    }

    /** The right to call libvirt on the connection of this session, for a migration to here. */
    WireConnection.Lease lease() {
        return wire.lease();
    }

    /** Tells whether the other side is of the same driver of libvirt. */
    boolean isLike(BackendFeatures other) {
        return features.driver().equals(other.driver());
    }

    @Override
    public String hostId() {
        calls.checkOpen(new Attempt("identify", "the host", false));
        return host.hostId();
    }

    @Override
    public HostInfo host() {
        return host.info();
    }

    @Override
    public DomainFacet domains() {
        return domains;
    }

    @Override
    public void ping(Deadline deadline) {
        Attempt attempt = new Attempt("reach", uri.toString(), false);
        calls.read(attempt, deadline, connection -> {
            // The first asks this process only; the second goes to the other side where there is one.
            if (connection.library().virConnectIsAlive(connection.pointer()) != 1) {
                throw lostBy(0);
            }
            return Inventory.check(
                    connection,
                    connection
                            .library()
                            .virConnectGetLibVersion(connection.pointer(), new com.sun.jna.ptr.LongByReference()),
                    attempt);
        });
    }

    @Override
    public <F extends Facet> Optional<F> facet(Class<F> type) {
        calls.checkOpen(new Attempt("ask for", type.getSimpleName(), false));
        return facets.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    @Override
    public Support support(Feature feature, Target on) {
        calls.checkOpen(new Attempt("ask for support of", feature.title(), false));
        if (Facets.missing(this, feature).isPresent()) {
            return Support.no(features.reason(feature));
        }
        Class<? extends Facet> facet = Facets.of(feature);
        if (facet == EventFacet.class) {
            return Support.yes();
        }
        if (facet == StorageFacet.class && root) {
            return DirectoryStorage.support(feature);
        }
        if (root && (feature == Feature.COPY || feature == Feature.LINKED_COPY)) {
            Support images = DirectoryStorage.support(Feature.VOLUME_COPY);
            if (images.isNo()) {
                return images;
            }
        }
        Optional<String> own = on instanceof Target.OfDomain of && feature != Feature.STATISTICS
                ? Inventory.uuid(of.id()).flatMap(dialect::ownOfHost)
                : Optional.empty();
        if (own.isPresent()) {
            return Support.no(own.get());
        }
        Support wired = features.support(feature, on);
        if (facet == SnapshotFacet.class && on instanceof Target.OfDomain of && !wired.isNo()) {
            return snapshots.support(feature, of.id()).orElse(wired);
        }
        return wired.isNo()
                ? wired
                : tuning.support(feature, on)
                        .or(() -> power.support(feature, on))
                        .or(() -> provisioning.support(feature, on))
                        .or(() -> dialect.support(feature, host.facts()))
                        .orElse(wired);
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        calls.close();
        heartbeat.close();
        events.close();
        consoles.breakOff(closing("a console"));
        channels.breakOff(closing("a channel"));
        CountDownLatch done = new CountDownLatch(1);
        Workers.run(() -> {
            try {
                settleGuests();
                wire.awaitStreams(CLOSING);
            } finally {
                wire.close();
                done.countDown();
            }
        });
        awaitClosed(done);
    }

    private static InvalidStateException closing(String what) {
        return new InvalidStateException(
                new Attempt("read", what, false).failure().because("the connection was closed meanwhile"));
    }

    private void settleGuests() {
        boolean all = direct && context.guestsOnClose() == GuestsOnClose.DESTROY;
        boolean ephemeral = !features.destroysItself();
        if (all || ephemeral) {
            try (WireConnection.Lease lease = wire.lease()) {
                guests.destroy(lease.connection(), all);
            } catch (HypervisorException e) {
                LOG.log(Level.WARNING, "the guests of " + uri + " were not looked after at its end", e);
            }
        }
    }

    private void awaitClosed(CountDownLatch done) {
        try {
            // Of a wire that is gone not much is to be expected.
            if (!done.await(calls.isLost() ? 1 : CLOSING.toSeconds(), TimeUnit.SECONDS)) {
                Level level = calls.isLost() ? Level.DEBUG : Level.WARNING;
                LOG.log(level, "{0} is still being closed: the backend does not answer", uri);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
