package org.anfitrion.spi.support;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.StateReason;
import org.anfitrion.api.event.DomainLifecycleEvent;
import org.anfitrion.api.event.DomainLifecycleEvent.Change;

/** The domains of a host at one moment; two of them say what must have happened between. */
final class DomainPicture {

    static final DomainPicture EMPTY = new DomainPicture(Map.of());

    private final Map<DomainId, Seen> domains;

    private DomainPicture(Map<DomainId, Seen> domains) {
        this.domains = domains;
    }

    static DomainPicture of(Collection<DomainInfo> rows) {
        Map<DomainId, Seen> seen = new LinkedHashMap<>();
        for (DomainInfo row : rows) {
            seen.put(row.id(), Seen.of(row));
        }
        return new DomainPicture(seen);
    }

    /** What a domain's CPUs do, as far as events tell it. */
    private enum Activity {
        OFF,
        CRASHED,
        RUNNING,
        PAUSED,
        ASLEEP,
        NOT_TOLD;

        static Activity of(DomainState state) {
            return switch (state) {
                case RUNNING, SHUTTING_DOWN -> RUNNING;
                case PAUSED -> PAUSED;
                case PM_SUSPENDED -> ASLEEP;
                case SHUT_OFF -> OFF;
                case CRASHED -> CRASHED;
                case UNKNOWN -> NOT_TOLD;
            };
        }

        boolean isOn() {
            return this == RUNNING || this == PAUSED || this == ASLEEP;
        }
    }

    private record Seen(String name, Optional<UUID> uuid, Activity activity, boolean persistent, StateReason reason) {

        static Seen of(DomainInfo row) {
            return new Seen(
                    row.name(),
                    row.uuid(),
                    Activity.of(row.state()),
                    row.persistent(),
                    row.status().reason());
        }

        /** The same domain, or another one that has got its key. */
        boolean isSameAs(Seen other) {
            return uuid.equals(other.uuid) || uuid.isEmpty() || other.uuid.isEmpty();
        }

        Seen knownFrom(Activity before) {
            return activity == Activity.NOT_TOLD ? new Seen(name, uuid, before, persistent, reason) : this;
        }

        Seen before() {
            return new Seen(name, uuid, Activity.OFF, false, StateReason.UNKNOWN);
        }
    }

    /**
     * Tells what must have happened since an earlier picture: first of the domains that are gone, whose names others may have
     * now.
     */
    List<DomainLifecycleEvent> since(DomainPicture earlier) {
        Instant now = Instant.now();
        List<DomainLifecycleEvent> events = new ArrayList<>();
        earlier.domains.forEach((id, was) -> {
            Seen is = domains.get(id);
            if (is == null || !is.isSameAs(was)) {
                add(events, id, was, end(was), now);
            }
        });
        domains.replaceAll((id, is) -> {
            Seen was = earlier.domains.get(id);
            Seen start = was == null || !is.isSameAs(was) ? is.before() : was;
            Seen known = is.knownFrom(start.activity);
            add(events, id, known, steps(start, known), now);
            return known;
        });
        return events;
    }

    private static void add(
            List<DomainLifecycleEvent> events, DomainId id, Seen seen, List<Change> changes, Instant now) {
        for (int i = 0; i < changes.size(); i++) {
            boolean reached = i == changes.size() - 1 && seen.reason != StateReason.UNKNOWN;
            String detail = reached ? seen.reason.name().toLowerCase(Locale.ROOT) : "";
            events.add(new DomainLifecycleEvent(id, seen.name, changes.get(i), detail, now));
        }
    }

    private static List<Change> end(Seen was) {
        List<Change> changes = new ArrayList<>();
        if (was.activity.isOn()) {
            changes.add(Change.STOPPED);
        }
        if (was.persistent) {
            changes.add(Change.UNDEFINED);
        }
        return changes;
    }

    private static List<Change> steps(Seen was, Seen is) {
        List<Change> changes = new ArrayList<>();
        // What is not kept is gone when it stops: so it was kept before it stopped, and ran before it was no longer
        // kept.
        if (is.persistent && (!was.persistent || !was.name.equals(is.name))) {
            changes.add(Change.DEFINED);
        }
        changes.addAll(power(was.activity, is.activity));
        if (was.persistent && !is.persistent) {
            changes.add(Change.UNDEFINED);
        }
        return changes;
    }

    private static List<Change> power(Activity was, Activity is) {
        if (was == is) {
            return List.of();
        }
        List<Change> changes = new ArrayList<>();
        if (!was.isOn() && (is.isOn() || is == Activity.CRASHED)) {
            changes.add(Change.STARTED);
        } else if (was != Activity.RUNNING && is.isOn()) {
            changes.add(Change.RESUMED);
        }
        switch (is) {
            case PAUSED -> changes.add(Change.SUSPENDED);
            case ASLEEP -> changes.add(Change.PM_SUSPENDED);
            case CRASHED -> {
                changes.add(Change.CRASHED);
                changes.add(Change.STOPPED);
            }
            case OFF -> {
                if (was.isOn()) {
                    changes.add(Change.STOPPED);
                }
            }
            case RUNNING, NOT_TOLD -> {
                // nothing beyond the start or the resumption
            }
        }
        return changes;
    }
}
