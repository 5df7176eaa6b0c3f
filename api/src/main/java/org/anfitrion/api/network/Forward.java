package org.anfitrion.api.network;

import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.internal.Text;

/**
 * How a network reaches others.
 */
public sealed interface Forward {

    /**
     * Not at all: its guests see each other and the host.
     *
     */
    record Isolated() implements Forward {}

    /**
     * Through the host's address (network address translation): guests reach out, and are not reached.
     *
     * @param device the host's interface that it is restricted to
     */
    record Nat(Optional<String> device) implements Forward {

        /**
         * Creates the description.
         *
         * @param device the host's interface that it is restricted to
         * @throws InvalidSpecException if the device is not a word
         */
        public Nat {
            Objects.requireNonNull(device, "device");
            device.ifPresent(name -> Text.token("forward device", name));
        }
    }

    /**
     * By the host's routing: others must know the way in.
     *
     * @param device the host's interface that it is restricted to
     */
    record Routed(Optional<String> device) implements Forward {

        /**
         * Creates the description.
         *
         * @param device the host's interface that it is restricted to
         * @throws InvalidSpecException if the device is not a word
         */
        public Routed {
            Objects.requireNonNull(device, "device");
            device.ifPresent(name -> Text.token("forward device", name));
        }
    }

    /**
     * As part of the network that a bridge of the host is on; addresses are that network's business.
     *
     */
    record Bridge() implements Forward {}

    /**
     * A way that only the native configuration can express. Appears in descriptions that were read.
     *
     * @param kind what the native configuration calls it
     */
    record Native(String kind) implements Forward {

        /**
         * Checks that nothing is missing.
         *
         * @param kind what the native configuration calls it
         */
        public Native {
            Objects.requireNonNull(kind, "kind");
        }
    }
}
