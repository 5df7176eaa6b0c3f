package org.anfitrion.api.domain;

import java.util.Objects;

/**
 * A domain's state and the reason for it.
 *
 * @param state what it is doing
 * @param reason why
 */
public record DomainStatus(DomainState state, StateReason reason) {

    /**
     * Checks that nothing is missing.
     *
     * @param state what it is doing
     * @param reason why
     */
    public DomainStatus {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(reason, "reason");
    }

    @Override
    public String toString() {
        return reason == StateReason.UNKNOWN ? state.toString() : state + " (" + reason + ")";
    }
}
