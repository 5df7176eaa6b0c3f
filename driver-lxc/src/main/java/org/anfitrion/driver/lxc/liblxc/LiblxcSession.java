package org.anfitrion.driver.lxc.liblxc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anfitrion.api.connection.GuestsOnClose;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.error.AccessDeniedException;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.HostInfo;
import org.anfitrion.api.host.Support;
import org.anfitrion.api.probe.CgroupController;
import org.anfitrion.api.probe.HostProbe;
import org.anfitrion.api.probe.HostReport;
import org.anfitrion.driver.lxc.config.ContainerHost;
import org.anfitrion.driver.lxc.config.Demands;
import org.anfitrion.driver.lxc.config.Translation;
import org.anfitrion.driver.lxc.liblxc.wire.Liblxc;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DomainFacet;
import org.anfitrion.spi.Facet;
import org.anfitrion.spi.Facets;
import org.anfitrion.spi.OpenContext;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.Target;
import org.anfitrion.spi.support.PollingEvents;

/**
 * A session with liblxc in this process. There is no connection that could break: each container that runs has a process of liblxc's
 * own that watches over it, and lives on when the session is closed, unless that was opened to end what it started.
 */
public final class LiblxcSession implements Session {

    private final String uri;
    private final OpenContext context;
    private final Host host;
    private final Containers containers;
    private final LiblxcDomains domains;
    private final Consoles consoles;
    private final Starter starter;
    private final LiblxcEvents events;
    private final Features features;
    private final List<Facet> facets = new ArrayList<>();
    private volatile boolean closed;

    private LiblxcSession(LiblxcAddress address, OpenContext context) {
        uri = address.uri();
        this.context = context;
        Liblxc liblxc = Liblxc.load();
        Path lxcPath = address.folder(liblxc.globalItem("lxc.lxcpath").orElse("/var/lib/lxc"));
        if (!Files.isDirectory(lxcPath)) {
            throw new ConnectionLostException(
                    Failure.to("open", uri).because("there is no folder of containers at " + lxcPath));
        }
        host = new Host(lxcPath, liblxc.version());
        containers = new Containers(new ContainerFolder(lxcPath), new SessionGate());
        HostReport report = HostProbe.local().probe();
        ContainerHost machine = ContainerHost.of(report);
        Translation translation = new Translation(machine);
        Map<String, CgroupController> controllers = ControlGroups.byName(report.cgroupControllers());
        Inventory inventory = new Inventory(containers, translation, controllers);
        events = new LiblxcEvents(
                lxcPath, new PollingEvents(() -> inventory.list(DomainFilter.all(), PollingEvents.FIELDS)));
        features = new Features(new Demands(machine), events.arePushed());
        consoles = new Consoles(containers, inventory, context.consoleBuffer());
        starter = new Starter(containers, consoles);
        Definitions definitions = new Definitions(containers, inventory, translation, starter, features);
        domains = new LiblxcDomains(
                inventory,
                definitions,
                new Updates(containers, inventory, definitions, translation, features),
                new Power(containers, inventory, starter),
                events::lookNow);
        facets.add(domains);
        facets.add(consoles);
        facets.add(events);
        facets.add(new NativeConfigurations(containers, inventory, definitions));
        facets.add(new Provisioning(containers, inventory, definitions));
        facets.add(new Devices(containers, inventory, definitions, translation, features));
        facets.add(new Snapshots(containers, inventory, domains));
        facets.add(new Guests(containers, inventory));
        facets.add(new LiblxcAddresses(containers, inventory));
        facets.add(new LiblxcStatistics(containers, inventory, controllers));
    }

    /**
     * Opens a session.
     *
     * @param uri {@code lxc:///} or {@code lxc:///} and the path of a folder of containers
     * @param context deadline and policies
     * @return the session
     */
    public static Session open(HypervisorUri uri, OpenContext context) {
        return new LiblxcSession(LiblxcAddress.of(uri), context);
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

        @Override
        public boolean isReadOnly() {
            return context.readOnly();
        }
    }

    private void requireOpen(String operation, String target) {
        containers.gate().admit(Failure.to(operation, target), false);
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
        requireOpen("ask for", "containers");
        return domains;
    }

    @Override
    public void ping(Deadline deadline) {
        requireOpen("reach", uri);
        containers.active();
    }

    @Override
    public <F extends Facet> Optional<F> facet(Class<F> type) {
        requireOpen("ask for", type.getSimpleName());
        return facets.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    @Override
    public Support support(Feature feature, Target on) {
        requireOpen("ask for support of", feature.title());
        return AbsentFacets.refusal(feature)
                .or(() -> Facets.missing(this, feature))
                .or(() -> on instanceof Target.OfDomain domain
                        ? containers
                                .find(domain.id().key())
                                .flatMap(config -> OwnFiles.lacking(config, feature))
                                .map(Support::no)
                        : Optional.empty())
                .orElseGet(() -> features.support(feature));
    }

    @Override
    public void close() {
        boolean first = !closed;
        closed = true;
        if (first) {
            starter.destroyEphemeral();
        }
        if (first && context.guestsOnClose() == GuestsOnClose.DESTROY) {
            starter.destroyStarted();
        }
        events.close();
        consoles.close();
    }
}
