package org.anfitrion.driver.lxc.liblxc;

import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.DomainStatus;
import org.anfitrion.api.domain.StateReason;

/** liblxc's words for states. Source: {@code lxc_get_wait_states}, lxc(7). */
final class ContainerState {

    static final DomainStatus OFF = new DomainStatus(DomainState.SHUT_OFF, StateReason.UNKNOWN);

    private ContainerState() {}

    static DomainStatus status(String word) {
        return switch (word) {
            case "RUNNING", "THAWED" -> new DomainStatus(DomainState.RUNNING, StateReason.UNKNOWN);
            case "STARTING" -> new DomainStatus(DomainState.RUNNING, StateReason.STARTING);
            case "FREEZING", "FROZEN" -> new DomainStatus(DomainState.PAUSED, StateReason.UNKNOWN);
            case "STOPPING" -> new DomainStatus(DomainState.SHUTTING_DOWN, StateReason.UNKNOWN);
            case "STOPPED", "ABORTING" -> OFF;
            default -> new DomainStatus(DomainState.UNKNOWN, StateReason.UNKNOWN);
        };
    }
}
