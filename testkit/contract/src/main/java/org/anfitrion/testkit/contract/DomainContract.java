package org.anfitrion.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.Leftover;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DomainRef;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The rules of making, finding and removing domains: {@code DOM-1}, {@code DOM-2}, {@code DOM-4}, {@code DOM-6} to {@code DOM-8}. */
public interface DomainContract extends Contract {

    /**
     * What was asked for is there.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DOM_1)
    default void aDefinedDomainIsWhatWasAskedFor(Bench bench) {
        UUID uuid = UUID.randomUUID();
        DomainSpec spec = bench.spec().toBuilder().cpus(2).uuid(uuid).build();
        DomainInfo made = bench.define(spec);
        List<Executable> checks = new ArrayList<>();
        for (DomainInfo row : List.of(made, bench.row(made.id()))) {
            checks.add(() -> assertEquals(made.id(), row.id(), "id"));
            checks.add(() -> assertEquals(spec.name(), row.name(), "name"));
            checks.add(() -> assertEquals(uuid, row.uuid().orElse(uuid), "UUID"));
            checks.add(() -> assertEquals(DomainState.SHUT_OFF, row.state(), "state"));
            checks.add(() -> assertTrue(row.persistent(), "it is not persistent"));
            checks.add(() -> assertFalse(row.autostart(), "it starts with its host, unasked"));
            checks.add(() -> assertEquals(2, row.cpus(), "CPUs"));
            checks.add(() -> assertEquals(spec.memory().current(), row.memory(), "memory"));
        }
        assertAll(checks);
    }

    /**
     * A name that is taken stays with its owner.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DOM_2)
    default void aTakenNameIsRefused(Bench bench) {
        DomainInfo owner = bench.define();
        DomainSpec same = bench.backend().plain(owner.name()).toBuilder()
                .description("not the owner")
                .build();
        bench.each(EnumSet.of(Creation.DEFINE, Creation.TRANSIENT), creation -> refused(bench, same, creation));
    }

    /**
     * A UUID that is taken stays with its owner.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DOM_2)
    default void aTakenUuidIsRefused(Bench bench) {
        UUID uuid = bench.define().uuid().orElseThrow(() -> Ruling.no("UUIDs: the backend has none"));
        DomainSpec same = bench.spec().toBuilder().uuid(uuid).build();
        bench.each(EnumSet.of(Creation.DEFINE, Creation.TRANSIENT), creation -> refused(bench, same, creation));
    }

    private static void refused(Bench bench, DomainSpec spec, Creation creation) {
        bench.questions()
                .refused(
                        AlreadyExistsException.class,
                        Bench.feature(creation),
                        new Target.OfSpec(spec),
                        () -> bench.domains().create(spec, creation, Progress.unwatched()));
    }

    /**
     * A running domain is not replaced either.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DOM_2)
    default void theNameOfARunningDomainIsRefused(Bench bench) {
        DomainInfo owner = bench.shared();
        refused(bench, bench.backend().plain(owner.name()), Creation.DEFINE);
    }

    /**
     * Everything that names a domain finds it.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DOM_4)
    default void aDomainIsFoundByWhateverNamesIt(Bench bench) {
        DomainInfo made = bench.define();
        bench.define();
        List<DomainRef> references = new ArrayList<>();
        references.add(new DomainRef.ById(made.id()));
        references.add(new DomainRef.ByName(made.name()));
        made.uuid().ifPresent(uuid -> references.add(new DomainRef.ByUuid(uuid)));
        assertAll(references.stream().map(reference -> (Executable) () -> assertEquals(
                made.id(),
                bench.domains().find(reference, Set.of()).map(DomainInfo::id).orElse(null),
                () -> "found by " + reference)));
    }

    /**
     * Looking for what is not there is not a mistake.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DOM_4)
    default void whatIsNotThereIsNotFound(Bench bench) {
        DomainInfo gone = bench.define();
        bench.remove(gone.id());
        List<DomainRef> references = List.of(
                new DomainRef.ById(gone.id()),
                new DomainRef.ByName(gone.name()),
                new DomainRef.ByName(bench.name()),
                new DomainRef.ByUuid(UUID.randomUUID()));
        assertAll(references.stream().map(reference -> (Executable) () -> assertEquals(
                List.of(),
                bench.domains().find(reference, Bench.ALL).stream().toList(),
                () -> "found by " + reference)));
    }

    /**
     * Whatever is done to a domain that has gone says that it has gone.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DOM_6)
    default void whatIsNotThereCannotBeWorkedOn(Bench bench) {
        DomainInfo gone = bench.define();
        DomainId id = gone.id();
        Described<DomainSpec> base = bench.read(id);
        DomainSpec wanted = base.spec().toBuilder().description("changed").build();
        bench.remove(id);
        Target on = new Target.Host();
        List<Call> calls = new ArrayList<>();
        calls.add(Call.of("read", () -> bench.read(id)));
        calls.add(Call.of("read what runs", () -> bench.domains().read(id, View.LIVE)));
        calls.add(Call.of(Feature.UPDATE_CONFIG, on, () -> bench.domains()
                .update(id, base, wanted, Scope.CONFIG, Progress.unwatched())));
        calls.add(Call.of(Feature.AUTOSTART, on, () -> bench.domains().autostart(id, true)));
        calls.add(Call.of("remove", () -> bench.domains().remove(id, EnumSet.allOf(Leftover.class))));
        for (PowerAction action : PowerAction.values()) {
            Runnable power = () -> bench.domains().power(id, action, Deadline.after(Bench.ENOUGH));
            calls.add(Bench.feature(action)
                    .map(feature -> Call.of(feature, on, power))
                    .orElseGet(() -> Call.of(action.verb(), power)));
        }
        bench.each(calls, call -> call.feature()
                .ifPresentOrElse(
                        feature -> bench.questions().refused(NotFoundException.class, feature, on, call.operation()),
                        () -> bench.questions().refused(NotFoundException.class, call.operation())));
    }

    /**
     * What was removed is gone, and leaves its name to others.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DOM_7)
    default void aRemovedDomainIsGone(Bench bench) {
        DomainSpec spec = bench.spec();
        DomainInfo made = bench.define(spec);
        bench.remove(made.id());
        assertAll(
                () -> assertTrue(bench.find(made.id()).isEmpty(), "it is still found"),
                () -> assertFalse(bench.world().domains().containsKey(spec.name()), "it is still listed"));
        assertEquals(spec.name(), bench.define(spec).name(), "another of that name");
    }

    /**
     * Removing does not stop.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DOM_8)
    default void anActiveDomainIsNotRemoved(Bench bench) {
        DomainInfo running = bench.shared();
        bench.questions().refused(InvalidStateException.class, () -> bench.domains()
                .remove(running.id(), EnumSet.allOf(Leftover.class)));
        assertEquals(DomainState.RUNNING, bench.row(running.id()).state());
    }
}
