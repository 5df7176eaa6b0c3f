package org.anfitrion.driver.vbox.manage;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.anfitrion.api.error.AccessDeniedException;
import org.anfitrion.api.error.AuthenticationFailedException;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.api.error.ResourceBusyException;
import org.anfitrion.api.error.UnsupportedCapabilityException;

/**
 * VirtualBox's error codes, as VBoxManage names them on the line {@code Details: code NAME (0x…)}.
 *
 * <p>Source: "Result codes" of the VirtualBox SDK reference, and {@code nsError.h} of XPCOM for those that are not VirtualBox's
 * own.
 */
@SuppressWarnings("ImmutableEnumChecker") // references to constructors
enum ErrorCode {
    /** Object corresponding to the supplied arguments does not exist. */
    VBOX_E_OBJECT_NOT_FOUND(0x80bb0001, NotFoundException::new),
    /** Current virtual machine state prevents the operation. */
    VBOX_E_INVALID_VM_STATE(0x80bb0002, InvalidStateException::new),
    /** Virtual machine error occurred attempting the operation. */
    VBOX_E_VM_ERROR(0x80bb0003, BackendFailureException::new),
    /** File not accessible or erroneous file contents. */
    VBOX_E_FILE_ERROR(0x80bb0004, BackendFailureException::new),
    /** Runtime subsystem error. */
    VBOX_E_IPRT_ERROR(0x80bb0005, BackendFailureException::new),
    /** Pluggable Device Manager error. */
    VBOX_E_PDM_ERROR(0x80bb0006, BackendFailureException::new),
    /** Current object state prohibits operation. */
    VBOX_E_INVALID_OBJECT_STATE(0x80bb0007, InvalidStateException::new),
    /** Host operating system related error. */
    VBOX_E_HOST_ERROR(0x80bb0008, BackendFailureException::new),
    /** Requested operation is not supported. */
    VBOX_E_NOT_SUPPORTED(0x80bb0009, UnsupportedCapabilityException::new),
    /** Invalid XML found. */
    VBOX_E_XML_ERROR(0x80bb000a, BackendFailureException::new),
    /** Current session state prohibits operation. */
    VBOX_E_INVALID_SESSION_STATE(0x80bb000b, ResourceBusyException::new),
    /** Object being in use prohibits operation. */
    VBOX_E_OBJECT_IN_USE(0x80bb000c, ResourceBusyException::new),
    /** A provided password was incorrect. */
    VBOX_E_PASSWORD_INCORRECT(0x80bb000d, AuthenticationFailedException::new),
    /** A maximum has been reached. */
    VBOX_E_MAXIMUM_REACHED(0x80bb000e, InvalidStateException::new),
    /** Guest control reported an error from the guest side. */
    VBOX_E_GSTCTL_GUEST_ERROR(0x80bb000f, BackendFailureException::new),
    /** The operation ran into an explicitly requested timeout. */
    VBOX_E_TIMEOUT(0x80bb0010, OperationTimeoutException::new),
    /** Not implemented. */
    NS_ERROR_NOT_IMPLEMENTED(0x80004001, UnsupportedCapabilityException::new),
    /** Not allowed, or the object is not ready. */
    E_ACCESSDENIED(0x80070005, AccessDeniedException::new),
    /** Not allowed, or the object is not ready. */
    NS_ERROR_FAILURE(0x80004005, BackendFailureException::new),
    /** An argument cannot be meant. */
    NS_ERROR_INVALID_ARG(0x80070057, InvalidSpecException::new),
    /** VBoxSVC went away during the call. */
    NS_ERROR_CALL_FAILED(0x800706be, ConnectionLostException::new),
    /** A bad pointer, or a file that is not there. */
    NS_ERROR_NULL_POINTER(0x80004003, BackendFailureException::new);

    private static final Map<Integer, ErrorCode> BY_NUMBER =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(code -> code.number, UnaryOperator.identity()));

    private final int number;
    private final Function<Failure, HypervisorException> exception;

    ErrorCode(long number, Function<Failure, HypervisorException> exception) {
        this.number = (int) number;
        this.exception = exception;
    }

    static Optional<ErrorCode> of(int number) {
        return Optional.ofNullable(BY_NUMBER.get(number));
    }

    HypervisorException exception(Failure failure) {
        return exception.apply(failure);
    }
}
