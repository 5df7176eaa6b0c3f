package org.anfitrion.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Optional;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.DomainStatus;
import org.anfitrion.api.domain.Leftover;
import org.anfitrion.api.domain.StateReason;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.SavedStateFacet;
import org.anfitrion.spi.Target;
import org.junit.jupiter.api.Test;

/** The rules of saved memory: {@code SAV}. */
public interface SavedStateContract extends Contract {

    /**
     * What was saved goes on.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.SAV_1)
    default void aSavedDomainGoesOnWithItsNextStart(Bench bench) {
        SavedStateFacet facet = bench.facet(SavedStateFacet.class, Feature.MANAGED_SAVE);
        DomainId id = bench.savable().id();
        DomainStatus saved = new DomainStatus(DomainState.SHUT_OFF, StateReason.SAVED);
        assertEquals(saved, save(bench, facet, id).status(), "returned by save");
        assertEquals(saved, bench.row(id).status(), "found after save");
        assertTrue(facet.saved(id), "nothing is saved");
        DomainStatus restored = new DomainStatus(DomainState.RUNNING, StateReason.RESTORED);
        assertEquals(restored, bench.power(id, PowerAction.START).status(), "returned by start");
        assertFalse(facet.saved(id), "the memory is not used up");
    }

    /**
     * What was thrown away is not used.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.SAV_2)
    default void aDomainBootsAfterItsMemoryWasThrownAway(Bench bench) {
        SavedStateFacet facet = bench.facet(SavedStateFacet.class, Feature.MANAGED_SAVE);
        DomainId id = bench.savable().id();
        save(bench, facet, id);
        facet.discard(id);
        assertFalse(facet.saved(id), "it is still saved");
        DomainStatus started = bench.power(id, PowerAction.START).status();
        assertEquals(DomainState.RUNNING, started.state());
        assertNotEquals(StateReason.RESTORED, started.reason(), "why it runs");
    }

    /**
     * Where there is nothing, nothing is saved and nothing thrown away.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.SAV_3)
    default void thereHasToBeSomethingToSave(Bench bench) {
        SavedStateFacet facet = bench.facet(SavedStateFacet.class, Feature.MANAGED_SAVE);
        DomainId id = bench.define().id();
        Target on = new Target.OfDomain(id);
        bench.questions()
                .refused(
                        InvalidStateException.class,
                        Feature.MANAGED_SAVE,
                        on,
                        () -> facet.save(id, Progress.unwatched()));
        bench.questions().refused(NotFoundException.class, Feature.MANAGED_SAVE, on, () -> facet.discard(id));
    }

    /**
     * A guest's work is not thrown away by the way.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.SAV_4)
    default void aSavedDomainIsNotRemovedByTheWay(Bench bench) {
        SavedStateFacet facet = bench.facet(SavedStateFacet.class, Feature.MANAGED_SAVE);
        DomainId id = bench.savable().id();
        save(bench, facet, id);
        bench.questions().refused(InvalidStateException.class, () -> bench.remove(id));
        assertTrue(facet.saved(id), "it is not saved any more");
        bench.domains().remove(id, EnumSet.of(Leftover.MANAGED_SAVE));
        assertEquals(Optional.empty(), bench.find(id), "found after the removal");
    }

    /**
     * A file is all that is needed.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.SAV_5)
    default void aDomainGoesOnFromAFile(Bench bench) {
        SavedStateFacet facet = bench.facet(SavedStateFacet.class, Feature.SAVE_FILE);
        DriveFixture fixture = bench.backend().fixture(DriveFixture.class);
        DomainInfo before = bench.savable();
        DomainId id = before.id();
        String file = fixture.file().apply(bench.name());
        DomainInfo saved = bench.perform(
                Feature.SAVE_FILE, new Target.OfDomain(id), () -> facet.saveTo(id, file, Progress.unwatched()));
        assertEquals(DomainState.SHUT_OFF, saved.state(), "returned by saving");
        assertEquals(DomainState.SHUT_OFF, bench.row(id).state(), "found after saving");
        DomainInfo restored = facet.restore(file, Progress.unwatched());
        assertAll(
                () -> assertEquals(DomainState.RUNNING, restored.state(), "state"),
                () -> assertEquals(DomainState.RUNNING, bench.row(id).state(), "state found"),
                () -> assertEquals(before.id(), restored.id(), "id"),
                () -> assertEquals(before.name(), restored.name(), "name"),
                () -> assertEquals(before.uuid(), restored.uuid(), "UUID"));
        bench.questions()
                .refused(
                        NotFoundException.class,
                        Feature.SAVE_FILE,
                        new Target.Host(),
                        () -> facet.restore(fixture.file().apply(bench.name()), Progress.unwatched()));
    }

    private static DomainInfo save(Bench bench, SavedStateFacet facet, DomainId id) {
        return bench.perform(Feature.MANAGED_SAVE, new Target.OfDomain(id), () -> facet.save(id, Progress.unwatched()));
    }
}
