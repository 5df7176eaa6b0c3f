package org.anfitrion.spi;

import java.util.Objects;
import java.util.UUID;
import org.anfitrion.api.domain.DomainId;

/** A way to name a domain that may or may not exist. */
public sealed interface DomainRef {

    /**
     * By its identity.
     *
     * @param id the driver's key
     */
    record ById(DomainId id) implements DomainRef {
        /**
         * Checks that nothing is missing.
         *
         * @param id the driver's key
         */
        public ById {
            Objects.requireNonNull(id, "id");
        }
    }

    /**
     * By its name.
     *
     * @param name the name, exactly
     */
    record ByName(String name) implements DomainRef {
        /**
         * Checks that nothing is missing.
         *
         * @param name the name, exactly
         */
        public ByName {
            Objects.requireNonNull(name, "name");
        }
    }

    /**
     * By its UUID.
     *
     * @param uuid the UUID
     */
    record ByUuid(UUID uuid) implements DomainRef {
        /**
         * Checks that nothing is missing.
         *
         * @param uuid the UUID
         */
        public ByUuid {
            Objects.requireNonNull(uuid, "uuid");
        }
    }
}
