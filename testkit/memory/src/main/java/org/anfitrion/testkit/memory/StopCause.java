package org.anfitrion.testkit.memory;

import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.DomainStatus;
import org.anfitrion.api.domain.StateReason;
import org.anfitrion.api.event.DomainLifecycleEvent.Change;

/** Why a domain stops, what it is afterwards, and which events tell of it, in libvirt's words. */
enum StopCause {
    SHUTDOWN(DomainState.SHUT_OFF, StateReason.GUEST_SHUTDOWN),
    DESTROYED(DomainState.SHUT_OFF, StateReason.DESTROYED),
    CRASHED(DomainState.CRASHED, StateReason.CRASHED),
    SAVED(DomainState.SHUT_OFF, StateReason.SAVED),
    SNAPSHOT(DomainState.SHUT_OFF, StateReason.SNAPSHOT);

    private final DomainState state;
    private final StateReason reason;

    StopCause(DomainState state, StateReason reason) {
        this.state = state;
        this.reason = reason;
    }

    DomainStatus status() {
        return new DomainStatus(state, reason);
    }

    /** Returns the reason with which a domain runs that goes on after such a stop. */
    StateReason goesOnAs() {
        return this == SAVED ? StateReason.RESTORED : StateReason.SNAPSHOT;
    }

    /** Returns libvirt's word for that. */
    String goesOnIn() {
        return this == SAVED ? "restored" : "from-snapshot";
    }

    void tell(MemoryDomain domain, Announcements announcements) {
        switch (this) {
            case SHUTDOWN -> {
                announcements.tell(domain, Change.SHUTDOWN, "finished");
                announcements.tell(domain, Change.STOPPED, "shutdown");
            }
            case DESTROYED -> announcements.tell(domain, Change.STOPPED, "destroyed");
            case CRASHED -> {
                announcements.tell(domain, Change.CRASHED, "panicked");
                announcements.tell(domain, Change.STOPPED, "crashed");
            }
            case SAVED -> announcements.tell(domain, Change.STOPPED, "saved");
            case SNAPSHOT -> announcements.tell(domain, Change.STOPPED, "from-snapshot");
        }
    }
}
