package org.anfitrion.libvirt;

import com.google.gson.JsonObject;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.guest.ExecSpec;
import org.anfitrion.api.guest.GuestInfo;
import org.anfitrion.api.secret.Password;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.libvirt.wire.DomainReference;
import org.anfitrion.libvirt.wire.GuestFacts;
import org.anfitrion.libvirt.wire.WireConnection;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.GuestFacet;
import org.anfitrion.spi.GuestProcess;

/** What is done inside guests, by QEMU's agent there. Thread-safe. */
final class Guests implements GuestFacet {

    /** What is asked on the domain's interfaces with a native function and has no deadline of its own. */
    @FunctionalInterface
    private interface Question<T> {
        T ask(WireConnection wire, DomainReference domain, Attempt attempt);
    }

    private static final Duration TO_LOOK = Duration.ofSeconds(30);

    private final Calls calls;
    private final GuestAgent agent;
    private final GuestPrograms programs;
    private final GuestFiles files;

    Guests(Calls calls) {
        this.calls = calls;
        agent = new GuestAgent(calls);
        programs = new GuestPrograms(agent);
        files = new GuestFiles(agent);
    }

    private static Attempt attempt(String operation, DomainId id, boolean changes) {
        return new Attempt(operation, "the guest of domain " + id, changes);
    }

    @Override
    public void ping(DomainId id, Deadline deadline) {
        agent.ask(id, "guest-ping", new JsonObject(), deadline, attempt("reach", id, false));
    }

    @Override
    public GuestProcess exec(DomainId id, ExecSpec spec, Deadline deadline) {
        String program = spec.command().get(0);
        return programs.start(
                id, spec, deadline, new Attempt("run", "program '" + program + "' in the guest of domain " + id, true));
    }

    @Override
    public InputStream read(DomainId id, String path, Deadline deadline) {
        return files.read(id, path, deadline, file("read", id, path, false));
    }

    @Override
    public OutputStream write(DomainId id, String path, Deadline deadline) {
        return files.write(id, path, deadline, file("write", id, path, true));
    }

    private static Attempt file(String operation, DomainId id, String path, boolean changes) {
        return new Attempt(operation, "file '" + path + "' of the guest of domain " + id, changes);
    }

    @Override
    public GuestInfo info(DomainId id, Deadline deadline) {
        return ask(attempt("ask for facts from", id, false), id, deadline, GuestFacts::of);
    }

    private <T> T ask(Attempt attempt, DomainId id, Deadline deadline, Question<T> question) {
        // As with the agent's own commands: nothing of it works on a read-only connection.
        calls.checkWritable(attempt);
        UUID uuid = Inventory.uuid(id, attempt);
        return calls.read(attempt, deadline, wire -> {
            try (DomainReference domain = wire.domain(uuid, attempt)) {
                checkRunning(wire, domain, attempt);
                return question.ask(wire, domain, attempt);
            }
        });
    }

    /** libvirt would say first what it could not do if it did. */
    private static void checkRunning(WireConnection wire, DomainReference domain, Attempt attempt) {
        if (Inventory.check(wire, wire.library().virDomainIsActive(domain.pointer()), attempt) == 0) {
            throw new InvalidStateException(attempt.failure().because("the domain does not run"));
        }
    }

    @Override
    public int freeze(DomainId id, Set<String> mountPoints) {
        Attempt attempt = attempt("freeze the file systems of", id, true);
        Deadline deadline = Deadline.after(TO_LOOK);
        String status = agent.ask(id, "guest-fsfreeze-status", new JsonObject(), deadline, attempt)
                .getAsString();
        if (!status.equals("thawed")) {
            throw new InvalidStateException(attempt.failure().because("they are frozen already"));
        }
        return whenever(attempt, id, (wire, domain, named) -> wire.library()
                .virDomainFSFreeze(
                        domain.pointer(),
                        mountPoints.isEmpty() ? null : mountPoints.toArray(String[]::new),
                        mountPoints.size(),
                        0));
    }

    @Override
    public int thaw(DomainId id) {
        return whenever(attempt("thaw the file systems of", id, true), id, (wire, domain, attempt) -> wire.library()
                .virDomainFSThaw(domain.pointer(), null, 0, 0));
    }

    /** A change that takes as long as the guest needs for it: to write everything out may be much. */
    private int whenever(Attempt attempt, DomainId id, Question<Integer> question) {
        calls.checkWritable(attempt);
        UUID uuid = Inventory.uuid(id, attempt);
        return calls.change(attempt, wire -> {
            try (DomainReference domain = wire.domain(uuid, attempt)) {
                checkRunning(wire, domain, attempt);
                return Inventory.check(wire, question.ask(wire, domain, attempt), attempt);
            }
        });
    }

    @Override
    public void password(DomainId id, String user, Password password) {
        whenever(
                attempt("set the password of user '" + user + "' in", id, true),
                id,
                (wire, domain, attempt) ->
                        wire.library().virDomainSetUserPassword(domain.pointer(), user, password.reveal(), 0));
    }

    @Override
    public Instant time(DomainId id) {
        return ask(attempt("read the clock of", id, false), id, Deadline.after(TO_LOOK), (wire, domain, attempt) -> {
            LongByReference seconds = new LongByReference();
            IntByReference nanos = new IntByReference();
            Inventory.check(wire, wire.library().virDomainGetTime(domain.pointer(), seconds, nanos, 0), attempt);
            return Instant.ofEpochSecond(seconds.getValue(), nanos.getValue());
        });
    }

    @Override
    public void setTime(DomainId id, Instant time) {
        whenever(attempt("set the clock of", id, true), id, (wire, domain, attempt) -> wire.library()
                .virDomainSetTime(domain.pointer(), time.getEpochSecond(), time.getNano(), 0));
    }
}
