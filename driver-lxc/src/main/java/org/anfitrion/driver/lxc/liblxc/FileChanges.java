package org.anfitrion.driver.lxc.liblxc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Tells when something in a folder has changed: any number of threads wait on one watch of the kernel's. Thread-safe; what it needs
 * is taken at the first question.
 */
final class FileChanges implements AutoCloseable {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Path, WatchKey> keys = new HashMap<>();
    private final Map<Path, Long> counts = new HashMap<>();
    private @Nullable WatchService watch;
    private boolean closed;

    /** How many changes were seen in a folder: taken before one looks, to be waited on afterwards. */
    long count(Path folder) {
        lock.lock();
        try {
            watch(folder);
            return counts.getOrDefault(folder, 0L);
        } finally {
            lock.unlock();
        }
    }

    private void watch(Path folder) {
        WatchKey key = keys.get(folder);
        if (closed || (key != null && key.isValid())) {
            return;
        }
        try {
            WatchService service = watch;
            if (service == null) {
                service = folder.getFileSystem().newWatchService();
                watch = service;
                start(service);
            }
            keys.put(
                    folder,
                    folder.register(
                            service,
                            StandardWatchEventKinds.ENTRY_CREATE,
                            StandardWatchEventKinds.ENTRY_MODIFY,
                            StandardWatchEventKinds.ENTRY_DELETE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void start(WatchService service) {
        Thread thread = new Thread(() -> follow(service), "anfitrion-lxc-files");
        thread.setDaemon(true);
        thread.start();
    }

    private void follow(WatchService service) {
        try {
            while (true) {
                WatchKey key = service.take();
                key.pollEvents();
                lock.lock();
                try {
                    counts.merge((Path) key.watchable(), 1L, Long::sum);
                    if (!key.reset()) {
                        keys.remove((Path) key.watchable());
                        counts.remove((Path) key.watchable());
                    }
                    changed.signalAll();
                } finally {
                    lock.unlock();
                }
            }
        } catch (ClosedWatchServiceException | InterruptedException e) {
            return; // the session has ended
        }
    }

    /** Waits until a folder has changed since a count, but not for ever: the caller has other things to look at. */
    void await(Path folder, long since, Duration atMost) {
        lock.lock();
        try {
            long nanos = atMost.toNanos();
            while (!closed && nanos > 0 && counts.getOrDefault(folder, 0L) == since) {
                nanos = changed.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** Ends all waits. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            if (watch != null) {
                watch.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }
}
