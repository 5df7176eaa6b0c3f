package org.anfitrion.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.migration.MigrationSpec;
import org.anfitrion.api.unit.WorkUnit;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.DomainRef;
import org.anfitrion.spi.MigrationFacet;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.Target;
import org.junit.jupiter.api.Test;

/** The rules of migration: {@code MIG}. */
public interface MigrationContract extends Contract {

    /**
     * A domain changes its home.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.MIG_1)
    default void aMigratedDomainRunsOnTheTargetAndIsGoneFromTheSource(Bench bench) {
        between(bench, way -> {
            DomainId id = way.running();
            DomainSpec before = bench.read(id).spec();
            DomainInfo moved = way.perform(id, MigrationSpec.whileRunning());
            assertAll(
                    () -> assertEquals(before.name(), moved.name(), "the name on the target"),
                    () -> assertEquals(before.uuid(), moved.uuid(), "the UUID on the target"),
                    () -> assertEquals(DomainState.RUNNING, moved.state(), "the state on the target"),
                    () -> assertTrue(moved.persistent(), "its configuration did not stay on the target"),
                    () -> assertEquals(
                            before,
                            way.target().domains().read(moved.id(), View.CONFIG).spec(),
                            "its configuration on the target"),
                    () -> assertEquals(Optional.empty(), bench.find(id), "what is on the source"));
        });
    }

    /**
     * A configuration stays where it was.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.MIG_1)
    default void aConfigurationStaysOnTheSourceIfThatIsAskedFor(Bench bench) {
        between(bench, way -> {
            DomainId id = way.running();
            DomainSpec before = bench.read(id).spec();
            MigrationSpec live = MigrationSpec.whileRunning();
            DomainInfo moved = way.perform(
                    id,
                    new MigrationSpec(
                            live.live(),
                            live.copyStorage(),
                            false,
                            false,
                            live.bandwidth(),
                            live.maximumDowntime(),
                            live.peerToPeer(),
                            live.address()));
            assertAll(
                    () -> assertFalse(moved.persistent(), "its configuration stays on the target"),
                    () -> assertEquals(DomainState.RUNNING, moved.state(), "the state on the target"),
                    () -> assertEquals(DomainState.SHUT_OFF, bench.row(id).state(), "the state on the source"),
                    () -> assertEquals(before, bench.read(id).spec(), "its configuration on the source"));
        });
    }

    /**
     * A migration that is cancelled has never been.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.MIG_2)
    default void aCancelledMigrationLeavesTheDomainWhereItWas(Bench bench) {
        between(bench, way -> {
            DomainId id = way.running();
            String name = bench.row(id).name();
            bench.questions()
                    .refused(
                            OperationCancelledException.class,
                            Feature.MIGRATION,
                            new Target.OfDomain(id),
                            () -> way.migrate(id, MigrationSpec.whileRunning(), new Cancelled()));
            assertAll(
                    () -> assertEquals(DomainState.RUNNING, bench.row(id).state(), "the state on the source"),
                    () -> assertEquals(Optional.empty(), way.find(name), "what is on the target"));
        });
    }

    /** Progress of work that nobody wants any more. */
    final class Cancelled implements Progress {

        Cancelled() {}

        @Override
        public void report(long done, long total, WorkUnit unit) {
            // nobody watches
        }

        @Override
        public boolean cancelled() {
            return true;
        }

        @Override
        public void onCancel(Runnable action) {
            action.run();
        }
    }

    /**
     * Nobody is driven out.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.MIG_3)
    default void aNameThatIsTakenOnTheTargetStopsTheMigration(Bench bench) {
        between(bench, way -> {
            DomainId id = way.running();
            String name = bench.row(id).name();
            DomainInfo other =
                    way.target().domains().create(bench.backend().plain(name), Creation.DEFINE, Progress.unwatched());
            bench.questions()
                    .refused(
                            AlreadyExistsException.class,
                            Feature.MIGRATION,
                            new Target.OfDomain(id),
                            () -> way.migrate(id, MigrationSpec.whileRunning(), Progress.unwatched()));
            assertAll(
                    () -> assertEquals(DomainState.RUNNING, bench.row(id).state(), "the state on the source"),
                    () -> assertEquals(Optional.of(other), way.find(name), "the other domain on the target"));
        });
    }

    /**
     * Only what runs can move, and only to where it can run.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.MIG_4)
    default void whatDoesNotRunDoesNotMigrate(Bench bench) {
        between(bench, way -> {
            DomainId off = bench.define(way.spec()).id();
            bench.questions()
                    .refused(
                            InvalidStateException.class,
                            Feature.MIGRATION,
                            new Target.OfDomain(off),
                            () -> way.migrate(off, MigrationSpec.whileRunning(), Progress.unwatched()));
        });
    }

    /**
     * Hosts of another kind are no target.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.MIG_4)
    default void aDomainDoesNotMigrateToAnotherKindOfHost(Bench bench) {
        between(bench, way -> {
            DomainId id = way.running();
            Session stranger = Session.class.cast(Proxy.newProxyInstance(
                    Session.class.getClassLoader(), new Class<?>[] {Session.class}, (self, method, arguments) -> {
                        throw new UnsupportedOperationException(method + " of another driver");
                    }));
            bench.questions()
                    .refused(InvalidSpecException.class, Feature.MIGRATION, new Target.OfDomain(id), () -> way.facet()
                            .migrate(
                                    id,
                                    stranger,
                                    way.fixture().uri(),
                                    MigrationSpec.whileRunning(),
                                    Progress.unwatched()));
            assertEquals(DomainState.RUNNING, bench.row(id).state(), "the state on the source");
        });
    }

    private static void between(Bench bench, Consumer<Way> test) {
        MigrationFacet facet = bench.facet(MigrationFacet.class, Feature.MIGRATION);
        MigrationFixture fixture = bench.backend().fixture(MigrationFixture.class);
        try (Session target = fixture.target().get()) {
            try {
                test.accept(new Way(bench, facet, fixture, target));
            } finally {
                List<String> trouble = Broom.sweep(target, bench::isOurs);
                assertEquals(List.of(), trouble, "what could not be removed from the target");
            }
        }
    }

    /** From one host to another. */
    record Way(Bench bench, MigrationFacet facet, MigrationFixture fixture, Session target) {

        DomainSpec spec() {
            return fixture.domain().apply(bench.spec().toBuilder()).build();
        }

        DomainId running() {
            return bench.power(bench.define(spec()).id(), PowerAction.START).id();
        }

        DomainInfo perform(DomainId id, MigrationSpec spec) {
            return bench.perform(
                    Feature.MIGRATION, new Target.OfDomain(id), () -> migrate(id, spec, Progress.unwatched()));
        }

        DomainInfo migrate(DomainId id, MigrationSpec spec, Progress progress) {
            return facet.migrate(id, target, fixture.uri(), fixture.how().apply(spec), progress);
        }

        Optional<DomainInfo> find(String name) {
            return target.domains().find(new DomainRef.ByName(name), Bench.ALL);
        }
    }
}
