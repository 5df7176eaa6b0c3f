package org.anfitrion.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.snapshot.RevertState;
import org.anfitrion.api.snapshot.SnapshotId;
import org.anfitrion.api.snapshot.SnapshotInfo;
import org.anfitrion.api.snapshot.SnapshotSpec;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.Target;
import org.junit.jupiter.api.Test;

/** The rules of snapshots: {@code SNP}. */
public interface SnapshotContract extends Contract {

    /**
     * What was taken is listed, and is where the domain goes on from.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.SNP_1)
    default void aTakenSnapshotIsTheCurrentOneAndAChildOfTheOneBefore(Bench bench) {
        Past past = Past.of(bench);
        DomainId id = past.domain().id();
        SnapshotInfo first = past.take(id, SnapshotSpec.named("first").description("before & after"));
        SnapshotInfo second = past.take(id, "second");
        SnapshotInfo found = past.row(id, first.id());
        assertAll(
                () -> assertEquals("first", found.name(), "name"),
                () -> assertEquals(Optional.of("before & after"), found.description(), "description"),
                () -> assertEquals(Optional.empty(), found.parent(), "parent of the first"),
                () -> assertEquals(false, found.memory(), "memory"),
                () -> assertEquals(Optional.of(second.id()), past.current(id), "the current one"),
                () -> assertEquals(
                        Optional.of(first.id()), past.row(id, second.id()).parent(), "parent of the second"),
                () -> assertEquals(true, second.current(), "the returned row is the current one"),
                () -> assertEquals(
                        List.of(first.id(), second.id()),
                        past.rows(id).stream().map(SnapshotInfo::id).toList(),
                        "the list, parents first"));
    }

    /**
     * A name is taken once.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.SNP_2)
    default void aNameIsNotTakenTwice(Bench bench) {
        Past past = Past.of(bench);
        DomainId id = past.domain().id();
        SnapshotInfo first = past.take(id, SnapshotSpec.named("first").description("the one"));
        past.refused(
                AlreadyExistsException.class, id, SnapshotSpec.named("first").description("another"));
        assertEquals(
                first.description(),
                past.row(id, first.id()).description(),
                "the description of the one that is there");
    }

    /**
     * Going back goes back.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.SNP_3)
    default void revertingBringsBackTheConfiguration(Bench bench) {
        Past past = Past.of(bench);
        DomainId id = past.domain().id();
        Described<DomainSpec> then = bench.read(id);
        SnapshotInfo first = past.take(id, "first");
        bench.update(id, then, then.spec().toBuilder().description("since then").build());
        SnapshotInfo second = past.take(id, "second");
        past.revert(id, first.id(), RevertState.AS_TAKEN);
        assertAll(
                () -> assertEquals(then.spec(), bench.read(id).spec(), "the configuration"),
                () -> assertEquals(Optional.of(first.id()), past.current(id), "the current one"),
                () -> assertEquals(
                        Set.of(first.id(), second.id()),
                        past.rows(id).stream().map(SnapshotInfo::id).collect(Collectors.toSet()),
                        "the snapshots"));
    }

    /**
     * Going back brings back what the guest has overwritten.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.SNP_3)
    default void revertingBringsBackTheContentOfDrives(Bench bench) {
        Past past = Past.of(bench);
        DomainInfo row = past.running();
        DomainSpec spec = bench.read(row.id()).spec();
        past.fixture().writing().accept(spec, bytes("then"));
        bench.power(row.id(), PowerAction.DESTROY);
        SnapshotInfo first = past.take(row.id(), "first");
        bench.power(row.id(), PowerAction.START);
        past.fixture().writing().accept(spec, bytes("now!"));
        bench.power(row.id(), PowerAction.DESTROY);
        past.revert(row.id(), first.id(), RevertState.AS_TAKEN);
        assertArrayEquals(bytes("then"), past.fixture().reading().apply(spec, 4));
    }

    /**
     * Without memory there is nothing to go on from.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.SNP_4)
    default void aDomainGoesBackToASnapshotWithoutMemoryAsAfterAPowerCut(Bench bench) {
        Past past = Past.of(bench);
        DomainId id = past.running().id();
        SnapshotInfo cold = past.take(id, "cold");
        assertEquals(DomainState.RUNNING, bench.row(id).state(), "after the snapshot");
        past.revert(id, cold.id(), RevertState.AS_TAKEN);
        assertEquals(DomainState.SHUT_OFF, bench.row(id).state(), "after going back");
        past.revert(id, cold.id(), RevertState.RUNNING);
        assertEquals(DomainState.RUNNING, bench.row(id).state(), "after going back to run");
        past.revert(id, cold.id(), RevertState.PAUSED);
        assertEquals(DomainState.PAUSED, bench.row(id).state(), "after going back to pause");
    }

    /**
     * With memory the guest goes on.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.SNP_4)
    default void aDomainGoesOnFromASnapshotWithMemory(Bench bench) {
        Past past = Past.of(bench);
        DomainId id = past.running().id();
        SnapshotInfo warm = past.take(id, SnapshotSpec.named("warm").withMemory());
        assertTrue(past.row(id, warm.id()).memory(), "the row does not tell of the memory");
        assertEquals(DomainState.RUNNING, bench.row(id).state(), "after the snapshot");
        bench.power(id, PowerAction.DESTROY);
        past.revert(id, warm.id(), RevertState.AS_TAKEN);
        assertEquals(DomainState.RUNNING, bench.row(id).state(), "after going back");
        past.revert(id, warm.id(), RevertState.PAUSED);
        assertEquals(DomainState.PAUSED, bench.row(id).state(), "after going back to pause");
    }

    /**
     * What is in the middle can go.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.SNP_5)
    default void theChildrenOfADeletedSnapshotStay(Bench bench) {
        Past past = Past.of(bench);
        DomainId id = past.domain().id();
        SnapshotInfo first = past.take(id, "first");
        SnapshotInfo second = past.take(id, "second");
        SnapshotInfo third = past.take(id, "third");
        past.delete(id, second.id(), false);
        assertEquals(Optional.of(first.id()), past.row(id, third.id()).parent(), "parent of the third");
        assertEquals(2, past.rows(id).size(), "how many are left");
        past.delete(id, first.id(), true);
        assertEquals(List.of(), past.rows(id), "what is left of the first and what was on top of it");
    }

    /**
     * What is not there is not found, and what has no memory keeps none.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.SNP_6)
    default void whatIsNotThereIsRefused(Bench bench) {
        Past past = Past.of(bench);
        DomainId id = past.domain().id();
        SnapshotInfo there = past.take(id, "there");
        past.delete(id, there.id(), false);
        Target on = new Target.OfDomain(id);
        SnapshotId gone = there.id();
        bench.questions().refused(NotFoundException.class, Feature.SNAPSHOT_REVERT, on, () -> past.facet()
                .revert(id, gone, RevertState.AS_TAKEN, Progress.unwatched()));
        bench.questions().refused(NotFoundException.class, Feature.SNAPSHOTS, on, () -> past.delete(id, gone, false));
        past.refused(InvalidStateException.class, id, SnapshotSpec.named("warm").withMemory());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
