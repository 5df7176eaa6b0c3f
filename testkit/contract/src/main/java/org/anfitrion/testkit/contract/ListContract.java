package org.anfitrion.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.anfitrion.api.domain.DomainField;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainFilter.Activity;
import org.anfitrion.api.domain.DomainFilter.Persistence;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.DomainRef;
import org.anfitrion.spi.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The rules of lists and rows: {@code DOM-3} and {@code DOM-5}. */
public interface ListContract extends Contract {

    /**
     * A list has what its filter selects, once.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DOM_3)
    default void aListHasEveryDomainOnce(Bench bench) {
        List<DomainInfo> made =
                new ArrayList<>(List.of(bench.define(), bench.row(bench.shared().id())));
        if (bench.session().support(Feature.TRANSIENT, new Target.Host()).isYes()) {
            made.add(bench.row(bench.create(bench.spec(), Creation.TRANSIENT).id()));
        }
        List<Executable> checks = new ArrayList<>();
        for (Activity activity : Activity.values()) {
            for (Persistence persistence : Persistence.values()) {
                DomainFilter filter = new DomainFilter(activity, persistence);
                List<DomainInfo> listed = bench.domains().list(filter, Set.of());
                checks.add(() -> assertEquals(
                        listed.stream().map(DomainInfo::id).distinct().count(),
                        listed.size(),
                        () -> filter + " lists a domain twice"));
                Set<String> ours = names(listed);
                ours.retainAll(names(made));
                checks.add(() -> assertEquals(
                        names(made.stream().filter(row -> selects(filter, row)).toList()),
                        ours,
                        () -> filter + " of domains " + made));
            }
        }
        assertAll(checks);
    }

    private static Set<String> names(List<DomainInfo> rows) {
        return rows.stream().map(DomainInfo::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean selects(DomainFilter filter, DomainInfo row) {
        boolean activity =
                switch (filter.activity()) {
                    case ANY -> true;
                    case ACTIVE -> row.state().isActive();
                    case INACTIVE -> !row.state().isActive();
                };
        boolean persistence =
                switch (filter.persistence()) {
                    case ANY -> true;
                    case PERSISTENT -> row.persistent();
                    case TRANSIENT -> !row.persistent();
                };
        return activity && persistence;
    }

    /**
     * A longer list takes no more round trips.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DOM_3)
    default void aLongListTakesAsManyRoundTripsAsAShortOne(Bench bench) {
        LongSupplier counter = bench.backend()
                .roundTrips()
                .orElseThrow(() -> Ruling.unknown("round trips were not counted (BackendBuilder.roundTrips)"));
        bench.define();
        long few = roundTrips(bench, counter);
        for (int i = 0; i < 5; i++) {
            bench.define();
        }
        assertEquals(few, roundTrips(bench, counter), "round trips of a list with five domains more");
    }

    private static long roundTrips(Bench bench, LongSupplier counter) {
        long before = counter.getAsLong();
        bench.domains().list(DomainFilter.all(), Bench.ALL);
        return counter.getAsLong() - before;
    }

    /**
     * A row has what was asked for.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DOM_5)
    default void aRowHasTheWantedFields(Bench bench) {
        DomainId id = bench.shared().id();
        List<Executable> checks = new ArrayList<>();
        for (Set<DomainField> wanted : List.of(
                EnumSet.noneOf(DomainField.class),
                EnumSet.of(DomainField.STATUS),
                EnumSet.of(DomainField.RESOURCES),
                EnumSet.of(DomainField.PERSISTENCE),
                Bench.ALL)) {
            Optional<DomainInfo> found = bench.domains().find(new DomainRef.ById(id), wanted);
            Optional<DomainInfo> listed = bench.domains().list(DomainFilter.all(), wanted).stream()
                    .filter(row -> row.id().equals(id))
                    .findFirst();
            checks.add(() -> hasAll(wanted, found.orElseThrow()));
            checks.add(() -> hasAll(wanted, listed.orElseThrow()));
        }
        assertAll(checks);
    }

    private static void hasAll(Set<DomainField> wanted, DomainInfo row) {
        for (DomainField field : wanted) {
            switch (field) {
                case STATUS -> assertNotNull(row.status());
                case RESOURCES -> {
                    assertNotNull(row.memory());
                    assertTrue(row.cpus() > 0, "a domain without CPUs");
                }
                case PERSISTENCE ->
                    assertTrue(row.persistent() || !row.autostart(), "a transient domain with autostart");
            }
        }
    }
}
