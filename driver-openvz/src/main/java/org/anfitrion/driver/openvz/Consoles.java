package org.anfitrion.driver.openvz;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.driver.openvz.tool.Tools;
import org.anfitrion.spi.ConsoleFacet;
import org.anfitrion.spi.ConsoleOutput;
import org.anfitrion.spi.ConsoleStart;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.support.ConsoleBuffer;

/**
 * The consoles of containers, by {@code vzctl console}: it can be attached before a container starts and stays over its restarts
 * (vzctl(8)). One such process is kept for each container that this session starts or reads. Thread-safe.
 */
final class Consoles implements ConsoleFacet, AutoCloseable {

    /** How soon a waiting reader learns that its container has ended, which vzctl does not tell. */
    private static final Duration LOOK = Duration.ofMillis(300);

    private static final Duration ATTACHING = Duration.ofSeconds(5);
    private static final String BANNER = "Attached to CT";

    private final Tools tools;
    private final Containers containers;
    private final Inventory inventory;
    private final DataSize keep;
    private final Map<String, Line> lines = new ConcurrentHashMap<>();

    Consoles(Containers containers, Inventory inventory, DataSize keep) {
        tools = containers.tools();
        this.containers = containers;
        this.inventory = inventory;
        this.keep = keep;
    }

    /** Listens to a container that is about to start. */
    void prepare(String id, Failure attempt) {
        line(id, attempt).buffer.beginRun();
    }

    /** One that ended, with whatever is kept of it, is taken up again. */
    private Line line(String id, Failure attempt) {
        return lines.compute(id, (key, known) -> {
            if (known != null && known.process.isAlive()) {
                return known;
            }
            ConsoleBuffer buffer = known == null ? new ConsoleBuffer(keep) : known.buffer;
            return Line.attach(tools.terminal(List.of("vzctl", "console", id)), buffer, attempt);
        });
    }

    /** An attached console. */
    private static final class Line {

        private final Process process;
        private final ConsoleBuffer buffer;
        private final CountDownLatch attached = new CountDownLatch(1);

        private Line(Process process, ConsoleBuffer buffer) {
            this.process = process;
            this.buffer = buffer;
        }

        static Line attach(List<String> words, ConsoleBuffer buffer, Failure attempt) {
            try {
                Line line = new Line(
                        new ProcessBuilder(words).redirectErrorStream(true).start(), buffer);
                Thread thread = new Thread(line::follow, "anfitrion-openvz-console");
                thread.setDaemon(true);
                thread.start();
                // It says so when it is attached; another vzctl may say nothing.
                line.attached.await(ATTACHING.toMillis(), TimeUnit.MILLISECONDS);
                return line;
            } catch (IOException e) {
                throw new BackendFailureException(
                        attempt.because(String.valueOf(e.getMessage())).causedBy(e));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BackendFailureException(attempt.because("the thread was interrupted while it waited"));
            }
        }

        private void follow() {
            byte[] piece = new byte[8192];
            try (InputStream from = process.getInputStream()) {
                int count = from.read(piece);
                boolean first = true;
                while (count >= 0) {
                    int skip = first ? banner(piece, count) : 0;
                    buffer.append(piece, skip, count - skip);
                    first = false;
                    attached.countDown();
                    count = from.read(piece);
                }
            } catch (IOException e) {
                // Its process was ended: nothing more comes.
            } finally {
                attached.countDown();
            }
        }

        /** How much of the first piece is vzctl's own line, and no container's. */
        private static int banner(byte[] piece, int count) {
            String text = new String(piece, 0, count, StandardCharsets.ISO_8859_1);
            int end = text.indexOf('\n');
            return text.startsWith(BANNER) && end >= 0 ? end + 1 : 0;
        }

        void end() {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }

    private Failure begin(String operation, DomainId id, int console, boolean changes) {
        Failure attempt = containers.begin(operation, id, changes);
        if (console != 0) {
            throw new NotFoundException(attempt.because("the container has no console " + console));
        }
        return attempt;
    }

    @Override
    public long attach(DomainId id, int console, ConsoleStart from) {
        Failure attempt = begin("attach to the console of", id, console, false);
        boolean active = inventory.container(id.key(), attempt).isActive();
        boolean known = lines.containsKey(id.key());
        Line line = line(id.key(), attempt);
        if (active && !known) {
            line.buffer.beginRun();
        }
        return line.buffer.position(from);
    }

    @Override
    public ConsoleOutput read(DomainId id, int console, long position, Deadline deadline) {
        Failure attempt = begin("read the console of", id, console, false);
        ConsoleBuffer buffer = line(id.key(), attempt).buffer;
        while (true) {
            Duration slice = deadline.remaining().compareTo(LOOK) < 0 ? deadline.remaining() : LOOK;
            ConsoleOutput output = buffer.read(position, Deadline.after(slice));
            if (output.bytes().length > 0 || output.ended()) {
                return output;
            }
            containers.tools().gate().admit(attempt, false);
            if (!inventory
                    .find(id.key(), attempt)
                    .filter(Inventory.Container::isActive)
                    .isPresent()) {
                // Its last words may be on their way.
                ConsoleOutput last = buffer.read(position, Deadline.after(LOOK));
                if (last.bytes().length > 0) {
                    return last;
                }
                buffer.endRun();
                return buffer.read(position, deadline);
            }
            if (deadline.hasPassed()) {
                return output;
            }
        }
    }

    @Override
    public void write(DomainId id, int console, byte[] data, Deadline deadline) {
        Failure attempt = begin("type on the console of", id, console, true);
        if (!inventory.container(id.key(), attempt).isActive()) {
            throw new InvalidStateException(attempt.because("the container does not run"));
        }
        try {
            Line line = line(id.key(), attempt);
            line.process.getOutputStream().write(data);
            line.process.getOutputStream().flush();
        } catch (IOException e) {
            throw new BackendFailureException(
                    attempt.because(String.valueOf(e.getMessage())).causedBy(e));
        }
    }

    /** Forgets a container that is gone. */
    void forget(String id) {
        Line line = lines.remove(id);
        if (line != null) {
            line.end();
        }
    }

    void breakOff(HypervisorException why) {
        lines.values().forEach(line -> line.buffer.breakOff(why));
        close();
    }

    @Override
    public void close() {
        lines.values().forEach(Line::end);
        lines.clear();
    }
}
