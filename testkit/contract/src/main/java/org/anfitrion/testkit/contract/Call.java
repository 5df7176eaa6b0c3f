package org.anfitrion.testkit.contract;

import java.util.Optional;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.Target;

/**
 * One call of a session or of its facets.
 *
 * @param what its name, for messages
 * @param feature what a driver has to be asked for before; nothing for what every driver can
 * @param on on what it is done
 * @param operation the call
 */
record Call(String what, Optional<Feature> feature, Target on, Runnable operation) {

    static Call of(String what, Runnable operation) {
        return new Call(what, Optional.empty(), new Target.Host(), operation);
    }

    static Call of(Feature feature, Target on, Runnable operation) {
        return new Call(feature.title(), Optional.of(feature), on, operation);
    }

    @Override
    public String toString() {
        return what;
    }

    /** Whether the driver says that it cannot do it. */
    boolean isDenied(Session session) {
        return feature.map(f -> session.support(f, on).isNo()
                        || session.support(f, new Target.Host()).isNo())
                .orElse(false);
    }

    /** Makes the call, and returns what it threw. */
    Optional<RuntimeException> thrown() {
        try {
            operation.run();
            return Optional.empty();
        } catch (RuntimeException e) {
            // Of whatever type: the caller judges it.
            return Optional.of(e);
        }
    }
}
