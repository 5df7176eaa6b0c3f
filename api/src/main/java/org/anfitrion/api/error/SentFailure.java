package org.anfitrion.api.error;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A {@link Failure} on its way to another process. */
record SentFailure(
        String operation,
        String target,
        String reason,
        @Nullable String source,
        int code,
        String message,
        @Nullable Throwable cause,
        boolean outcomeUnknown)
        implements Serializable {

    private Object readResolve() {
        NativeError said = source == null ? null : new NativeError(source, code, message);
        return new Failure(operation, target, reason, said, cause, outcomeUnknown);
    }
}
