package org.anfitrion.api.domain;

import java.util.Objects;
import org.anfitrion.api.internal.Text;

/** What a network card is connected to. */
public sealed interface NicSource {

    /** The backend's own network in user space: reaches out through the host, cannot be reached; needs no privilege. */
    record UserMode() implements NicSource {}

    /**
     * A network that the backend manages.
     *
     * @param name its name on the host
     */
    record Network(String name) implements NicSource {
        /**
         * Creates the source.
         *
         * @param name its name on the host
         * @throws org.anfitrion.api.error.InvalidSpecException if the name cannot be one
         */
        public Network {
            Text.name("network name", name);
        }
    }

    /**
     * A bridge that exists on the host.
     *
     * @param device the bridge's interface name on the host
     */
    record Bridge(String device) implements NicSource {
        /**
         * Creates the source.
         *
         * @param device the bridge's interface name on the host
         * @throws org.anfitrion.api.error.InvalidSpecException if it is not a word
         */
        public Bridge {
            Text.token("bridge", device);
        }
    }

    /** Nothing: the card is there, and its cable ends nowhere. */
    record Unconnected() implements NicSource {}

    /**
     * An interface of the host, shared at the level of Ethernet (macvtap, VirtualBox's bridged mode, {@code phys} of LXC).
     *
     * @param device the interface's name on the host
     */
    record HostInterface(String device) implements NicSource {
        /**
         * Creates the source.
         *
         * @param device the interface's name on the host
         * @throws org.anfitrion.api.error.InvalidSpecException if it is not a word
         */
        public HostInterface {
            Text.token("host interface", device);
        }
    }

    /**
     * A segment without the host: the cards that name it see each other, and nobody else.
     *
     * @param name the segment's name on the host
     */
    record Internal(String name) implements NicSource {
        /**
         * Creates the source.
         *
         * @param name the segment's name on the host
         * @throws org.anfitrion.api.error.InvalidSpecException if the name cannot be one
         */
        public Internal {
            Text.name("internal network", name);
        }
    }

    /**
     * A connection that only the native configuration can express. Appears in descriptions that were read; a new card cannot
     * be described by it.
     *
     * @param kind what the native configuration calls it
     */
    record Native(String kind) implements NicSource {
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
