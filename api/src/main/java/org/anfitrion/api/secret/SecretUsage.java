package org.anfitrion.api.secret;

import java.util.Objects;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.internal.Text;

/**
 * What a secret is for. A host has at most one secret for each.
 */
public sealed interface SecretUsage {

    /**
     * The passphrase of an encrypted volume.
     *
     * @param path the volume's absolute path on the host
     */
    record Volume(String path) implements SecretUsage {

        /**
         * Creates the description.
         *
         * @param path the volume's absolute path on the host
         * @throws InvalidSpecException if the path is not absolute
         */
        public Volume {
            Objects.requireNonNull(path, "path");
            Text.absolutePath("volume", path);
        }
    }

    /**
     * The key of a Ceph cluster's client.
     *
     * @param name the client and cluster, in the administrator's words
     */
    record Ceph(String name) implements SecretUsage {

        /**
         * Creates the description.
         *
         * @param name the client and cluster, in the administrator's words
         * @throws InvalidSpecException if it has more than one line
         */
        public Ceph {
            Objects.requireNonNull(name, "name");
            Text.oneLine("Ceph secret", name);
        }
    }

    /**
     * The password of an iSCSI target.
     *
     * @param target its name, in the administrator's words
     */
    record Iscsi(String target) implements SecretUsage {

        /**
         * Creates the description.
         *
         * @param target its name, in the administrator's words
         * @throws InvalidSpecException if it has more than one line
         */
        public Iscsi {
            Objects.requireNonNull(target, "target");
            Text.oneLine("iSCSI target", target);
        }
    }

    /**
     * The passphrase of a TLS key.
     *
     * @param name the key, in the administrator's words
     */
    record Tls(String name) implements SecretUsage {

        /**
         * Creates the description.
         *
         * @param name the key, in the administrator's words
         * @throws InvalidSpecException if it has more than one line
         */
        public Tls {
            Objects.requireNonNull(name, "name");
            Text.oneLine("TLS secret", name);
        }
    }

    /**
     * The passphrase of a virtual TPM.
     *
     * @param name the TPM, in the administrator's words
     */
    record Vtpm(String name) implements SecretUsage {

        /**
         * Creates the description.
         *
         * @param name the TPM, in the administrator's words
         * @throws InvalidSpecException if it has more than one line
         */
        public Vtpm {
            Objects.requireNonNull(name, "name");
            Text.oneLine("virtual TPM", name);
        }
    }

    /**
     * Nothing in particular: found by its identity only.
     *
     */
    record None() implements SecretUsage {}

    /**
     * A use that only the native configuration can express. Appears in what was read.
     *
     * @param kind what the native configuration calls it
     */
    record Native(String kind) implements SecretUsage {

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
