package org.anfitrion.driver.vbox;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.anfitrion.api.domain.CloneKind;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.snapshot.RevertState;
import org.anfitrion.api.snapshot.SnapshotId;
import org.anfitrion.api.snapshot.SnapshotInfo;
import org.anfitrion.api.snapshot.SnapshotSpec;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.NativeFacet;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.ProvisioningFacet;
import org.anfitrion.spi.SnapshotFacet;
import org.anfitrion.spi.Target;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Snapshots of VirtualBox, and the clones that lie on them. */
class SnapshotsIT {

    private static Bed bed;

    @BeforeAll
    static void aVirtualBox() {
        bed = Bed.made();
    }

    @AfterAll
    static void theEnd() {
        if (bed != null) {
            bed.close();
        }
    }

    private static DomainId define() {
        return bed.define(domain -> domain.description("as it was\n\"then\"")
                .disk(DiskSpec.file(bed.home().disk()).target("sda")));
    }

    private static SnapshotFacet snapshots() {
        return bed.facet(SnapshotFacet.class);
    }

    private static SnapshotInfo take(DomainId id, String name) {
        return snapshots().take(id, SnapshotSpec.named(name), Progress.unwatched());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--live", "-x", "a (b) %c $d; |*", "schön; 名前"})
    void anyNameAndAnyTextOfASnapshotIsKept(String name) {
        DomainId id = define();
        SnapshotSpec spec = SnapshotSpec.named(name).description("- one\n\ttwo \"three\" ü");
        SnapshotInfo taken = snapshots().take(id, spec, Progress.unwatched());
        assertEquals(name, taken.name());
        assertEquals(spec.description(), taken.description());
        assertEquals(List.of(taken), snapshots().snapshots(id));
    }

    @Test
    void aSnapshotWithTwoBranchesIsNotDeletedButAllOfThemAre() {
        DomainId id = define();
        SnapshotId root = take(id, "root").id();
        take(id, "one");
        snapshots().revert(id, root, RevertState.AS_TAKEN, Progress.unwatched());
        take(id, "two");
        List<SnapshotInfo> before = snapshots().snapshots(id);
        assertThrows(InvalidStateException.class, () -> snapshots().delete(id, root, false, Progress.unwatched()));
        assertEquals(before, snapshots().snapshots(id));
        snapshots().delete(id, root, true, Progress.unwatched());
        assertEquals(List.of(), snapshots().snapshots(id));
    }

    @Test
    void theDescriptionNamesTheImageThatTheDriveWasGiven() {
        DomainId id = define();
        DiskSpec given = bed.disk(id, "sda");
        take(id, "one");
        take(id, "two");
        assertEquals(given, bed.disk(id, "sda"));
        assertTrue(bed.session()
                .domains()
                .read(id, View.CONFIG)
                .nativeConfiguration()
                .contains("Snapshots/{"));
    }

    @Test
    void aMachineThatRunsTakesASnapshotAndGoesBackToItWhileItRuns() {
        DomainId id = define();
        bed.power(id, PowerAction.START);
        SnapshotInfo warm = snapshots().take(id, SnapshotSpec.named("warm").withMemory(), Progress.unwatched());
        assertTrue(warm.memory());
        snapshots().revert(id, warm.id(), RevertState.AS_TAKEN, Progress.unwatched());
        assertTrue(bed.row(id).state().isActive());
        assertEquals(
                Optional.of("as it was\n\"then\""), bed.read(id, View.CONFIG).description());
        bed.power(id, PowerAction.DESTROY);
    }

    /** VirtualBox's server (7.2.22) does not survive that by itself. */
    @Test
    void theSettingsOfAMachineAreWrittenAgainAndAgainWhileItsSnapshotsAreTaken() throws Exception {
        DomainId id = define();
        NativeFacet raw = bed.facet(NativeFacet.class);
        bed.power(id, PowerAction.START);
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try {
            Future<Integer> written = writer.submit(() -> {
                int times = 0;
                while (!over.get()) {
                    raw.call(
                            id,
                            "vboxmanage",
                            "setextradata {} counter " + ++times,
                            Deadline.after(Duration.ofMinutes(1)));
                }
                return times;
            });
            List<SnapshotInfo> taken =
                    Stream.of("one", "two", "three").map(name -> take(id, name)).toList();
            over.set(true);
            assertTrue(written.get(1, TimeUnit.MINUTES) > 0);
            assertEquals(taken.size(), snapshots().snapshots(id).size());
        } finally {
            over.set(true);
            writer.shutdown();
            bed.power(id, PowerAction.DESTROY);
        }
    }

    @Test
    void aLinkedCloneLiesOnASnapshotAndHasALifeOfItsOwn() {
        DomainId id = define();
        ProvisioningFacet clones = bed.facet(ProvisioningFacet.class);
        Target on = new Target.OfDomain(id);
        assertTrue(bed.session().support(Feature.LINKED_COPY, on).isNo());
        String name = "-clone " + UUID.randomUUID();
        assertThrows(
                UnsupportedCapabilityException.class,
                () -> clones.copy(id, name, CloneKind.LINKED, Progress.unwatched()));
        byte[] first = "first".getBytes(US_ASCII);
        Path original = Path.of(Bed.path(bed.disk(id, "sda")));
        VdiImage.write(original, new byte[0], first);
        take(id, "base");
        assertTrue(bed.session().support(Feature.LINKED_COPY, on).isYes());
        DomainId clone =
                clones.copy(id, name, CloneKind.LINKED, Progress.unwatched()).id();
        assertEquals(name, bed.row(clone).name());
        Path own = Path.of(Bed.path(bed.disk(clone, "sda")));
        assertNotEquals(original, own);
        assertArrayEquals(first, LabDrives.read(bed.home(), own, first.length));
        byte[] other = "other".getBytes(US_ASCII);
        VdiImage.write(own, first, other);
        assertArrayEquals(other, LabDrives.read(bed.home(), own, other.length));
        assertArrayEquals(first, LabDrives.read(bed.home(), original, first.length));
    }
}
