package org.anfitrion.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Predicate;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.event.DomainLifecycleEvent;
import org.anfitrion.api.event.DomainLifecycleEvent.Change;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.EventFacet;
import org.anfitrion.spi.Registration;
import org.anfitrion.spi.Target;
import org.junit.jupiter.api.Test;

/** The rules of events: {@code EVT}. */
public interface EventContract extends Contract {

    /**
     * Every sink hears the same life in the same order.
     *
     * @param bench what the test works with
     * @throws InterruptedException if the test is interrupted
     */
    @Test
    @Checks(Rule.EVT_1)
    default void aLifeIsToldInItsOrderToEverySink(Bench bench) throws InterruptedException {
        EventFacet events = bench.facet(EventFacet.class, Feature.EVENTS);
        EventLog one = new EventLog();
        EventLog other = new EventLog();
        try (Registration first = subscribe(bench, events, one);
                Registration second = subscribe(bench, events, other)) {
            Life life = new Life(bench, one);
            DomainId id = life.lead(bench.session()
                    .support(Feature.PUSH_EVENTS, new Target.Host())
                    .isYes());
            for (EventLog log : List.of(one, other)) {
                boolean complete = log.waitsFor(
                        all -> Life.follows(life.expected(), Life.changes(log.of(id))),
                        bench.backend().patience());
                assertTrue(
                        complete,
                        () -> "a life of " + life.expected() + " was told as " + Life.changes(log.of(id))
                                + log.trouble());
            }
            assertEquals(Life.changes(one.of(id)), Life.changes(other.of(id)), "what two sinks heard");
        }
    }

    private static Registration subscribe(Bench bench, EventFacet events, EventLog log) {
        return bench.perform(Feature.EVENTS, new Target.Host(), () -> events.subscribe(log));
    }

    /**
     * Who has left is left alone.
     *
     * @param bench what the test works with
     * @throws InterruptedException if the test is interrupted
     */
    @Test
    @Checks(Rule.EVT_2)
    default void aClosedRegistrationHearsNothingMore(Bench bench) throws InterruptedException {
        EventFacet events = bench.facet(EventFacet.class, Feature.EVENTS);
        EventLog gone = new EventLog();
        EventLog there = new EventLog();
        try (Registration stays = subscribe(bench, events, there)) {
            Registration leaves = subscribe(bench, events, gone);
            DomainInfo before = bench.define();
            assertTrue(
                    gone.waitsFor(hears(before), bench.backend().patience()),
                    () -> "nothing was heard while the registration was open" + gone.trouble());
            leaves.close();
            leaves.close();
            DomainInfo after = bench.define();
            assertTrue(
                    there.waitsFor(hears(after), bench.backend().patience()),
                    () -> "the registration that stayed hears nothing" + there.trouble());
            assertEquals(List.of(), gone.of(after.id()), "what was heard after the registration was closed");
        }
    }

    private static Predicate<List<DomainLifecycleEvent>> hears(DomainInfo domain) {
        return all -> all.stream().anyMatch(event -> event.domain().equals(domain.id()));
    }

    /**
     * An event says whom it is about.
     *
     * @param bench what the test works with
     * @throws InterruptedException if the test is interrupted
     */
    @Test
    @Checks(Rule.EVT_3)
    default void anEventNamesItsDomainEvenWhenItIsGone(Bench bench) throws InterruptedException {
        EventFacet events = bench.facet(EventFacet.class, Feature.EVENTS);
        EventLog log = new EventLog();
        try (Registration registration = subscribe(bench, events, log)) {
            DomainInfo domain = bench.define();
            log.waitsFor(hears(domain), bench.backend().patience());
            bench.remove(domain.id());
            boolean told = log.waitsFor(
                    all -> all.stream().anyMatch(event -> event.change() == Change.UNDEFINED && isAbout(domain, event)),
                    bench.backend().patience());
            List<DomainLifecycleEvent> nameless = log.all().stream()
                    .filter(event ->
                            event.domain().equals(domain.id()) && !event.name().equals(domain.name()))
                    .toList();
            assertAll(
                    () -> assertTrue(
                            told,
                            () -> "no event tells of the end of " + domain + ", only " + log.all() + log.trouble()),
                    () -> assertEquals(List.of(), nameless, "events with another name than " + domain.name()));
        }
    }

    private static boolean isAbout(DomainInfo domain, DomainLifecycleEvent event) {
        return event.domain().equals(domain.id()) && event.name().equals(domain.name());
    }

    /**
     * Who looks after an event sees what it told.
     *
     * @param bench what the test works with
     * @throws Throwable if the watcher fails
     */
    @Test
    @Checks(Rule.EVT_4)
    default void whatAnEventTellsCanBeSeen(Bench bench) throws Throwable {
        EventFacet events = bench.facet(EventFacet.class, Feature.EVENTS);
        EventLog log = new EventLog();
        try (Registration registration = subscribe(bench, events, log)) {
            Life life = new Life(bench, log);
            List<String> unseen = life.leadWatched();
            assertEquals(List.of(), unseen, () -> "events that told too early, or not at all" + log.trouble());
            assertFalse(life.expected().isEmpty());
        }
    }
}
