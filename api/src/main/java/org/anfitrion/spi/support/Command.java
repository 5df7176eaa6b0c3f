package org.anfitrion.spi.support;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.Progress;
import org.jspecify.annotations.Nullable;

/**
 * A program to run, with its arguments: for drivers whose backend is a command line. Immutable; each method returns a
 * changed copy; running it changes nothing of it.
 *
 * <pre>{@code
 * CommandResult result = Command.of("VBoxManage", "startvm", uuid, "--type", "headless")
 *         .installedBy("the package virtualbox")
 *         .attempting("start", "domain 'web'")
 *         .changing()
 *         .run(deadline);
 * if (result.exitCode() != 0) {
 *     throw new BackendFailureException(result.failure());
 * }
 * }</pre>
 *
 * <p>There is no shell: every argument reaches the program as it is. Messages are in one language, since the locale is
 * {@code C.UTF-8}. Output is read as UTF-8, standard error apart from standard output: programs warn there while they succeed.
 *
 * <p>Secrets belong into {@link #input(String)}: whatever is an argument, every user of the machine can read while the
 * program runs. Where a program has no other way, {@link #secret} keeps the argument out of logs and messages at least.
 */
public final class Command implements Cloneable {

    private static final DataSize USUAL_LIMIT = DataSize.mebibytes(64);

    private final String program;
    private ImmutableList<Argument> arguments;
    private ImmutableMap<String, String> environment = ImmutableMap.of();
    private byte[] input = new byte[0];
    private DataSize outputLimit = USUAL_LIMIT;
    private Consumer<? super String> lines = line -> {};
    private Consumer<? super String> errorPieces = piece -> {};
    private String remedy = "";
    private boolean changing;
    private @Nullable Path directory;
    private @Nullable Failure attempt;

    private record Argument(String text, boolean secret) {}

    private Command(String program, ImmutableList<Argument> arguments) {
        this.program = program;
        this.arguments = arguments;
    }

    /**
     * Describes a command.
     *
     * @param program the program: a name that is looked for on the {@code PATH}, or a path
     * @param arguments its arguments
     * @return the command
     * @throws InvalidSpecException if one of them has a NUL character, which no argument can carry
     */
    public static Command of(String program, String... arguments) {
        return new Command(checked(program), ImmutableList.of()).arguments(List.of(arguments));
    }

    private static String checked(String text) {
        if (text.indexOf('\0') >= 0) {
            throw InvalidSpecException.of("argument", text, "it has a NUL character");
        }
        return text;
    }

