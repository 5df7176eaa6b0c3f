package org.anfitrion.driver.vbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.AccessDeniedException;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.DriverUnavailableException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.HostInfo;
import org.anfitrion.api.host.Support;
import org.anfitrion.api.storage.VolumeId;
import org.anfitrion.driver.vbox.display.RemoteDisplay;
import org.anfitrion.driver.vbox.guest.Guests;
import org.anfitrion.driver.vbox.machine.Machines;
import org.anfitrion.driver.vbox.manage.Gate;
import org.anfitrion.driver.vbox.manage.Manage;
import org.anfitrion.driver.vbox.network.NetworkList;
import org.anfitrion.driver.vbox.network.VboxNetworks;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DomainFacet;
import org.anfitrion.spi.Facet;
import org.anfitrion.spi.Facets;
import org.anfitrion.spi.OpenContext;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.Target;

/**
 * A session with a user's VirtualBox. There is no connection that could break: every call is a process of its own. Guests live on
 * when it is closed.
 */
final class VboxSession implements Session {

    private final VboxOptions options;
    private final OpenContext context;
    private final Manage manage;
    private final Host host;
    private final Features features;
    private final Machines machines;
    private final Inventory inventory;
    private final Consoles consoles;
    private final VboxDomains domains;
    private final VboxEvents events;
    private final MachineFacets machineFacets;
    private final List<Facet> facets = new ArrayList<>();
    private volatile boolean closed;

    private VboxSession(VboxOptions options, OpenContext context) {
        this.options = options;
        this.context = context;
        manage = new Manage(options.executable(), options.environment(), new SessionGate());
        Version version = version(context.deadline());
        host = new Host(manage, options, version);
        features = new Features(version);
        machines = new Machines(manage, options.home(), this::domains);
        inventory = new Inventory(machines);
        RemoteDisplay remote = new RemoteDisplay(manage);
        Demands demands = new Demands(features, remote);
        SerialSockets sockets = new SerialSockets(options.home());
        VolumeDrives volumes = new VolumeDrives(this::path);
        Definitions definitions =
                new Definitions(machines, inventory, demands, sockets, remote, volumes, options.modifyvm());
        Updates updates = new Updates(machines, inventory, definitions, demands, sockets, remote, volumes);
        consoles = new Consoles(machines, inventory, context.consoleBuffer());
        Starter starter = new Starter(manage, consoles, remote);
        NetworkList networks = new NetworkList(manage, options.home());
        events = new VboxEvents(inventory, networks);
        Power power = new Power(machines, inventory, starter, networks);
        domains = new VboxDomains(inventory, definitions, updates, power, consoles, events::lookNow);
        facets.add(domains);
        if (Consoles.HAVE_SOCKETS) {
            facets.add(consoles);
        }
        facets.add(events);
        facets.add(new VboxNetworks(manage, networks, events::lookNow));
        facets.add(new VboxAddresses(machines, inventory));
        facets.add(new VboxStatistics(machines, inventory));
        facets.add(new Guests(machines, context.credentials()));
        machineFacets = new MachineFacets(machines, remote, options);
        facets.addAll(machineFacets.facets());
    }

    private String path(VolumeId volume) {
        return machineFacets.path(volume);
    }

    static Session open(VboxOptions options, OpenContext context) {
        return new VboxSession(options, context);
    }

    private Version version(Deadline deadline) {
        Failure attempt = Failure.to("open", options.uri());
        String printed = manage.to(attempt).until(deadline).run("--version");
        Version version = Version.find(printed)
                .orElseThrow(() -> new BackendFailureException(attempt.because(
                        "'" + options.executable() + " --version' told no version, but: " + printed.strip())));
        if (version.compareTo(Version.OLDEST) < 0) {
            throw new DriverUnavailableException(attempt.because("VirtualBox " + version + " (" + options.executable()
                    + ") is too old: " + Version.OLDEST + " or later is needed"));
        }
        return version;
    }

    /** Lets calls through while the session is open, and changes unless it is read-only. */
    private final class SessionGate implements Gate {

        @Override
        public void admit(Failure attempt, boolean changes) {
            if (closed) {
                throw new InvalidStateException(attempt.because("the session is closed"));
            }
            if (changes && context.readOnly()) {
                throw new AccessDeniedException(attempt.because("the session is read-only"));
            }
        }

        @Override
        public boolean isClosed() {
            return closed;
        }
    }

    private void requireOpen(String operation, String target) {
        manage.gate().admit(Failure.to(operation, target), false);
    }

    @Override
    public String hostId() {
        requireOpen("identify", "the host");
        return host.id();
    }

    @Override
    public HostInfo host() {
        requireOpen("describe", "the host");
        return host.info();
    }

    @Override
    public DomainFacet domains() {
        requireOpen("ask for", "domains");
        return domains;
    }

    @Override
    public void ping(Deadline deadline) {
        // The version alone would not reach VBoxSVC.
        manage.to("reach", options.uri()).until(deadline).run("list", "runningvms");
    }

    @Override
    public <F extends Facet> Optional<F> facet(Class<F> type) {
        requireOpen("ask for", type.getSimpleName());
        return facets.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    @Override
    public Support support(Feature feature, Target on) {
        requireOpen("ask for support of", feature.title());
        Optional<Support> missing = Facets.missing(this, feature);
        if (missing.isPresent()) {
            return missing.get();
        }
        if (feature == Feature.AUTOSTART
                && machines.registry().property("autostartDatabasePath").isEmpty()) {
            return Support.no(Features.NO_AUTOSTART);
        }
        if (feature == Feature.UPDATE_CONFIG && on instanceof Target.OfDomain of && isActive(of.id())) {
            return Support.no(Features.LOCKED);
        }
        return machineFacets.support(feature, on).orElseGet(() -> features.support(feature, on));
    }

    private boolean isActive(DomainId id) {
        return inventory
                .state(machines.begin("ask for support of an update of", id, false))
                .isActive();
    }

    @Override
    public void close() {
        closed = true;
        events.close();
        consoles.breakOff(new InvalidStateException(
                Failure.to("use", "session with " + options.uri()).because("it was closed")));
    }
}
