package org.anfitrion.driver.kvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Guest;
import org.anfitrion.api.GuestProgram;
import org.anfitrion.api.domain.ChannelSpec;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.api.guest.ExecResult;
import org.anfitrion.api.guest.ExecSpec;
import org.anfitrion.api.guest.GuestInfo;
import org.anfitrion.api.secret.Password;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an application does inside a real guest with QEMU's agent. */
class GuestAgentIT {

    @RegisterExtension
    static final EmbeddedHost HOST = new EmbeddedHost();

    private static Domain domain;
    private static Guest guest;

    @BeforeAll
    static void boot() {
        domain = HOST.start("agent", spec -> spec.boot(Lab.raised().guestWithAgent("lab.disk=on"))
                .channel(ChannelSpec.guestAgent()));
        guest = domain.awaitGuest(EmbeddedHost.PATIENCE);
    }

    private static ExecResult run(String... command) {
        return guest.exec(EmbeddedHost.PATIENCE, command);
    }

    private static String said(String... command) {
        return run(command).output().strip();
    }

    @Test
    void aProgramRunsInItsDirectoryAsItsUserWithItsVariables() {
        ExecSpec spec = ExecSpec.of("sh", "-c", "pwd; id -un; echo \"$d $1\"; cat; exit 3", "sh", "a 'b' $(id)")
                .directory("/tmp")
                .user("nobody")
                .environment(Map.of("d", "x; y"))
                .input("from outside\n".getBytes(StandardCharsets.UTF_8));
        ExecResult result = guest.exec(EmbeddedHost.PATIENCE, spec);
        assertEquals("/tmp\nnobody\nx; y a 'b' $(id)\nfrom outside\n", result.output(), result::errors);
        assertEquals(3, result.exitCode());
    }

    @Test
    void whatTheGuestHasNotIsNotFoundBeforeAnythingRuns() {
        assertThrows(NotFoundException.class, () -> guest.start(ExecSpec.of("/no/such")));
        assertThrows(
                NotFoundException.class, () -> guest.start(ExecSpec.of("true").directory("/no/such")));
        assertThrows(
                NotFoundException.class, () -> guest.start(ExecSpec.of("true").user("nosuchuser")));
        assertThrows(
                NotFoundException.class,
                () -> guest.start(ExecSpec.of("no-such-program").environment(Map.of("A", "b"))));
    }

    @Test
    void megabytesOfOutputComeBackWhole() throws Exception {
        try (GuestProgram program = guest.start(ExecSpec.of("head", "-c", "2500000", "/dev/zero"));
                InputStream output = program.output()) {
            assertArrayEquals(new byte[2_500_000], output.readAllBytes());
            assertEquals(0, program.await(EmbeddedHost.PATIENCE));
        }
    }

    @Test
    void aProgramThatIsLetGoIsGoneWithItsChildren() {
        try (GuestProgram program = guest.start(ExecSpec.of("sh", "-c", "sleep 31415 & sleep 31416; true"))) {
            assertThrows(OperationTimeoutException.class, () -> program.await(Duration.ofMillis(200)));
            assertTrue(said("ps").contains("sleep 31415"));
        }
        String left = said("ps");
        assertFalse(left.contains("sleep 3141"), left);
    }

    @Test
    void aSignalThatEndsAProgramIsItsExitCode() {
        assertEquals(128 + 15, run("sh", "-c", "kill -TERM $$").exitCode());
    }

    @Test
    void aFileOfTwoMegabytesIsWrittenAndReadBack() {
        byte[] bytes = new byte[2_000_000];
        new Random(1).nextBytes(bytes);
        guest.write("/tmp/large", bytes, EmbeddedHost.PATIENCE);
        assertEquals("2000000", said("stat", "-c", "%s", "/tmp/large"));
        assertArrayEquals(bytes, guest.read("/tmp/large", EmbeddedHost.PATIENCE));
        assertThrows(NotFoundException.class, () -> guest.read("/no/such", EmbeddedHost.PATIENCE));
    }

    @Test
    void theGuestTellsWhatItIs() {
        GuestInfo info = guest.info();
        assertEquals("guest", info.hostName().orElseThrow());
        assertEquals("anfitrion-lab", info.systemId().orElseThrow());
        assertEquals(said("uname", "-r"), info.kernel().orElseThrow());
        assertEquals("UTC", info.timeZone().orElseThrow());
        assertTrue(
                info.filesystems().stream()
                        .anyMatch(filesystem -> filesystem.mountPoint().equals("/mnt")
                                && filesystem.type().equals("ext2")
                                && filesystem.total().isPresent()),
                info::toString);
    }

    @Test
    void whileFrozenNothingIsWrittenAndAfterwardsAllIs() {
        guest.whileFrozen(() -> {
            assertThrows(InvalidStateException.class, () -> guest.whileFrozen(() -> {}));
            assertThrows(InvalidStateException.class, () -> run("true"));
        });
        assertEquals(0, run("sh", "-c", "echo x >/mnt/x && sync").exitCode());
    }

    @Test
    void aPasswordThatWasSetIsTheUsers() {
        guest.password("nobody", Password.of("s3cret: 'ü'"));
        String hash = said("awk", "-F:", "$1 == \"nobody\" { print $2 }", "/etc/shadow");
        String[] parts = hash.split("\\$", -1);
        assertEquals(4, parts.length, hash);
        assertEquals(hash, said("mkpasswd", "-m", "sha256", "-S", parts[2], "s3cret: 'ü'"));
    }

    @Test
    void theClockIsReadAndSet() {
        Instant before = guest.time();
        guest.setTime(before.plus(Duration.ofDays(1000)));
        assertTrue(guest.time().isAfter(before.plus(Duration.ofDays(999))));
        assertTrue(Long.parseLong(said("date", "+%s"))
                > before.getEpochSecond() + Duration.ofDays(999).toSeconds());
        guest.setTime(before);
    }

    @Test
    void anAgentThatDoesNotAnswerKeepsNobody() {
        // Without its shell nobody could wake it again: the console can.
        domain.console().send("kill -STOP $(cat /run/qemu-ga.pid); echo stop''ped\n");
        domain.console().expect("stopped", EmbeddedHost.PATIENCE);
        try {
            HypervisorException thrown =
                    assertThrows(HypervisorException.class, () -> guest.ping(Duration.ofSeconds(2)));
            assertTrue(
                    thrown instanceof InvalidStateException || thrown instanceof OperationTimeoutException,
                    thrown::toString);
            assertEquals(
                    "agent", HOST.connection().domains().get("agent").info().name());
        } finally {
            domain.console().send("kill -CONT $(cat /run/qemu-ga.pid)\n");
        }
        domain.awaitGuest(EmbeddedHost.PATIENCE);
        assertEquals("back", said("echo", "back"));
    }

    @Test
    void theRawInterfaceIsTheSameAgent() {
        String answer = domain.call("guest-agent", "{\"execute\":\"guest-ping\"}", EmbeddedHost.PATIENCE);
        assertEquals("{\"return\":{}}", answer.strip());
    }
}
