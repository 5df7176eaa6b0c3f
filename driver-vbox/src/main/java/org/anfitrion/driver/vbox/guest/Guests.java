package org.anfitrion.driver.vbox.guest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.connection.Credentials;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.guest.ExecSpec;
import org.anfitrion.api.guest.GuestInfo;
import org.anfitrion.api.secret.Password;
import org.anfitrion.driver.vbox.machine.Machine;
import org.anfitrion.driver.vbox.machine.Machines;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.GuestFacet;
import org.anfitrion.spi.GuestProcess;

/**
 * What is done inside guests by {@code VBoxManage guestcontrol}, where the Guest Additions run. Programs and files want a user of
 * the guest: see {@link GuestUser}. A program's output comes when it has ended. Thread-safe.
 */
public final class Guests implements GuestFacet {

    /** Why nothing is frozen. */
    public static final String NO_FREEZE = "VirtualBox's Guest Additions freeze no file systems on request";

    /** Why passwords are not set. */
    public static final String NO_PASSWORDS = "VirtualBox's Guest Additions set no passwords";

    /** Why clocks are not read. */
    public static final String NO_CLOCKS = "VirtualBox's Guest Additions keep the guest's clock themselves";

    /** From here on programs can be run: the Additions' service is there, not only their drivers. */
    private static final int SERVICE = 2;

    private final Machines machines;
    private final Credentials credentials;

    /**
     * Creates the facet.
     *
     * @param machines finds machines
     * @param credentials answer as whom something is done in a guest
     */
    public Guests(Machines machines, Credentials credentials) {
        this.machines = machines;
        this.credentials = credentials;
    }

    /** A machine in whose guest somebody answers. */
    private Machine answering(String operation, DomainId id, boolean changes) {
        Machine machine = machines.begin(operation, id, changes);
        Failure attempt = machine.attempt();
        if (!machines.row(machine).state().isActive()) {
            throw new InvalidStateException(attempt.because("it does not run"));
        }
        int level = machines.facts(machine)
                .value("GuestAdditionsRunLevel")
                .filter(text -> text.matches("\\d"))
                .map(Integer::valueOf)
                .orElse(0);
        if (level < SERVICE) {
            throw new InvalidStateException(attempt.because(
                    "the Guest Additions do not answer: they are not installed in the guest, or do not run yet"));
        }
        return machine;
    }

    @Override
    public void ping(DomainId id, Deadline deadline) {
        answering("reach the guest of", id, false);
    }

    @Override
    public GuestProcess exec(DomainId id, ExecSpec spec, Deadline deadline) {
        Machine machine = answering("run a program in the guest of", id, true);
        Failure attempt = machine.attempt();
        if (spec.input().isPresent()) {
            throw new UnsupportedCapabilityException(attempt.because("VBoxManage gives a guest's programs no input"));
        }
        GuestUser user = GuestUser.of(credentials, spec.user(), attempt);
        List<String> words = words(machine.uuid(), spec, user);
        return GuestRun.start(attempt, progress -> {
                    try (user) {
                        return machines.manage()
                                .to(attempt)
                                .changing()
                                .watchedBy(progress)
                                .attempt(words.toArray(new String[0]));
                    }
                })
                .started(deadline);
    }

    static List<String> words(String uuid, ExecSpec spec, GuestUser user) {
        List<String> words = new ArrayList<>(List.of("guestcontrol", uuid, "run"));
        words.addAll(user.words());
        spec.directory().ifPresent(directory -> words.addAll(List.of("--cwd", directory)));
        spec.environment().forEach((name, value) -> words.addAll(List.of("--putenv", name + "=" + value)));
        // What comes after two dashes is never VBoxManage's. The program is the first of it in all versions; with
        // --exe,
        // versions before 7.0.10 take the first for the program's own name, and the others do not.
        words.addAll(List.of("--wait-stdout", "--wait-stderr", "--"));
        words.addAll(spec.command());
        return words;
    }

    private static void requireAbsolute(String path, Failure attempt) {
        if (!path.startsWith("/") && !path.matches("[A-Za-z]:[/\\\\].*")) {
            throw new InvalidSpecException(attempt.because("'" + path + "' is no absolute path"));
        }
    }

    @Override
    public InputStream read(DomainId id, String path, Deadline deadline) {
        Machine machine = answering("read file '" + path + "' of the guest of", id, false);
        Failure attempt = machine.attempt();
        requireAbsolute(path, attempt);
        try (GuestUser user = GuestUser.of(credentials, Optional.empty(), attempt)) {
            Path folder = Files.createTempDirectory("anfitrion");
            Path copy = folder.resolve("copy");
            try {
                copy(machine, "copyfrom", user, List.of(path, copy.toString()), deadline);
                return new ByteArrayInputStream(Files.readAllBytes(copy));
            } finally {
                Files.deleteIfExists(copy);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new BackendFailureException(
                    attempt.because(String.valueOf(e.getMessage())).causedBy(e));
        }
    }

    private void copy(Machine machine, String verb, GuestUser user, List<String> paths, Deadline deadline) {
        List<String> words =
                new ArrayList<>(List.of("guestcontrol", machine.uuid().toString(), verb));
        words.addAll(user.words());
        words.addAll(paths);
        machines.manage().to(machine.attempt()).until(deadline).run(words);
    }

    @Override
    public OutputStream write(DomainId id, String path, Deadline deadline) {
        Machine machine = answering("write file '" + path + "' of the guest of", id, true);
        Failure attempt = machine.attempt();
        requireAbsolute(path, attempt);
        GuestUser.of(credentials, Optional.empty(), attempt).close(); // who cannot log in is told before
        return new ByteArrayOutputStream() {

            private boolean closed;

            @Override
            public void close() throws IOException {
                if (!closed) {
                    closed = true;
                    Path copy = Files.createTempFile("anfitrion", ".guest");
                    try (GuestUser user = GuestUser.of(credentials, Optional.empty(), attempt)) {
                        Files.write(copy, toByteArray());
                        Guests.this.copy(machine, "copyto", user, List.of(copy.toString(), path), deadline);
                    } finally {
                        Files.deleteIfExists(copy);
                    }
                }
            }
        };
    }

    @Override
    public GuestInfo info(DomainId id, Deadline deadline) {
        Machine machine = answering("ask for facts from the guest of", id, false);
        return GuestProperties.info(machines.manage()
                .to(machine.attempt())
                .until(deadline)
                .run("guestproperty", "enumerate", machine.uuid().toString(), "/VirtualBox/GuestInfo/OS/*"));
    }

    private UnsupportedCapabilityException refused(String operation, DomainId id, boolean changes, String reason) {
        return new UnsupportedCapabilityException(
                machines.begin(operation, id, changes).attempt().because(reason));
    }

    @Override
    public int freeze(DomainId id, Set<String> mountPoints) {
        throw refused("freeze the file systems of", id, true, NO_FREEZE);
    }

    @Override
    public int thaw(DomainId id) {
        throw refused("thaw the file systems of", id, true, NO_FREEZE);
    }

    @Override
    public void password(DomainId id, String user, Password password) {
        throw refused("set a password in the guest of", id, true, NO_PASSWORDS);
    }

    @Override
    public Instant time(DomainId id) {
        throw refused("read the clock of", id, false, NO_CLOCKS);
    }

    @Override
    public void setTime(DomainId id, Instant time) {
        throw refused("set the clock of", id, true, NO_CLOCKS);
    }
}
