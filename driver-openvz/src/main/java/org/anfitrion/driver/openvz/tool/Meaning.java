package org.anfitrion.driver.openvz.tool;

import org.anfitrion.api.error.AccessDeniedException;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.DriverUnavailableException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.api.error.ResourceBusyException;
import org.anfitrion.api.error.UnsupportedCapabilityException;

/** What kind of failure an exit code is. */
enum Meaning {
    ABSENT,
    TAKEN,
    STATE,
    BUSY,
    DENIED,
    BAD_VALUE,
    UNSUPPORTED,
    UNAVAILABLE,
    LATE,
    FAILED;

    HypervisorException exception(Failure failure) {
        return switch (this) {
            case ABSENT -> new NotFoundException(failure);
            case TAKEN -> new AlreadyExistsException(failure);
            case STATE -> new InvalidStateException(failure);
            case BUSY -> new ResourceBusyException(failure);
            case DENIED -> new AccessDeniedException(failure);
            case BAD_VALUE -> new InvalidSpecException(failure);
            case UNSUPPORTED -> new UnsupportedCapabilityException(failure);
            case UNAVAILABLE -> new DriverUnavailableException(failure);
            case LATE -> new OperationTimeoutException(failure);
            case FAILED -> new BackendFailureException(failure);
        };
    }
}
