package org.anfitrion.testkit.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.anfitrion.spi.Session;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a session and its daemon, and holds up or cuts what goes through, of every connection that comes. Thread-safe.
 *
 * <pre>{@code
 * Proxy proxy = Proxy.between(UnixDomainSocketAddress.of(near), UnixDomainSocketAddress.of(daemon));
 * proxy.carries(Backend.of("wire", driver, uriOf(proxy.near())).build().open(false));
 * }</pre>
 */
public final class Proxy implements Wire {

    private final ServerSocketChannel door;
    private final SocketAddress far;
    private final List<SocketChannel> ends = new CopyOnWriteArrayList<>();
    private final CountDownLatch cut = new CountDownLatch(1);
    private volatile boolean stalled;
    private volatile @Nullable Session session;

    private Proxy(ServerSocketChannel door, SocketAddress far) {
        this.door = door;
        this.far = far;
    }

    /**
     * Begins to listen; whoever comes is connected with the far end.
     *
     * @param near where it listens; port 0 is any that is free
     * @param far the daemon
     * @return the proxy, until it is closed
     * @throws UncheckedIOException if it cannot listen there
     */
    public static Proxy between(SocketAddress near, SocketAddress far) {
        try {
            ServerSocketChannel door = near instanceof java.net.UnixDomainSocketAddress
                    ? ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)
                    : ServerSocketChannel.open();
            door.bind(near);
            Proxy proxy = new Proxy(door, far);
            run("accept", proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns where it listens.
     *
     * @return the address
     */
    public SocketAddress near() {
        try {
            return door.getLocalAddress();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Says which session is on this wire.
     *
     * @param opened the session, opened through {@link #near}
     */
    public void carries(Session opened) {
        session = opened;
    }

    private void accept() throws IOException {
        while (true) {
            SocketChannel caller = door.accept();
            SocketChannel daemon = SocketChannel.open(far);
            ends.add(caller);
            ends.add(daemon);
            run("there", () -> pump(caller, daemon, true));
            run("back", () -> pump(daemon, caller, false));
        }
    }

    private void pump(SocketChannel from, SocketChannel to, boolean stalls) throws IOException {
        ByteBuffer some = ByteBuffer.allocate(64 * 1024);
        while (from.read(some.clear()) >= 0) {
            some.flip();
            if (stalls && stalled) {
                awaitCut();
                return;
            }
            while (some.hasRemaining()) {
                to.write(some);
            }
        }
        to.shutdownOutput();
    }

    private void awaitCut() throws IOException {
        try {
            cut.await();
        } catch (InterruptedException e) {
            throw new IOException("nobody cut the wire", e);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void run(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        System.getLogger("org.anfitrion.contract").log(Level.DEBUG, "the wire is cut", e);
                    }
                },
                "proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public Session session() {
        return Objects.requireNonNull(session, "no session was said to be on the wire");
    }

    @Override
    public void stall() {
        stalled = true;
    }

    @Override
    public void cut() {
        close();
    }

    @Override
    public void close() {
        try {
            door.close();
            for (SocketChannel end : ends) {
                end.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            cut.countDown();
        }
    }
}
