package org.anfitrion.driver.lxc.liblxc;

import com.google.common.collect.ImmutableList;
import com.google.common.util.concurrent.Striped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.driver.lxc.config.LxcConfig;
import org.anfitrion.driver.lxc.liblxc.wire.Container;
import org.anfitrion.spi.Deadline;

/** The containers of one folder: how they are looked up, opened and kept from being changed by two threads at once. Thread-safe. */
final class Containers {

    /** Of this process: two sessions may change one container. */
    private static final Striped<Lock> LOCKS = Striped.lazyWeakLock(Integer.MAX_VALUE);

    /** How soon one who waits learns that the session was closed. */
    private static final long LOOK_MILLIS = 200;

    private static final Duration PATIENCE = Duration.ofDays(1);

    private final ContainerFolder folder;
    private final Gate gate;

    Containers(ContainerFolder folder, Gate gate) {
        this.folder = folder;
        this.gate = gate;
    }

    Gate gate() {
        return gate;
    }

    ContainerFolder folder() {
        return folder;
    }

    /** Those that run, be they defined or not. */
    CommandSockets active() {
        return CommandSockets.read(folder.path());
    }

    /** Tells whether a container runs, be it defined or not. */
    boolean isActive(String name) {
        return CommandSockets.has(folder.path(), name);
    }

    /** The account of an operation on a container. */
    static Failure attempt(String operation, DomainId id) {
        return Failure.to(operation, "container '" + id.key() + "'");
    }

    /** Begins an operation: the session is open, and may do that. */
    Failure begin(String operation, DomainId id, boolean changes) {
        Failure attempt = attempt(operation, id);
        gate.admit(attempt, changes);
        return attempt;
    }

    /** Finds a container's configuration; what is left of a transient container that has stopped is none. */
    LxcConfig config(DomainId id, Failure attempt) {
        return find(id.key()).orElseThrow(() -> notFound(attempt));
    }

    Optional<LxcConfig> find(String name) {
        return folder.config(name);
    }

    /** Another container that has the same files, or whose files lie over them. */
    Optional<String> user(OwnFiles files, String besides, Failure attempt) {
        return folder.names(attempt).stream()
                .filter(name -> !name.equals(besides))
                .filter(name -> folder.known(name).filter(files::isUsedBy).isPresent())
                .findFirst();
    }

    static NotFoundException notFound(Failure attempt) {
        return new NotFoundException(attempt.because("there is no container of that name"));
    }

    /** Opens liblxc's object to look at a container. */
    Container open(String name, Failure attempt) {
        return Container.toLook(name, folder.path(), attempt);
    }

    /** Opens liblxc's object to do something with a container that runs. */
    Container toAct(String name, Failure attempt) {
        return Container.toAct(name, folder.path(), attempt);
    }

    /** Keeps other threads from changing the container. */
    Held hold(String name) {
        return hold(name, Deadline.after(PATIENCE), Failure.to("change", "container '" + name + "'"));
    }

    /** Keeps other threads from changing the container, if that can be had in time. */
    Held hold(String name, Deadline deadline, Failure attempt) {
        return hold(List.of(lock(name)), deadline, attempt);
    }

    /** Keeps other threads from changing two containers, in an order that is the same for all. */
    Held hold(String name, String other) {
        List<Lock> locks = ImmutableList.copyOf(LOCKS.bulkGet(List.of(
                folder.path().resolve(name).toString(),
                folder.path().resolve(other).toString())));
        return hold(locks, Deadline.after(PATIENCE), Failure.to("change", "container '" + name + "'"));
    }

    /** Keeps other threads from changing the container, unless one changes it now. */
    Optional<Held> holdIfFree(String name) {
        Lock lock = lock(name);
        return lock.tryLock() ? Optional.of(lock::unlock) : Optional.empty();
    }

    private Lock lock(String name) {
        return LOCKS.get(folder.path().resolve(name).toString());
    }

    private Held hold(List<Lock> locks, Deadline deadline, Failure attempt) {
        List<Lock> taken = new ArrayList<>();
        Held held = () -> taken.forEach(Lock::unlock);
        boolean whole = false;
        try {
            for (Lock lock : locks) {
                take(lock, deadline, attempt);
                taken.add(lock);
            }
            whole = true;
            return held;
        } finally {
            if (!whole) {
                held.close();
            }
        }
    }

    private void take(Lock lock, Deadline deadline, Failure attempt) {
        try {
            while (!lock.tryLock(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                gate.admit(attempt, false);
                if (deadline.hasPassed()) {
                    throw new OperationTimeoutException(
                            attempt.because("something else has been done with it for " + deadline.allowed()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationCancelledException(
                    attempt.because("the thread was interrupted").causedBy(e));
        }
    }

    /** A container that nobody else changes. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }
}
