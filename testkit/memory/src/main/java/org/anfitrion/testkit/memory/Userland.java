package org.anfitrion.testkit.memory;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.anfitrion.api.guest.ExecInput;
import org.anfitrion.api.guest.ExecSpec;

/**
 * The programs that every guest in memory has: {@code true}, {@code false}, {@code echo}, {@code printf} (with {@code %s} and
 * escapes), {@code cat}, {@code env}, {@code printenv}, {@code pwd}, {@code id -un}, {@code whoami}, {@code hostname}, {@code
 * uname -r}, {@code sleep} (seconds or {@code infinity}), {@code exit} with a code, and {@code pgrep -f}. There is no shell.
 * Used under the host's lock only.
 */
final class Userland {

    static final String KERNEL = "1.0-memory";

    private final String hostName;
    private final GuestSystem system;
    private final ExecSpec spec;

    private Userland(String hostName, GuestSystem system, ExecSpec spec) {
        this.hostName = hostName;
        this.system = system;
        this.spec = spec;
    }

    /** Runs a program; empty if there is none of that name. */
    static Optional<Ran> run(String hostName, GuestSystem system, ExecSpec spec) {
        return new Userland(hostName, system, spec).run();
    }

    /** What came of a program: an answer at once, or after a while, or none ever. */
    record Ran(ExecAnswer answer, Optional<Duration> lasting, boolean forEver) {

        static Ran atOnce(ExecAnswer answer) {
            return new Ran(answer, Optional.empty(), false);
        }
    }

    private Optional<Ran> run() {
        String program = spec.command().get(0);
        List<String> arguments = spec.command().subList(1, spec.command().size());
        String name = program.startsWith("/bin/") || program.startsWith("/usr/bin/")
                ? program.substring(program.lastIndexOf('/') + 1)
                : program;
        return switch (name) {
            case "true" -> done("");
            case "false" -> Optional.of(Ran.atOnce(ExecAnswer.fails(1, "")));
            case "echo" -> done(String.join(" ", arguments) + "\n");
            case "printf" -> printf(arguments);
            case "cat" -> Optional.of(Ran.atOnce(cat(arguments)));
            case "env" -> done(lines(variables()));
            case "printenv" -> printenv(arguments);
            case "pwd" -> done(spec.directory().orElse(GuestSystem.ROOT) + "\n");
            case "id", "whoami" -> done(user() + "\n");
            case "hostname" -> done(hostName + "\n");
            case "uname" -> done(KERNEL + "\n");
            case "exit" -> Optional.of(Ran.atOnce(ExecAnswer.fails(number(arguments), "")));
            case "sleep" -> Optional.of(sleep(arguments));
            case "pgrep" -> pgrep(arguments);
            default -> Optional.empty();
        };
    }

    private static Optional<Ran> done(String text) {
        return Optional.of(Ran.atOnce(ExecAnswer.prints(text)));
    }

    private static Optional<Ran> wrong(String message) {
        return Optional.of(Ran.atOnce(ExecAnswer.fails(1, message + "\n")));
    }

    private String user() {
        return spec.user().orElse("root");
    }

    private Map<String, String> variables() {
        Map<String, String> all = new TreeMap<>(Map.of("HOME", "/root", "PATH", "/usr/bin:/bin", "USER", user()));
        all.putAll(spec.environment());
        return all;
    }

    private static String lines(Map<String, String> variables) {
        StringBuilder text = new StringBuilder();
        variables.forEach(
                (name, value) -> text.append(name).append('=').append(value).append('\n'));
        return text.toString();
    }

    private Optional<Ran> printenv(List<String> arguments) {
        if (arguments.isEmpty()) {
            return done(lines(variables()));
        }
        String value = variables().get(arguments.get(0));
        return value == null ? wrong("") : done(value + "\n");
    }

    /** Prints the format once for each argument, as printf does that has one conversion. */
    private static Optional<Ran> printf(List<String> arguments) {
        if (arguments.isEmpty()) {
            return wrong("printf: missing operand");
        }
        String format = arguments
                .get(0)
                .replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("\\0", "\0")
                .replace("\\\\", "\\");
        if (!format.contains("%s")) {
            return done(format);
        }
        StringBuilder text = new StringBuilder();
        int conversion = format.indexOf("%s");
        for (String argument : arguments.subList(1, arguments.size())) {
            text.append(format, 0, conversion).append(argument).append(format, conversion + 2, format.length());
        }
        return done(text.toString());
    }

    private ExecAnswer cat(List<String> arguments) {
        byte[] input = spec.input().map(ExecInput::bytes).orElse(new byte[0]);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        StringBuilder errors = new StringBuilder();
        for (String path : arguments.isEmpty() ? List.of("-") : arguments) {
            Optional<byte[]> content = path.equals("-") ? Optional.of(input) : system.file(path);
            if (content.isPresent()) {
                output.writeBytes(content.get());
            } else {
                errors.append("cat: ").append(path).append(": No such file or directory\n");
            }
        }
        return ExecAnswer.fails(errors.isEmpty() ? 0 : 1, errors.toString()).output(output.toByteArray());
    }

    private static int number(List<String> arguments) {
        return arguments.isEmpty() ? 0 : ValueReader.number(arguments.get(0)) & 0xff;
    }

    private static Ran sleep(List<String> arguments) {
        String time = arguments.isEmpty() ? "0" : arguments.get(0);
        ExecAnswer rested = ExecAnswer.prints("");
        return time.equals("infinity")
                ? new Ran(rested, Optional.empty(), true)
                : new Ran(rested, Optional.of(Duration.ofSeconds(ValueReader.count(time))), false);
    }

    private Optional<Ran> pgrep(List<String> arguments) {
        String pattern = arguments.isEmpty() ? "" : arguments.get(arguments.size() - 1);
        StringBuilder found = new StringBuilder();
        List<RunningProgram> programs = system.programs();
        for (int i = 0; i < programs.size(); i++) {
            if (programs.get(i).commandLine().contains(pattern)) {
                found.append(100 + i).append('\n');
            }
        }
        return found.isEmpty() ? Optional.of(Ran.atOnce(ExecAnswer.fails(1, ""))) : done(found.toString());
    }
}