    private Command copy() {
        try {
            return (Command) clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    private Command with(Argument argument) {
        Command copy = copy();
        copy.arguments = ImmutableList.<Argument>builder()
                .addAll(arguments)
                .add(argument)
                .build();
        return copy;
    }

    /**
     * Adds arguments.
     *
     * @param more the arguments
     * @return a changed copy
     * @throws InvalidSpecException if one has a NUL character
     */
    public Command arguments(List<String> more) {
        Command changed = this;
        for (String argument : more) {
            changed = changed.with(new Argument(checked(argument), false));
        }
        return changed;
    }

    /**
     * Adds an argument that must not be shown. Other users of the machine can see it all the same.
     *
     * @param argument the secret
     * @return a changed copy
     * @throws InvalidSpecException if it has a NUL character
     */
    public Command secret(String argument) {
        if (argument.indexOf('\0') >= 0) {
            throw InvalidSpecException.of("argument", "***", "it has a NUL character");
        }
        return with(new Argument(argument, true));
    }

    /**
     * Sets a variable of the program's environment, which otherwise is this process's, in the locale {@code C.UTF-8}.
     *
     * @param name the variable
     * @param value its value
     * @return a changed copy
     */
    public Command environment(String name, String value) {
        Command copy = copy();
        copy.environment = ImmutableMap.<String, String>builder()
                .putAll(environment)
                .put(name, checked(value))
                .buildKeepingLast();
        return copy;
    }

    /**
     * Sets where the program works.
     *
     * @param where a directory; without it, this process's
     * @return a changed copy
     */
    public Command directory(Path where) {
        Command copy = copy();
        copy.directory = Objects.requireNonNull(where, "where");
        return copy;
    }

    /**
     * Sets what the program reads from standard input, which is empty otherwise. Never shown.
     *
     * @param bytes the input
     * @return a changed copy
     */
    public Command input(byte[] bytes) {
        Command copy = copy();
        copy.input = bytes.clone();
        return copy;
    }

    /**
     * Sets what the program reads from standard input. Never shown.
     *
     * @param text the input, sent as UTF-8
     * @return a changed copy
     */
    public Command input(String text) {
        return input(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /**
     * Has each line of standard output told as it comes: for programs that print their progress.
     *
     * @param consumer gets a line without its end ({@code \n}, {@code \r} or both), on the thread that runs the command
     * @return a changed copy
     */
    public Command eachLine(Consumer<? super String> consumer) {
        Command copy = copy();
        copy.lines = Objects.requireNonNull(consumer, "consumer");
        return copy;
    }

    /**
     * Has standard error told as it comes, in pieces that need not be lines: for programs that print their progress there,
     * like VBoxManage's {@code 0%...10%...20%}.
     *
     * @param consumer gets a piece, on the thread that runs the command; a character of more than one byte may be torn
     * @return a changed copy
     */
    public Command eachErrorPiece(Consumer<? super String> consumer) {
        Command copy = copy();
        copy.errorPieces = Objects.requireNonNull(consumer, "consumer");
        return copy;
    }

    /**
     * Sets how much standard output is taken; a program that says more is ended, since half an answer must not be mistaken for
     * a whole one. Of standard error the last 64 KiB are kept.
     *
     * @param limit without it 64 MiB
     * @return a changed copy
     */
    public Command outputLimit(DataSize limit) {
        Command copy = copy();
        copy.outputLimit = Objects.requireNonNull(limit, "limit");
        return copy;
    }

    /**
     * Sets what helps if the program is not there.
     *
     * @param what what to install, such as {@code the package virtualbox}
     * @return a changed copy
     */
    public Command installedBy(String what) {
        Command copy = copy();
        copy.remedy = Objects.requireNonNull(what, "what");
        return copy;
    }

    /**
     * Sets what the command is run for, as failures name it; without it they say that the command could not be run.
     *
     * @param operation an infinitive: {@code start}
     * @param target on what: {@code domain 'web'}
     * @return a changed copy
     */
    public Command attempting(String operation, String target) {
        Command copy = copy();
        copy.attempt = Failure.to(operation, target);
        return copy;
    }

    /**
     * Says that the command changes something: if it is ended before its time, failures say that the outcome is unknown.
     *
     * @return a changed copy
     */
    public Command changing() {
        Command copy = copy();
        copy.changing = true;
        return copy;
    }

    /**
     * Runs the command and waits for its end.
     *
     * @param deadline until when
     * @return what came of it, whatever its exit code
     * @throws org.anfitrion.api.error.DriverUnavailableException if there is no such program, or an argument has a character
     *     that this JVM's locale cannot express
     * @throws org.anfitrion.api.error.OperationTimeoutException if it did not end in time; it and its children have been
     *     killed
     * @throws org.anfitrion.api.error.OperationCancelledException if the thread was interrupted; likewise
     * @throws org.anfitrion.api.error.BackendFailureException if it cannot be started for another reason, or said more than
     *     the limit
     */
    public CommandResult run(Deadline deadline) {
        return run(deadline, Progress.unwatched());
    }

    /**
     * Runs the command and waits for its end, unless it is cancelled before.
     *
     * <p>What the program started is killed with it if it is ended before its time, but not what has detached itself: a daemon
     * that was started on the way serves others too.
     *
     * @param deadline until when
     * @param progress tells when to give up; report to it from {@link #eachLine}
     * @return what came of it, whatever its exit code
     * @throws org.anfitrion.api.error.DriverUnavailableException if there is no such program, or an argument has a character
     *     that this JVM's locale cannot express
     * @throws org.anfitrion.api.error.OperationTimeoutException if it did not end in time; it and its children have been
     *     killed
     * @throws org.anfitrion.api.error.OperationCancelledException if it was cancelled or the thread interrupted; likewise
     * @throws org.anfitrion.api.error.BackendFailureException if it cannot be started for another reason, or said more than
     *     the limit
     */
    public CommandResult run(Deadline deadline, Progress progress) {
        return new CommandRun(this, deadline, progress).run();
    }

    /** The program and its arguments, as the system gets them. */
    List<String> words() {
        return ImmutableList.<String>builder()
                .add(program)
                .addAll(arguments.stream().map(Argument::text).iterator())
                .build();
    }

    String program() {
        return program;
    }

    Map<String, String> environment() {
        return environment;
    }

    Optional<Path> directory() {
        return Optional.ofNullable(directory);
    }

    byte[] input() {
        return input;
    }

    Consumer<? super String> lines() {
        return lines;
    }

    Consumer<? super String> errorPieces() {
        return errorPieces;
    }

    long limit() {
        return outputLimit.bytes();
    }

    String remedy() {
        return remedy;
    }

    boolean isChanging() {
        return changing;
    }

    /** What was attempted, still without a reason. */
    Failure failure() {
        return attempt == null ? Failure.to("run", toString()) : attempt;
    }

    /** The text without the secrets that this command was given. */
    String withoutSecrets(String text) {
        String clean = text;
        for (Argument argument : arguments) {
            if (argument.secret() && !argument.text().isEmpty()) {
                clean = clean.replace(argument.text(), "***");
            }
        }
        return clean;
    }

    /** The command line for people: what has blanks is quoted, secrets are stars. */
    @Override
    public String toString() {
        String shown = arguments.stream()
                .map(argument -> argument.secret() ? " ***" : " " + quoted(argument.text()))
                .collect(Collectors.joining());
        return quoted(program) + withoutSecrets(shown);
    }

    private static String quoted(String word) {
        String visible = CharMatcher.javaIsoControl().replaceFrom(word, '\uFFFD');
        boolean plain = !visible.isEmpty() && CharMatcher.anyOf(" '\"\\").matchesNoneOf(visible);
        return plain ? visible : "'" + visible.replace("'", "'\\''") + "'";
    }
}
