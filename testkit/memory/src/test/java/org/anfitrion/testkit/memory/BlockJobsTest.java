package org.anfitrion.testkit.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.anfitrion.api.backup.BackupDisk;
import org.anfitrion.api.backup.BackupExport;
import org.anfitrion.api.backup.BackupSpec;
import org.anfitrion.api.block.CommitSpec;
import org.anfitrion.api.block.CopySpec;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.Leftover;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.ResourceBusyException;
import org.anfitrion.api.event.BlockJobEvent;
import org.anfitrion.api.event.HypervisorEvent;
import org.anfitrion.api.snapshot.SnapshotSpec;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.BackupFacet;
import org.anfitrion.spi.BlockJobFacet;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.EventFacet;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.SnapshotFacet;
import org.junit.jupiter.api.Test;

/** Work on the drives of running domains: block jobs and backups. */
class BlockJobsTest {

    private static final String IMAGE = "/srv/web.img";

    private final GuestClock clock = GuestClock.manual();
    private final MemoryHypervisor host = MemoryHypervisor.builder()
            .clock(clock)
            .workTime(Duration.ofSeconds(10))
            .build();
    private final Bench bench = Bench.on(host);
    private final BlockJobFacet jobs =
            bench.session().facet(BlockJobFacet.class).orElseThrow();
    private final BackupFacet backups = bench.session().facet(BackupFacet.class).orElseThrow();
    private final DomainId web = running();

    private DomainId running() {
        DomainId id = bench.create(
                        Bench.spec("web").toBuilder()
                                .disk(DiskSpec.file(IMAGE).target("vda"))
                                .build(),
                        Creation.DEFINE)
                .id();
        bench.power(id, PowerAction.START);
        return id;
    }

    @Test
    void aJobIsSeenAtWorkByTheClockOfTheGuests() throws Exception {
        List<HypervisorEvent> heard = new CopyOnWriteArrayList<>();
        bench.session().facet(EventFacet.class).orElseThrow().subscribe(new Listener(heard));
        CompletableFuture<Void> caller = begin(CopySpec.to("/srv/copy.img", DiskFormat.RAW));
        Bench.await(() -> !jobs.jobs(web).isEmpty());

        assertThrows(ResourceBusyException.class, () -> jobs.pull(web, "vda", Optional.empty(), Progress.unwatched()));
        assertThrows(ResourceBusyException.class, () -> bench.session()
                .facet(SnapshotFacet.class)
                .orElseThrow()
                .take(web, SnapshotSpec.named("now"), Progress.unwatched()));
        assertFalse(host.images().exists("/srv/copy.img"), "the copy is there before it is done");
        finish(caller);

        caller.get(10, TimeUnit.SECONDS);
        assertTrue(host.images().exists("/srv/copy.img"));
        assertEquals(List.of(), jobs.jobs(web));
        BlockJobEvent event = (BlockJobEvent) heard.get(0);
        assertEquals(BlockJobEvent.Outcome.COMPLETED, event.outcome());
    }

    @Test
    void aDomainThatStopsEndsItsJobs() {
        CompletableFuture<Void> caller = begin(CopySpec.to("/srv/copy.img", DiskFormat.RAW));
        Bench.await(() -> !jobs.jobs(web).isEmpty());

        bench.power(web, PowerAction.DESTROY);
        finish(caller);

        CompletionException failed = assertThrows(CompletionException.class, caller::join);
        assertTrue(failed.getCause() instanceof InvalidStateException, failed::toString);
        assertFalse(host.images().exists("/srv/copy.img"));
    }

    private CompletableFuture<Void> begin(CopySpec spec) {
        return CompletableFuture.runAsync(() -> jobs.copy(web, "vda", spec, Progress.unwatched()));
    }

    private void finish(CompletableFuture<?> caller) {
        Bench.await(() -> {
            clock.advance(Duration.ofSeconds(1));
            return caller.isDone();
        });
    }

    @Test
    void aGuestWritesNoFurtherThanItsDriveGoes() {
        jobs.resize(web, "vda", DataSize.gibibytes(2));
        long end = 2L << 30;

        host.guest("web")
                .now(guest -> guest.write("vda", end - 2, bytes("over")).write("nodrive", 0, bytes("lost")));

        assertArrayEquals(bytes("ov"), host.images().read(IMAGE, end - 2, 4));
        assertThrows(
                InvalidSpecException.class,
                () -> jobs.commit(web, "vda", CommitSpec.everything(), Progress.unwatched()),
                "a chain of one image");
    }

    @Test
    void anExportIsGoneWithItsDomain() {
        host.guest("web").now(guest -> guest.write("vda", 0, bytes("then")));
        BackupSpec spec = BackupSpec.of(new BackupDisk("vda", "/srv/scratch", DiskFormat.QCOW2))
                .checkpoint("first");
        BackupExport export = backups.begin(web, spec);
        assertEquals(Optional.of("mem-only"), export.socket());
        assertArrayEquals(bytes("then"), host.images().read(export.exports().get("vda"), 0, 4));

        bench.power(web, PowerAction.DESTROY);

        assertFalse(host.images().exists("/srv/scratch"));
        assertThrows(NotFoundException.class, () -> backups.end(web));
        assertThrows(
                InvalidStateException.class,
                () -> bench.session().domains().remove(web, Set.of()),
                "a checkpoint is left");
        bench.session().domains().remove(web, EnumSet.of(Leftover.CHECKPOINT_METADATA));
    }

    @Test
    void aBackupDoesNotOverwriteAFile() {
        BackupSpec spec = BackupSpec.of(new BackupDisk("vda", IMAGE, DiskFormat.QCOW2));
        host.guest("web").now(guest -> guest.write("vda", 0, bytes("then")));

        assertThrows(AlreadyExistsException.class, () -> backups.push(web, spec, Progress.unwatched()));

        assertArrayEquals(bytes("then"), host.images().read(IMAGE, 0, 4));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
