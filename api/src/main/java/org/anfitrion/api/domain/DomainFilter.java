package org.anfitrion.api.domain;

import java.util.Objects;

/**
 * Which domains are wanted.
 *
 * <pre>{@code
 * host.domains().list(DomainFilter.active())
 * }</pre>
 *
 * @param activity by whether they run
 * @param persistence by whether they outlive their run
 */
public record DomainFilter(Activity activity, Persistence persistence) {

    /**
     * Checks that nothing is missing.
     *
     * @param activity by whether they run
     * @param persistence by whether they outlive their run
     */
    public DomainFilter {
        Objects.requireNonNull(activity, "activity");
        Objects.requireNonNull(persistence, "persistence");
    }

    /**
     * Selects every domain.
     *
     * @return the filter
     */
    public static DomainFilter all() {
        return new DomainFilter(Activity.ANY, Persistence.ANY);
    }

    /**
     * Selects the domains that run (or are paused).
     *
     * @return the filter
     */
    public static DomainFilter active() {
        return new DomainFilter(Activity.ACTIVE, Persistence.ANY);
    }

    /**
     * Selects the domains that do not run.
     *
     * @return the filter
     */
    public static DomainFilter inactive() {
        return new DomainFilter(Activity.INACTIVE, Persistence.ANY);
    }

    /**
     * Narrows the selection to domains with a configuration that survives their end, or to those without.
     *
     * @param wanted which of the two
     * @return the narrower filter
     */
    public DomainFilter and(Persistence wanted) {
        return new DomainFilter(activity, wanted);
    }

    /** Whether a domain runs. */
    public enum Activity {
        /** Either way. */
        ANY,
        /** It runs or is paused. */
        ACTIVE,
        /** It does not. */
        INACTIVE
    }

    /** Whether a domain outlives its run. */
    public enum Persistence {
        /** Either way. */
        ANY,
        /** Its configuration stays. */
        PERSISTENT,
        /** It is gone when it stops. */
        TRANSIENT
    }
}
