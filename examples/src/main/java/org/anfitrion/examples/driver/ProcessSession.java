package org.anfitrion.examples.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.connection.GuestsOnClose;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.api.error.AccessDeniedException;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.HostInfo;
import org.anfitrion.api.host.Support;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DomainFacet;
import org.anfitrion.spi.Facet;
import org.anfitrion.spi.OpenContext;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.Target;
import org.anfitrion.spi.support.PollingEvents;

/** One connection to a directory of processes. */
final class ProcessSession implements Session {

    private static final Set<Feature> CAN = EnumSet.of(
            Feature.DEFINE,
            Feature.TRANSIENT,
            Feature.EPHEMERAL,
            Feature.UPDATE_CONFIG,
            Feature.SUSPEND,
            Feature.SHUTDOWN,
            Feature.AUTOSTART,
            Feature.CONSOLE,
            Feature.EVENTS,
            Feature.READ_ONLY);

    private static final Map<Feature, String> CANNOT = new EnumMap<>(Map.of(
            Feature.REBOOT, "a process has nothing that reboots",
            Feature.RESET, "a process has no reset button",
            Feature.UPDATE_LIVE, "a process cannot be given another program while it runs",
            Feature.PUSH_EVENTS, "events are found by looking every second",
            Feature.RAW_CALLS, "there is no other interface to a process"));

    private final GuestDirectory directory;
    private final boolean readOnly;
    private final GuestsOnClose guestsOnClose;
    private final ProcessConsole console;
    private final PollingEvents events;
    private final ProcessDomains domains;
    private volatile boolean closed;

    ProcessSession(GuestDirectory directory, OpenContext context) {
        this.directory = directory;
        readOnly = context.readOnly();
        guestsOnClose = context.guestsOnClose();
        console = new ProcessConsole(this, context.consoleBuffer());
        events = new PollingEvents(
                () -> directory.guests().stream().map(Guest::row).toList(), Duration.ofSeconds(1));
        domains = new ProcessDomains(this);
        if (!readOnly) {
            domains.tidy(context.deadline());
        }
    }

    GuestDirectory directory() {
        return directory;
    }

    ProcessConsole console() {
        return console;
    }

    PollingEvents events() {
        return events;
    }

    /** Every call begins here (SES-2). */
    void requireOpen(Failure attempt) {
        if (closed) {
            throw new InvalidStateException(attempt.because("the session is closed"));
        }
    }

    /** Every change begins here (SES-2, SES-7, SES-6, in this order). */
    void requireAble(Failure attempt, Feature feature, Target on) {
        requireWritable(attempt);
        Support support = support(feature, on);
        if (support.isNo()) {
            throw new UnsupportedCapabilityException(attempt.because(support.reason()));
        }
    }

    void requireWritable(Failure attempt) {
        requireOpen(attempt);
        if (readOnly) {
            throw new AccessDeniedException(attempt.because("the session is read-only"));
        }
    }

    private void requireOpen(String operation) {
        requireOpen(Failure.to(operation, directory.path().toString()));
    }

    @Override
    public String hostId() {
        requireOpen("identify");
        return "process:" + directory.path();
    }

    @Override
    public HostInfo host() {
        requireOpen("describe");
        try {
            return new HostInfo(
                    Files.readString(Path.of("/proc/sys/kernel/hostname")).strip(),
                    System.getProperty("os.name") + " processes",
                    System.getProperty("os.version"),
                    "",
                    System.getProperty("os.arch"),
                    Runtime.getRuntime().availableProcessors(),
                    memory(),
                    Set.of(GuestType.OPERATING_SYSTEM),
                    List.of("CPUs and memory are noted, and nobody enforces them"));
        } catch (IOException e) {
            throw new BackendFailureException(
                    Failure.to("describe", "this machine").because(e.toString()).causedBy(e));
        }
    }

    private static DataSize memory() throws IOException {
        String total = Files.readAllLines(Path.of("/proc/meminfo")).get(0).replaceAll("\\D", "");
        return DataSize.kibibytes(Long.parseLong(total));
    }

    @Override
    public DomainFacet domains() {
        requireOpen("use");
        return domains;
    }

    @Override
    public void ping(Deadline deadline) {
        requireOpen("ping");
        if (!Files.isDirectory(directory.path())) {
            throw new BackendFailureException(
                    Failure.to("ping", directory.path().toString()).because("the directory is gone"));
        }
    }

    @Override
    public <F extends Facet> Optional<F> facet(Class<F> type) {
        requireOpen("use");
        return List.<Facet>of(domains, console, events).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }

    @Override
    public Support support(Feature feature, Target on) {
        requireOpen("ask about");
        if (!CAN.contains(feature)) {
            return Support.no(CANNOT.getOrDefault(feature, "a process does not have that"));
        }
        if (on instanceof Target.OfSpec wanted) {
            return Definition.reasonAgainst(wanted.spec()).map(Support::no).orElseGet(Support::yes);
        }
        return Support.yes();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        events.close();
        console.close();
        domains.close(guestsOnClose == GuestsOnClose.DESTROY);
    }
}
