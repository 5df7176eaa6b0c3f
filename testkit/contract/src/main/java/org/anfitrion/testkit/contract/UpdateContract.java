package org.anfitrion.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.UUID;
import org.anfitrion.api.domain.Applied;
import org.anfitrion.api.domain.CpuCount;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.Memory;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.error.ConflictException;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.Target;
import org.junit.jupiter.api.Test;

/** The rules of updates: {@code DOM-11} to {@code DOM-14}. */
public interface UpdateContract extends Contract {

    /**
     * What differs is changed, and only that.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DOM_11)
    default void anUpdateChangesWhatDiffersAndNothingElse(Bench bench) {
        DomainId id = bench.define(bench.backend().rich(bench.name())).id();
        Described<DomainSpec> base = bench.read(id);
        DomainSpec wanted = base.spec().toBuilder()
                .memory(larger(base.spec()))
                .cpus(CpuCount.of(base.spec().cpus().maximum() + 1))
                .description("updated")
                .build();
        Applied applied = bench.update(id, base, wanted);
        Described<DomainSpec> now = bench.read(id);
        DomainInfo row = bench.row(id);
        assertAll(
                () -> assertEquals(wanted, now.spec(), "the description after the update"),
                () -> assertNotEquals(base.revision(), now.revision(), "the revision after the update"),
                () -> assertEquals(wanted.memory().current(), row.memory(), "the memory in the row"),
                () -> assertEquals(wanted.cpus().current(), row.cpus(), "the CPUs in the row"),
                () -> assertFalse(applied.changes().isEmpty(), "no changes are reported"),
                () -> assertEquals(Set.of(Scope.CONFIG), applied.scopes(), "where it took effect"),
                () -> assertFalse(applied.waitsForRestart(), "a domain that is shut off waits for a restart"));
    }

    private static Memory larger(DomainSpec spec) {
        return Memory.of(DataSize.bytes(
                spec.memory().maximum().bytes() + DataSize.mebibytes(16).bytes()));
    }

    /**
     * The configuration of a running domain is for its next start.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DOM_11)
    default void anUpdateOfTheConfigurationLeavesTheRunningDomainAlone(Bench bench) {
        DomainInfo running = bench.row(bench.running().id());
        Described<DomainSpec> base = bench.read(running.id());
        DomainSpec wanted = base.spec().toBuilder().memory(larger(base.spec())).build();
        Applied applied = bench.update(running.id(), base, wanted);
        DomainInfo after = bench.row(running.id());
        assertAll(
                () -> assertEquals(running.memory(), after.memory(), "the memory of what runs"),
                () -> assertEquals(running.state(), after.state(), "the state of what runs"),
                () -> assertTrue(applied.waitsForRestart(), "nothing is said to wait for the next start"));
        bench.power(running.id(), PowerAction.DESTROY);
        assertEquals(
                wanted.memory().current(), bench.row(running.id()).memory(), "the memory that the next start uses");
    }

    /**
     * Of two writers the second learns of the first.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DOM_12)
    default void anUpdateFromAnOldBaseIsAConflict(Bench bench) {
        DomainId id = bench.define().id();
        Described<DomainSpec> base = bench.read(id);
        bench.update(id, base, base.spec().toBuilder().description("the first").build());
        DomainSpec second = base.spec().toBuilder().memory(larger(base.spec())).build();
        refused(bench, ConflictException.class, id, base, second);
        assertEquals("the first", bench.read(id).spec().description().orElse("nothing"), "the first writer's work");
    }

    private static void refused(
            Bench bench,
            Class<? extends HypervisorException> type,
            DomainId id,
            Described<DomainSpec> base,
            DomainSpec wanted) {
        bench.questions().refused(type, Feature.UPDATE_CONFIG, new Target.OfDomain(id), () -> bench.domains()
                .update(id, base, wanted, Scope.CONFIG, Progress.unwatched()));
    }

    /**
     * Nothing to change is nothing changed.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DOM_13)
    default void anUpdateWithoutADifferenceChangesNothing(Bench bench) {
        DomainId id = bench.define(bench.backend().rich(bench.name())).id();
        Described<DomainSpec> base = bench.read(id);
        bench.unaltered(() -> {
            Applied applied = bench.update(id, base, base.spec().toBuilder().build());
            assertTrue(applied.changes().isEmpty(), () -> "it reports " + applied.changes());
            assertFalse(applied.waitsForRestart(), "it waits for a restart");
        });
    }

    /**
     * A domain stays itself.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DOM_14)
    default void anUpdateCannotChangeWhoADomainIs(Bench bench) {
        DomainInfo domain = bench.define();
        Described<DomainSpec> base = bench.read(domain.id());
        DomainSpec renamed = base.spec().toBuilder().name(bench.name()).build();
        refused(bench, InvalidSpecException.class, domain.id(), base, renamed);
        if (domain.uuid().isPresent()) {
            DomainSpec other = base.spec().toBuilder().uuid(UUID.randomUUID()).build();
            refused(bench, InvalidSpecException.class, domain.id(), base, other);
        }
    }
}
