package org.anfitrion.libvirt.wire;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.anfitrion.api.connection.Credentials;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.Libvirt;

/**
 * One {@code virConnectPtr} and who uses it. Thread-safe.
 *
 * <p>Whoever calls libvirt holds a lease, and {@link #close} never takes the connection away under a lease: it refuses new
 * ones, and the last lease to end closes the native connection. So no call ever meets a freed pointer, however long it
 * takes.
 */
public final class WireConnection implements AutoCloseable {

    private static final Logger LOG = System.getLogger("org.anfitrion.libvirt.session");

    private static final int READ_ONLY = 1;

    private static final Callbacks<Consumer<Integer>> CLOSINGS = new Callbacks<>();
    private static final Libvirt.VirConnectCloseFunc ON_CLOSE =
            (connection, reason, opaque) -> CLOSINGS.deliver(opaque, lost -> lost.accept(reason));

    private final LibvirtLibrary library;
    private final ConnectionPointer pointer;
    private final DomainReferences domains;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable String type;
    private final Condition streamEnded = lock.newCondition();
    private int leases;
    private int streams;
    private boolean closed;
    private boolean finished;
    private long closing;
    private volatile Function<UUID, Optional<String>> untouchable = uuid -> Optional.empty();
    private final List<EventRegistration> registered = new CopyOnWriteArrayList<>();

    private WireConnection(LibvirtLibrary library, ConnectionPointer pointer) {
        this.library = library;
        this.pointer = pointer;
        this.domains = new DomainReferences(library);
    }

    /**
     * Tells whether libvirt's driver for containers is at the other end, where some numbers mean something else.
     *
     * @return true if it is
     */
    boolean isOfContainers() {
        return type().equals("LXC");
    }

    /**
     * Tells whether libvirt's driver for Xen is at the other end, where some states mean something else.
     *
     * @return true if it is
     */
    boolean isOfXen() {
        return type().equals("Xen");
    }

    private String type() {
        String known = type;
        if (known == null) {
            known = Objects.requireNonNullElse(library.virConnectGetType(pointer), "");
            type = known;
        }
        return known;
    }

    /**
     * Opens a connection. Blocks as long as libvirt does.
     *
     * @param uri in libvirt's own form
     * @param asked what the application knows it by
     * @param readOnly whether libvirt is to refuse changes
     * @param credentials who answers what the backend asks
     * @return the connection, to be closed
     * @throws HypervisorException if it cannot be opened
     */
    public static WireConnection open(String uri, String asked, boolean readOnly, Credentials credentials) {
        LibvirtLibrary library = Natives.libvirt();
        try (Authentication login = new Authentication(credentials)) {
            ConnectionPointer pointer = library.virConnectOpenAuth(uri, login.pointer(), readOnly ? READ_ONLY : 0);
            if (pointer == null) {
                LibvirtError error = LibvirtError.last(library);
                throw OpenFailure.of(asked, error, login);
            }
            return new WireConnection(library, pointer);
        }
    }

    /**
     * Asks for notice when the wire breaks. Where the wire is none, nothing happens.
     *
     * @param lost called once on the event thread, with a {@code virConnectCloseReason}
     */
    public void watch(Consumer<Integer> lost) {
        long number = CLOSINGS.add(lost);
        if (library.virConnectRegisterCloseCallback(pointer, ON_CLOSE, Callbacks.opaque(number), null) < 0) {
            CLOSINGS.remove(number);
        } else {
            closing = number;
        }
    }

    /**
     * Sees to it that some domains are never changed.
     *
     * @param reasons tells for a domain why; empty if it may be changed
     */
    public void protect(Function<UUID, Optional<String>> reasons) {
        untouchable = reasons;
    }

    /**
     * Asks for events of a kind, until the connection is closed. The caller holds a lease, or has told nobody of the
     * connection yet.
     *
     * @param kind which
     * @param listener called on the event thread
     * @return false if this backend has none
     */
    public boolean listen(EventKind kind, Consumer<WireEvent> listener) {
        Optional<EventRegistration> registration = EventRegistration.of(kind, pointer.getPointer(), listener);
        registration.ifPresent(registered::add);
        return registration.isPresent();
    }

    /**
     * Returns libvirt.
     *
     * @return the library
     */
    public LibvirtLibrary library() {
        return library;
    }

    /**
     * Returns the native connection, for a caller that holds a lease.
     *
     * @return the pointer
     */
    public ConnectionPointer pointer() {
        return pointer;
    }

    /**
     * Keeps the connection open until the lease is closed.
     *
     * @return the lease
     * @throws InvalidStateException if it was closed before
     */
    public Lease lease() {
        return lease(false);
    }

