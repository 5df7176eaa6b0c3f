package org.anfitrion.driver.vbox;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.support.ConsoleBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The other end of a serial port during one run of its machine. The machine makes the socket while it starts, before its CPUs run;
 * until then a thread of this link knocks. Thread-safe.
 */
final class SerialLink implements Runnable {

    private static final Logger LOG = System.getLogger("org.anfitrion.vbox.console");
    private static final long KNOCKING = TimeUnit.MILLISECONDS.toNanos(5);

    private final Path socket;
    private final ConsoleBuffer buffer;
    private final Deadline patience;
    private final CountDownLatch connected = new CountDownLatch(1);
    private volatile @Nullable SocketChannel channel;
    private volatile boolean over;

    private SerialLink(Path socket, ConsoleBuffer buffer, Duration patience) {
        this.socket = socket;
        this.buffer = buffer;
        this.patience = Deadline.after(patience);
    }

    /** Begins a run: everything that the machine says from now on goes into the buffer. */
    static SerialLink begin(Path socket, ConsoleBuffer buffer, Duration patience) {
        SerialLink link = new SerialLink(socket, buffer, patience);
        buffer.beginRun();
        Thread thread = new Thread(link, "anfitrion-vbox-console");
        thread.setDaemon(true);
        thread.start();
        return link;
    }

    boolean isOver() {
        return over;
    }

    @Override
    public void run() {
        try (SocketChannel open = knock();
                Selector selector = Selector.open()) {
            if (open != null) {
                open.configureBlocking(false);
                open.register(selector, SelectionKey.OP_READ);
                channel = open;
                connected.countDown();
                follow(open, selector);
            }
        } catch (IOException e) {
            // The machine's process has ended in its own way.
            LOG.log(Level.DEBUG, () -> "console " + socket + " ended: " + e.getMessage());
        } finally {
            over = true;
            connected.countDown();
            buffer.endRun();
        }
    }

    private @Nullable SocketChannel knock() throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(socket);
        while (!over && !patience.hasPassed()) {
            SocketChannel open = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                open.connect(address);
                return open;
            } catch (IOException e) {
                open.close(); // nobody is there yet
            }
            LockSupport.parkNanos(KNOCKING);
        }
        return null;
    }

    private void follow(SocketChannel open, Selector selector) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(16 * 1024);
        while (!over) {
            selector.select();
            int length = open.read(bytes.clear());
            if (length < 0) {
                return;
            }
            buffer.append(bytes.array(), 0, length);
        }
    }

    /** Waits until the machine has made its end; false if it has not. */
    boolean awaitConnected(Deadline deadline) {
        try {
            return connected.await(deadline.remainingNanos(), TimeUnit.NANOSECONDS) && channel != null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationCancelledException(Failure.to("reach", "console " + socket)
                    .because("the thread was interrupted while it waited")
                    .causedBy(e));
        }
    }

    /** Types something. Not for two threads at once. */
    void write(byte[] data, Deadline deadline, Failure attempt) {
        SocketChannel open = channel;
        if (open == null || over) {
            throw new InvalidStateException(attempt.because("the machine has stopped"));
        }
        ByteBuffer bytes = ByteBuffer.wrap(data);
        try (Selector selector = Selector.open()) {
            open.register(selector, SelectionKey.OP_WRITE);
            while (bytes.hasRemaining()) {
                if (open.write(bytes) == 0) {
                    selector.select(Math.max(1, deadline.remaining().toMillis()));
                    selector.selectedKeys().clear();
                }
                if (deadline.hasPassed() && bytes.hasRemaining()) {
                    throw new OperationTimeoutException(attempt.because("the guest took " + bytes.position() + " of "
                            + data.length + " bytes within " + deadline.allowed()));
                }
            }
        } catch (IOException e) {
            throw new BackendFailureException(attempt.because("the machine does not take it: " + e.getMessage())
                    .causedBy(e));
        }
    }

    /** Ends the link; what was read stays. */
    void end() {
        over = true;
        SocketChannel open = channel;
        if (open != null) {
            try {
                open.close(); // wakes the selector up
            } catch (IOException e) {
                LOG.log(Level.DEBUG, () -> "console " + socket + " was not closed properly: " + e.getMessage());
            }
        }
    }
}
