package org.anfitrion.driver.openvz;

import com.google.common.util.concurrent.Uninterruptibles;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.StateReason;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.unit.WorkUnit;
import org.anfitrion.driver.openvz.tool.Verb;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Progress;

/**
 * Starts, holds and stops containers. vzctl waits until a container has shut down, and keeps it locked meanwhile; so what only asks a
 * guest goes on behind the caller's back, and is given up when somebody pulls the plug. Thread-safe.
 */
final class Power {

    private static final Logger LOG = System.getLogger("org.anfitrion.openvz");

    /** How long a caller is kept to learn of a failure at once. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private static final Map<PowerAction, Verb> VERBS = Map.of(
            PowerAction.START, Verb.START,
            PowerAction.SUSPEND, Verb.PAUSE,
            PowerAction.RESUME, Verb.UNPAUSE,
            PowerAction.SHUTDOWN, Verb.STOP,
            PowerAction.REBOOT, Verb.RESTART,
            PowerAction.RESET, Verb.RESET,
            PowerAction.DESTROY, Verb.KILL);

    private final Containers containers;
    private final Inventory inventory;
    private final Runs runs;
    private final Consoles consoles;
    private final Runnable changed;
    private final Map<String, Asked> asked = new ConcurrentHashMap<>();

    Power(Containers containers, Inventory inventory, Runs runs, Consoles consoles, Runnable changed) {
        this.consoles = consoles;
        this.containers = containers;
        this.inventory = inventory;
        this.runs = runs;
        this.changed = changed;
    }

    DomainInfo power(DomainId id, PowerAction action, Deadline deadline) {
        Failure attempt = containers.begin(action.verb(), id, true);
        Verb verb = VERBS.get(action);
        if (verb == null || !containers.dialect().has(verb)) {
            throw new UnsupportedCapabilityException(attempt.because(Features.NO_PAUSE));
        }
        try (Containers.Held held = containers.hold(id.key())) {
            Inventory.Container before = inventory.container(id.key(), attempt);
            check(before, action, attempt);
            switch (action) {
                case START -> start(before, deadline, attempt);
                case SHUTDOWN, REBOOT -> ask(id.key(), verb, attempt);
                default -> {
                    giveUp(id.key());
                    containers.act(verb, id.key(), deadline, attempt);
                }
            }
            return inventory.row(id.key(), attempt);
        }
    }

    private static void check(Inventory.Container container, PowerAction action, Failure attempt) {
        boolean wrong = (action == PowerAction.START) == container.isActive();
        if (wrong) {
            throw new InvalidStateException(attempt.because(
                    container.isActive() ? "the container is active already" : "the container does not run"));
        }
        if (action == PowerAction.SUSPEND && container.isPaused()) {
            throw new InvalidStateException(attempt.because("the container is paused already"));
        }
        if (action == PowerAction.RESUME && !container.isPaused()) {
            throw new InvalidStateException(attempt.because("the container is not paused"));
        }
    }

    /** Starts a container, or lets it go on where its memory was saved. */
    void start(Inventory.Container container, Deadline deadline, Failure attempt) {
        Verb verb = container.isSaved() ? Verb.RESTORE : Verb.START;
        consoles.prepare(container.id(), attempt);
        containers.act(verb, container.id(), deadline, attempt);
        runs.begin(container.id(), container.config(), container.isSaved() ? StateReason.RESTORED : StateReason.BOOTED);
    }

    private void ask(String id, Verb verb, Failure attempt) {
        Asked asking = new Asked();
        if (asked.putIfAbsent(id, asking) != null) {
            return; // it was asked before, and has not answered yet
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        containers
                                .tools()
                                .to(attempt)
                                .changing()
                                .watchedBy(asking)
                                .run(containers.dialect(), containers.dialect().words(verb, id));
                        done.complete(null);
                    } catch (HypervisorException e) {
                        LOG.log(Level.DEBUG, "{0}", e.getMessage());
                        done.completeExceptionally(e);
                    } finally {
                        asked.remove(id, asking);
                        changed.run();
                    }
                },
                "anfitrion-openvz-asked");
        thread.setDaemon(true);
        asking.thread = thread;
        thread.start();
        try {
            done.get(SOON.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // The guest takes its time.
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HypervisorException failed) {
                throw failed;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it was asked all the same
        }
    }

    /** Ends what still waits for the guest, so that it keeps the container locked no longer. */
    private void giveUp(String id) {
        Asked asking = asked.remove(id);
        if (asking != null) {
            asking.cancelled = true;
            Uninterruptibles.joinUninterruptibly(asking.thread, Duration.ofSeconds(5));
        }
    }

    /** What waits for a guest that was asked to end. */
    private static final class Asked implements Progress {

        private volatile boolean cancelled;
        private volatile Thread thread = Thread.currentThread();

        @Override
        public void report(long done, long total, WorkUnit unit) {
            // nobody watches
        }

        @Override
        public boolean cancelled() {
            return cancelled;
        }

        @Override
        public void onCancel(Runnable action) {
            // looked at again and again
        }
    }
}
