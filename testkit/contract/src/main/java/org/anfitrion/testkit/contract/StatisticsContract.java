package org.anfitrion.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainField;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainFilter.Activity;
import org.anfitrion.api.domain.DomainFilter.Persistence;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.statistics.DiskStatistics;
import org.anfitrion.api.statistics.DomainStatistics;
import org.anfitrion.api.statistics.HostStatistics;
import org.anfitrion.api.statistics.StatisticsGroup;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.StatisticsFacet;
import org.anfitrion.spi.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The rules of {@link StatisticsFacet}: {@code STA}. */
public interface StatisticsContract extends Contract {

    /**
     * Each selected domain has its row.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.STA_1)
    default void everySelectedDomainHasOneRow(Bench bench) {
        StatisticsFacet facet = bench.facet(StatisticsFacet.class, Feature.STATISTICS);
        bench.define();
        bench.shared();
        List<Executable> checks = new ArrayList<>();
        for (Activity activity : Activity.values()) {
            DomainFilter filter = new DomainFilter(activity, Persistence.ANY);
            Set<DomainField> told = EnumSet.of(DomainField.STATUS, DomainField.RESOURCES);
            List<DomainInfo> listed = ours(bench, bench.domains().list(filter, told).stream());
            List<DomainInfo> counted =
                    ours(bench, all(bench, facet, filter).stream().map(DomainStatistics::domain));
            checks.add(() -> assertEquals(listed, counted, () -> "rows of " + filter));
        }
        assertAll(checks);
    }

    private static List<DomainInfo> ours(Bench bench, Stream<DomainInfo> rows) {
        return rows.filter(row -> bench.isOurs(row.name()))
                .sorted(Comparator.comparing(DomainInfo::name))
                .toList();
    }

    private static List<DomainStatistics> all(Bench bench, StatisticsFacet facet, DomainFilter filter) {
        return bench.perform(
                Feature.STATISTICS,
                new Target.Host(),
                () -> facet.domains(filter, EnumSet.allOf(StatisticsGroup.class)));
    }

    /**
     * More domains take no more round trips.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.STA_1)
    default void manyRowsTakeAsManyRoundTripsAsFew(Bench bench) {
        StatisticsFacet facet = bench.facet(StatisticsFacet.class, Feature.STATISTICS);
        LongSupplier counter = bench.backend()
                .roundTrips()
                .orElseThrow(() -> Ruling.unknown("round trips were not counted (BackendBuilder.roundTrips)"));
        bench.running();
        long few = roundTrips(bench, facet, counter);
        for (int i = 0; i < 3; i++) {
            bench.running();
        }
        assertEquals(few, roundTrips(bench, facet, counter), "round trips for three running domains more");
    }

    private static long roundTrips(Bench bench, StatisticsFacet facet, LongSupplier counter) {
        long before = counter.getAsLong();
        all(bench, facet, DomainFilter.all());
        return counter.getAsLong() - before;
    }

    /**
     * A row has what was asked for.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.STA_2)
    default void aRowHasTheGroupsThatWereAskedFor(Bench bench) {
        StatisticsFacet facet = bench.facet(StatisticsFacet.class, Feature.STATISTICS);
        DomainId id = counted(bench);
        DomainSpec spec = bench.domains().read(id, View.LIVE).spec();
        List<Executable> checks = new ArrayList<>();
        for (StatisticsGroup group : StatisticsGroup.values()) {
            DomainStatistics one = one(bench, facet, id, EnumSet.of(group));
            checks.add(() -> hasOnly(EnumSet.of(group), spec, one));
        }
        checks.add(() -> hasOnly(
                EnumSet.allOf(StatisticsGroup.class),
                spec,
                one(bench, facet, id, EnumSet.allOf(StatisticsGroup.class))));
        DomainId off = bench.define().id();
        DomainStatistics none = one(bench, facet, off, EnumSet.allOf(StatisticsGroup.class));
        checks.add(() -> hasOnly(EnumSet.noneOf(StatisticsGroup.class), spec, none));
        assertAll(checks);
    }

    /** A domain that runs with devices that are counted. */
    private static DomainId counted(Bench bench) {
        CountedDevices devices = bench.backend().fixture(CountedDevices.class);
        DomainId id = bench.define(
                        devices.devices().apply(bench.spec().toBuilder()).build())
                .id();
        bench.power(id, PowerAction.START);
        return id;
    }

