package org.anfitrion.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.anfitrion.api.backup.BackupDisk;
import org.anfitrion.api.backup.BackupExport;
import org.anfitrion.api.backup.BackupSpec;
import org.anfitrion.api.backup.CheckpointInfo;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.ResourceBusyException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.BackupFacet;
import org.anfitrion.spi.Progress;
import org.junit.jupiter.api.Test;

/** The rules of backups: {@code BCK}. */
public interface BackupContract extends Contract {

    /**
     * A backup is a moment.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.BCK_1)
    default void aBackupHasWhatTheDriveHadWhenItBegan(Bench bench) {
        BackupFacet facet = bench.facet(BackupFacet.class, Feature.BACKUP_PUSH);
        Chain chain = Chain.of(bench);
        chain.write("then", 0);
        BackupDisk disk = disk(chain);
        Meanwhile progress = Meanwhile.doing(() -> chain.write("late", 0));
        bench.perform(Feature.BACKUP_PUSH, chain.on(), () -> {
            facet.push(chain.id(), BackupSpec.of(disk), progress);
            return true;
        });
        assertEquals("then", content(chain, disk, 0, 4));
        progress.happened();
    }

    /**
     * What did not change is not saved twice.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.BCK_2)
    default void aBackupSinceACheckpointHasWhatChanged(Bench bench) {
        BackupFacet facet = bench.facet(BackupFacet.class, Feature.BACKUP_PUSH);
        Chain chain = Chain.of(bench);
        chain.write("before", 0);
        checkpoint(bench, facet, chain, "first");
        chain.write("after", 1 << 20);
        BackupDisk disk = disk(chain);
        bench.perform(Feature.BACKUP_PUSH, chain.on(), () -> {
            facet.push(chain.id(), BackupSpec.of(disk).since("first"), Progress.unwatched());
            return true;
        });
        assertEquals("after", content(chain, disk, 1 << 20, 5));
        BackupDisk never = disk(chain);
        bench.questions()
                .refused(
                        NotFoundException.class,
                        Feature.BACKUP_PUSH,
                        chain.on(),
                        () -> facet.push(chain.id(), BackupSpec.of(never).since("never"), Progress.unwatched()));
        assertFalse(chain.fixture().reach().exists(never.file()), "something was written");
    }

    /**
     * Checkpoints are a chain.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.BCK_3)
    default void checkpointsHangOnEachOther(Bench bench) {
        BackupFacet facet = bench.facet(BackupFacet.class, Feature.CHECKPOINTS);
        Chain chain = Chain.of(bench);
        checkpoint(bench, facet, chain, "first");
        checkpoint(bench, facet, chain, "second");
        assertEquals(List.of("first", "second"), names(facet, chain), "the chain");
        assertEquals(Optional.of("first"), facet.checkpoints(chain.id()).get(1).parent(), "parent of the second");
        bench.questions()
                .refused(
                        AlreadyExistsException.class,
                        Feature.CHECKPOINTS,
                        chain.on(),
                        () -> facet.checkpoint(chain.id(), "second"));
        facet.deleteCheckpoint(chain.id(), "first");
        assertEquals(List.of("second"), names(facet, chain), "the chain without the first");
        assertEquals(Optional.empty(), facet.checkpoints(chain.id()).get(0).parent(), "parent of what is left");
        bench.questions()
                .refused(
                        NotFoundException.class,
                        Feature.CHECKPOINTS,
                        chain.on(),
                        () -> facet.deleteCheckpoint(chain.id(), "first"));
    }

    /**
     * Half a backup is none.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.BCK_4)
    default void aCancelledBackupLeavesNothingBehind(Bench bench) {
        BackupFacet facet = bench.facet(BackupFacet.class, Feature.BACKUP_PUSH);
        Chain chain = Chain.of(bench);
        BackupDisk disk = disk(chain);
        Meanwhile progress = Meanwhile.cancelling();
        progress.cancels(() -> bench.perform(Feature.BACKUP_PUSH, chain.on(), () -> {
            facet.push(chain.id(), BackupSpec.of(disk), progress);
            return true;
        }));
        assertAll(
                () -> assertFalse(chain.fixture().reach().exists(disk.file()), "a file is left"),
                () -> assertEquals(DomainState.RUNNING, bench.row(chain.id()).state(), "state"));
    }

    /**
     * What is exported is there until it is not.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.BCK_5)
    default void anExportCanBeFetchedUntilItIsEnded(Bench bench) {
        BackupFacet facet = bench.facet(BackupFacet.class, Feature.BACKUP_PULL);
        Chain chain = Chain.of(bench);
        chain.write("then", 0);
        BackupDisk disk = disk(chain);
        BackupExport export =
                bench.perform(Feature.BACKUP_PULL, chain.on(), () -> facet.begin(chain.id(), BackupSpec.of(disk)));
        chain.write("late", 0);
        byte[] fetched = chain.fixture().reach().fetch(export, chain.target(), 0, 4);
        assertEquals("then", new String(fetched, StandardCharsets.US_ASCII), "what was fetched");
        bench.questions()
                .refused(
                        ResourceBusyException.class,
                        Feature.BACKUP_PULL,
                        chain.on(),
                        () -> facet.begin(chain.id(), BackupSpec.of(disk(chain))));
        facet.end(chain.id());
        bench.questions()
                .refused(NotFoundException.class, Feature.BACKUP_PULL, chain.on(), () -> facet.end(chain.id()));
        assertTrue(bench.row(chain.id()).state().isActive(), "the domain does not run any more");
    }

    /**
     * What does not run is not saved, and neither is what is not there.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.BCK_6)
    default void onlyDrivesOfRunningDomainsAreSaved(Bench bench) {
        BackupFacet facet = bench.facet(BackupFacet.class, Feature.BACKUP_PUSH);
        Chain chain = Chain.of(bench);
        BackupDisk there = disk(chain);
        BackupDisk elsewhere = new BackupDisk("vdz", there.file(), there.format());
        bench.questions()
                .refused(
                        NotFoundException.class,
                        Feature.BACKUP_PUSH,
                        chain.on(),
                        () -> facet.push(chain.id(), BackupSpec.of(elsewhere), Progress.unwatched()));
        chain.stop();
        bench.questions()
                .refused(
                        InvalidStateException.class,
                        Feature.BACKUP_PUSH,
                        chain.on(),
                        () -> facet.push(chain.id(), BackupSpec.of(there), Progress.unwatched()));
        assertFalse(chain.fixture().reach().exists(there.file()), "something was written");
    }

    private static BackupDisk disk(Chain chain) {
        return new BackupDisk(
                chain.target(),
                chain.fixture().file().apply(chain.bench().name()),
                chain.drive().format());
    }

    private static String content(Chain chain, BackupDisk disk, long offset, int length) {
        byte[] bytes = chain.fixture().reach().read(disk.file(), disk.format(), offset, length);
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static List<String> names(BackupFacet facet, Chain chain) {
        return facet.checkpoints(chain.id()).stream().map(CheckpointInfo::name).toList();
    }

    private static void checkpoint(Bench bench, BackupFacet facet, Chain chain, String name) {
        bench.perform(Feature.CHECKPOINTS, chain.on(), () -> facet.checkpoint(chain.id(), name));
    }
}
