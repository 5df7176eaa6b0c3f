package org.anfitrion.spi.support;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.DriverUnavailableException;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.api.unit.WorkUnit;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CommandTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private static Command sh(String script) {
        return Command.of("sh", "-c", script);
    }

    private static CommandResult run(Command command) {
        return command.run(Deadline.after(LONG));
    }

    @Test
    void bothOutputsAndTheExitCodeComeApart() {
        CommandResult result = run(sh("echo out; echo err >&2; exit 3"));
        assertAll(
                () -> assertEquals("out\n", result.output()),
                () -> assertEquals("err\n", result.errors()),
                () -> assertEquals(3, result.exitCode()));
    }

    @Test
    void aFailureSaysWhatWasAttemptedAndWhatTheProgramSaid() {
        CommandResult result = run(sh("echo 'no such CT' >&2; exit 14").attempting("start", "domain 'web'"));
        BackendFailureException e = assertThrows(BackendFailureException.class, result::orThrow);
        assertEquals("cannot start domain 'web': no such CT [sh error 14]", e.getMessage());
    }

    @Test
    void aProgramThatWritesMoreThanAPipeHoldsOnBothOutputsIsReadWhole() {
        CommandResult result = run(sh("head -c 300000 /dev/zero; head -c 300000 /dev/zero >&2; echo end >&2"));
        assertEquals(300_000, result.outputBytes().length);
        assertTrue(result.errors().endsWith("end\n"), "the end of what it said on standard error is missing");
        assertEquals(64 * 1024, result.errors().length());
    }

    @Test
    void inputLargerThanAPipeArrivesWhole() {
        byte[] data = new byte[1_000_000];
        new Random(1).nextBytes(data);
        assertArrayEquals(data, run(Command.of("cat").input(data)).outputBytes());
    }

    @Test
    void aProgramThatDoesNotReadItsInputIsNotWaitedFor() {
        assertEquals(0, run(Command.of("true").input(new byte[1_000_000])).exitCode());
    }

    @Test
    void withoutInputThereIsNothingToRead() {
        assertEquals("", run(Command.of("cat")).output());
    }

    @Test
    void messagesAreInOneLanguage() {
        CommandResult result =
                run(sh("echo $LC_ALL ${LANGUAGE-none} $ANFITRION_TEST").environment("ANFITRION_TEST", "set"));
        assertEquals("C.UTF-8 none set\n", result.output());
    }

    @Test
    void aProgramWorksWhereItIsTold(@TempDir Path directory) throws Exception {
        assertEquals(
                directory.toRealPath() + "\n",
                run(Command.of("pwd", "-P").directory(directory)).output());
    }

    @Test
    void aMissingProgramIsNamedWithWhatHelps() {
        Command missing = Command.of("VBoxManage-not-here", "list").installedBy("the package virtualbox");
        DriverUnavailableException e = assertThrows(DriverUnavailableException.class, () -> run(missing));
        assertEquals(
                "cannot run VBoxManage-not-here list: there is no program 'VBoxManage-not-here' on the PATH that may be run;"
                        + " it comes with the package virtualbox",
                e.getMessage());
    }

    @Test
    void aMissingDirectoryIsNotAMissingProgram(@TempDir Path directory) {
        Command command = Command.of("true").directory(directory.resolve("gone"));
        HypervisorException e = assertThrows(BackendFailureException.class, () -> run(command));
        assertTrue(e.getMessage().contains("there is no directory " + directory.resolve("gone")), e.getMessage());
    }

    @Test
    void whatNoArgumentCanCarryIsRefused() {
        assertThrows(InvalidSpecException.class, () -> Command.of("echo", "a\0b"));
        InvalidSpecException e = assertThrows(
                InvalidSpecException.class, () -> Command.of("login").secret("geheim\0"));
        assertFalse(e.getMessage().contains("geheim"), e.getMessage());
    }

    @Test
    void aCommandThatTakesTooLongIsEndedWithAllThatItStarted() throws Exception {
        List<String> lines = new ArrayList<>();
        Command command = sh("sleep 600 & echo $!; echo $$; wait").eachLine(lines::add);
        OperationTimeoutException e = assertThrows(
                OperationTimeoutException.class, () -> command.run(Deadline.after(Duration.ofMillis(700))));
        assertFalse(e.failure().outcomeUnknown());
        assertEquals(2, lines.size(), lines::toString);
        for (String pid : lines) {
            assertEnded(pid);
        }
    }

    private static void assertEnded(String pid) throws Exception {
        ProcessHandle handle = ProcessHandle.of(Long.parseLong(pid)).orElse(null);
        if (handle != null) {
            handle.onExit().get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void whatDoesNotListenIsKilledWithAllThatItStartsMeanwhile(@TempDir Path directory) throws Exception {
        Path pids = directory.resolve("pids");
        Command deaf = sh("trap : TERM; echo $$ > pids; while :; do sleep 600 & echo $! >> pids; wait; done")
                .directory(directory);
        assertThrows(OperationTimeoutException.class, () -> deaf.run(Deadline.after(Duration.ofMillis(500))));
        List<String> started = Files.readAllLines(pids);
        assertTrue(started.size() >= 3, () -> "it did not start another: " + started);
        for (String pid : started) {
            assertEnded(pid);
        }
    }

    @Test
    void aChangeThatIsEndedEarlySaysThatItsOutcomeIsUnknown() {
        Command change = sh("echo half done >&2; sleep 600")
                .attempting("clone", "volume 'a'")
                .changing();
        OperationTimeoutException e =
                assertThrows(OperationTimeoutException.class, () -> change.run(Deadline.after(Duration.ofMillis(300))));
        assertTrue(e.failure().outcomeUnknown());
        assertTrue(e.getMessage().startsWith("cannot clone volume 'a': "), e.getMessage());
        assertTrue(e.getMessage().contains("it had said: half done"), e.getMessage());
    }

    @Test
    void nothingIsRunAfterTheDeadline(@TempDir Path directory) {
        Path trace = directory.resolve("trace");
        Command touch = Command.of("touch", trace.toString());
        assertThrows(OperationTimeoutException.class, () -> touch.run(Deadline.after(Duration.ZERO)));
        assertFalse(trace.toFile().exists());
    }

    @Test
    void aCancelledCommandEnds() {
        AtomicBoolean cancelled = new AtomicBoolean();
        Progress progress = new Progress() {
            @Override
            public void report(long done, long total, WorkUnit unit) {
                // not asked
            }

            @Override
            public boolean cancelled() {
                return cancelled.get();
            }

            @Override
            public void onCancel(Runnable action) {
                // not needed: cancelled() is asked
            }
        };
        Command command = sh("echo begun; sleep 600").eachLine(line -> cancelled.set(true));
        assertThrows(OperationCancelledException.class, () -> command.run(Deadline.after(LONG), progress));
        assertThrows(OperationCancelledException.class, () -> command.run(Deadline.after(LONG), progress));
    }

    @Test
    void anInterruptedCallerGetsAwayAndStaysInterrupted() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            Command command = sh("echo begun; sleep 600").eachLine(line -> begun.countDown());
            assertThrows(OperationCancelledException.class, () -> run(command));
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        caller.start();
        begun.await();
        caller.interrupt();
        assertTrue(interrupted.get(20, TimeUnit.SECONDS));
    }

    @Test
    void aDaemonThatHoldsTheOutputHoldsNobodyUp() throws Exception {
        CommandResult result = run(sh("sleep 600 & echo $!"));
        ProcessHandle daemon =
                ProcessHandle.of(Long.parseLong(result.output().strip())).orElseThrow();
        assertTrue(daemon.isAlive(), "what the command left behind on purpose was ended");
        daemon.destroyForcibly();
        daemon.onExit().get(20, TimeUnit.SECONDS);
    }

    @Test
    void linesComeWhileTheProgramRuns() {
        List<String> lines = new ArrayList<>();
        Command command = sh("printf '0%%\\r50%%\\r\\n100%%\\n\\nlast'").eachLine(lines::add);
        assertEquals("0%\r50%\r\n100%\n\nlast", run(command).output());
        assertEquals(List.of("0%", "50%", "100%", "", "last"), lines);
    }

    @Test
    void aListenerThatFailsEndsTheCommand() throws Exception {
        AtomicReference<String> pid = new AtomicReference<>();
        Command command = sh("echo $$; sleep 600").eachLine(line -> {
            pid.set(line);
            throw new IllegalArgumentException("not a number: " + line);
        });
        assertThrows(IllegalArgumentException.class, () -> run(command));
        assertEnded(pid.get());
    }

    @Test
    void whoSaysTooMuchIsEnded() {
        Command endless = Command.of("yes").outputLimit(DataSize.kibibytes(100));
        BackendFailureException e = assertThrows(BackendFailureException.class, () -> run(endless));
        assertTrue(e.getMessage().contains("it said more than the 102400 bytes that are taken"), e.getMessage());
    }

    @Test
    void secretsAreNotShown() {
        Command command = sh("echo \"wrong password $1 for $2\" >&2; exit 1")
                .arguments(List.of("login"))
                .secret("s3cret, with blanks")
                .arguments(List.of("user"))
                .input("typed s3cret");
        CommandResult result = run(command);
        assertAll(
                () -> assertEquals("wrong password *** for user\n", result.errors()),
                () -> assertEquals("wrong password *** for user", result.error().message()),
                () -> assertFalse(command.toString().contains("s3cret"), command::toString),
                () -> assertFalse(result.toString().contains("s3cret"), result::toString));
    }

    @Test
    void aCommandIsShownAsItWouldBeTyped() {
        assertEquals(
                "prlctl set 'my ct' --userpasswd *** ''",
                Command.of("prlctl", "set", "my ct", "--userpasswd")
                        .secret("root:x")
                        .arguments(List.of(""))
                        .toString());
    }

    @Test
    void outputIsReadAsUtf8() {
        byte[] text = "ünïcödé 漢字".getBytes(StandardCharsets.UTF_8);
        assertEquals("ünïcödé 漢字", run(Command.of("cat").input(text)).output());
    }
}
