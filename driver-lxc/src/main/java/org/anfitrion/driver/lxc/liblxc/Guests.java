package org.anfitrion.driver.lxc.liblxc;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.guest.ExecSpec;
import org.anfitrion.api.guest.GuestInfo;
import org.anfitrion.api.secret.Password;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.GuestFacet;
import org.anfitrion.spi.GuestProcess;
import org.anfitrion.spi.support.GuestTools;

/**
 * What is done inside containers: programs enter their namespaces and control groups (attach), with an environment and a session of
 * their own, and see nothing of this process but three pipes. Thread-safe.
 */
final class Guests implements GuestFacet {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Containers containers;
    private final Inventory inventory;
    private final GuestTools tools = new GuestTools(this::start);

    Guests(Containers containers, Inventory inventory) {
        this.containers = containers;
        this.inventory = inventory;
    }

    private long answering(DomainId id, Failure attempt) {
        Inventory.Row row =
                inventory.look(id.key(), Inventory.EVERYTHING, attempt).orElseThrow(() -> Containers.notFound(attempt));
        if (row.live().isPaused()) {
            throw new InvalidStateException(attempt.because("the container is paused"));
        }
        return row.live()
                .init()
                .orElseThrow(() -> new InvalidStateException(attempt.because("the container does not run")));
    }

    @Override
    public void ping(DomainId id, Deadline deadline) {
        answering(id, containers.begin("reach the guest of", id, false));
    }

    @Override
    public GuestProcess exec(DomainId id, ExecSpec spec, Deadline deadline) {
        return start(id, spec, deadline, containers.begin("run a program in", id, true));
    }

    private AttachedGuest start(DomainId id, ExecSpec spec, Deadline deadline, Failure attempt) {
        GuestFiles files = GuestFiles.of(answering(id, attempt));
        GuestFiles.User user = spec.user()
                .map(name -> files.user(name)
                        .orElseThrow(() -> new NotFoundException(attempt.because("it has no user '" + name + "'"))))
                .orElse(GuestFiles.User.ROOT);
        Map<String, String> environment = new TreeMap<>(Map.of(
                "PATH",
                GuestFiles.PATH,
                "HOME",
                user.home(),
                "USER",
                user.name(),
                "LOGNAME",
                user.name(),
                "TERM",
                "dumb"));
        environment.putAll(spec.environment());
        String program = spec.command().get(0);
        String directory = spec.directory().orElse("/");
        if (!files.hasProgram(program, environment.getOrDefault("PATH", ""), directory)) {
            throw new NotFoundException(attempt.because("it has no program '" + program + "'"));
        }
        if (!directory.equals("/") && !files.isDirectory(directory)) {
            throw new NotFoundException(attempt.because("it has no directory '" + directory + "'"));
        }
        AttachedGuest guest = AttachedGuest.start(
                new Attachment(id.key(), containers.folder().path(), user, directory, environment, spec.command()),
                spec.input().isPresent(),
                attempt);
        spec.input().ifPresent(input -> guest.feed(input.bytes()));
        return guest;
    }

    @Override
    public InputStream read(DomainId id, String path, Deadline deadline) {
        return tools.read(id, path, deadline, containers.begin("read file '" + path + "' of", id, false));
    }

    @Override
    public OutputStream write(DomainId id, String path, Deadline deadline) {
        return tools.write(id, path, deadline, containers.begin("write file '" + path + "' of", id, true));
    }

    @Override
    public GuestInfo info(DomainId id, Deadline deadline) {
        Failure attempt = containers.begin("ask for facts from", id, false);
        GuestFiles files = GuestFiles.of(answering(id, attempt));
        GuestTools.Ended name = tools.run(id, ExecSpec.of("uname", "-n"), deadline, attempt);
        return new GuestInfo(
                name.code() == 0
                        ? Optional.of(new String(name.output(), StandardCharsets.UTF_8).strip())
                        : Optional.empty(),
                files.release("ID"),
                files.release("PRETTY_NAME"),
                Optional.of(System.getProperty("os.version")),
                Optional.empty(),
                List.of(),
                List.of());
    }

    private UnsupportedCapabilityException no(String operation, DomainId id, boolean changes, String reason) {
        Failure attempt = containers.begin(operation, id, changes);
        return new UnsupportedCapabilityException(attempt.because(reason));
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
    public void password(DomainId id, String user, Password password) {
        Failure attempt = containers.begin("set the password of '" + user + "' in", id, true);
        tools.password(id, user, password, Deadline.after(PATIENCE), attempt);
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
