package org.anfitrion.api.domain;

import java.util.Objects;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.internal.Text;
import org.anfitrion.api.unit.MacAddress;

/**
 * By what a device is found in its domain. Never its place in a list: others may come and go.
 */
public sealed interface DeviceKey {

    /**
     * A drive.
     *
     * @param target the name of the device for the guest, such as {@code vda}
     */
    record Disk(String target) implements DeviceKey {

        /**
         * Creates the description.
         *
         * @param target the name of the device for the guest, such as {@code vda}
         * @throws InvalidSpecException if it is not a word
         */
        public Disk {
            Objects.requireNonNull(target, "target");
            Text.token("disk target", target);
        }

        @Override
        public String toString() {
            return "disk " + target;
        }
    }

    /**
     * A network card.
     *
     * @param mac its Ethernet address
     */
    record Nic(MacAddress mac) implements DeviceKey {

        /**
         * Checks that nothing is missing.
         *
         * @param mac its Ethernet address
         */
        public Nic {
            Objects.requireNonNull(mac, "mac");
        }

        @Override
        public String toString() {
            return "NIC " + mac;
        }
    }

    /**
     * A directory of the host.
     *
     * @param target the mount tag or the path in the guest
     */
    record Filesystem(String target) implements DeviceKey {

        /**
         * Creates the description.
         *
         * @param target the mount tag or the path in the guest
         * @throws InvalidSpecException if it has more than one line
         */
        public Filesystem {
            Objects.requireNonNull(target, "target");
            Text.oneLine("filesystem target", target);
        }

        @Override
        public String toString() {
            return "filesystem " + target;
        }
    }
}
