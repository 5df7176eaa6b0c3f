package org.anfitrion.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.anfitrion.api.block.BlockJobInfo;
import org.anfitrion.api.block.CommitSpec;
import org.anfitrion.api.block.CopySpec;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.ResourceBusyException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.BlockJobFacet;
import org.anfitrion.spi.Progress;
import org.junit.jupiter.api.Test;

/** The rules of block jobs: {@code BLK}. */
public interface BlockJobContract extends Contract {

    /**
     * What was fetched is needed no more.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.BLK_1)
    default void whatLiesBelowCanBeDeletedAfterAPull(Bench bench) {
        BlockJobFacet facet = bench.facet(BlockJobFacet.class, Feature.BLOCK_PULL);
        Chain chain = Chain.of(bench);
        chain.write("below", 0);
        DiskSpec below = chain.grow("layer");
        chain.write("above", 65_536);
        bench.perform(Feature.BLOCK_PULL, chain.on(), () -> {
            facet.pull(chain.id(), chain.target(), Optional.empty(), Progress.unwatched());
            return true;
        });
        DiskSpec drive = chain.drive();
        chain.stop();
        chain.fixture().reach().delete(Chain.path(below));
        assertEquals("below", chain.read(drive, 0, 5), "what was below");
        assertEquals("above", chain.read(drive, 65_536, 5), "what was above");
    }

    /**
     * A chain becomes shorter and reads the same.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.BLK_2)
    default void aCommittedChainReadsTheSameFromItsBase(Bench bench) {
        BlockJobFacet facet = bench.facet(BlockJobFacet.class, Feature.BLOCK_COMMIT);
        Chain chain = Chain.of(bench);
        chain.write("below", 0);
        DiskSpec below = chain.grow("layer");
        chain.write("above", 65_536);
        commit(bench, facet, chain, CommitSpec.everything());
        DiskSpec drive = chain.drive();
        assertEquals(below.source(), drive.source(), "where the domain goes on");
        chain.stop();
        assertEquals("below", chain.read(drive, 0, 5), "what was below");
        assertEquals("above", chain.read(drive, 65_536, 5), "what was above");
    }

    /**
     * What is in the middle of a chain can go.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.BLK_2)
    default void theMiddleOfAChainIsWrittenDown(Bench bench) {
        BlockJobFacet facet = bench.facet(BlockJobFacet.class, Feature.BLOCK_COMMIT);
        Chain chain = Chain.of(bench);
        DiskSpec below = chain.grow("middle");
        chain.write("middle", 0);
        DiskSpec middle = chain.grow("top");
        chain.write("top", 65_536);
        DiskSpec before = chain.drive();
        commit(bench, facet, chain, new CommitSpec(Optional.of(Chain.path(middle)), Optional.of(Chain.path(below))));
        assertEquals(before.source(), chain.drive().source(), "where the domain goes on");
        chain.stop();
        chain.fixture().reach().delete(Chain.path(middle));
        assertEquals("middle", chain.read(before, 0, 6), "what was in the middle");
        assertEquals("top", chain.read(before, 65_536, 3), "what was on top");
    }

    /**
     * A copy is a copy.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.BLK_3)
    default void aCopyHasTheContentOfTheDrive(Bench bench) {
        BlockJobFacet facet = bench.facet(BlockJobFacet.class, Feature.BLOCK_COPY);
        Chain chain = Chain.of(bench);
        chain.write("first", 0);
        DiskSpec original = chain.drive();
        String aside = chain.fixture().file().apply(bench.name());
        copy(bench, facet, chain, CopySpec.to(aside, original.format()));
        assertEquals(original.source(), chain.drive().source(), "where the domain goes on");
        String away = chain.fixture().file().apply(bench.name());
        copy(bench, facet, chain, CopySpec.to(away, original.format()).andPivot());
        DiskSpec moved = chain.drive();
        assertEquals(away, Chain.path(moved), "where the domain goes on after it was moved");
        chain.write("later", 65_536);
        chain.stop();
        assertEquals("first", chain.read(original.source(new DiskSource.File(aside)), 0, 5));
        assertEquals("first", chain.read(moved, 0, 5), "in the drive that was moved");
        assertEquals("later", chain.read(moved, 65_536, 5), "written after the move");
    }

    /**
     * What is called off has not been.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.BLK_4)
    default void aCancelledJobLeavesTheDomainAsItWas(Bench bench) {
        BlockJobFacet facet = bench.facet(BlockJobFacet.class, Feature.BLOCK_COPY);
        Chain chain = Chain.of(bench);
        DiskSpec before = chain.drive();
        CopySpec away = CopySpec.to(chain.fixture().file().apply(bench.name()), before.format())
                .andPivot();
        Meanwhile progress = Meanwhile.cancelling();
        progress.cancels(() -> bench.perform(Feature.BLOCK_COPY, chain.on(), () -> {
            facet.copy(chain.id(), chain.target(), away, progress);
            return true;
        }));
        assertAll(
                () -> assertEquals(before.source(), chain.drive().source(), "where the domain goes on"),
                () -> assertEquals(DomainState.RUNNING, bench.row(chain.id()).state(), "state"),
                () -> assertEquals(List.of(), facet.jobs(chain.id()), "jobs"));
    }

    /**
     * A drive grows while its guest runs.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.BLK_5)
    default void aResizedDriveHasTheNewCapacity(Bench bench) {
        BlockJobFacet facet = bench.facet(BlockJobFacet.class, Feature.BLOCK_RESIZE);
        Chain chain = Chain.of(bench);
        DataSize larger = DataSize.gibibytes(2);
        bench.perform(Feature.BLOCK_RESIZE, chain.on(), () -> {
            facet.resize(chain.id(), chain.target(), larger);
            return true;
        });
        chain.write("end", larger.bytes() - 3);
        bench.questions()
                .refused(
                        InvalidSpecException.class,
                        Feature.BLOCK_RESIZE,
                        chain.on(),
                        () -> facet.resize(chain.id(), chain.target(), DataSize.mebibytes(1)));
        DiskSpec drive = chain.drive();
        chain.stop();
        assertEquals("end", chain.read(drive, larger.bytes() - 3, 3), "what was written at the new end");
    }

    /**
     * A job can be seen, and nobody gets in its way.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.BLK_6)
    default void aJobIsListedAndKeepsOthersAway(Bench bench) {
        BlockJobFacet facet = bench.facet(BlockJobFacet.class, Feature.BLOCK_COPY);
        Chain chain = Chain.of(bench);
        List<BlockJobInfo> listed = new ArrayList<>();
        CopySpec spec = CopySpec.to(
                chain.fixture().file().apply(bench.name()), chain.drive().format());
        CopySpec second = CopySpec.to(
                chain.fixture().file().apply(bench.name()), chain.drive().format());
        Meanwhile progress = Meanwhile.doing(() -> {
            listed.addAll(facet.jobs(chain.id()));
            assertThrows(
                    ResourceBusyException.class,
                    () -> facet.copy(chain.id(), chain.target(), second, Progress.unwatched()),
                    "a second job");
        });
        bench.perform(Feature.BLOCK_COPY, chain.on(), () -> {
            facet.copy(chain.id(), chain.target(), spec, progress);
            return true;
        });
        progress.happened();
        assertEquals(
                List.of(chain.target()),
                listed.stream().map(BlockJobInfo::target).toList(),
                "while it worked");
        BlockJobInfo job = listed.get(0);
        assertTrue(job.total() > 0 && job.done() >= 0 && job.done() <= job.total(), () -> "how far it was: " + job);
        assertEquals(List.of(), facet.jobs(chain.id()), "after it");
        assertFalse(chain.fixture().reach().exists(second.file()), "the second copy is there");
    }

    /**
     * Who works on nothing is told.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.BLK_7)
    default void whatIsNotThereIsNotWorkedOn(Bench bench) {
        BlockJobFacet facet = bench.facet(BlockJobFacet.class, Feature.BLOCK_COPY);
        Chain chain = Chain.of(bench);
        DomainId id = chain.id();
        CopySpec spec = CopySpec.to(
                chain.fixture().file().apply(bench.name()), chain.drive().format());
        refused(
                bench,
                NotFoundException.class,
                Feature.BLOCK_COPY,
                chain,
                () -> facet.copy(id, "nodrive", spec, Progress.unwatched()));
        refused(
                bench,
                NotFoundException.class,
                Feature.BLOCK_PULL,
                chain,
                () -> facet.pull(id, "nodrive", Optional.empty(), Progress.unwatched()));
        refused(
                bench,
                NotFoundException.class,
                Feature.BLOCK_COMMIT,
                chain,
                () -> facet.commit(id, "nodrive", CommitSpec.everything(), Progress.unwatched()));
        refused(
                bench,
                NotFoundException.class,
                Feature.BLOCK_RESIZE,
                chain,
                () -> facet.resize(id, "nodrive", DataSize.gibibytes(4)));
        chain.stop();
        refused(
                bench,
                InvalidStateException.class,
                Feature.BLOCK_COPY,
                chain,
                () -> facet.copy(id, chain.target(), spec, Progress.unwatched()));
        refused(
                bench,
                InvalidStateException.class,
                Feature.BLOCK_RESIZE,
                chain,
                () -> facet.resize(id, chain.target(), DataSize.gibibytes(4)));
    }

    private static void refused(
            Bench bench, Class<? extends HypervisorException> type, Feature feature, Chain chain, Runnable operation) {
        try {
            bench.questions().refused(type, feature, chain.on(), operation);
        } catch (Ruling ruling) {
            bench.questions().note(ruling.verdict().word() + " for " + ruling.reason());
        }
    }

    private static void commit(Bench bench, BlockJobFacet facet, Chain chain, CommitSpec spec) {
        bench.perform(Feature.BLOCK_COMMIT, chain.on(), () -> {
            facet.commit(chain.id(), chain.target(), spec, Progress.unwatched());
            return true;
        });
    }

    private static void copy(Bench bench, BlockJobFacet facet, Chain chain, CopySpec spec) {
        bench.perform(Feature.BLOCK_COPY, chain.on(), () -> {
            facet.copy(chain.id(), chain.target(), spec, Progress.unwatched());
            return true;
        });
    }
}