    private static DomainStatistics one(Bench bench, StatisticsFacet facet, DomainId id, Set<StatisticsGroup> groups) {
        return bench.perform(Feature.STATISTICS, new Target.OfDomain(id), () -> facet.domain(id, groups));
    }

    private static void hasOnly(Set<StatisticsGroup> groups, DomainSpec spec, DomainStatistics row) {
        assertAll(
                () -> assertEquals(
                        groups.contains(StatisticsGroup.CPU), row.cpu().isPresent(), () -> "CPU of " + row),
                () -> assertEquals(
                        groups.contains(StatisticsGroup.MEMORY), row.memory().isPresent(), () -> "memory of " + row),
                () -> assertEquals(
                        groups.contains(StatisticsGroup.DISKS) ? targets(spec) : List.of(),
                        row.disks().stream()
                                .map(DiskStatistics::target)
                                .sorted()
                                .toList(),
                        "disks"),
                () -> assertEquals(
                        groups.contains(StatisticsGroup.NICS) ? spec.nics().size() : 0,
                        row.nics().size(),
                        "number of cards"),
                () -> assertTrue(
                        row.nics().stream()
                                .allMatch(nic -> nic.mac().isEmpty()
                                        || spec.nics().stream()
                                                .anyMatch(card -> card.mac().equals(nic.mac()))),
                        () -> "cards that the domain does not have: " + row.nics()));
    }

    private static List<String> targets(DomainSpec spec) {
        return spec.disks().stream()
                .map(DiskSpec::target)
                .flatMap(Optional::stream)
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    /**
     * Counters count up.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.STA_3)
    default void countersOnlyGrow(Bench bench) {
        StatisticsFacet facet = bench.facet(StatisticsFacet.class, Feature.STATISTICS);
        DomainId id = counted(bench);
        Map<String, Long> before = Counters.of(one(bench, facet, id, EnumSet.allOf(StatisticsGroup.class)));
        for (int i = 0; i < 3; i++) {
            bench.define();
            Map<String, Long> earlier = before;
            Map<String, Long> now = Counters.of(one(bench, facet, id, EnumSet.allOf(StatisticsGroup.class)));
            assertAll(earlier.entrySet().stream()
                    .map(counter -> () -> assertTrue(
                            now.getOrDefault(counter.getKey(), 0L) >= counter.getValue(),
                            () -> counter.getKey() + " went from " + counter.getValue() + " to "
                                    + now.get(counter.getKey()))));
            before = now;
        }
    }

    /**
     * A host has what it has.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.STA_4)
    default void theHostsFiguresAreWithinWhatItHas(Bench bench) {
        StatisticsFacet facet = bench.facet(StatisticsFacet.class, Feature.HOST_STATISTICS);
        HostStatistics before = host(bench, facet);
        bench.running();
        HostStatistics after = host(bench, facet);
        assertAll(
                () -> assertTrue(
                        after.memoryTotal().compareTo(DataSize.ZERO) > 0, () -> "a host without memory: " + after),
                () -> assertTrue(
                        after.memoryFree().compareTo(after.memoryTotal()) <= 0,
                        () -> "more free than there is: " + after),
                () -> assertTrue(after.nanos() >= before.nanos(), "the clock was set back"),
                () -> assertTrue(
                        after.cpuBusy().compareTo(before.cpuBusy()) >= 0,
                        () -> "busy went from " + before.cpuBusy() + " to " + after.cpuBusy()),
                () -> assertTrue(
                        after.cpuIdle().compareTo(before.cpuIdle()) >= 0,
                        () -> "idle went from " + before.cpuIdle() + " to " + after.cpuIdle()));
    }

    private static HostStatistics host(Bench bench, StatisticsFacet facet) {
        return bench.perform(Feature.HOST_STATISTICS, new Target.Host(), facet::host);
    }
}
