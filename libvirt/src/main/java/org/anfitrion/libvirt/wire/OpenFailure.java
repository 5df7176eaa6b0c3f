package org.anfitrion.libvirt.wire;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;

/**
 * Why a connection could not be opened, in plain words: what libvirt says then is about sockets and sub-processes, and each
 * cause asks for another remedy.
 */
record OpenFailure(Pattern words, ErrorKind kind, String reason) {

    private static final List<OpenFailure> KNOWN = List.of(
            known("Failed to acquire pid file", ErrorKind.RESOURCE_BUSY, "another process uses this root"),
            known(
                    "Cannot open embedded driver at path",
                    ErrorKind.INVALID_STATE,
                    "this process uses another root already, and can use only one for its whole life"),
            known(
                    "no connection driver available|no QEMU.*embedded|embedded.*not supported",
                    ErrorKind.DRIVER_UNAVAILABLE,
                    "this libvirt has no driver for it; its package is called libvirt-daemon-driver-… (qemu, lxc, xen, vbox)"),
            known(
                    "utility is missing|control file /proc/vz does not exist|built without the '",
                    ErrorKind.DRIVER_UNAVAILABLE,
                    "what this hypervisor needs is not installed on this machine"),
            known(
                    "Cannot find 'ssh' in path|ssh: (command )?not found|exec.*ssh.*No such file",
                    ErrorKind.DRIVER_UNAVAILABLE,
                    "the program ssh is missing; install openssh-client (Debian, Ubuntu) or openssh-clients (Fedora, RHEL)"),
            known(
                    "Permission denied \\(|Host key verification failed|[Aa]uthentication failed",
                    ErrorKind.AUTHENTICATION_FAILED,
                    "the login was refused"),
            known(
                    "[Cc]ertificate|TLS|handshake",
                    ErrorKind.AUTHENTICATION_FAILED,
                    "no TLS session came about: a certificate is missing or was refused"),
            known(
                    "socket to '.*': No such file or directory",
                    ErrorKind.CONNECTION_LOST,
                    "no libvirt daemon runs here: its socket does not exist"),
            known(
                    "socket to '.*': Permission denied",
                    ErrorKind.ACCESS_DENIED,
                    "this user may not use the libvirt daemon's socket; members of the group libvirt may"),
            known("Connection refused", ErrorKind.CONNECTION_LOST, "nobody listens there"),
            known("resolve|Name or service not known", ErrorKind.CONNECTION_LOST, "the host's name cannot be resolved"),
            known("No route to host|unreachable", ErrorKind.CONNECTION_LOST, "the host cannot be reached"),
            known("Connection timed out", ErrorKind.CONNECTION_LOST, "the host does not answer"),
            known(
                    "End of file while reading|Cannot recv data|Cannot write data|client socket is closed",
                    ErrorKind.CONNECTION_LOST,
                    "the other side hung up"));

    private static OpenFailure known(String words, ErrorKind kind, String reason) {
        return new OpenFailure(Pattern.compile(words), kind, reason);
    }

    static HypervisorException of(String uri, LibvirtError error, Authentication login) {
        Failure failure = Failure.to("connect", "to " + uri);
        Optional<RuntimeException> thrown = login.failure();
        if (thrown.isPresent()) {
            return ErrorKind.AUTHENTICATION_FAILED.exception(failure.because("the credentials could not be read")
                    .saidBy(error.toNativeError())
                    .causedBy(thrown.get()));
        }
        if (login.refused()) {
            return ErrorKind.AUTHENTICATION_FAILED.exception(
                    failure.because("it asks for credentials, and not all were given")
                            .saidBy(error.toNativeError()));
        }
        return of(failure, error);
    }

    static HypervisorException of(Failure failure, LibvirtError error) {
        ErrorKind kind = error.kind();
        if (kind == ErrorKind.AUTHENTICATION_FAILED) {
            return kind.exception(failure.because("the login was refused").saidBy(error.toNativeError()));
        }
        Optional<OpenFailure> known = KNOWN.stream()
                .filter(candidate -> candidate.words.matcher(error.message()).find())
                .findFirst();
        if (known.isPresent()) {
            return known.get()
                    .kind
                    .exception(failure.because(known.get().reason).saidBy(error.toNativeError()));
        }
        return switch (kind) {
            // Nothing was reached, so nothing can be in a wrong state or missing there.
            case BACKEND_FAILURE, INVALID_STATE ->
                error.aboutTheWire()
                        ? ErrorKind.CONNECTION_LOST.exception(failure.saidBy(error.toNativeError()))
                        : ErrorKind.BACKEND_FAILURE.exception(failure.saidBy(error.toNativeError()));
            case UNSUPPORTED -> ErrorKind.DRIVER_UNAVAILABLE.exception(failure.saidBy(error.toNativeError()));
            default -> kind.exception(failure.saidBy(error.toNativeError()));
        };
    }
}
