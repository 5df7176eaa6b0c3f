package org.anfitrion.driver.lxc.liblxc;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.anfitrion.spi.EventFacet;
import org.anfitrion.spi.EventSink;
import org.anfitrion.spi.Registration;
import org.anfitrion.spi.support.PollingEvents;
import org.jspecify.annotations.Nullable;

/**
 * What happens to containers. Those that run tell liblxc's monitor of each change, which has no function in liblxc's interface any
 * more: {@code lxc-monitor} passes it on, one line each, for all containers of a folder. Each line is a reason to look; what somebody
 * else defines or removes without liblxc is found by looking now and then. Thread-safe.
 */
final class LiblxcEvents implements EventFacet, AutoCloseable {

    static final String NO_MONITOR =
            "lxc-monitor is not installed (package lxc): what happens is found by looking again and again";

    private static final Logger LOG = System.getLogger("org.anfitrion.lxc");

    private final Path lxcPath;
    private final PollingEvents looks;
    private final Optional<Path> program;
    private final ReentrantLock lock = new ReentrantLock();
    private int listeners;
    private boolean closed;
    private @Nullable Process monitor;

    LiblxcEvents(Path lxcPath, PollingEvents looks) {
        this.lxcPath = lxcPath;
        this.looks = looks;
        program = installed();
    }

    private static Optional<Path> installed() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin");
        return Stream.of(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, "lxc-monitor"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    boolean arePushed() {
        return program.isPresent();
    }

    void lookNow() {
        looks.lookNow();
    }

    @Override
    public Registration subscribe(EventSink sink) {
        Registration registration = looks.subscribe(sink);
        try {
            listen();
        } catch (UncheckedIOException e) {
            // Then each look comes by the clock, as where there is no monitor at all.
            LOG.log(Level.WARNING, "lxc-monitor does not start: {0}", e.getMessage());
        }
        AtomicInteger once = new AtomicInteger();
        return () -> {
            registration.close();
            if (once.getAndIncrement() == 0) {
                leave();
            }
        };
    }

    private void listen() {
        lock.lock();
        try {
            listeners++;
            if (monitor == null && !closed && program.isPresent()) {
                monitor = start(program.get());
            }
        } finally {
            lock.unlock();
        }
    }

    private Process start(Path lxcMonitor) {
        try {
            Process started = new ProcessBuilder(lxcMonitor.toString(), "-P", lxcPath.toString(), "-n", ".*")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            started.getOutputStream().close();
            Thread thread = new Thread(() -> follow(started), "anfitrion-lxc-events");
            thread.setDaemon(true);
            thread.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void follow(Process started) {
        try (BufferedReader lines = started.inputReader(StandardCharsets.UTF_8)) {
            while (lines.readLine() != null) {
                looks.lookNow();
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "lxc-monitor: {0}", e.getMessage());
        }
    }

    private void leave() {
        lock.lock();
        try {
            if (--listeners == 0) {
                stop();
            }
        } finally {
            lock.unlock();
        }
    }

    private void stop() {
        if (monitor != null) {
            monitor.destroy();
            monitor = null;
        }
    }

    @Override
    public void close() {
        looks.close();
        lock.lock();
        try {
            closed = true;
            stop();
        } finally {
            lock.unlock();
        }
    }
}
