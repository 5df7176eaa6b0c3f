package org.anfitrion.testkit.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.event.DomainLifecycleEvent;
import org.anfitrion.api.event.DomainLifecycleEvent.Change;
import org.anfitrion.spi.DomainRef;
import org.anfitrion.spi.EventFacet;
import org.anfitrion.spi.PowerAction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

class ScaleTest {

    private static final int DOMAINS = 10_000;
    private static final int CALLERS = 100;

    private final Bench bench = Bench.on(new MemoryHypervisor());

    @Test
    void tenThousandDomainsAreDefinedListedFoundAndStarted(TestReporter reporter) {
        List<DomainInfo> defined = new ArrayList<>();
        reporter.publishEntry("define all", timed(() -> {
            for (int i = 0; i < DOMAINS; i++) {
                defined.add(bench.define("domain " + i));
            }
        }));
        List<DomainInfo> listed = new ArrayList<>();
        reporter.publishEntry(
                "list all",
                timed(() -> listed.addAll(bench.session().domains().list(DomainFilter.all(), Bench.EVERYTHING))));
        assertEquals(defined, listed);

        reporter.publishEntry(
                "find each by id, name and UUID",
                timed(() -> defined.forEach(row -> {
                    assertTrue(found(new DomainRef.ById(row.id())));
                    assertTrue(found(new DomainRef.ByName(row.name())));
                    assertTrue(found(new DomainRef.ByUuid(row.uuid().orElseThrow())));
                })));
        reporter.publishEntry(
                "start all", timed(() -> defined.forEach(row -> bench.power(row.id(), PowerAction.START))));
        assertEquals(
                DOMAINS,
                bench.session().domains().list(DomainFilter.active(), Set.of()).size());
        assertEquals("READY\r\n", bench.output(defined.get(DOMAINS - 1).id()));
    }

    private boolean found(DomainRef ref) {
        return bench.session().domains().find(ref, Set.of()).isPresent();
    }

    @Test
    void aHundredCallersEachLiveTheirOwnLifeAndEverybodysEventsAreInOrder(TestReporter reporter) throws Exception {
        RecordingSink sink = new RecordingSink();
        bench.session().facet(EventFacet.class).orElseThrow().subscribe(sink);
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Callable<DomainId>> lives = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                String name = "caller " + i;
                lives.add(() -> live(name));
            }
            List<DomainId> ids = new ArrayList<>();
            reporter.publishEntry("a hundred callers, ten runs each", timed(() -> {
                for (Future<DomainId> life : unchecked(() -> callers.invokeAll(lives))) {
                    ids.add(unchecked(life::get));
                }
            }));

            assertEquals(CALLERS, new HashSet<>(ids).size());
            List<Change> run = List.of(Change.STARTED, Change.SUSPENDED, Change.RESUMED, Change.STOPPED);
            for (DomainId id : ids) {
                List<Change> changes = sink.events.stream()
                        .filter(event -> event.domain().equals(id))
                        .map(DomainLifecycleEvent::change)
                        .collect(Collectors.toList());
                assertEquals(Change.DEFINED, changes.remove(0));
                for (int i = 0; i < 10; i++) {
                    assertEquals(run, changes.subList(4 * i, 4 * i + 4));
                }
            }
        } finally {
            callers.shutdownNow();
        }
    }

    private DomainId live(String name) {
        DomainId id = bench.define(name).id();
        for (int i = 0; i < 10; i++) {
            assertEquals(DomainState.RUNNING, bench.power(id, PowerAction.START).state());
            assertEquals(
                    DomainState.PAUSED, bench.power(id, PowerAction.SUSPEND).state());
            assertEquals(
                    DomainState.RUNNING, bench.power(id, PowerAction.RESUME).state());
            assertEquals(
                    DomainState.SHUT_OFF, bench.power(id, PowerAction.DESTROY).state());
        }
        return id;
    }

    private static String timed(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1_000_000 + " ms";
    }

    private static <T> T unchecked(Callable<T> work) {
        try {
            return work.call();
        } catch (Exception e) {
            // a test has nothing better to do with whatever it is
            throw new AssertionError(e);
        }
    }
}
