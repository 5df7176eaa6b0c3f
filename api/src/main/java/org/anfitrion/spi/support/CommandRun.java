package org.anfitrion.spi.support;

import com.google.common.base.Splitter;
import com.google.common.util.concurrent.Uninterruptibles;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.DriverUnavailableException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.Progress;

/**
 * One run of a command. It looks for output again and again and never blocks in a read: a program may leave a daemon behind
 * that holds its output open (VBoxManage starts VBoxSVC), and nobody could end a read that waits for the daemon.
 */
final class CommandRun {

    private static final Logger LOG = System.getLogger("org.anfitrion.command");
    private static final int ERRORS_KEPT = 64 * 1024;
    private static final long SHORTEST_PAUSE = 1;
    private static final long LONGEST_PAUSE = 20;
    private static final Duration GRACE = Duration.ofMillis(500);

    private final Command command;
    private final Deadline deadline;
    private final Progress progress;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final byte[] buffer = new byte[16 * 1024];
    private boolean afterCarriageReturn;

    CommandRun(Command command, Deadline deadline, Progress progress) {
        this.command = command;
        this.deadline = deadline;
        this.progress = progress;
    }

    CommandResult run() {
        if (progress.cancelled()) {
            throw new OperationCancelledException(command.failure().because("it was cancelled before it began"));
        }
        if (deadline.hasPassed()) {
            throw new OperationTimeoutException(command.failure().because("its deadline has passed"));
        }
        long begin = System.nanoTime();
        Process process = start();
        boolean ended = false;
        try {
            int exitCode = follow(process);
            ended = true;
            LOG.log(
                    Level.DEBUG,
                    () -> command + ": exit code " + exitCode + " after "
                            + Duration.ofNanos(System.nanoTime() - begin).toMillis() + " ms");
            return new CommandResult(command, exitCode, output.toByteArray(), lastErrors());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationCancelledException(
                    endedEarly("the thread was interrupted while it waited").causedBy(e));
        } catch (IOException e) {
            throw new BackendFailureException(
                    endedEarly("its output cannot be read").causedBy(e));
        } finally {
            if (!ended) {
                LOG.log(
                        Level.DEBUG,
                        () -> command + ": killed after "
                                + Duration.ofNanos(System.nanoTime() - begin).toMillis() + " ms");
                kill(process);
            }
            close(process);
        }
    }

    private Process start() {
        ProcessBuilder builder = new ProcessBuilder(command.words());
        command.directory().map(Path::toFile).ifPresent(builder::directory);
        Map<String, String> environment = builder.environment();
        environment.remove("LANGUAGE"); // would choose the language of messages before LC_ALL does
        environment.put("LC_ALL", "C.UTF-8");
        environment.putAll(command.environment());
        if (command.input().length == 0) {
            builder.redirectInput(new File("/dev/null"));
        }
        requireExpressible();
        try {
            Process process = builder.start();
            if (command.input().length > 0) {
                feed(process);
            }
            return process;
        } catch (IOException e) {
            throw cannotStart(e);
        }
    }

    /** The JDK turns what the locale cannot express into question marks, silently. */
    private void requireExpressible() {
        Charset charset = ArgumentEncoding.CHARSET;
        Stream.concat(command.words().stream(), command.environment().values().stream())
                .filter(word -> !charset.newEncoder().canEncode(word))
                .findFirst()
                .ifPresent(word -> {
                    throw new DriverUnavailableException(command.failure()
                            .because("this JVM was started in a locale whose encoding, " + charset
                                    + ", cannot express an argument; start it with LC_ALL=C.UTF-8"));
                });
    }

    private RuntimeException cannotStart(IOException e) {
        Failure failure = command.failure().causedBy(e);
        if (command.directory()
                .filter(directory -> !Files.isDirectory(directory))
                .isPresent()) {
            return new BackendFailureException(failure.because(
                    "there is no directory " + command.directory().get() + " to run it in"));
        }
        if (isInstalled(command.program())) {
            return new BackendFailureException(failure.because(command.withoutSecrets(String.valueOf(e.getMessage()))));
        }
        String where = command.program().contains("/") ? "" : " on the PATH";
        String remedy = command.remedy().isEmpty() ? "" : "; it comes with " + command.remedy();
        return new DriverUnavailableException(failure.because(
                "there is no program '" + command.program() + "'" + where + " that may be run" + remedy));
    }

    private static boolean isInstalled(String program) {
        if (program.contains("/")) {
            return isProgram(Path.of(program));
        }
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        return Splitter.on(File.pathSeparatorChar)
                .splitToStream(path)
                .anyMatch(folder -> isProgram(Path.of(folder.isEmpty() ? "." : folder, program)));
    }

