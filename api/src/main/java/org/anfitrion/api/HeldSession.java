package org.anfitrion.api;

import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.spi.Session;
import org.jspecify.annotations.Nullable;

/** A session and who uses it: one that broke is closed when its last caller has learned of it, not under him. Thread-safe. */
final class HeldSession {

    private final Session session;
    private volatile @Nullable ConnectionLostException broken;
    private volatile boolean served;
    private boolean reopeningLater;
    private int callers;
    private boolean retired;
    private boolean closed;

    HeldSession(Session session) {
        this.session = session;
    }

    Session session() {
        return session;
    }

    /** Returns how its wire broke, if somebody has noticed. */
    @Nullable
    ConnectionLostException broken() {
        return broken;
    }

    void breakOff(ConnectionLostException why) {
        broken = why;
    }

    /** It has answered a call. */
    void served() {
        if (!served) {
            served = true;
        }
    }

    boolean hasServed() {
        return served;
    }

    /** Lets one at a time replace it in the background. */
    synchronized boolean beginReopeningLater() {
        boolean mine = !reopeningLater;
        reopeningLater = true;
        return mine;
    }

    synchronized void endReopeningLater() {
        reopeningLater = false;
    }

    /** Returns false if it was replaced: there is another by now. */
    synchronized boolean enter() {
        if (!retired) {
            callers++;
        }
        return !retired;
    }

    void leave() {
        if (lastOut(1)) {
            close();
        }
    }

    /** Lets nobody in any more. */
    void retire() {
        synchronized (this) {
            retired = true;
        }
        if (lastOut(0)) {
            close();
        }
    }

    private synchronized boolean lastOut(int leaving) {
        callers -= leaving;
        return retired && callers == 0;
    }

    void close() {
        synchronized (this) {
            closed = true;
        }
        Threads.offVirtual(session::close);
    }

    synchronized boolean isClosed() {
        return closed;
    }
}
