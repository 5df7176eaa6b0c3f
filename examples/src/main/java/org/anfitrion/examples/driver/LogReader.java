package org.anfitrion.examples.driver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.support.ConsoleBuffer;

/** Reads the log of one domain's runs, one after the other, into a buffer. */
final class LogReader {

    private static final long PAUSE_MILLIS = 20;

    private final ConsoleBuffer buffer;
    private final CountDownLatch closed = new CountDownLatch(1);
    private Optional<OsProcess> followed = Optional.empty();
    private Thread thread = new Thread(() -> {});

    LogReader(DataSize limit) {
        buffer = new ConsoleBuffer(limit);
    }

    ConsoleBuffer buffer() {
        return buffer;
    }

    synchronized void follow(Run run, Path log) {
        if (followed.equals(Optional.of(run.process()))) {
            return;
        }
        try {
            thread.join(); // the run before has ended, and so does its reader
            InputStream output = Files.newInputStream(log);
            buffer.beginRun();
            while (append(output)) {
                // what was written before anybody looked is old already
            }
            followed = Optional.of(run.process());
            thread = new Thread(() -> read(run, output, log), "process-console");
            thread.setDaemon(true);
            thread.start();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackendFailureException(Failure.to("read", log.toString())
                    .because("the thread was interrupted")
                    .causedBy(e));
        } catch (IOException e) {
            throw failure(log, e);
        }
    }

    private static BackendFailureException failure(Path log, IOException e) {
        return new BackendFailureException(
                Failure.to("read", log.toString()).because(e.toString()).causedBy(e));
    }

    private void read(Run run, InputStream output, Path log) {
        try (output) {
            while (true) {
                boolean ended = run.state().isEmpty();
                boolean read = append(output);
                if (closed.getCount() == 0 || (!read && ended)) {
                    break;
                }
                if (!read && closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                    break;
                }
            }
            buffer.endRun();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            buffer.breakOff(failure(log, e));
        }
    }

    private boolean append(InputStream output) throws IOException {
        byte[] bytes = new byte[8192];
        int length = output.read(bytes);
        if (length > 0) {
            buffer.append(bytes, 0, length);
        }
        return length > 0;
    }

    void close() {
        // In this order: a reader must not take the end of the session for the end of a run.
        buffer.breakOff(
                new InvalidStateException(Failure.to("read", "a console").because("the session is closed")));
        closed.countDown();
    }
}
