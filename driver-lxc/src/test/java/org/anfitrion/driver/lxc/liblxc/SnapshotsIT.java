package org.anfitrion.driver.lxc.liblxc;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Snapshot;
import org.anfitrion.api.domain.CloneKind;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.Leftover;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.snapshot.RevertState;
import org.anfitrion.api.snapshot.SnapshotInfo;
import org.anfitrion.api.snapshot.SnapshotSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Snapshots keep a container's files, and are those that LXC's own tool shows. */
class SnapshotsIT {

    private final Bed bed = new Bed();

    @AfterEach
    void close() {
        bed.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Snapshot take(Domain domain, SnapshotSpec spec) {
        return domain.snapshots().take(spec).await(Bed.PATIENCE);
    }

    @Test
    void whatARunningContainerHadIsThereAgainAfterGoingBack() {
        Domain domain = bed.running(UnaryOperator.identity());
        domain.guest().write("/etc/of the guest", bytes("then"), Bed.PATIENCE);
        Snapshot then = take(domain, SnapshotSpec.named("-n $(touch x) ü").description("two\nlines"));
        assertEquals(DomainState.RUNNING, domain.state(), "after it was taken");
        domain.guest().write("/etc/of the guest", bytes("now"), Bed.PATIENCE);
        domain.guest().write("/etc/later", bytes("now"), Bed.PATIENCE);
        domain.guest().exec(Bed.PATIENCE, "rm", "-rf", "/usr");
        then.revert(RevertState.RUNNING).await(Bed.PATIENCE);
        domain.console().expect("READY", Bed.PATIENCE);
        assertAll(
                () -> assertEquals(
                        "then",
                        domain.guest()
                                .exec(Bed.PATIENCE, "cat", "/etc/of the guest")
                                .output()),
                () -> assertTrue(
                        domain.guest()
                                .exec(Bed.PATIENCE, "ls", "/etc", "/usr")
                                .output()
                                .contains("sbin"),
                        "what was deleted"),
                () -> assertFalse(
                        domain.guest().exec(Bed.PATIENCE, "ls", "/etc").output().contains("later"), "what came later"),
                () -> assertEquals("two\nlines", then.info().description().orElseThrow()),
                () -> assertEquals(DomainState.RUNNING, then.info().state()));
    }

    @Test
    void lxcSnapshotListsOursAndWeListAndGoBackToItsOwn() throws IOException, InterruptedException {
        // liblxc copies only what is in a folder of the container's name.
        Domain domain = bed.defined(UnaryOperator.identity())
                .copyAs("s-" + UUID.randomUUID(), CloneKind.FULL)
                .await(Bed.PATIENCE);
        Path root = bed.lxcPath().resolve(domain.name()).resolve("rootfs");
        take(domain, SnapshotSpec.named("of ours").description("a comment"));
        assertTrue(tool(domain, "-L").contains("of ours"), tool(domain, "-L"));
        Files.writeString(root.resolve("etc/then"), "then");
        tool(domain);
        Files.delete(root.resolve("etc/then"));
        List<String> names =
                domain.snapshots().list().stream().map(SnapshotInfo::name).toList();
        assertEquals(List.of("of ours", "snap0"), names.stream().sorted().toList());
        domain.snapshots().get("snap0").revert(RevertState.RUNNING).await(Bed.PATIENCE);
        assertEquals(
                "then", domain.guest().exec(Bed.PATIENCE, "cat", "/etc/then").output());
        assertEquals("then", Files.readString(root.resolve("etc/then")), "where the container has its files");
    }

    private String tool(Domain domain, String... arguments) throws IOException, InterruptedException {
        List<String> words = new java.util.ArrayList<>(
                List.of("lxc-snapshot", "-P", bed.lxcPath().toString(), "-n", domain.name()));
        words.addAll(List.of(arguments));
        words.addAll(List.of("-o", "/dev/stdout", "-l", "ERROR"));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }

    @Test
    void snapshotsGoWithTheirContainerOnlyIfThatIsSaid() throws IOException {
        Domain domain = bed.defined(UnaryOperator.identity());
        take(domain, SnapshotSpec.named("one"));
        assertThrows(InvalidStateException.class, domain::undefine);
        domain.undefine(Leftover.SNAPSHOT_METADATA);
        try (var left = Files.list(bed.lxcPath())) {
            assertEquals(List.of(), left.toList(), "what is left");
        }
        assertTrue(Files.exists(bed.root().resolve("bin/busybox")), "the files that are somebody else's");
    }

    @Test
    void filesThatTwoContainersHaveAreNotTakenBackUnderOneOfThem() throws IOException {
        Domain domain = bed.defined(UnaryOperator.identity());
        Snapshot then = take(domain, SnapshotSpec.named("then"));
        Domain other = bed.running(UnaryOperator.identity());
        Files.writeString(bed.root().resolve("etc/now"), "now");
        var refused = assertThrows(InvalidStateException.class, () -> then.revert(RevertState.AS_TAKEN)
                .await(Bed.PATIENCE));
        assertTrue(refused.getMessage().contains(other.name()), refused::getMessage);
        assertEquals("now", other.guest().exec(Bed.PATIENCE, "cat", "/etc/now").output());
    }

    @Test
    void aRenamedContainerTakesItsSnapshotsAlong() {
        Domain copy = bed.defined(UnaryOperator.identity())
                .copyAs("s-" + UUID.randomUUID(), CloneKind.FULL)
                .await(Bed.PATIENCE);
        take(copy, SnapshotSpec.named("before"));
        Domain renamed = copy.rename("s-" + UUID.randomUUID());
        renamed.start();
        renamed.guest().write("/etc/since", bytes("x"), Bed.PATIENCE);
        renamed.snapshots().get("before").revert(RevertState.RUNNING).await(Bed.PATIENCE);
        assertFalse(renamed.guest().exec(Bed.PATIENCE, "ls", "/etc").output().contains("since"), "what came since");
    }

    @Test
    void whatAKilledProcessLeftHalfTakenIsNoSnapshotAndIsClearedAway() throws IOException {
        Domain domain = bed.defined(UnaryOperator.identity());
        take(domain, SnapshotSpec.named("one"));
        Path snaps = bed.lxcPath().resolve(domain.name()).resolve("snaps");
        Path half = Files.createDirectory(snaps.resolve(".anfitrion-999999999:1"));
        Files.writeString(half.resolve("config"), "lxc.rootfs.path = dir:/\n");
        assertEquals(1, domain.snapshots().list().size());
        take(domain, SnapshotSpec.named("two"));
        assertFalse(Files.exists(half), "what was half made");
    }
}
