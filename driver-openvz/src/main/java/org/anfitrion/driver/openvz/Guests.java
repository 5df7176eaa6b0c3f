package org.anfitrion.driver.openvz;

import com.google.common.base.Joiner;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.guest.ExecInput;
import org.anfitrion.api.guest.ExecSpec;
import org.anfitrion.api.guest.GuestInfo;
import org.anfitrion.api.secret.Password;
import org.anfitrion.driver.openvz.tool.ShellWords;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.GuestFacet;
import org.anfitrion.spi.GuestProcess;
import org.anfitrion.spi.support.GuestTools;

/**
 * What is done inside containers, by vzctl's exec2: it gives its words to a shell of the container, so each of them is quoted for
 * that shell. Thread-safe.
 */
final class Guests implements GuestFacet {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int NO_PROGRAM = 127;
    private static final int NO_DIRECTORY = 125;
    private static final int NO_USER = 124;
    private static final int SSH_LOST = 255;

    private final Containers containers;
    private final Inventory inventory;
    private final GuestTools programs = new GuestTools(this::start);

    Guests(Containers containers, Inventory inventory) {
        this.containers = containers;
        this.inventory = inventory;
    }

    private void requireRunning(DomainId id, Failure attempt) {
        Inventory.Container container = inventory.container(id.key(), attempt);
        if (!container.isActive() || container.isPaused()) {
            throw new InvalidStateException(
                    attempt.because(container.isPaused() ? "the container is paused" : "the container does not run"));
        }
    }

    @Override
    public void ping(DomainId id, Deadline deadline) {
        requireRunning(id, containers.begin("reach the guest of", id, false));
    }

    @Override
    public GuestProcess exec(DomainId id, ExecSpec spec, Deadline deadline) {
        return start(id, spec, deadline, containers.begin("run a program in", id, true));
    }

    private List<String> exec2(DomainId id, String script) {
        return containers.tools().words(List.of("vzctl", "--quiet", "exec2", id.key(), script));
    }

    private GuestProgram start(DomainId id, ExecSpec spec, Deadline deadline, Failure attempt) {
        requireRunning(id, attempt);
        String sign = UUID.randomUUID().toString();
        byte[] input = spec.input().map(ExecInput::bytes).orElse(new byte[0]);
        GuestProgram program = GuestProgram.start(exec2(id, script(spec, sign)), input, attempt);
        boolean whole = false;
        try {
            String line = program.firstLine(deadline);
            if (!line.startsWith(sign + " ")) {
                throw refused(program, spec, attempt);
            }
            long pid = Long.parseLong(line.substring(sign.length() + 1).strip());
            program.killedBy(() -> containers
                    .tools()
                    .to(attempt)
                    .until(Deadline.after(PATIENCE))
                    .result(List.of("vzctl", "--quiet", "exec2", id.key(), "kill -9 " + pid)));
            whole = true;
            return program;
        } finally {
            if (!whole) {
                program.close();
            }
        }
    }

    /** A script that says when it has come to the program, which takes its place. */
    private static String script(ExecSpec spec, String sign) {
        List<String> steps = new ArrayList<>();
        spec.directory().ifPresent(path -> steps.add("cd -- " + ShellWords.quoted(path) + " || exit " + NO_DIRECTORY));
        spec.environment().forEach((name, value) -> steps.add("export " + name + "=" + ShellWords.quoted(value)));
        steps.add("command -v " + ShellWords.quoted(spec.command().get(0)) + " >/dev/null || exit " + NO_PROGRAM);
        steps.add("echo " + sign + " $$");
        steps.add("exec " + ShellWords.quoted(spec.command()));
        String script = Joiner.on('\n').join(steps);
        return spec.user()
                .map(user -> "id " + ShellWords.quoted(user) + " >/dev/null 2>&1 || exit " + NO_USER
                        + "\nexec su -s /bin/sh -c " + ShellWords.quoted(script) + " " + ShellWords.quoted(user))
                .orElse(script);
    }

    private RuntimeException refused(GuestProgram program, ExecSpec spec, Failure attempt) {
        Deadline soon = Deadline.after(PATIENCE);
        int code = program.await(soon);
        String words = program.allErrors(soon);
        return switch (code) {
            case NO_PROGRAM ->
                new NotFoundException(
                        attempt.because("it has no program '" + spec.command().get(0) + "'"));
            case NO_DIRECTORY ->
                new NotFoundException(attempt.because(
                        "it has no directory '" + spec.directory().orElse("") + "'"));
            case NO_USER ->
                new NotFoundException(
                        attempt.because("it has no user '" + spec.user().orElse("") + "'"));
            case SSH_LOST -> {
                containers.tools().gate().lost();
                yield new ConnectionLostException(attempt.because(words).withOutcomeUnknown());
            }
            // vzctl(8): the command failed or the container does not run; it is not mounted or running
            case 8, 31, 40 -> new InvalidStateException(attempt.because(words.isEmpty() ? "it does not run" : words));
            default ->
                new BackendFailureException(
                        attempt.because(words.isEmpty() ? "vzctl ended with exit code " + code : words));
        };
    }

    @Override
    public InputStream read(DomainId id, String path, Deadline deadline) {
        return programs.read(id, path, deadline, containers.begin("read file '" + path + "' of", id, false));
    }

    @Override
    public OutputStream write(DomainId id, String path, Deadline deadline) {
        return programs.write(id, path, deadline, containers.begin("write file '" + path + "' of", id, true));
    }

    @Override
    public GuestInfo info(DomainId id, Deadline deadline) {
        Failure attempt = containers.begin("ask for facts from", id, false);
        GuestTools.Ended said = programs.run(
                id, ExecSpec.of("sh", "-c", "uname -n; uname -r; cat /etc/os-release 2>/dev/null"), deadline, attempt);
        List<String> lines =
                new String(said.output(), StandardCharsets.UTF_8).lines().toList();
        return new GuestInfo(
                lines.stream().findFirst(),
                release(lines, "ID="),
                release(lines, "PRETTY_NAME="),
                lines.stream().skip(1).findFirst(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    private static Optional<String> release(List<String> lines, String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(key.length()).replaceAll("^[\"']|[\"']$", ""))
                .findFirst();
    }

    /** Not by vzctl's --userpasswd: whatever is an argument, every user of the host can read. */
    @Override
    public void password(DomainId id, String user, Password password) {
        Failure attempt = containers.begin("set the password of '" + user + "' in", id, true);
        programs.password(id, user, password, Deadline.after(PATIENCE), attempt);
    }

    private UnsupportedCapabilityException no(String operation, DomainId id, boolean changes, String reason) {
        return new UnsupportedCapabilityException(
                containers.begin(operation, id, changes).because(reason));
    }

    @Override
    public int freeze(DomainId id, Set<String> mountPoints) {
        throw no("freeze the file systems of", id, true, Features.NO_FREEZE);
    }

    @Override
    public int thaw(DomainId id) {
        throw no("thaw the file systems of", id, true, Features.NO_FREEZE);
    }

    @Override
    public Instant time(DomainId id) {
        throw no("read the clock of", id, false, Features.NO_CLOCK);
    }

    @Override
    public void setTime(DomainId id, Instant time) {
        throw no("set the clock of", id, true, Features.NO_CLOCK);
    }
}
