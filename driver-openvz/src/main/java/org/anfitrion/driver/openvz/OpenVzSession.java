package org.anfitrion.driver.openvz;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.anfitrion.api.connection.GuestsOnClose;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.api.error.AccessDeniedException;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.error.DriverUnavailableException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.HostInfo;
import org.anfitrion.api.host.Support;
import org.anfitrion.driver.openvz.tool.Dialect;
import org.anfitrion.driver.openvz.tool.Gate;
import org.anfitrion.driver.openvz.tool.Tools;
import org.anfitrion.driver.openvz.tool.Verb;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DomainFacet;
import org.anfitrion.spi.Facet;
import org.anfitrion.spi.Facets;
import org.anfitrion.spi.OpenContext;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.Target;
import org.anfitrion.spi.support.CommandResult;
import org.anfitrion.spi.support.PollingEvents;

/**
 * A session with a host of OpenVZ. There is no connection but the process that each call is; on another host, one that ssh could not
 * reach counts as lost. Containers live on when it is closed, unless it was opened to end them.
 */
final class OpenVzSession implements Session {

    private static final Pattern VERSION = Pattern.compile("version (\\d+)(\\.[0-9.]*[0-9])?");
    private static final int SEVEN = 7;

    private final OpenVzAddress address;
    private final OpenContext context;
    private final Tools tools;
    private final HostFacts host;
    private final Containers containers;
    private final Inventory inventory;
    private final Runs runs = new Runs();
    private final Consoles consoles;
    private final PollingEvents events;
    private final Features features;
    private final List<Facet> facets;
    private volatile boolean closed;
    private volatile boolean lost;

    private OpenVzSession(OpenVzAddress address, OpenContext context) {
        this.address = address;
        this.context = context;
        tools = new Tools(address.place(), new SessionGate());
        Failure attempt = Failure.to("open", address.uri());
        Matcher version = version(context.deadline(), attempt);
        Dialect dialect = Integer.parseInt(version.group(1)) >= SEVEN ? Dialect.SEVEN : Dialect.LEGACY;
        ConfigFiles files = new ConfigFiles(tools, address.config());
        host = HostFacts.read(
                tools,
                files,
                version.group(1) + Optional.ofNullable(version.group(2)).orElse(""),
                context.deadline(),
                attempt);
        containers = new Containers(tools, dialect, files, hostKey());
        Translation translation = new Translation(host);
        Demands demands = new Demands(host);
        features = new Features(dialect);
        inventory = new Inventory(containers, translation, runs);
        events = new PollingEvents(() -> inventory.list(DomainFilter.all(), PollingEvents.FIELDS));
        consoles = new Consoles(containers, inventory, context.consoleBuffer());
        SavedStates saved = new SavedStates(containers, inventory, host.folder("DUMPDIR", "/vz/dump"));
        Definitions definitions = new Definitions(containers, inventory, translation, demands, features, saved);
        Power power = new Power(containers, inventory, runs, consoles, events::lookNow);
        OpenVzStatistics statistics = new OpenVzStatistics(containers, inventory);
        facets = List.of(
                new OpenVzDomains(
                        inventory,
                        definitions,
                        new Updates(containers, inventory, definitions, translation, demands, runs),
                        power,
                        consoles,
                        events::lookNow),
                consoles,
                events,
                saved,
                new Snapshots(containers, inventory, power, runs),
                new Guests(containers, inventory),
                statistics,
                new OpenVzAddresses(containers, definitions),
                new NativeConfigurations(containers, inventory, definitions, statistics),
                new Provisioning(containers, inventory, definitions, host.folder("TEMPLATE", "/vz/template")),
                new Migrations(containers, inventory, host, runs, consoles, events::lookNow));
    }

    /** What a migration needs of both of its hosts. */
    Containers containers() {
        return containers;
    }

    Inventory inventory() {
        return inventory;
    }

    HostFacts facts() {
        return host;
    }

    static Session open(OpenVzAddress address, OpenContext context) {
        return new OpenVzSession(address, context);
    }

    private Matcher version(Deadline deadline, Failure attempt) {
        CommandResult said = tools.to(attempt).until(deadline).result(List.of("vzctl", "--version"));
        Matcher version = VERSION.matcher(said.output());
        if (said.exitCode() != 0) {
            throw new DriverUnavailableException(said.failure());
        }
        if (!version.find()) {
            throw new BackendFailureException(attempt.because(
                    "'vzctl --version' told no version, but: " + said.output().strip()));
        }
        return version;
    }

    private String hostKey() {
        return host.machine() + " " + address.config();
    }

    /** Lets calls through while the session is open, and changes unless it is read-only. */
    private final class SessionGate implements Gate {

        @Override
        public void admit(Failure attempt, boolean changes) {
            if (closed) {
                throw new InvalidStateException(attempt.because("the session is closed"));
            }
            if (lost) {
                throw new ConnectionLostException(attempt.because("the host was lost before"));
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
        public void lost() {
            lost = true;
        }
    }

    private void requireOpen(String operation, String target) {
        tools.gate().admit(Failure.to(operation, target), false);
    }

    @Override
    public String hostId() {
        requireOpen("identify", "the host");
        return "openvz:" + hostKey();
    }

    @Override
    public HostInfo host() {
        requireOpen("describe", "the host");
        return new HostInfo(
                host.name(),
                containers.dialect().product(),
                host.version(),
                "vzctl " + host.version() + (address.place().isRemote() ? " by ssh" : ""),
                host.architecture(),
                host.cpus(),
                host.memory(),
                EnumSet.of(GuestType.OPERATING_SYSTEM),
                List.of("this driver was tried with a stand-in of OpenVZ's tools, never with a kernel of OpenVZ"));
    }

    @Override
    public DomainFacet domains() {
        requireOpen("ask for", "containers");
        return (DomainFacet) facets.get(0);
    }

    @Override
    public void ping(Deadline deadline) {
        tools.to(Failure.to("reach", address.uri()))
                .until(deadline)
                .result(List.of("vzctl", "--version"))
                .orThrow();
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
                .orElseGet(() -> features.support(feature, on));
    }

    @Override
    public void close() {
        if (!closed && context.guestsOnClose() == GuestsOnClose.DESTROY) {
            destroyStarted();
        }
        closed = true;
        events.close();
        consoles.breakOff(new InvalidStateException(
                Failure.to("use", "session with " + address.uri()).because("it was closed")));
    }

    private void destroyStarted() {
        Deadline deadline = Deadline.after(Duration.ofMinutes(1));
        for (String id : runs.begun()) {
            Failure attempt = Failure.to("destroy", "container '" + id + "'");
            if (!lost
                    && inventory
                            .find(id, attempt)
                            .filter(Inventory.Container::isActive)
                            .isPresent()) {
                containers.act(Verb.KILL, id, deadline, attempt);
            }
        }
    }
}
