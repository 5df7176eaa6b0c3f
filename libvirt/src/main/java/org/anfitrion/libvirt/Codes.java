package org.anfitrion.libvirt;

import java.util.List;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.DomainStatus;
import org.anfitrion.api.domain.StateReason;
import org.anfitrion.api.event.DomainLifecycleEvent.Change;

/** libvirt's numbers for states, reasons and events ({@code libvirt-domain.h}, 9.0) in this library's words. */
final class Codes {

    private static final List<DomainState> STATES = List.of(
            DomainState.UNKNOWN,
            DomainState.RUNNING,
            DomainState.RUNNING, // blocked on a resource: it would run if it had work
            DomainState.PAUSED,
            DomainState.SHUTTING_DOWN,
            DomainState.SHUT_OFF,
            DomainState.CRASHED,
            DomainState.PM_SUSPENDED);

    private static final List<StateReason> RUNNING = List.of(
            StateReason.UNKNOWN,
            StateReason.BOOTED,
            StateReason.MIGRATED,
            StateReason.RESTORED,
            StateReason.SNAPSHOT,
            StateReason.RESUMED,
            StateReason.MIGRATED,
            StateReason.SAVED,
            StateReason.WOKEN,
            StateReason.CRASHED,
            StateReason.MIGRATED,
            StateReason.MIGRATED);

    private static final List<StateReason> PAUSED = List.of(
            StateReason.UNKNOWN,
            StateReason.REQUESTED,
            StateReason.MIGRATED,
            StateReason.SAVED,
            StateReason.DUMP,
            StateReason.IO_ERROR,
            StateReason.WATCHDOG,
            StateReason.SNAPSHOT,
            StateReason.GUEST_SHUTDOWN,
            StateReason.SNAPSHOT,
            StateReason.CRASHED,
            StateReason.STARTING,
            StateReason.MIGRATED,
            StateReason.MIGRATED,
            StateReason.FAILED);

    private static final List<StateReason> SHUTTING_DOWN = List.of(StateReason.UNKNOWN, StateReason.REQUESTED);

    private static final List<StateReason> SHUT_OFF = List.of(
            StateReason.UNKNOWN,
            StateReason.GUEST_SHUTDOWN,
            StateReason.DESTROYED,
            StateReason.CRASHED,
            StateReason.MIGRATED,
            StateReason.SAVED,
            StateReason.FAILED,
            StateReason.SNAPSHOT,
            StateReason.DAEMON);

    private static final List<StateReason> CRASHED = List.of(StateReason.UNKNOWN, StateReason.CRASHED);

    private static final List<Change> CHANGES = List.of(
            Change.DEFINED,
            Change.UNDEFINED,
            Change.STARTED,
            Change.SUSPENDED,
            Change.RESUMED,
            Change.STOPPED,
            Change.SHUTDOWN,
            Change.PM_SUSPENDED,
            Change.CRASHED);

    /** The details of each event, in virsh's words. */
    private static final List<List<String>> DETAILS = List.of(
            List.of("added", "updated", "renamed", "snapshot"),
            List.of("removed", "renamed"),
            List.of("booted", "migrated", "restored", "snapshot", "event wakeup", "recovered"),
            List.of(
                    "paused",
                    "migrated",
                    "I/O error",
                    "watchdog",
                    "restored",
                    "snapshot",
                    "API error",
                    "post-copy",
                    "post-copy error"),
            List.of("unpaused", "migrated", "snapshot", "post-copy", "post-copy error"),
            List.of("shutdown", "destroyed", "crashed", "migrated", "saved", "failed", "snapshot"),
            List.of("finished", "guest request", "host request"),
            List.of("memory", "disk"),
            List.of("panicked", "crash loaded"));

    private Codes() {}

    static DomainStatus status(int state, int reason) {
        DomainState known = at(STATES, state, DomainState.UNKNOWN);
        List<StateReason> reasons =
                switch (known) {
                    case RUNNING -> RUNNING;
                    case PAUSED -> PAUSED;
                    case SHUTTING_DOWN -> SHUTTING_DOWN;
                    case SHUT_OFF -> SHUT_OFF;
                    case CRASHED -> CRASHED;
                    case PM_SUSPENDED, UNKNOWN -> List.of();
                };
        return new DomainStatus(known, at(reasons, reason, StateReason.UNKNOWN));
    }

    /** Whether this version knows what the event is. */
    static boolean knowsEvent(int event) {
        return event >= 0 && event < CHANGES.size();
    }

    static Change change(int event) {
        return CHANGES.get(event);
    }

    static String detail(int event, int detail) {
        return at(at(DETAILS, event, List.of()), detail, "");
    }

    private static <T> T at(List<T> list, int index, T otherwise) {
        return index >= 0 && index < list.size() ? list.get(index) : otherwise;
    }
}
