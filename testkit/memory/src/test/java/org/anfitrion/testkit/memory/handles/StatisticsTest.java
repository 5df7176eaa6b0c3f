package org.anfitrion.testkit.memory.handles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.anfitrion.api.ConnectOptions;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.StatsSampler;
import org.anfitrion.api.Subscription;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.statistics.DomainRates;
import org.anfitrion.api.statistics.DomainStatistics;
import org.anfitrion.api.statistics.StatisticsGroup;
import org.anfitrion.testkit.memory.GuestClock;
import org.anfitrion.testkit.memory.MemoryHypervisor;
import org.anfitrion.testkit.memory.Operation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Counters and the rates made of them, as an application uses them. */
class StatisticsTest {

    private final GuestClock clock = GuestClock.manual();
    private final MemoryHypervisor memory =
            MemoryHypervisor.builder().clock(clock).build();
    private final Hypervisor host =
            Hypervisors.connect("mem:", ConnectOptions.defaults().driver(memory.driver()));

    @AfterEach
    void close() {
        host.close();
    }

    private Domain start(String name) {
        Domain domain = host.domains().define(DomainSpec.named(name).cpus(2).build());
        domain.start();
        return domain;
    }

    @Test
    void allDomainsAreReadInOneCall() {
        IntStream.range(0, 20).forEach(i -> start("web" + i));
        long before = memory.calls(Operation.STATISTICS_DOMAINS);
        List<DomainStatistics> rows = host.statistics().list(DomainFilter.active(), Set.of(StatisticsGroup.CPU));
        assertEquals(20, rows.size());
        assertEquals(1, memory.calls(Operation.STATISTICS_DOMAINS) - before);
        assertTrue(rows.stream()
                .allMatch(row -> row.cpu().isPresent() && row.memory().isEmpty()));
    }

    @Test
    void theFirstSampleHasNothingToCompareWith() {
        start("web");
        assertEquals(List.of(), host.statistics().sampler(DomainFilter.all()).sample());
    }

    @Test
    void ratesArePerSecond() {
        Domain web = start("web");
        StatsSampler sampler = host.statistics().sampler(DomainFilter.all());
        sampler.sample();
        long before = web.statistics().cpu().orElseThrow().total().toNanos();
        clock.advance(Duration.ofSeconds(10));
        long used = web.statistics().cpu().orElseThrow().total().toNanos() - before;
        DomainRates rates = sampler.sample().get(0);
        assertEquals("web", rates.name());
        assertEquals(Duration.ofSeconds(10), rates.interval());
        assertEquals(used / 10e9, rates.cpus(), 1e-6);
    }

    @Test
    void aDomainThatWasStartedAnewHasNoRatesYet() {
        Domain web = start("web");
        StatsSampler sampler = host.statistics().sampler(DomainFilter.all());
        clock.advance(Duration.ofSeconds(100));
        sampler.sample();
        web.destroy();
        web.start();
        clock.advance(Duration.ofSeconds(1));
        assertEquals(List.of(), sampler.sample());
        clock.advance(Duration.ofSeconds(1));
        assertEquals(1, sampler.sample().size());
    }

    @Test
    void aPausedDomainUsesNothing() {
        Domain web = start("web");
        web.suspend();
        StatsSampler sampler = host.statistics().sampler(DomainFilter.all());
        sampler.sample();
        clock.advance(Duration.ofSeconds(10));
        assertEquals(0.0, sampler.sample().get(0).cpus());
    }

    @Test
    void aSamplerTellsAgainAndAgainWhateverGoesWrongOnce() throws InterruptedException {
        start("web");
        memory.faults()
                .on(Operation.STATISTICS_DOMAINS)
                .skip(1)
                .times(1)
                .fail(() -> new BackendFailureException(
                        Failure.to("read", "statistics").because("not now")));
        BlockingQueue<List<DomainRates>> told = new LinkedBlockingQueue<>();
        try (Subscription sampling =
                host.statistics().sampler(DomainFilter.all()).every(Duration.ofMillis(10), told::add)) {
            for (int i = 0; i < 3; i++) {
                assertNotNull(told.poll(30, TimeUnit.SECONDS), sampling::toString);
                clock.advance(Duration.ofSeconds(1));
            }
        }
        assertThrows(
                InvalidSpecException.class,
                () -> host.statistics().sampler(DomainFilter.all()).every(Duration.ZERO, told::add));
    }

    @Test
    void theHostTellsWhatItUses() {
        start("web");
        assertTrue(host.statistics().host().memoryFree().bytes()
                < host.statistics().host().memoryTotal().bytes());
    }
}
