package org.anfitrion.spi;

import java.util.Objects;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainSpec;

/** What a question about support is asked of. */
public sealed interface Target {

    /** The host as a whole: could any domain there have it? */
    record Host() implements Target {}

    /**
     * A domain that exists.
     *
     * @param id which
     */
    record OfDomain(DomainId id) implements Target {
        /**
         * Checks that nothing is missing.
         *
         * @param id which
         */
        public OfDomain {
            Objects.requireNonNull(id, "id");
        }
    }

    /**
     * A domain that could be made.
     *
     * @param spec its description
     */
    record OfSpec(DomainSpec spec) implements Target {
        /**
         * Checks that nothing is missing.
         *
         * @param spec its description
         */
        public OfSpec {
            Objects.requireNonNull(spec, "spec");
        }
    }
}
