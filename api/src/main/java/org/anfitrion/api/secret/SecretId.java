package org.anfitrion.api.secret;

import java.util.Objects;

/**
 * The identity of a secret on its host: the driver's key, a UUID for libvirt.
 *
 * @param key the key, opaque to the caller
 */
public record SecretId(String key) {

    /**
     * Checks that nothing is missing.
     *
     * @param key the key, opaque to the caller
     */
    public SecretId {
        Objects.requireNonNull(key, "key");
    }

    @Override
    public String toString() {
        return key;
    }
}
