package org.anfitrion.driver.lxc.liblxc;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.anfitrion.api.Domain;
import org.anfitrion.api.GuestProgram;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.api.guest.ExecResult;
import org.anfitrion.api.guest.ExecSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A container that nothing was said about shares nothing with the host, seen from inside. */
class IsolationIT {

    private final Bed bed = new Bed();

    @AfterEach
    void close() {
        bed.close();
    }

    private static String inside(Domain domain, String script) {
        ExecResult result = domain.guest().exec(Bed.PATIENCE, "sh", "-c", script);
        return (result.output() + result.errors()).strip();
    }

    @Test
    void itsNetworkIsItsOwnAndHasALoopbackOnly() {
        Domain domain = bed.running(UnaryOperator.identity());
        assertEquals("lo", inside(domain, "ls /sys/class/net"));
    }

    @Test
    void noneOfItsNamespacesIsTheHosts() throws IOException {
        Domain domain = bed.running(UnaryOperator.identity());
        for (String kind : List.of("net", "user", "pid", "mnt", "uts", "ipc")) {
            String hosts =
                    Files.readSymbolicLink(Path.of("/proc/self/ns", kind)).toString();
            assertNotEquals(hosts, inside(domain, "readlink /proc/1/ns/" + kind), kind);
        }
    }

    @Test
    void itsRootIsNobodyOnTheHost() {
        Domain domain = bed.running(UnaryOperator.identity());
        List<String> range = Splitter.on(' ').omitEmptyStrings().splitToList(inside(domain, "cat /proc/self/uid_map"));
        assertAll(
                () -> assertEquals("0", inside(domain, "id -u"), "root inside"),
                () -> assertTrue(Long.parseLong(range.get(1)) >= 65_536, "who root is outside"));
    }

