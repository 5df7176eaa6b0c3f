package org.anfitrion.driver.vbox;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.api.error.ResourceBusyException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.driver.vbox.machine.Machine;
import org.anfitrion.driver.vbox.machine.Machines;
import org.anfitrion.driver.vbox.settings.MachineSettings;
import org.anfitrion.spi.ConsoleFacet;
import org.anfitrion.spi.ConsoleOutput;
import org.anfitrion.spi.ConsoleStart;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.support.ConsoleBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Serial ports as consoles. VirtualBox has one other end for each: what a session reads, no other session or program can read at
 * the same time; within a session any number of readers can. Thread-safe.
 */
final class Consoles implements ConsoleFacet {

    /** On Windows the other ends are pipes of another kind, which the JDK cannot open. */
    static final boolean HAVE_SOCKETS = File.separatorChar == '/';

    /** How long a machine may take from the call until it has made its sockets. */
    private static final Duration STARTING = Duration.ofMinutes(2);

    private static final Duration REACHING = Duration.ofSeconds(5);

    private final Machines machines;
    private final Inventory inventory;
    private final DataSize kept;
    private final Map<Path, Line> lines = new ConcurrentHashMap<>();
    private volatile @Nullable HypervisorException closed;

    Consoles(Machines machines, Inventory inventory, DataSize kept) {
        this.machines = machines;
        this.inventory = inventory;
        this.kept = kept;
    }

    /** What is known of one console, over all runs of its machine. */
    private final class Line {

        private final ConsoleBuffer buffer = new ConsoleBuffer(kept);
        private @Nullable SerialLink link;

        synchronized SerialLink begin(Path socket, Duration patience) {
            end();
            SerialLink begun = SerialLink.begin(socket, buffer, patience);
            link = begun;
            return begun;
        }

        /** The link to the present run; begun now if there is none. */
        synchronized SerialLink present(Path socket) {
            SerialLink current = link;
            return current == null || current.isOver() ? begin(socket, REACHING) : current;
        }

        synchronized boolean isFollowed() {
            SerialLink current = link;
            return current != null && !current.isOver();
        }

        synchronized void end() {
            if (link != null) {
                link.end();
            }
        }
    }

    private Line line(Path socket) {
        Line line = lines.computeIfAbsent(socket, path -> new Line());
        HypervisorException why = closed;
        if (why != null) {
            line.buffer.breakOff(why);
        }
        return line;
    }

    /** Reads along from the first byte of a machine that is about to be started. */
    List<SerialLink> beginRun(MachineSettings machine) {
        List<SerialLink> begun = new ArrayList<>();
        for (SerialPorts.Port port : SerialPorts.of(machine)) {
            if (port.isConsole()) {
                Path socket = Path.of(port.path().orElseThrow());
                begun.add(line(socket).begin(socket, STARTING));
            }
        }
        return begun;
    }

    @Override
    public long attach(DomainId id, int console, ConsoleStart from) {
        Machine machine = machines.begin("read console " + console + " of", id, false);
        Failure attempt = machine.attempt();
        Path socket = socket(machine, console);
        Line line = line(socket);
        if (!line.isFollowed() && inventory.state(machine).isActive()) {
            reach(line.present(socket), Deadline.after(REACHING), attempt);
        }
        return line.buffer.position(from);
    }

    @Override
    public ConsoleOutput read(DomainId id, int console, long position, Deadline deadline) {
        Path socket = socket(machines.begin("read console " + console + " of", id, false), console);
        return line(socket).buffer.read(position, deadline);
    }

    @Override
    public void write(DomainId id, int console, byte[] data, Deadline deadline) {
        Machine machine = machines.begin("write to console " + console + " of", id, true);
        Failure attempt = machine.attempt();
        Path socket = socket(machine, console);
        Line line = line(socket);
        if (!line.isFollowed()) {
            MachineState state = inventory.state(machine);
            if (!state.isActive()) {
                throw new InvalidStateException(attempt.because("it is " + state.status()));
            }
        }
        if (deadline.hasPassed()) {
            throw new OperationTimeoutException(attempt.because("its deadline has passed"));
        }
        SerialLink link = line.present(socket);
        reach(link, deadline, attempt);
        synchronized (link) {
            link.write(data, deadline, attempt);
        }
    }

    private static void reach(SerialLink link, Deadline deadline, Failure attempt) {
        if (!link.awaitConnected(deadline)) {
            throw new ResourceBusyException(
                    attempt.because("the machine's socket cannot be reached; another program may have it"));
        }
    }

    private static Path socket(Machine machine, int console) {
        Failure attempt = machine.attempt();
        List<SerialPorts.Port> ports = SerialPorts.of(machine.settings());
        if (console < 0 || console >= ports.size()) {
            throw new NotFoundException(attempt.because("it has " + ports.size() + " consoles"));
        }
        SerialPorts.Port port = ports.get(console);
        if (!port.isConsole()) {
            throw new UnsupportedCapabilityException(
                    attempt.because("the other end of this serial port is no socket that"
                            + " the machine makes (--uartmode server), but: " + port.mode()));
        }
        return Path.of(port.path().orElseThrow());
    }

    /** Forgets the consoles of a machine that is not there any more. */
    void forget(UUID uuid) {
        lines.entrySet().removeIf(line -> {
            boolean its = Objects.toString(line.getKey().getFileName()).contains(uuid.toString());
            if (its) {
                line.getValue().end();
            }
            return its;
        });
    }

    /** Ends all links and wakes all readers. */
    void breakOff(HypervisorException why) {
        closed = why;
        lines.values().forEach(line -> {
            line.buffer.breakOff(why);
            line.end();
        });
    }
}
