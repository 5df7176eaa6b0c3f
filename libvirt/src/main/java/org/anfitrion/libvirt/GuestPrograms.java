package org.anfitrion.libvirt;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.guest.ExecInput;
import org.anfitrion.api.guest.ExecSpec;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.GuestProcess;

/**
 * Programs that the agent runs ({@code guest-exec}). It knows neither directory nor user, and variables only instead of those
 * that the guest sets; with these a shell of the guest prepares them. What the shell is told is fixed; data are its
 * arguments. Thread-safe.
 */
final class GuestPrograms {

    private static final Logger LOG = System.getLogger("org.anfitrion.libvirt.guests");

    private static final String SHELL = "/bin/sh";

    /** Arguments: the directory or nothing, the user or nothing, variables, {@code --}, the program. */
    private static final String CHECK = """
            [ -z "$1" ] || cd -- "$1" || exit 3
            [ -z "$2" ] || id -- "$2" >/dev/null 2>&1 || exit 4
            shift 2
            while [ "$1" != -- ]; do export "$1"; shift; done
            command -v -- "$2" >/dev/null || exit 5
            """;

    /** Arguments: the directory or nothing, variables, {@code --}, the program and its arguments. */
    private static final String RUN = """
            [ -z "$1" ] || cd -- "$1" || exit
            shift
            while [ "$1" != -- ]; do export "$1"; shift; done
            shift
            exec "$@"
            """;

    /** As {@link #RUN}, but the user and what the new shell is called come before the program. */
    private static final String RUN_AS = """
            [ -z "$1" ] || cd -- "$1" || exit
            shift
            while [ "$1" != -- ]; do export "$1"; shift; done
            shift
            exec su -s /bin/sh -c 'exec "$@"' -- "$@"
            """;

    /** Argument: a process. Held first, so that none of its children escapes while they are looked for. */
    private static final String KILL = """
            end() {
                kill -STOP "$1"
                for child in $(cat /proc/"$1"/task/*/children); do end "$child"; done
                kill -KILL "$1"
            }
            end "$1" 2>/dev/null
            """;

    private static final Duration TO_KILL = Duration.ofSeconds(10);

    private final GuestAgent agent;

    GuestPrograms(GuestAgent agent) {
        this.agent = agent;
    }

    GuestProcess start(DomainId id, ExecSpec spec, Deadline deadline, Attempt attempt) {
        List<String> command = spec.command();
        boolean prepared = spec.directory().isPresent()
                || spec.user().isPresent()
                || !spec.environment().isEmpty();
        if (prepared) {
            check(id, spec, deadline, attempt);
            command = prepared(spec);
        }
        return launch(id, command, spec.input(), deadline, attempt);
    }

    /** A shell's exit code cannot be told from the program's, so it is asked beforehand. */
    private void check(DomainId id, ExecSpec spec, Deadline deadline, Attempt attempt) {
        List<String> command =
                shell(CHECK, spec.directory().orElse(""), spec.user().orElse(""));
        command.addAll(variables(spec));
        command.add("--");
        command.add(spec.command().get(0));
        int code;
        try (GuestProcess check = launch(id, command, Optional.empty(), deadline, attempt)) {
            code = check.await(deadline);
        } catch (NotFoundException e) {
            throw new UnsupportedCapabilityException(attempt.failure()
                    .because("directory, user and variables need " + SHELL + ", which the guest has not")
                    .causedBy(e));
        }
        String missing =
                switch (code) {
                    case 3 -> "directory " + spec.directory().orElse("");
                    case 4 -> "user " + spec.user().orElse("");
                    case 5 -> "program " + spec.command().get(0);
                    default -> "";
                };
        if (!missing.isEmpty()) {
            throw new NotFoundException(attempt.failure().because("the guest has no " + missing));
        }
    }

    private static List<String> prepared(ExecSpec spec) {
        List<String> command =
                shell(spec.user().isPresent() ? RUN_AS : RUN, spec.directory().orElse(""));
        command.addAll(variables(spec));
        command.add("--");
        spec.user().ifPresent(user -> command.addAll(List.of(user, "sh")));
        command.addAll(spec.command());
        return command;
    }

    private static List<String> shell(String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of(SHELL, "-c", script, "sh"));
        command.addAll(List.of(arguments));
        return command;
    }

    private static List<String> variables(ExecSpec spec) {
        return spec.environment().entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .toList();
    }

    private GuestProcess launch(
            DomainId id, List<String> command, Optional<ExecInput> input, Deadline deadline, Attempt attempt) {
        JsonObject arguments = new JsonObject();
        arguments.addProperty("path", command.get(0));
        JsonArray rest = new JsonArray();
        command.stream().skip(1).forEach(rest::add);
        arguments.add("arg", rest);
        arguments.addProperty("capture-output", true);
        input.ifPresent(
                bytes -> arguments.addProperty("input-data", Base64.getEncoder().encodeToString(bytes.bytes())));
        JsonObject process =
                agent.ask(id, "guest-exec", arguments, deadline, attempt).getAsJsonObject();
        JsonObject number = new JsonObject();
        number.add("pid", process.get("pid"));
        Attempt follow = new Attempt("follow a program in", attempt.target(), false);
        return new AgentProcess(
                soon -> agent.ask(id, "guest-exec-status", number, soon, follow).getAsJsonObject(),
                () -> kill(id, process.get("pid").getAsString(), attempt),
                follow);
    }

    private void kill(DomainId id, String process, Attempt started) {
        Attempt attempt = new Attempt("kill a program in", started.target(), true);
        Deadline deadline = Deadline.after(TO_KILL);
        try {
            GuestProcess killing = launch(id, shell(KILL, process), Optional.empty(), deadline, attempt);
            killing.await(deadline);
        } catch (HypervisorException e) {
            // Whoever lets go wants nothing more; a guest that is gone or does not answer runs nothing for them.
            LOG.log(Level.DEBUG, "program " + process + " was not killed in " + started.target(), e);
        }
    }
}
