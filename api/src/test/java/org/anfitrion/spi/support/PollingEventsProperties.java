package org.anfitrion.spi.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.DomainStatus;
import org.anfitrion.api.domain.StateReason;
import org.anfitrion.api.event.DomainLifecycleEvent;
import org.anfitrion.api.event.DomainLifecycleEvent.Change;

class PollingEventsProperties {

    /** A domain as its events tell it. */
    private record Life(boolean kept, DomainState state) {

        static final Life NONE = new Life(false, DomainState.SHUT_OFF);

        boolean isThere() {
            return kept || state.isActive();
        }

        /** Whether the change can happen to it. */
        boolean allows(Change change) {
            return switch (change) {
                case DEFINED -> !kept;
                case UNDEFINED -> kept;
                case STARTED -> !state.isActive();
                case SUSPENDED -> state == DomainState.RUNNING;
                case RESUMED -> state == DomainState.PAUSED;
                case STOPPED -> state.isActive();
                case SHUTDOWN, PM_SUSPENDED, CRASHED -> false;
            };
        }

        Life after(Change change) {
            assertTrue(allows(change), () -> change + " cannot happen to " + this);
            return switch (change) {
                case DEFINED -> new Life(true, state);
                case UNDEFINED -> new Life(false, state);
                case STARTED, RESUMED -> new Life(kept, DomainState.RUNNING);
                case SUSPENDED -> new Life(kept, DomainState.PAUSED);
                case STOPPED -> new Life(kept, DomainState.SHUT_OFF);
                case SHUTDOWN, PM_SUSPENDED, CRASHED -> throw new AssertionError(change);
            };
        }
    }

    /** A host to which random things happen, and what did happen. */
    private static final class Host {

        private final Map<String, Life> lives = new LinkedHashMap<>();
        private final Map<String, List<Change>> history = new LinkedHashMap<>();

        boolean happens(String name, Change change) {
            Life life = lives.getOrDefault(name, Life.NONE);
            if (!life.allows(change)) {
                return false;
            }
            lives.put(name, life.after(change));
            history.computeIfAbsent(name, key -> new ArrayList<>()).add(change);
            return true;
        }

        List<DomainInfo> list() {
            return lives.entrySet().stream()
                    .filter(entry -> entry.getValue().isThere())
                    .map(entry -> DomainInfo.of(new DomainId(entry.getKey()), entry.getKey())
                            .status(new DomainStatus(entry.getValue().state(), StateReason.UNKNOWN))
                            .persistence(entry.getValue().kept(), false)
                            .build())
                    .toList();
        }
    }

    private static Map<String, Life> replayed(List<DomainLifecycleEvent> events) {
        Map<String, Life> lives = new LinkedHashMap<>();
        for (DomainLifecycleEvent event : events) {
            lives.put(event.name(), lives.getOrDefault(event.name(), Life.NONE).after(event.change()));
        }
        return lives;
    }

    @Property
    void whoLooksAfterEachChangeTellsTheWholeHistory(@ForAll("histories") List<Tuple2<String, Change>> history) {
        Host host = new Host();
        HeardEvents heard = new HeardEvents();
        try (PollingEvents events = new PollingEvents(host::list, Duration.ofDays(1))) {
            events.subscribe(heard);
            history.forEach(step -> {
                if (host.happens(step.get1(), step.get2())) {
                    events.lookNow();
                }
            });
        }
        host.history.forEach((name, changes) -> assertEquals(changes, heard.changes(name)));
    }

    @Property
    void whoLooksNowAndThenTellsAPossibleHistoryThatLeadsToWhatThereIs(
            @ForAll("histories") List<Tuple2<String, Change>> history, @ForAll("moments") List<Boolean> looks) {
        Host host = new Host();
        HeardEvents heard = new HeardEvents();
        try (PollingEvents events = new PollingEvents(host::list, Duration.ofDays(1))) {
            events.subscribe(heard);
            for (int i = 0; i < history.size(); i++) {
                host.happens(history.get(i).get1(), history.get(i).get2());
                if (looks.get(i % looks.size())) {
                    events.lookNow();
                    Map<String, Life> told = replayed(heard.all());
                    host.lives.forEach((name, life) -> assertEquals(
                            life, told.getOrDefault(name, Life.NONE), () -> name + " after " + heard.changes(name)));
                }
            }
        }
        // What cannot be told apart, such as a resumption and a new start, is told by the shorter way.
        host.history.forEach((name, changes) -> assertTrue(
                heard.changes(name).size() <= changes.size(),
                () -> name + ": " + heard.changes(name) + " for " + changes));
    }

    @Provide
    Arbitrary<List<Tuple2<String, Change>>> histories() {
        Arbitrary<String> names = Arbitraries.of("a", "b", "c");
        Arbitrary<Change> changes = Arbitraries.of(
                Change.DEFINED, Change.UNDEFINED, Change.STARTED, Change.SUSPENDED, Change.RESUMED, Change.STOPPED);
        return names.flatMap(name -> changes.map(change -> Tuple.of(name, change)))
                .list()
                .ofMaxSize(60);
    }

    @Provide
    Arbitrary<List<Boolean>> moments() {
        return Arbitraries.of(true, false, false).list().ofMinSize(1).ofMaxSize(7);
    }
}
