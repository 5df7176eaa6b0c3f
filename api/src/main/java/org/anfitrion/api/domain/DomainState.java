package org.anfitrion.api.domain;

/**
 * What a domain is doing, in libvirt's terms ({@code virDomainState}), which cover the other backends' states too.
 */
public enum DomainState {
    /** It runs, or would if it had work. */
    RUNNING(true),
    /** Its CPUs are stopped; it keeps its memory. */
    PAUSED(true),
    /** It runs and was asked to shut down. */
    SHUTTING_DOWN(true),
    /** It does not run. */
    SHUT_OFF(false),
    /** It stopped because the guest or its machine failed. */
    CRASHED(false),
    /** The guest's own power management suspended it to memory. */
    PM_SUSPENDED(true),
    /** The backend did not say, or said something unknown. */
    UNKNOWN(false);

    private final boolean active;

    DomainState(boolean active) {
        this.active = active;
    }

    /**
     * Tells whether a domain in this state has a running machine or container that holds memory.
     *
     * @return true if so
     */
    public boolean isActive() {
        return active;
    }
}
