package org.anfitrion.api.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.unit.DataSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DomainInfoTest {

    private static final DomainId ID = new DomainId("7");
    private static final UUID NUMBER = UUID.fromString("5f6e0e9c-6bb6-4d6f-9f3a-0c9be4d1a0b1");
    private static final DataSize SIZE = DataSize.mebibytes(64);
    private static final DomainStatus PAUSED = new DomainStatus(DomainState.PAUSED, StateReason.REQUESTED);
    private static final DomainInfo BARE = DomainInfo.of(ID, "web").build();

    private static DomainInfo.Builder full() {
        return DomainInfo.of(ID, "web")
                .uuid(NUMBER)
                .status(PAUSED)
                .resources(2, SIZE)
                .persistence(true, false);
    }

    @Test
    void aRowTellsWhatItWasTold() {
        DomainInfo row = full().build();
        assertEquals(ID, row.id());
        assertEquals("web", row.name());
        assertEquals(Optional.of(NUMBER), row.uuid());
        assertEquals(PAUSED, row.status());
        assertEquals(DomainState.PAUSED, row.state());
        assertEquals(2, row.cpus());
        assertEquals(SIZE, row.memory());
        assertTrue(row.persistent());
        assertFalse(row.autostart());
        DomainInfo other = full().persistence(false, true).build();
        assertFalse(other.persistent());
        assertTrue(other.autostart());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("facts")
    void aFactThatWasNotAskedForIsNotMadeUp(DomainField field, Function<DomainInfo, Object> fact) {
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> fact.apply(BARE));
        assertTrue(e.getMessage().contains(field.name()) && e.getMessage().contains("'web'"), e.getMessage());
    }

    static Stream<Arguments> facts() {
        return Stream.of(
                fact(DomainField.STATUS, DomainInfo::status),
                fact(DomainField.STATUS, DomainInfo::state),
                fact(DomainField.RESOURCES, DomainInfo::cpus),
                fact(DomainField.RESOURCES, DomainInfo::memory),
                fact(DomainField.PERSISTENCE, DomainInfo::persistent),
                fact(DomainField.PERSISTENCE, DomainInfo::autostart));
    }

    private static Arguments fact(DomainField field, Function<DomainInfo, Object> fact) {
        return Arguments.of(field, fact);
    }

    @Test
    void identityIsAlwaysThereAndABackendWithoutUuidsHasNone() {
        assertEquals(ID, BARE.id());
        assertEquals("web", BARE.name());
        assertEquals(Optional.empty(), BARE.uuid());
    }

    @Test
    void rowsAreEqualIfAllTheirFactsAre() {
        assertEquals(full().build(), full().build());
        assertEquals(full().build().hashCode(), full().build().hashCode());
        List<UnaryOperator<DomainInfo.Builder>> changes = List.of(
                row -> row.uuid(new UUID(1, 2)),
                row -> row.status(new DomainStatus(DomainState.PAUSED, StateReason.IO_ERROR)),
                row -> row.resources(3, SIZE),
                row -> row.resources(2, DataSize.mebibytes(65)),
                row -> row.persistence(false, false),
                row -> row.persistence(true, true));
        Set<DomainInfo> rows = new HashSet<>(Set.of(full().build(), BARE));
        changes.forEach(change -> rows.add(change.apply(full()).build()));
        rows.add(DomainInfo.of(new DomainId("8"), "web").build());
        rows.add(DomainInfo.of(ID, "mail").build());
        assertEquals(changes.size() + 4, rows.size());
        assertNotEquals(BARE, ID);
    }

    @Test
    void rowsSpreadOverAHashTable() {
        long different = IntStream.range(0, 100)
                .map(number -> DomainInfo.of(ID, "web" + number).build().hashCode())
                .distinct()
                .count();
        assertTrue(different > 90, () -> different + " of 100");
    }

    @Test
    void aRowShowsItsFacts() {
        String shown = full().build().toString();
        for (Object fact : List.of("7", "web", NUMBER, "PAUSED", 2, "64 MiB", true, false)) {
            assertTrue(shown.contains(fact.toString()), shown);
        }
    }

    @Test
    void anIdentityIsNotEmptyAndShowsItsKey() {
        assertEquals("7", ID.toString());
        assertThrows(InvalidSpecException.class, () -> new DomainId(""));
    }

    @ParameterizedTest
    @EnumSource(DomainState.class)
    void aDomainThatHoldsMemoryIsActive(DomainState state) {
        Set<DomainState> active =
                Set.of(DomainState.RUNNING, DomainState.PAUSED, DomainState.SHUTTING_DOWN, DomainState.PM_SUSPENDED);
        assertEquals(active.contains(state), state.isActive());
    }

    @Test
    void aStatusShowsItsReasonWhereThereIsOne() {
        assertEquals("PAUSED (REQUESTED)", PAUSED.toString());
        assertEquals("PAUSED", new DomainStatus(DomainState.PAUSED, StateReason.UNKNOWN).toString());
    }

    @Test
    void aFilterSelectsByActivityAndIsNarrowedByPersistence() {
        DomainFilter.Persistence any = DomainFilter.Persistence.ANY;
        assertEquals(new DomainFilter(DomainFilter.Activity.ANY, any), DomainFilter.all());
        assertEquals(new DomainFilter(DomainFilter.Activity.ACTIVE, any), DomainFilter.active());
        assertEquals(new DomainFilter(DomainFilter.Activity.INACTIVE, any), DomainFilter.inactive());
        assertEquals(
                new DomainFilter(DomainFilter.Activity.INACTIVE, DomainFilter.Persistence.TRANSIENT),
                DomainFilter.inactive().and(DomainFilter.Persistence.TRANSIENT));
    }

    @Test
    void aConfigurationAsReadShowsItsDescriptionAndNotWhatMayHoldSecrets() {
        String shown = new Described<>(View.LIVE, "spec", "<password>s3cret</password>", "r7").toString();
        assertTrue(shown.contains("LIVE") && shown.contains("spec") && shown.contains("r7"), shown);
        assertFalse(shown.contains("s3cret"));
    }
}
