package org.anfitrion.api.domain;

import java.util.Objects;
import org.anfitrion.api.error.InvalidSpecException;

/**
 * The identity of a domain on its host: the driver's own opaque key.
 *
 * <p>It is a UUID for libvirt and VirtualBox, a container's name for liblxc, a CTID for OpenVZ. It never changes during
 * the domain's life and says nothing to an application but which domain is meant.
 *
 * @param key the driver's key, never empty
 */
public record DomainId(String key) {

    /**
     * Checks that there is a key.
     *
     * @param key the driver's key, never empty
     */
    public DomainId {
        Objects.requireNonNull(key, "key");
        if (key.isEmpty()) {
            throw InvalidSpecException.of("domain id", key, "the key is empty");
        }
    }

    @Override
    public String toString() {
        return key;
    }
}