    @Test
    void aFileOfTheHostsRootThatItSeesIsNotItsOwn() throws IOException {
        Path shared = Files.createDirectory(bed.lxcPath().resolveSibling("s" + System.nanoTime()));
        Path secret = Files.createFile(
                shared.resolve("secret"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(secret, "of the host");
        Domain domain = bed.running(spec -> spec.filesystem(FilesystemSpec.directory(shared.toString(), "/shared")));
        assertAll(
                () -> assertTrue(inside(domain, "ls /shared").contains("secret"), "what is shared is seen"),
                () -> assertTrue(inside(domain, "cat /shared/secret").contains("denied"), "reading it"),
                () -> assertTrue(inside(domain, "echo x > /shared/secret").contains("denied"), "writing it"));
        assertEquals("of the host", Files.readString(secret));
    }

    @Test
    void itsDevicesAreNoDisksAndItCannotMakeAny() {
        Domain domain = bed.running(UnaryOperator.identity());
        Set<String> harmless = Set.of(
                "console", "core", "fd", "full", "mqueue", "null", "ptmx", "pts", "random", "shm", "stderr", "stdin",
                "stdout", "tty", "tty1", "tty2", "tty3", "tty4", "urandom", "zero");
        List<String> devices = inside(domain, "ls /dev").lines().toList();
        assertAll(
                () -> assertTrue(harmless.containsAll(devices), () -> "in /dev: " + devices),
                () -> assertTrue(
                        inside(domain, "mknod /tmp/disk b 254 0 && head -c 1 /tmp/disk")
                                .contains("not permitted"),
                        "a disk of its own making"));
    }

    @Test
    void itCannotSetTheHostsClockOrNameOrKernel() {
        Domain domain = bed.running(UnaryOperator.identity());
        assertAll(
                () -> assertTrue(
                        inside(domain, "date -s @" + Instant.now().getEpochSecond())
                                .contains("not permitted"),
                        "the clock"),
                () -> assertFalse(
                        inside(domain, "echo h > /proc/sysrq-trigger").isEmpty(), "the kernel's emergency calls"),
                () -> assertFalse(
                        inside(domain, "echo 1 > /proc/sys/kernel/panic").isEmpty(), "the kernel's settings"));
    }

    @Test
    void aProgramThatIsRunInItSeesNothingOfThisProcess() throws IOException {
        Domain domain = bed.running(UnaryOperator.identity());
        try (var open = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            assertTrue(open.isBound());
            assertAll(
                    () -> assertEquals(
                            3,
                            inside(domain, "for f in /proc/self/fd/*; do readlink $f; done")
                                    .lines()
                                    .count(),
                            "what it inherits"),
                    () -> assertFalse(inside(domain, "env").contains("JAVA"), "the environment"),
                    () -> assertTrue(
                            inside(domain, "cat /proc/1/status")
                                    .lines()
                                    .anyMatch(line -> line.matches("SigBlk:\\s+0+")),
                            "signals that its first process was started without"),
                    () -> assertTrue(
                            inside(domain, "cat /proc/self/status")
                                    .lines()
                                    .anyMatch(line -> line.matches("SigBlk:\\s+0+")),
                            "signals that it was started without"));
        }
    }

    @Test
    void aProgramThatIsRunInItIsInASessionWithoutTheTerminalOfThisProcess() throws IOException {
        Domain domain = bed.running(UnaryOperator.identity());
        try (GuestProgram sleeping = domain.guest().start(ExecSpec.of("sleep", "3600"))) {
            assertTrue(sleeping.output().available() == 0);
            Set<String> sessions = new HashSet<>(List.of(field("self", SESSION), "0"));
            List<String> theirs = ProcessHandle.current()
                    .descendants()
                    .map(child -> field(Long.toString(child.pid()), SESSION))
                    .filter(session -> !session.isEmpty())
                    .toList();
            assertAll(
                    () -> assertFalse(theirs.isEmpty(), "there is such a process"),
                    () -> assertTrue(theirs.stream().noneMatch(sessions::contains), () -> "in sessions " + theirs));
        }
    }

    /** Where the fields are after the program's name: proc(5). */
    private static final int SESSION = 3;

    private static String field(String pid, int number) {
        try {
            String stat = Files.readString(Path.of("/proc", pid, "stat"));
            return Splitter.on(' ')
                    .splitToList(stat.substring(stat.lastIndexOf(')') + 2))
                    .get(number);
        } catch (IOException e) {
            return ""; // it has ended
        }
    }

    @Test
    void itsLinksLeadToItsOwnFilesAndNotToTheHosts() throws IOException {
        Path root = bed.root();
        Files.deleteIfExists(root.resolve("etc/passwd"));
        Files.deleteIfExists(root.resolve("etc/os-release"));
        Files.createDirectories(root.resolve("own"));
        Files.writeString(root.resolve("own/passwd"), "insider:x:4242:4242::/:/bin/sh\n");
        Files.createSymbolicLink(root.resolve("etc/passwd"), Path.of("/own/passwd"));
        Files.createSymbolicLink(root.resolve("etc/os-release"), Path.of("../../../../../../etc/os-release"));
        Domain domain = bed.running(UnaryOperator.identity());
        assertAll(
                () -> assertEquals(
                        "4242",
                        domain.guest()
                                .exec(Bed.PATIENCE, ExecSpec.of("id", "-u").user("insider"))
                                .output()
                                .strip()),
                () -> assertThrows(NotFoundException.class, () -> domain.guest()
                        .exec(Bed.PATIENCE, ExecSpec.of("id").user("daemon"))),
                () -> assertEquals(Optional.empty(), domain.guest().info().systemId(), "what the host is"),
                () -> assertThrows(
                        NotFoundException.class,
                        () -> domain.guest().exec(Bed.PATIENCE, "/usr/bin/java"),
                        "a program of the host's"));
    }

    @Test
    void aProgramBeginsInItsDirectoryAndFindsWhatIsThere() throws IOException {
        Path there = Files.createDirectories(bed.root().resolve("srv/my $(x) dir"));
        Files.copy(bed.root().resolve("bin/busybox"), there.resolve("echo"));
        there.resolve("echo").toFile().setExecutable(true, false);
        Domain domain = bed.running(UnaryOperator.identity());
        ExecSpec spec = ExecSpec.of("./echo", "a  b", "$HOME", "").directory("/srv/my $(x) dir");
        assertEquals("a  b $HOME \n", domain.guest().exec(Bed.PATIENCE, spec).output());
        assertThrows(NotFoundException.class, () -> domain.guest()
                .exec(Bed.PATIENCE, ExecSpec.of("ls").directory("/no/such")));
    }

    @Test
    void itsEnvironmentIsWhatWasSaidAndNothingElse() {
        Domain domain = bed.running(UnaryOperator.identity());
        ExecSpec spec = ExecSpec.of("env")
                .environment(java.util.Map.of("SECRET", "a b='$x'", "LD_PRELOAD", "/none", "PATH", "/bin:/sbin"));
        List<String> variables = domain.guest()
                .exec(Bed.PATIENCE, spec)
                .output()
                .lines()
                .sorted()
                .toList();
        assertEquals(
                List.of(
                        "HOME=/root",
                        "LD_PRELOAD=/none",
                        "LOGNAME=root",
                        "PATH=/bin:/sbin",
                        "SECRET=a b='$x'",
                        "TERM=dumb",
                        "USER=root",
                        "container=lxc"),
                variables);
    }

    @Test
    void aProgramThatASignalEndsSaysSoAndOneThatLeavesAnotherBehindIsWaitedForNoLongerThanAllowed() {
        Domain domain = bed.running(UnaryOperator.identity());
        assertEquals(
                137, domain.guest().exec(Bed.PATIENCE, "sh", "-c", "kill -9 $$").exitCode());
        inside(domain, "mkfifo /tmp/pipe");
        assertThrows(OperationTimeoutException.class, () -> domain.guest()
                .read("/tmp/pipe", java.time.Duration.ofSeconds(2)));
    }
}
