package org.anfitrion.libvirt;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.libvirt.wire.WireConnection;
import org.anfitrion.libvirt.xml.Dialect;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.OpenContext;
import org.anfitrion.spi.Session;

/**
 * Opens sessions over libvirt: for drivers.
 *
 * <pre>{@code
 * public Session open(HypervisorUri uri, OpenContext context) {
 *     return LibvirtConnections.open(uri.toString(), uri, context, new KvmDialect(), List.of());
 * }
 * }</pre>
 */
public final class LibvirtConnections {

    private LibvirtConnections() {}

    /**
     * Opens a session. libvirt waits for a host that does not answer as long as the operating system does, and cannot be
     * interrupted: a thread of its own waits with it, and closes what comes too late. A URI with the path {@code /embed} gets
     * its root prepared first, see {@link EmbeddedRoot}.
     *
     * @param libvirtUri what to connect to, in libvirt's own form
     * @param asked what the application asked for
     * @param context credentials and policies
     * @param dialect how this backend is talked to
     * @param notes what a person should know of the choice, for {@code HostInfo}
     * @return the session
     * @throws org.anfitrion.api.error.DriverUnavailableException if libvirt, or its driver for this, is not installed
     * @throws org.anfitrion.api.error.ConnectionLostException if nobody is there
     * @throws org.anfitrion.api.error.AuthenticationFailedException if the login is refused
     * @throws org.anfitrion.api.error.InvalidSpecException if the URI cannot be meant
     * @throws OperationTimeoutException if nobody answers in time
     * @throws OperationCancelledException if the thread is interrupted meanwhile
     */
    public static Session open(
            String libvirtUri, HypervisorUri asked, OpenContext context, Dialect dialect, List<String> notes) {
        HypervisorUri uri = HypervisorUri.parse(libvirtUri);
        if (EmbeddedRoot.isMeantBy(uri)) {
            return EmbeddedRoot.open(
                    uri,
                    (root, remarks) -> session(
                            root.libvirtUri(), asked, context, dialect, Optional.of(root), joined(notes, remarks)));
        }
        checkFile(uri);
        return inTime(
                asked, context.deadline(), () -> session(libvirtUri, asked, context, dialect, Optional.empty(), notes));
    }

    private static Session inTime(HypervisorUri asked, Deadline deadline, Supplier<Session> opening) {
        CompletableFuture<Session> opened = new CompletableFuture<>();
        Workers.run(() -> {
            try {
                opened.complete(opening.get());
            } catch (RuntimeException | Error e) {
                // The caller gets it; nobody is here to.
                opened.completeExceptionally(e);
            }
        });
        Failure failure = Failure.to("connect", "to " + asked);
        try {
            return opened.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            var unused = opened.thenAccept(Session::close);
            throw new OperationTimeoutException(
                    failure.because("no answer within " + deadline.allowed()).causedBy(e));
        } catch (InterruptedException e) {
            var unused = opened.thenAccept(Session::close);
            Thread.currentThread().interrupt();
            throw new OperationCancelledException(failure.because("the thread was interrupted while it waited")
                    .causedBy(e));
        } catch (ExecutionException e) {
            throw Calls.hereToo(Objects.requireNonNullElse(e.getCause(), e));
        }
    }

    private static List<String> joined(List<String> first, List<String> second) {
        return java.util.stream.Stream.of(first, second).flatMap(List::stream).toList();
    }

    /** libvirt's XML parser prints to stderr when the test driver's file is missing. */
    private static void checkFile(HypervisorUri uri) {
        if (uri.scheme().equals("test") && uri.host().isEmpty() && !uri.path().equals("/default")) {
            if (!uri.path().equals("/") && Files.notExists(Path.of(uri.path()))) {
                throw new NotFoundException(Failure.to("connect", "to " + uri)
                        .because("the file '" + uri.path() + "', which describes its host, does not exist"));
            }
        }
    }

    private static Session session(
            String libvirtUri,
            HypervisorUri asked,
            OpenContext context,
            Dialect dialect,
            Optional<EmbeddedRoot> root,
            List<String> notes) {
        WireConnection wire =
                WireConnection.open(libvirtUri, asked.toString(), context.readOnly(), context.credentials());
        try {
            return new LibvirtSession(wire, asked, context, dialect, root, notes);
        } catch (RuntimeException | Error e) {
            // Whatever it was, the native connection must not be left behind.
            wire.close();
            throw e;
        }
    }
}
