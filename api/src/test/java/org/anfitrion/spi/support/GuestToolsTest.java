package org.anfitrion.spi.support;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.api.guest.ExecInput;
import org.anfitrion.api.guest.ExecSpec;
import org.anfitrion.api.secret.Password;
import org.anfitrion.spi.Deadline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files, passwords and programs of a guest, whose programs are those of this machine. */
class GuestToolsTest {

    private static final DomainId GUEST = new DomainId("guest");
    private static final Failure ATTEMPT = Failure.to("try", "guest");

    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();
    private final GuestTools tools = new GuestTools(this::start);

    private record Running(Process process, KeptProcess kept) implements GuestTools.Program {

        @Override
        public KeptStream output() {
            return kept.output();
        }

        @Override
        public KeptStream errors() {
            return kept.errors();
        }

        @Override
        public int await(Deadline deadline) {
            return kept.await(deadline, ATTEMPT);
        }

        @Override
        public void close() {
            process.destroyForcibly();
            kept.close();
        }
    }

    /** Nobody's password is changed: what chpasswd would read is kept in a file. */
    private GuestTools.Program start(DomainId id, ExecSpec spec, Deadline deadline, Failure attempt) {
        List<String> words = spec.command().get(0).equals("chpasswd")
                ? List.of("dd", "of=" + folder.resolve("passwords"))
                : spec.command();
        try {
            Process process = new ProcessBuilder(words).start();
            started.add(process);
            Running running = new Running(process, new KeptProcess(process));
            running.kept().feed(spec.input().map(ExecInput::bytes).orElse(new byte[0]));
            return running;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofMinutes(1));
    }

    @Test
    void aFileThatWasWrittenIsReadAgain() throws IOException {
        byte[] bytes = new byte[300_001];
        new Random(1).nextBytes(bytes);
        String path = folder.resolve("-a 'file' $HOME\n").toString();
        try (OutputStream out = tools.write(GUEST, path, soon(), ATTEMPT)) {
            out.write(bytes);
            assertEquals(0, Files.size(Path.of(path)), "it was opened before anything was written");
        }
        try (InputStream in = tools.read(GUEST, path, soon(), ATTEMPT)) {
            assertArrayEquals(bytes, in.readAllBytes());
        }
    }

    @Test
    void whatIsNotThereIsNotFoundAndWhatIsNoPathIsNotTried() {
        String missing = folder.resolve("missing/file").toString();
        assertThrows(NotFoundException.class, () -> tools.read(GUEST, missing, soon(), ATTEMPT));
        assertThrows(NotFoundException.class, () -> tools.write(GUEST, missing, soon(), ATTEMPT));
        int before = started.size();
        assertThrows(InvalidSpecException.class, () -> tools.read(GUEST, "relative", soon(), ATTEMPT));
        assertThrows(InvalidSpecException.class, () -> tools.write(GUEST, "/a\0b", soon(), ATTEMPT));
        assertEquals(before, started.size());
    }

    @Test
    void aProgramThatDoesNotEndIsEndedAtTheDeadline() throws InterruptedException {
        Deadline deadline = Deadline.after(Duration.ofMillis(50));
        assertThrows(
                OperationTimeoutException.class,
                () -> tools.run(GUEST, ExecSpec.of("sleep", "3600"), deadline, ATTEMPT));
        assertTrue(started.get(0).waitFor() != 0);
    }

    @Test
    void aProgramIsNotWaitedForThatNeverReads() {
        byte[] much = new byte[1 << 20];
        GuestTools.Ended ended = tools.run(GUEST, ExecSpec.of("echo", "done").input(much), soon(), ATTEMPT);
        assertEquals(0, ended.code());
        assertEquals("done\n", new String(ended.output(), StandardCharsets.UTF_8));
    }

    @Test
    void aPasswordIsReadByTheProgramAndIsNoArgument() throws IOException {
        tools.password(GUEST, "root", Password.of("a b'$c"), soon(), ATTEMPT);
        assertEquals("root:a b'$c\n", Files.readString(folder.resolve("passwords")));
        for (String user : List.of("", "a:b", "a\nb")) {
            assertThrows(
                    InvalidSpecException.class,
                    () -> tools.password(GUEST, user, Password.of("x"), soon(), ATTEMPT),
                    user);
        }
        assertThrows(
                InvalidSpecException.class,
                () -> tools.password(GUEST, "root", Password.of("x\ny:z"), soon(), ATTEMPT));
    }

    @Test
    void whatAProgramComplainsOfIsTold() {
        BackendFailureException refused = assertThrows(
                BackendFailureException.class, () -> tools.read(GUEST, folder.toString(), soon(), ATTEMPT));
        assertFalse(refused.getMessage().isBlank());
        assertTrue(refused.getMessage().contains("directory"), refused::getMessage);
    }

    @Test
    void aLineIsReadAndTheRestIsLeft() throws IOException {
        try (GuestTools.Program program = start(GUEST, ExecSpec.of("printf", "one\ntwo\nthree"), soon(), ATTEMPT)) {
            assertEquals("one", program.output().line(soon()));
            assertEquals("two", program.output().line(soon()));
            assertEquals("three", program.output().line(soon()), "what ends without a line's end");
            assertEquals("", program.output().line(soon()));
        }
        try (GuestTools.Program program = start(GUEST, ExecSpec.of("sleep", "3600"), soon(), ATTEMPT)) {
            assertThrows(IOException.class, () -> program.output().line(Deadline.after(Duration.ofMillis(50))));
        }
    }
}
