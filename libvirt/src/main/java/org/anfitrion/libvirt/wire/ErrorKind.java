package org.anfitrion.libvirt.wire;

import org.anfitrion.api.error.AccessDeniedException;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.AuthenticationFailedException;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.ConflictException;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.error.DriverUnavailableException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.api.error.ResourceBusyException;
import org.anfitrion.api.error.UnsupportedCapabilityException;

/** The types of this library's errors, as the values of the table of libvirt's. */
enum ErrorKind {
    ACCESS_DENIED,
    ALREADY_EXISTS,
    AUTHENTICATION_FAILED,
    BACKEND_FAILURE,
    CONFLICT,
    CONNECTION_LOST,
    DRIVER_UNAVAILABLE,
    INVALID_SPEC,
    INVALID_STATE,
    NOT_FOUND,
    OPERATION_CANCELLED,
    OPERATION_TIMEOUT,
    RESOURCE_BUSY,
    UNSUPPORTED;

    HypervisorException exception(Failure failure) {
        return switch (this) {
            case ACCESS_DENIED -> new AccessDeniedException(failure);
            case ALREADY_EXISTS -> new AlreadyExistsException(failure);
            case AUTHENTICATION_FAILED -> new AuthenticationFailedException(failure);
            case BACKEND_FAILURE -> new BackendFailureException(failure);
            case CONFLICT -> new ConflictException(failure);
            case CONNECTION_LOST -> new ConnectionLostException(failure);
            case DRIVER_UNAVAILABLE -> new DriverUnavailableException(failure);
            case INVALID_SPEC -> new InvalidSpecException(failure);
            case INVALID_STATE -> new InvalidStateException(failure);
            case NOT_FOUND -> new NotFoundException(failure);
            case OPERATION_CANCELLED -> new OperationCancelledException(failure);
            case OPERATION_TIMEOUT -> new OperationTimeoutException(failure);
            case RESOURCE_BUSY -> new ResourceBusyException(failure);
            case UNSUPPORTED -> new UnsupportedCapabilityException(failure);
        };
    }
}
