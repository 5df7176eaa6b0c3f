package org.anfitrion.testkit.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.anfitrion.api.domain.DomainField;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.event.DomainLifecycleEvent;
import org.anfitrion.api.event.DomainLifecycleEvent.Change;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.DomainRef;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Target;
import org.jspecify.annotations.Nullable;

/** The whole life of one domain, step by step, and the events that have to tell of it. */
final class Life {

    private final Bench bench;
    private final EventLog log;
    private final String name;
    private final List<Change> expected = new ArrayList<>();
    private volatile @Nullable DomainId id;

    Life(Bench bench, EventLog log) {
        this.bench = bench;
        this.log = log;
        name = bench.name();
    }

    /** Leads it; slowly for a backend that is polled, since it cannot see what has passed between two looks. */
    DomainId lead(boolean quickly) throws InterruptedException {
        for (Change change : steps()) {
            int before = log.all().size();
            step(change);
            if (!quickly) {
                log.waitsFor(all -> tells(all, before, change), bench.backend().patience());
            }
        }
        return id();
    }

    /** Leads it while somebody looks after each event; returns what could not be seen when it was told. */
    List<String> leadWatched() throws Throwable {
        List<String> unseen = new ArrayList<>();
        for (Change change : steps()) {
            int before = log.all().size();
            Background<String> watcher = Background.start("look after " + change, () -> look(before, change));
            step(change);
            String seen = watcher.result(Bench.ENOUGH);
            if (!seen.isEmpty()) {
                unseen.add(seen);
            }
        }
        return unseen;
    }

    private String look(int before, Change change) throws InterruptedException {
        if (!log.waitsFor(all -> tells(all, before, change), bench.backend().patience())) {
            return change + " was not told within " + bench.backend().patience();
        }
        Optional<DomainState> state = bench.domains()
                .find(new DomainRef.ByName(name), Set.of(DomainField.STATUS))
                .map(DomainInfo::state);
        return visible(change).test(state) ? "" : "when " + change + " was told, the domain was " + state;
    }

    private boolean tells(List<DomainLifecycleEvent> all, int from, Change change) {
        return all.stream().skip(from).anyMatch(event -> event.change() == change && isOurs(event));
    }

    private boolean isOurs(DomainLifecycleEvent event) {
        return event.domain().equals(id) || event.name().equals(name);
    }

    private static Predicate<Optional<DomainState>> visible(Change change) {
        return switch (change) {
            case DEFINED -> Optional::isPresent;
            case UNDEFINED -> Optional::isEmpty;
            case STARTED, RESUMED -> state -> state.equals(Optional.of(DomainState.RUNNING));
            case SUSPENDED -> state -> state.equals(Optional.of(DomainState.PAUSED));
            default -> state -> state.map(s -> !s.isActive()).orElse(true);
        };
    }

    private List<Change> steps() {
        boolean pauses =
                !bench.session().support(Feature.SUSPEND, new Target.Host()).isNo();
        return pauses
                ? List.of(
                        Change.DEFINED,
                        Change.STARTED,
                        Change.SUSPENDED,
                        Change.RESUMED,
                        Change.STOPPED,
                        Change.UNDEFINED)
                : List.of(Change.DEFINED, Change.STARTED, Change.STOPPED, Change.UNDEFINED);
    }

    private void step(Change change) {
        if (change == Change.DEFINED) {
            id = bench.define(bench.backend().plain(name)).id();
        } else if (change == Change.UNDEFINED) {
            bench.remove(id());
        } else {
            bench.power(id(), action(change));
        }
        expected.add(change);
    }

    private static PowerAction action(Change change) {
        return switch (change) {
            case STARTED -> PowerAction.START;
            case SUSPENDED -> PowerAction.SUSPEND;
            case RESUMED -> PowerAction.RESUME;
            default -> PowerAction.DESTROY;
        };
    }

    private DomainId id() {
        if (id == null) {
            throw new IllegalStateException("its life has not begun");
        }
        return id;
    }

    /** The changes that have happened so far. */
    List<Change> expected() {
        return expected;
    }

    static List<Change> changes(List<DomainLifecycleEvent> events) {
        return events.stream().map(DomainLifecycleEvent::change).toList();
    }

    /** Whether some changes stand in a longer list in their order. */
    static boolean follows(List<Change> wanted, List<Change> told) {
        int next = 0;
        for (Change change : told) {
            if (next < wanted.size() && wanted.get(next) == change) {
                next++;
            }
        }
        return next == wanted.size();
    }
}