    /** The lease of something that one connection at a time can have, and that {@link #awaitStreams} waits for. */
    Lease leaseOfStream() {
        return lease(true);
    }

    private Lease lease(boolean ofStream) {
        lock.lock();
        try {
            if (closed) {
                throw new InvalidStateException(
                        Failure.to("use", "the connection").because("it is closed"));
            }
            leases++;
            streams += ofStream ? 1 : 0;
        } finally {
            lock.unlock();
        }
        return new Lease(ofStream);
    }

    /**
     * Waits until the consoles and channels that are being closed are free for other connections.
     *
     * @param patience how long at most
     */
    public void awaitStreams(Duration patience) {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (streams > 0 && left > 0) {
                left = streamEnded.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Borrows a domain, looking it up if need be. The caller holds a lease.
     *
     * @param uuid which domain
     * @param attempt what for
     * @return the reference, to be closed
     * @throws UnsupportedCapabilityException if something is to change on a domain that {@link #protect} protects
     */
    public DomainReference domain(UUID uuid, Attempt attempt) {
        Optional<String> why = attempt.changes() ? untouchable.apply(uuid) : Optional.empty();
        if (why.isPresent()) {
            throw new UnsupportedCapabilityException(
                    attempt.on("domain " + uuid).failure().because(why.get()));
        }
        return domains.lease(uuid)
                .orElseGet(() -> lookUp(uuid).orElseThrow(() -> failed(attempt.on("domain " + uuid))));
    }

    /**
     * Looks a domain up afresh. The caller holds a lease.
     *
     * @param uuid which domain
     * @return the reference, to be closed; empty leaves the reason as this thread's last error
     */
    public Optional<DomainReference> lookUp(UUID uuid) {
        DomainPointer found = library.virDomainLookupByUUID(pointer, UuidBytes.of(uuid));
        return found == null ? Optional.empty() : Optional.of(domains.adopt(uuid, found));
    }

    /**
     * Takes ownership of a domain that libvirt just returned. The caller holds a lease.
     *
     * @param domain a reference that libvirt counted for us
     * @return the reference, to be closed
     */
    public DomainReference adopt(DomainPointer domain) {
        byte[] uuid = new byte[UuidBytes.LENGTH];
        library.virDomainGetUUID(domain, uuid);
        return domains.adopt(UuidBytes.uuid(uuid), domain);
    }

    /**
     * Forgets a domain that is gone or was renamed; who borrows it now keeps it.
     *
     * @param uuid which domain
     */
    public void forget(UUID uuid) {
        domains.evict(uuid);
    }

    /**
     * Makes the exception for the call that failed just now on this thread.
     *
     * @param attempt what failed
     * @return the exception, to be thrown
     */
    public HypervisorException failed(Attempt attempt) {
        return failed(attempt, LibvirtError.last(library));
    }

    /**
     * Makes the exception for an error that was read before.
     *
     * @param attempt what failed
     * @param error the error
     * @return the exception, to be thrown
     */
    public HypervisorException failed(Attempt attempt, LibvirtError error) {
        boolean alive = !error.aboutTheWire() || library.virConnectIsAlive(pointer) == 1;
        return error.translate(attempt, alive);
    }

    /** Refuses new leases; closes the native connection as soon as there is none. Closing twice does no harm. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        finishIfIdle();
    }

    private void finishIfIdle() {
        lock.lock();
        try {
            if (!closed || leases > 0 || finished) {
                return;
            }
            finished = true;
        } finally {
            lock.unlock();
        }
        registered.forEach(registration -> registration.end(pointer.getPointer()));
        if (closing != 0) {
            library.virConnectUnregisterCloseCallback(pointer, ON_CLOSE);
            CLOSINGS.remove(closing);
        }
        domains.close();
        int left = library.virConnectClose(pointer);
        if (left != 0) {
            // The event loop holds one while it delivers, and drops it then.
            LOG.log(Level.DEBUG, "libvirt still counts {0} references to a closed connection", left);
        }
    }

    /** The right to call libvirt on this connection. */
    public final class Lease implements AutoCloseable {

        private final boolean ofStream;
        private boolean ended;

        private Lease(boolean ofStream) {
            this.ofStream = ofStream;
        }

        /**
         * Returns what is leased.
         *
         * @return the connection
         */
        public WireConnection connection() {
            return WireConnection.this;
        }

        /** Ends the lease. Closing twice does no harm. */
        @Override
        public void close() {
            lock.lock();
            try {
                if (ended) {
                    return;
                }
                ended = true;
                leases--;
                if (ofStream) {
                    streams--;
                    streamEnded.signalAll();
                }
            } finally {
                lock.unlock();
            }
            finishIfIdle();
        }
    }
}
