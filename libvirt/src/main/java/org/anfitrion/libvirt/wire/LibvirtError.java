package org.anfitrion.libvirt.wire;

import java.util.Objects;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.NativeError;

/**
 * What libvirt said about the call that failed just now, on this thread.
 *
 * @param code a {@code virErrorNumber}
 * @param domain a {@code virErrorDomain}: who said it
 * @param message its words
 */
public record LibvirtError(int code, int domain, String message) {

    private static final int RPC = 7;
    private static final int REMOTE = 13;

    /**
     * Reads this thread's last error. Nothing may be called between the call that failed and this.
     *
     * @param library libvirt
     * @return the error
     */
    public static LibvirtError last(LibvirtLibrary library) {
        int code = library.virGetLastErrorCode();
        int domain = library.virGetLastErrorDomain();
        String message = library.virGetLastErrorMessage();
        return new LibvirtError(code, domain, Objects.requireNonNullElse(message, "no error was reported"));
    }

    /**
     * Tells whether this is libvirt's word for something.
     *
     * @param number a {@code virErrorNumber}
     * @return true if it is
     */
    public boolean is(int number) {
        return code == number;
    }

    /**
     * Tells whether the part of libvirt that talks over the wire said it: then the wire may be gone.
     *
     * @return true if it came from there
     */
    public boolean aboutTheWire() {
        return domain == RPC || domain == REMOTE || kind() == ErrorKind.CONNECTION_LOST;
    }

    /**
     * Returns what libvirt said, for people and logs.
     *
     * @return source, code and words
     */
    public NativeError toNativeError() {
        return new NativeError("libvirt/" + ErrorDomain.name(domain), code, message);
    }

    ErrorKind kind() {
        return ErrorCode.of(code)
                .map(known -> ErrorHint.kind(known, message).orElse(known.kind()))
                .orElse(ErrorKind.BACKEND_FAILURE);
    }

    /**
     * Makes the exception that this error is.
     *
     * @param attempt what failed
     * @return the exception, to be thrown
     */
    public HypervisorException translate(Attempt attempt) {
        return as(kind(), attempt, attempt.failure());
    }

    /** As {@link #translate}, when it is known whether the wire is still there. */
    HypervisorException translate(Attempt attempt, boolean alive) {
        ErrorKind kind = kind();
        if (!alive) {
            return as(ErrorKind.CONNECTION_LOST, attempt, attempt.failure().because("the connection was lost"));
        }
        return kind == ErrorKind.CONNECTION_LOST
                ? as(ErrorKind.BACKEND_FAILURE, attempt, attempt.failure())
                : as(kind, attempt, attempt.failure());
    }

    private HypervisorException as(ErrorKind kind, Attempt attempt, Failure failure) {
        Failure told = failure.saidBy(toNativeError());
        boolean unknown =
                attempt.changes() && (kind == ErrorKind.CONNECTION_LOST || kind == ErrorKind.OPERATION_TIMEOUT);
        return kind.exception(unknown ? told.withOutcomeUnknown() : told);
    }
}
