package org.anfitrion.driver.lxc.liblxc;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.driver.lxc.config.LxcConfig;
import org.anfitrion.driver.lxc.liblxc.wire.Container;
import org.anfitrion.driver.lxc.liblxc.wire.ProcessNamespace;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.PowerAction;

/** Starts, holds and stops containers. Thread-safe. */
final class Power {

    private static final Duration PAUSE = Duration.ofMillis(5);

    /** liblxc takes milliseconds to start a container again, on a busy host seconds. */
    private static final Duration RESTART = Duration.ofSeconds(10);

    private final Containers containers;
    private final Inventory inventory;
    private final Starter starter;

    Power(Containers containers, Inventory inventory, Starter starter) {
        this.containers = containers;
        this.inventory = inventory;
        this.starter = starter;
    }

    DomainInfo power(DomainId id, PowerAction action, Deadline deadline) {
        Failure attempt = containers.begin(action.verb(), id, true);
        String name = id.key();
        try (Containers.Held held = containers.hold(name, deadline, attempt)) {
            Inventory.Live live =
                    found(() -> inventory.settled(name, attempt), "restarted or ended", deadline, attempt);
            if (action == PowerAction.START) {
                LxcConfig config = containers.folder().known(name).orElseThrow(() -> Containers.notFound(attempt));
                if (config.note(Notes.TRANSIENT).isPresent()) {
                    inventory.row(name, attempt); // of one that is over there is nothing to start
                }
                if (live.runs()) {
                    throw new InvalidStateException(attempt.because("the container is active already"));
                }
                Optional<String> first = starter.start(name, config, deadline, attempt);
                return inventory.started(name, first, config, attempt);
            }
            DomainInfo before = inventory.row(name, attempt);
            if (!before.state().isActive()) {
                throw new InvalidStateException(attempt.because("the container does not run"));
            }
            act(name, action, deadline, attempt);
            return inventory.find(name, attempt).orElseGet(() -> gone(before));
        }
    }

    private void act(String name, PowerAction action, Deadline deadline, Failure attempt) {
        try (Container container = containers.toAct(name, attempt)) {
            Inventory.Live live = inventory.live(name, attempt);
            boolean paused = live.isPaused();
            boolean done =
                    switch (action) {
                        case SUSPEND -> {
                            require(!paused, attempt, "the container is paused already");
                            yield container.freeze();
                        }
                        case RESUME -> {
                            require(paused, attempt, "the container is not paused");
                            yield container.unfreeze();
                        }
                        case SHUTDOWN -> container.shutdown();
                        case REBOOT -> container.reboot();
                        case DESTROY -> destroy(name, container, deadline, attempt);
                        case RESET -> reset(name, container, live, deadline, attempt);
                        case START -> throw new IllegalStateException(action + " was dealt with");
                    };
            if (!done) {
                throw new BackendFailureException(container.blamed(attempt));
            }
        }
    }

    /** liblxc returns when all processes have been killed; its own, which watches over them, has to clear up yet. */
    private boolean destroy(String name, Container container, Deadline deadline, Failure attempt) {
        if (!container.stop()) {
            return false;
        }
        await(() -> inventory.isOver(name, attempt), "stopped", deadline, attempt);
        return true;
    }

    /**
     * What its first process could do itself, done to it: liblxc starts the container again, as after any restart. That is watched
     * from outside, as nobody can ask liblxc's process with a deadline. One that does not get on with it is ended.
     */
    private boolean reset(String name, Container container, Inventory.Live live, Deadline deadline, Failure attempt) {
        int init = live.init().orElse(0);
        Optional<String> first = Processes.identity(init);
        Optional<String> monitor = Processes.monitor(init);
        if (live.isPaused() && !container.unfreeze()) {
            return false;
        }
        if (first.isPresent()) {
            restart(init, first.get(), attempt);
        }
        BooleanSupplier again = () -> monitor.flatMap(Processes::first)
                .filter(now -> !first.equals(Optional.of(now)))
                .isPresent();
        BooleanSupplier over = () -> monitor.filter(Processes::isThere).isEmpty();
        Deadline soon = Deadline.after(RESTART);
        await(() -> again.getAsBoolean() || over.getAsBoolean() || soon.hasPassed(), "restarted", deadline, attempt);
        if (!again.getAsBoolean()) {
            monitor.ifPresent(Processes::kill);
            await(over, "ended", deadline, attempt);
        }
        // One that had only begun to start is given up by liblxc's process, and not started again.
        if (over.getAsBoolean() && !inventory.live(name, attempt).runs()) {
            starter.start(name, containers.config(Inventory.id(name), attempt), deadline, attempt);
        }
        return true;
    }

    /** Nothing can be done any more to one that is restarting, or ending, by itself. */
    private static void restart(int init, String first, Failure attempt) {
        try (ProcessNamespace processes = ProcessNamespace.of(init)) {
            require(!processes.isOwn(), attempt, "the container has no processes of its own: the host would restart");
            if (Processes.isThere(first)) {
                processes.restart();
            }
        } catch (IOException e) {
            if (Processes.isThere(first)) {
                throw Trees.failed(attempt, e);
            }
        }
    }

    private static void await(BooleanSupplier reached, String what, Deadline deadline, Failure attempt) {
        found(() -> Optional.of(true).filter(yes -> reached.getAsBoolean()), what, deadline, attempt);
    }

    private static <T> T found(Supplier<Optional<T>> look, String what, Deadline deadline, Failure attempt) {
        while (true) {
            Optional<T> found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (deadline.hasPassed()) {
                throw new OperationTimeoutException(
                        attempt.because("the container has not " + what + " within " + deadline.allowed()));
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new OperationCancelledException(
                        attempt.because("the thread was interrupted before the container had " + what));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static void require(boolean given, Failure attempt, String otherwise) {
        if (!given) {
            throw new InvalidStateException(attempt.because(otherwise));
        }
    }

    /** The last of a transient container. */
    private static DomainInfo gone(DomainInfo before) {
        DomainInfo.Builder row = DomainInfo.of(before.id(), before.name())
                .status(ContainerState.OFF)
                .resources(before.cpus(), before.memory())
                .persistence(before.persistent(), before.autostart());
        before.uuid().ifPresent(row::uuid);
        return row.build();
    }
}
