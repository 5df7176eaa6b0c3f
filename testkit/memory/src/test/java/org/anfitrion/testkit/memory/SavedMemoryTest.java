package org.anfitrion.testkit.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.DomainStatus;
import org.anfitrion.api.domain.StateReason;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.snapshot.RevertState;
import org.anfitrion.api.snapshot.SnapshotInfo;
import org.anfitrion.api.snapshot.SnapshotSpec;
import org.anfitrion.api.unit.WorkUnit;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.EventFacet;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.SavedStateFacet;
import org.anfitrion.spi.SnapshotFacet;
import org.junit.jupiter.api.Test;

/** What a domain goes on from: saved memory and snapshots. */
class SavedMemoryTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final GuestClock clock = GuestClock.manual();
    private final MemoryHypervisor host =
            MemoryHypervisor.builder().clock(clock).build();
    private final Bench bench = Bench.on(host);
    private final SavedStateFacet memory =
            bench.session().facet(SavedStateFacet.class).orElseThrow();
    private final SnapshotFacet snapshots =
            bench.session().facet(SnapshotFacet.class).orElseThrow();

    @Test
    void aGuestThatWasSavedGoesOnWithItsScript() {
        host.guest("web").onStart(boot -> boot.print("one ")
                .after(SECOND)
                .print("two ")
                .after(SECOND)
                .print("three"));
        DomainId web = bench.started("web").id();
        clock.advance(SECOND);
        memory.save(web, Progress.unwatched());
        clock.advance(Duration.ofHours(1));

        bench.power(web, PowerAction.START);
        clock.advance(SECOND);

        assertEquals("three", bench.output(web), "what it says in the new run");
    }

    @Test
    void aPausedDomainThatWasSavedGoesOnPaused() {
        DomainId web = bench.started("web").id();
        bench.power(web, PowerAction.SUSPEND);
        memory.save(web, Progress.unwatched());

        bench.power(web, PowerAction.START);

        assertEquals(
                new DomainStatus(DomainState.PAUSED, StateReason.RESTORED),
                bench.row(web).status());
        bench.power(web, PowerAction.RESUME);
        assertEquals(DomainState.RUNNING, bench.state(web));
    }

    @Test
    void aTransientDomainComesBackFromAFileOnly() {
        DomainId web = bench.create(Bench.spec("web"), Creation.TRANSIENT).id();
        assertThrows(InvalidStateException.class, () -> memory.save(web, Progress.unwatched()));

        memory.saveTo(web, "/srv/web.save", Progress.unwatched());
        assertFalse(bench.has(web));
        memory.restore("/srv/web.save", Progress.unwatched());

        assertEquals(DomainState.RUNNING, bench.state(web));
        assertFalse(bench.row(web).persistent());
        assertThrows(InvalidStateException.class, () -> memory.restore("/srv/web.save", Progress.unwatched()));
        bench.power(web, PowerAction.DESTROY);
        bench.define("web");
        assertThrows(AlreadyExistsException.class, () -> memory.restore("/srv/web.save", Progress.unwatched()));
    }

    @Test
    void savingThatIsCancelledLeavesTheDomainRunning() {
        MemoryHypervisor slow =
                MemoryHypervisor.builder().workTime(Duration.ofMinutes(1)).build();
        Bench there = Bench.on(slow);
        DomainId web = there.started("web").id();
        Half half = new Half();

        assertThrows(
                OperationCancelledException.class,
                () -> there.session().facet(SavedStateFacet.class).orElseThrow().save(web, half));

        assertEquals(DomainState.RUNNING, there.state(web));
        assertEquals(50, half.reached);
    }

    @Test
    void workTakesTheTimeOfTheGuests() {
        MemoryHypervisor slow = MemoryHypervisor.builder()
                .clock(clock)
                .workTime(Duration.ofSeconds(10))
                .build();
        Bench there = Bench.on(slow);
        DomainId web = there.started("web").id();
        SavedStateFacet facet = there.session().facet(SavedStateFacet.class).orElseThrow();
        CompletableFuture<?> caller = CompletableFuture.runAsync(() -> facet.save(web, Progress.unwatched()));
        Bench.await(() -> slow.calls(Operation.SAVED_STATE_SAVE) == 1);

        assertEquals(DomainState.RUNNING, there.state(web));
        there.session().close();

        CompletionException ended = assertThrows(CompletionException.class, () -> caller.orTimeout(10, TimeUnit.SECONDS)
                .join());
        assertTrue(ended.getCause() instanceof InvalidStateException, ended::toString);
        assertEquals(DomainState.RUNNING, Bench.on(slow).state(web));
    }

    @Test
    void aGuestThatWasBroughtBackSaysNothingButAnswers() {
        host.guest("web")
                .onStart(boot -> boot.print("booted"))
                .echo(false)
                .when("who")
                .print("me");
        DomainId web = bench.started("web").id();
        SnapshotInfo warm = take(web, SnapshotSpec.named("warm").withMemory());
        bench.power(web, PowerAction.DESTROY);

        snapshots.revert(web, warm.id(), RevertState.AS_TAKEN, Progress.unwatched());
        bench.type(web, "who\n");

        assertEquals("me", bench.output(web));
        assertEquals(
                new DomainStatus(DomainState.RUNNING, StateReason.SNAPSHOT),
                bench.row(web).status());
    }

    @Test
    void drivesGoOnInNewImagesAfterAnExternalSnapshotAndAfterARevertToIt() {
        DomainSpec spec = Bench.spec("web").toBuilder()
                .disk(DiskSpec.file("/srv/web.img").target("vda"))
                .build();
        DomainId web = bench.create(spec, Creation.DEFINE).id();
        bench.power(web, PowerAction.START);
        write("then");
        SnapshotInfo first = take(web, SnapshotSpec.named("first").asExternal());
        write("now!");
        assertEquals("then", read("/srv/web.img"));
        assertEquals("now!", read("/srv/web.img.first"));

        snapshots.revert(web, first.id(), RevertState.RUNNING, Progress.unwatched());

        assertEquals("/srv/web.img.first-1", source(web));
        assertEquals("then", read("/srv/web.img.first-1"));
    }

    @Test
    void aTransientDomainIsNotBroughtBackToNothing() {
        DomainId web = bench.create(Bench.spec("web"), Creation.TRANSIENT).id();
        SnapshotInfo cold = take(web, SnapshotSpec.named("cold"));

        assertThrows(
                InvalidStateException.class,
                () -> snapshots.revert(web, cold.id(), RevertState.AS_TAKEN, Progress.unwatched()));

        assertEquals(DomainState.RUNNING, bench.state(web));
        snapshots.revert(web, cold.id(), RevertState.RUNNING, Progress.unwatched());
        assertEquals(DomainState.RUNNING, bench.state(web));
    }

    @Test
    void subscribersHearWhyADomainStopsAndGoesOn() {
        DomainId web = bench.started("web").id();
        RecordingSink sink = new RecordingSink();
        bench.session().facet(EventFacet.class).orElseThrow().subscribe(sink);

        memory.save(web, Progress.unwatched());
        bench.power(web, PowerAction.START);

        assertEquals(
                List.of("saved", "restored"),
                sink.events.stream().map(event -> event.detail()).toList());
    }

    private SnapshotInfo take(DomainId id, SnapshotSpec spec) {
        return snapshots.take(id, spec, Progress.unwatched());
    }

    private void write(String text) {
        host.guest("web").now(guest -> guest.write("vda", 0, text.getBytes(StandardCharsets.US_ASCII)));
    }

    private String read(String path) {
        return new String(host.images().read(path, 0, 4), StandardCharsets.US_ASCII);
    }

    private String source(DomainId id) {
        return Stream.of(bench.config(id).spec().disks().get(0).source())
                .map(DiskSource.File.class::cast)
                .map(DiskSource.File::path)
                .findFirst()
                .orElseThrow();
    }

    /** Cancels in the middle. */
    private static final class Half implements Progress {

        private long reached;

        @Override
        public void report(long done, long total, WorkUnit unit) {
            reached = done;
        }

        @Override
        public boolean cancelled() {
            return reached >= 50;
        }

        @Override
        public void onCancel(Runnable action) {
            // It asks often enough.
        }
    }
}
