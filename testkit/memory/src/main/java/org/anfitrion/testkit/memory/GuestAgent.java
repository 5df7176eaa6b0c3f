package org.anfitrion.testkit.memory;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.anfitrion.api.guest.ExecSpec;
import org.anfitrion.api.guest.GuestInfo;
import org.anfitrion.api.secret.Password;
import org.jspecify.annotations.Nullable;

/**
 * Who answers inside a guest: an agent in a machine, or the host in a container. Thread-safe.
 *
 * <pre>{@code
 * host.guest("web").agent()
 *         .onExec("systemctl", spec -> ExecAnswer.prints("active\n"))
 *         .hasFile("/etc/hostname", "web\n".getBytes(UTF_8));
 * }</pre>
 *
 * <p>A few programs there are in any guest: true, false, echo, printf (with {@code %s} and escapes), cat, env, printenv, pwd,
 * id, whoami, hostname, uname, sleep (seconds by the host's clock, or {@code infinity}), exit with a code, and pgrep. There is
 * no shell. The users are root and nobody, and the one file system is at {@code /}.
 */
public final class GuestAgent {

    private final GuestBook book;
    private final String domain;
    private final Map<String, Function<ExecSpec, ExecAnswer>> programs = new ConcurrentHashMap<>();
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private volatile @Nullable Boolean there;
    private volatile @Nullable GuestInfo info;

    GuestAgent(GuestBook book, String domain) {
        this.book = book;
        this.domain = domain;
    }

    /**
     * Says whether somebody answers. Unless it is said, containers answer, and machines that have the channel of an agent.
     *
     * @param answers whether somebody does
     * @return this agent
     */
    public GuestAgent answers(boolean answers) {
        there = answers;
        return this;
    }

    /**
     * Says what a program does.
     *
     * @param program the first word of the command, as it is given
     * @param run makes the answer from what was asked for; may be called by several threads
     * @return this agent
     */
    public GuestAgent onExec(String program, Function<ExecSpec, ExecAnswer> run) {
        programs.put(Objects.requireNonNull(program, "program"), Objects.requireNonNull(run, "run"));
        return this;
    }

    /**
     * Says what the guest tells about itself.
     *
     * @param facts the facts; empty is what it does not know
     * @return this agent
     */
    public GuestAgent tells(GuestInfo facts) {
        info = Objects.requireNonNull(facts, "facts");
        return this;
    }

    /**
     * Gives the guest a file, which is there until something is written to it.
     *
     * @param path an absolute path in the guest
     * @param content what it has
     * @return this agent
     */
    public GuestAgent hasFile(String path, byte[] content) {
        files.put(path, content.clone());
        return this;
    }

    /**
     * Returns a file of the guest, to see what was written.
     *
     * @param path an absolute path in the guest
     * @return its content; empty if it is not there
     */
    public Optional<byte[]> file(String path) {
        return book.model().inside(domain, system -> system.file(path)).or(() -> book.file(domain, path));
    }

    /**
     * Returns a user's password, to see whether it was set.
     *
     * @param user the user's name
     * @return the password that was set; empty if none was
     */
    public Optional<Password> password(String user) {
        return book.model().inside(domain, system -> system.password(user));
    }

    Optional<Boolean> there() {
        return Optional.ofNullable(there);
    }

    Optional<GuestInfo> info() {
        return Optional.ofNullable(info);
    }

    Optional<byte[]> initialFile(String path) {
        return Optional.ofNullable(files.get(path)).map(byte[]::clone);
    }

    Optional<Function<ExecSpec, ExecAnswer>> program(String name) {
        return Optional.ofNullable(programs.get(name));
    }
}
