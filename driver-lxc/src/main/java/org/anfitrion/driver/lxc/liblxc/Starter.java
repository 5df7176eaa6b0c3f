package org.anfitrion.driver.lxc.liblxc;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.NativeError;
import org.anfitrion.driver.lxc.config.LxcConfig;
import org.anfitrion.driver.lxc.liblxc.wire.Container;
import org.anfitrion.driver.lxc.liblxc.wire.NativeLog;
import org.anfitrion.driver.lxc.liblxc.wire.SignalMask;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.support.Command;
import org.anfitrion.spi.support.CommandResult;

/**
 * Starts containers, so that this driver knows afterwards what they were started with and what they wrote. Thread-safe.
 *
 * <p>liblxc starts a container by forks of the calling process, one of which watches over it as long as it runs. In a Java virtual
 * machine that would be a copy of the whole machine, with whatever the application has in its memory, for each container, and two to
 * three times as slow. So this one thing is left to {@code lxc-start}, which is liblxc's same function in a small process.
 */
final class Starter {

    private static final Logger LOG = System.getLogger("org.anfitrion.lxc");

    private static final String OWN_LOG = "lxc.log.file";

    /** Where a process would be named that has ended. */
    private static final String ENDED = "none";

    private final Containers containers;
    private final Consoles consoles;

    /** By their names the processes that watch over them: what somebody else starts later is not ours to end. */
    private final Map<String, String> started = new ConcurrentHashMap<>();

    private final Map<String, Lifeline> ephemeral = new ConcurrentHashMap<>();
    private volatile boolean ending;

    Starter(Containers containers, Consoles consoles) {
        this.containers = containers;
        this.consoles = consoles;
    }

    /** Starts a container that does not run, and that nobody else works on; tells its first process, unless that is over. */
    Optional<String> start(String name, LxcConfig config, Deadline deadline, Failure attempt) {
        Map<String, String> settings = consoles.prepare(name, config, attempt);
        Path watcher = containers.folder().path().resolve(name).resolve(ContainerFolder.WATCHER);
        try (NativeLog log = NativeLog.begin(attempt);
                SignalMask none = SignalMask.empty()) {
            CommandResult result = command(name, config, settings, log)
                    .arguments(List.of("--pidfile=" + watcher))
                    .attempting(attempt.operation(), attempt.target())
                    .changing()
                    .installedBy("package lxc")
                    .run(deadline);
            if (result.exitCode() != 0) {
                String root = config.get("lxc.rootfs.path").orElse("the host's own");
                String reason = log.errors().orElse(result.errors().strip());
                throw new BackendFailureException(attempt.saidBy(new NativeError("liblxc", result.exitCode(), reason))
                        .because(reason + " (its root is " + root + ")"));
            }
        }
        Optional<String> monitor = Processes.written(watcher);
        Optional<String> first = monitor.flatMap(Processes::first).or(() -> asked(name, attempt));
        keep(name, config, monitor.or(() -> watching(first)), first, attempt);
        if (ending) {
            destroyStarted();
        }
        return first;
    }

    /** Starts a container that ends with the session, or with this process if that is killed. */
    void startEphemeral(String name, LxcConfig config, Deadline deadline, Failure attempt) {
        Lifeline lifeline = Lifeline.of(name, containers.folder().path(), attempt);
        boolean whole = false;
        try {
            start(name, config, deadline, attempt);
            Optional<String> monitor = Optional.ofNullable(started.get(name));
            if (monitor.isPresent()) {
                lifeline.tell(monitor.get(), attempt);
                Optional.ofNullable(ephemeral.put(name, lifeline)).ifPresent(Lifeline::close);
                whole = true;
            }
        } finally {
            if (!whole) {
                lifeline.close();
            }
        }
        if (containers.gate().isClosed()) {
            destroyEphemeral();
        }
    }

    /** Kills the containers that end with the session. */
    void destroyEphemeral() {
        ephemeral.forEach((name, lifeline) -> {
            if (lifeline.isNeeded()) {
                destroy(name);
            }
            lifeline.close();
        });
    }

    /** Kills the containers that were started here and still run, and any whose start is under way. */
    void destroyStarted() {
        ending = true;
        started.forEach((name, monitor) -> {
            if (Processes.isThere(monitor)) {
                destroy(name);
            }
        });
    }

    /** Forgets a container that is gone, or has another name. */
    void forget(String name) {
        started.remove(name);
        consoles.forget(name);
    }

    /** Kills a container if it runs. */
    void stop(String name, Failure attempt) {
        try (Container container = containers.toAct(name, attempt)) {
            if (container.initPid().isPresent() && !container.stop()) {
                throw new BackendFailureException(container.blamed(attempt));
            }
        }
    }

    /** The first process, by the one that watches over it, which is slow to answer while it clears up after the start. */
    private Optional<String> asked(String name, Failure attempt) {
        try (Container container = containers.open(name, attempt)) {
            OptionalInt init = container.initPid();
            return init.isPresent() ? Processes.identity(init.getAsInt()) : Optional.empty();
        }
    }

    private static Optional<String> watching(Optional<String> first) {
        return first.map(Processes::number).flatMap(Processes::monitor);
    }

    private void destroy(String name) {
        try {
            stop(name, Failure.to("destroy", "container '" + name + "'"));
        } catch (HypervisorException e) {
            LOG.log(Level.WARNING, "at the end of a session: {0}", e.getMessage());
        }
    }

    private Command command(String name, LxcConfig config, Map<String, String> settings, NativeLog log) {
        List<String> words = new ArrayList<>();
        settings.forEach((key, value) -> words.add("--define=" + key + "=" + value));
        if (config.get(OWN_LOG).isEmpty()) {
            words.addAll(List.of("--logfile=" + log.file(), "--logpriority=ERROR"));
        }
        words.addAll(List.of(
                "--daemon", "--name=" + name, "--lxcpath=" + containers.folder().path()));
        return Launcher.command("lxc-start").arguments(words);
    }

    /** One whose first process has ended already was started too: of a transient one that is all there will ever be. */
    private void keep(
            String name, LxcConfig config, Optional<String> monitor, Optional<String> first, Failure attempt) {
        monitor.ifPresentOrElse(watcher -> started.put(name, watcher), () -> started.remove(name));
        try {
            containers.folder().keepStarted(name, config, monitor.orElse(ENDED), first.orElse(ENDED), attempt);
        } catch (HypervisorException e) {
            if (config.note(Notes.TRANSIENT).isPresent()) {
                throw e; // nobody would know when it is over
            }
            LOG.log(Level.WARNING, "it runs, and what it was started with is not kept: {0}", e.getMessage());
        }
    }
}
