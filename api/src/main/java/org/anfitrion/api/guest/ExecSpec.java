package org.anfitrion.api.guest;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.internal.Text;

/**
 * A program that is to run in a guest. Never a shell line: each argument arrives as it is. Immutable.
 *
 * @param command the program and its arguments
 * @param environment variables beside those that the guest sets
 * @param directory where it runs; empty leaves it to the guest
 * @param user as whom; empty is the agent's own user, or root in a container
 * @param input what it reads from its standard input; empty is nothing
 */
public record ExecSpec(
        List<String> command,
        Map<String, String> environment,
        Optional<String> directory,
        Optional<String> user,
        Optional<ExecInput> input) {

    /**
     * Creates the description.
     *
     * @param command the program and its arguments
     * @param environment variables beside those that the guest sets
     * @param directory where it runs; empty leaves it to the guest
     * @param user as whom; empty is the agent's own user, or root in a container
     * @param input what it reads from its standard input; empty is nothing
     * @throws InvalidSpecException if there is no program, or a text cannot be passed on
     */
    public ExecSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(input, "input");
        if (command.isEmpty() || command.get(0).isEmpty()) {
            throw InvalidSpecException.of("command", command, "it names a program");
        }
        command.forEach(argument -> noNul("argument", argument));
        environment.forEach((name, value) -> {
            if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw InvalidSpecException.of(
                        "environment variable",
                        name,
                        "a name has letters, digits and _ and does not begin with a digit");
            }
            noNul("environment variable " + name, value);
        });
        directory.ifPresent(path -> noNul("directory", path));
        user.ifPresent(name -> Text.name("user", name));
    }

    /**
     * Sets where it runs.
     *
     * @param value where it runs; empty leaves it to the guest
     * @return the copy
     * @throws InvalidSpecException if the whole becomes impossible
     */
    public ExecSpec directory(String value) {
        return new ExecSpec(command, environment, Optional.of(value), user, input);
    }

    /**
     * Sets as whom it runs.
     *
     * @param value as whom; empty is the agent's own user, or root in a container
     * @return the copy
     * @throws InvalidSpecException if the whole becomes impossible
     */
    public ExecSpec user(String value) {
        return new ExecSpec(command, environment, directory, Optional.of(value), input);
    }

    /**
     * Sets the variables.
     *
     * @param value variables beside those that the guest sets
     * @return the copy
     * @throws InvalidSpecException if the whole becomes impossible
     */
    public ExecSpec environment(Map<String, String> value) {
        return new ExecSpec(command, value, directory, user, input);
    }

    /**
     * Describes a program and its arguments.
     *
     * @param command the program, then its arguments
     * @return the description
     * @throws InvalidSpecException if there is no program
     */
    public static ExecSpec of(String... command) {
        return new ExecSpec(List.of(command), Map.of(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Gives it something to read.
     *
     * @param bytes what it reads from its standard input
     * @return a copy that does
     */
    public ExecSpec input(byte[] bytes) {
        return new ExecSpec(command, environment, directory, user, Optional.of(new ExecInput(bytes)));
    }

    private static void noNul(String field, String text) {
        if (text.indexOf(0) >= 0) {
            throw InvalidSpecException.of(field, text.replace("\0", "\\0"), "it has a NUL character");
        }
    }
}
