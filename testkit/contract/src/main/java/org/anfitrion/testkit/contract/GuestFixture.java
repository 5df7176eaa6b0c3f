package org.anfitrion.testkit.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;

/**
 * A guest in which somebody answers, for the rules about what is done inside guests. Unless it is said otherwise the guest has
 * the programs of a small Linux: {@code printf}, {@code cat}, {@code printenv}, {@code pwd}, {@code id}, {@code sleep}, {@code
 * pgrep}, {@code hostname}, {@code uname}, and {@code sh} for its exit code. Immutable.
 *
 * <pre>{@code
 * backend.with(GuestFixture.of(b -> b.boot(kernel).channel(ChannelSpec.guestAgent())).within(Duration.ofMinutes(1)))
 * }</pre>
 *
 * @param domain adds to a description what this guest needs
 * @param within how long it takes from the start until somebody answers
 * @param mute adds to a description what makes a guest in which nobody answers; empty if there is none, as with containers
 * @param exit the command that ends with exit code 7
 * @param directory a directory of the guest that can be written to
 * @param user another user than the usual one
 * @param lasting the command of a program that runs until it is killed, with an argument like no other's
 * @param finding the command that succeeds while that program runs
 */
public record GuestFixture(
        UnaryOperator<DomainSpecBuilder> domain,
        Duration within,
        Optional<UnaryOperator<DomainSpecBuilder>> mute,
        List<String> exit,
        String directory,
        Optional<String> user,
        List<String> lasting,
        List<String> finding) {

    /**
     * Checks that nothing is missing.
     *
     * @param domain adds to a description what this guest needs
     * @param within how long it takes from the start until somebody answers
     * @param mute adds to a description what makes a guest in which nobody answers; empty if there is none, as with containers
     * @param exit the command that ends with exit code 7
     * @param directory a directory of the guest that can be written to
     * @param user another user than the usual one
     * @param lasting the command of a program that runs until it is killed, with an argument like no other's
     * @param finding the command that succeeds while that program runs
     */
    public GuestFixture {
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(within, "within");
        Objects.requireNonNull(mute, "mute");
        exit = List.copyOf(exit);
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(user, "user");
        lasting = List.copyOf(lasting);
        finding = List.copyOf(finding);
    }

    /**
     * Describes a guest that answers within a minute; a plain domain of the backend is one in which nobody does.
     *
     * @param domain adds to a description what this guest needs: boot, the channel of an agent
     * @return the fixture
     */
    public static GuestFixture of(UnaryOperator<DomainSpecBuilder> domain) {
        return new GuestFixture(
                domain,
                Duration.ofMinutes(1),
                Optional.of(UnaryOperator.identity()),
                List.of("sh", "-c", "exit 7"),
                "/tmp",
                Optional.of("nobody"),
                List.of("sleep", "32173"),
                List.of("pgrep", "-f", "sleep 32173"));
    }

    /**
     * Sets how long it takes until somebody answers.
     *
     * @param time from the start on
     * @return a copy
     */
    public GuestFixture within(Duration time) {
        return new GuestFixture(domain, time, mute, exit, directory, user, lasting, finding);
    }

    /**
     * Says that every guest of the backend answers, as containers do.
     *
     * @return a copy
     */
    public GuestFixture alwaysAnswering() {
        return new GuestFixture(domain, within, Optional.empty(), exit, directory, user, lasting, finding);
    }

    /**
     * Sets the command that ends with exit code 7.
     *
     * @param command the program and its arguments
     * @return a copy
     */
    public GuestFixture exit(String... command) {
        return new GuestFixture(domain, within, mute, List.of(command), directory, user, lasting, finding);
    }

    /**
     * Sets a program that runs until it is killed, and how to find it; without either, whether programs are killed is not
     * decided.
     *
     * @param command the program and an argument like no other's
     * @param search the program that succeeds while the other runs, and its arguments
     * @return a copy
     */
    public GuestFixture lasting(List<String> command, List<String> search) {
        return new GuestFixture(domain, within, mute, exit, directory, user, command, search);
    }

    DomainSpec spec(DomainSpec plain) {
        return domain.apply(plain.toBuilder()).build();
    }

    /** The command that prints its arguments, a NUL after each. */
    List<String> printing(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("printf", "%s\\0"));
        command.addAll(arguments);
        return command;
    }
}