    private static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    /** Writes on a thread of its own: the program may answer before it has read everything, or never read. */
    private void feed(Process process) {
        Thread feeder = new Thread(
                () -> {
                    try (OutputStream in = process.getOutputStream()) {
                        in.write(command.input());
                    } catch (IOException e) {
                        LOG.log(Level.DEBUG, () -> command + " did not read all of its input: " + e.getMessage());
                    }
                },
                "anfitrion-command-input");
        feeder.setDaemon(true);
        feeder.start();
    }

    private int follow(Process process) throws IOException, InterruptedException {
        InputStream out = process.getInputStream();
        InputStream err = process.getErrorStream();
        long pause = SHORTEST_PAUSE;
        while (true) {
            boolean alive = process.isAlive();
            boolean readOutput = take(out, false);
            boolean read = take(err, true) || readOutput;
            if (!alive && !read) {
                flushLine();
                return process.exitValue();
            }
            if (progress.cancelled()) {
                throw new OperationCancelledException(endedEarly("it was cancelled"));
            }
            if (deadline.hasPassed()) {
                throw new OperationTimeoutException(endedEarly("it did not end within " + deadline.allowed()));
            }
            pause = read ? SHORTEST_PAUSE : Math.min(pause * 2, LONGEST_PAUSE);
            if (!read && process.waitFor(pause, TimeUnit.MILLISECONDS)) {
                pause = SHORTEST_PAUSE;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    /** Takes what there is; tells whether there was something. */
    private boolean take(InputStream from, boolean isError) throws IOException {
        int length = Math.min(from.available(), buffer.length);
        int read = length == 0 ? 0 : from.read(buffer, 0, length);
        if (read <= 0) {
            return false;
        }
        if (isError) {
            takeErrors(read);
        } else {
            takeOutput(read);
        }
        return true;
    }

    private void takeErrors(int length) {
        errors.write(buffer, 0, length);
        command.errorPieces().accept(new String(buffer, 0, length, StandardCharsets.UTF_8));
        if (errors.size() > 2 * ERRORS_KEPT) {
            byte[] kept = lastErrors();
            errors.reset();
            errors.writeBytes(kept);
        }
    }

    private byte[] lastErrors() {
        byte[] all = errors.toByteArray();
        return all.length <= ERRORS_KEPT ? all : Arrays.copyOfRange(all, all.length - ERRORS_KEPT, all.length);
    }

    private void takeOutput(int length) {
        if (output.size() + (long) length > command.limit()) {
            throw new BackendFailureException(
                    endedEarly("it said more than the " + command.limit() + " bytes that are taken"));
        }
        output.write(buffer, 0, length);
        for (int i = 0; i < length; i++) {
            byte next = buffer[i];
            if (next == '\n' && afterCarriageReturn) {
                afterCarriageReturn = false;
            } else if (next == '\n' || next == '\r') {
                afterCarriageReturn = next == '\r';
                tellLine();
            } else {
                afterCarriageReturn = false;
                line.write(next);
            }
        }
    }

    private void flushLine() {
        if (line.size() > 0) {
            tellLine();
        }
    }

    private void tellLine() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        command.lines().accept(text);
    }

    private Failure endedEarly(String why) {
        String said = command.withoutSecrets(new String(lastErrors(), StandardCharsets.UTF_8))
                .strip();
        Failure failure = command.failure()
                .because("'" + command + "' was ended: " + why + (said.isEmpty() ? "" : "; it had said: " + said));
        return command.isChanging() ? failure.withOutcomeUnknown() : failure;
    }

    /**
     * Asks the program and what it started to end, and ends what does not listen. Parents first: whoever is still there to see
     * its child die may start another.
     */
    private static void kill(Process process) {
        List<ProcessHandle> tree = tree(process).toList();
        tree.forEach(ProcessHandle::destroy);
        Deadline grace = Deadline.after(GRACE);
        while (tree.stream().anyMatch(ProcessHandle::isAlive) && !grace.hasPassed()) {
            // Not onExit(): for what is not our own child it looks every 300 ms only.
            Uninterruptibles.sleepUninterruptibly(SHORTEST_PAUSE, TimeUnit.MILLISECONDS);
        }
        Stream.concat(tree(process), tree.stream()).toList().forEach(ProcessHandle::destroyForcibly);
    }

    private static Stream<ProcessHandle> tree(Process process) {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants());
    }

    private static void close(Process process) {
        try {
            process.getInputStream().close();
            process.getErrorStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // closing the reading end of a pipe does not fail
        }
    }

    /** How the JDK at hand writes arguments: by the locale since JDK 18, by the default charset before. */
    private static final class ArgumentEncoding {

        static final Charset CHARSET = Runtime.version().feature() < 18
                ? Charset.defaultCharset()
                : Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

        private ArgumentEncoding() {}
    }
}
