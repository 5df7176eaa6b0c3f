package org.anfitrion.testkit.memory;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.anfitrion.api.domain.ChannelSpec;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.guest.ExecSpec;
import org.anfitrion.api.guest.GuestFilesystem;
import org.anfitrion.api.guest.GuestInfo;
import org.anfitrion.api.guest.GuestUser;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.secret.Password;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.GuestFacet;
import org.anfitrion.spi.GuestProcess;
import org.jspecify.annotations.Nullable;

/**
 * What is done inside guests in memory. A guest answers if it is a container, has the channel of a guest agent, or {@link
 * GuestAgent#answers} says so.
 */
final class MemoryGuest implements GuestFacet {

    private static final System.Logger LOG = System.getLogger("org.anfitrion.memory");

    /** How a program ends that aborts: 128 and SIGABRT. */
    private static final int ABORTED = 134;

    private final MemorySession session;
    private final List<RunningProgram> programs = new CopyOnWriteArrayList<>();

    MemoryGuest(MemorySession session) {
        this.session = session;
    }

    private HostModel model() {
        return session.model();
    }

    /** Ends what this session started: whoever leaves leaves nothing running. */
    void breakOff(HypervisorException why) {
        programs.forEach(program -> program.breakOff(why));
        programs.clear();
    }

    @Override
    public void ping(DomainId id, Deadline deadline) {
        within(call(Operation.GUEST_PING, id, Feature.GUEST_INFO).until(deadline), id, domain -> true);
    }

    @Override
    public GuestProcess exec(DomainId id, ExecSpec spec, Deadline deadline) {
        Call call = call(Operation.GUEST_EXEC, id, Feature.GUEST_EXEC).until(deadline);
        AtomicReference<@Nullable Function<ExecSpec, ExecAnswer>> script = new AtomicReference<>();
        RunningProgram program = within(call, id, domain -> {
            GuestSystem system = domain.system();
            spec.user().filter(user -> !system.hasUser(user)).ifPresent(user -> missing(call, "user '" + user + "'"));
            spec.directory()
                    .filter(path -> !system.hasDirectory(path))
                    .ifPresent(path -> missing(call, "directory '" + path + "'"));
            Optional<Function<ExecSpec, ExecAnswer>> scripted =
                    model().guests().program(domain.name, spec.command().get(0));
            RunningProgram started = new RunningProgram(spec.command(), domain.toString());
            if (scripted.isEmpty()) {
                run(call, domain, spec, started);
            }
            script.set(scripted.orElse(null));
            system.add(started);
            programs.removeIf(other -> !other.runs());
            programs.add(started);
            return started;
        });
        Function<ExecSpec, ExecAnswer> scripted = script.get();
        if (scripted != null) {
            program.end(answer(scripted, spec));
        }
        return program;
    }

    private void run(Call call, MemoryDomain domain, ExecSpec spec, RunningProgram started) {
        Userland.Ran ran = Userland.run(domain.name, domain.system(), spec)
                .orElseThrow(() -> new NotFoundException(
                        call.failure("there is no program '" + spec.command().get(0) + "'")));
        if (ran.lasting().isPresent()) {
            model().clock().schedule(ran.lasting().get(), () -> started.end(ran.answer()));
        } else if (!ran.forEver()) {
            started.end(ran.answer());
        }
    }

    /** Asks the test's own script, without the host's lock. */
    private static ExecAnswer answer(Function<ExecSpec, ExecAnswer> script, ExecSpec spec) {
        try {
            return script.apply(spec);
        } catch (RuntimeException e) {
            // The test's fault is the program's: it ends as one that aborts.
            LOG.log(System.Logger.Level.WARNING, "the script of a program failed, so the program aborts", e);
            return ExecAnswer.fails(ABORTED, e + "\n");
        }
    }

    private static void missing(Call call, String what) {
        throw new NotFoundException(call.failure("there is no " + what));
    }

    @Override
    public InputStream read(DomainId id, String path, Deadline deadline) {
        Call call = call(Operation.GUEST_READ, id, Feature.GUEST_FILES).until(deadline);
        requireAbsolute(call, path);
        return within(
                call,
                id,
                domain -> new ByteArrayInputStream(domain.system()
                        .file(path)
                        .or(() -> model().guests().file(domain.name, path))
                        .orElseThrow(() -> new NotFoundException(call.failure("there is no file '" + path + "'")))));
    }

    private static void requireAbsolute(Call call, String path) {
        if (!path.startsWith("/")) {
            throw new InvalidSpecException(call.failure("'" + path + "' is not an absolute path"));
        }
    }

    @Override
    public OutputStream write(DomainId id, String path, Deadline deadline) {
        Call call = call(Operation.GUEST_WRITE, id, Feature.GUEST_FILES).until(deadline);
        requireAbsolute(call, path);
        within(call, id, domain -> put(call, domain, path, new byte[0]));
        return new ByteArrayOutputStream() {
            private boolean closed;

            @Override
            public void close() {
                if (!closed) {
                    closed = true;
                    byte[] content = toByteArray();
                    within(call, id, domain -> put(call, domain, path, content));
                }
            }
        };
    }

    private static boolean put(Call call, MemoryDomain domain, String path, byte[] content) {
        if (domain.system().isFrozen()) {
            throw new InvalidStateException(call.failure("its file systems are frozen"));
        }
        domain.system().file(path, content);
        return true;
    }

    @Override
    public GuestInfo info(DomainId id, Deadline deadline) {
        return within(call(Operation.GUEST_INFO, id, Feature.GUEST_INFO).until(deadline), id, domain -> model().guests()
                .info(domain.name)
                .orElseGet(() -> defaultInfo(domain)));
    }

    private static GuestInfo defaultInfo(MemoryDomain domain) {
        List<String> disks = domain.spec().disks().stream()
                .flatMap(disk -> disk.target().stream())
                .limit(1)
                .toList();
        return new GuestInfo(
                Optional.of(domain.name),
                Optional.of("anfitrion"),
                Optional.of("Anfitrion in-memory guest 1"),
                Optional.of(Userland.KERNEL),
                Optional.of("UTC"),
                List.of(new GuestUser("root", Optional.empty())),
                List.of(new GuestFilesystem(
                        GuestSystem.ROOT,
                        domain.spec().disks().stream()
                                .findFirst()
                                .flatMap(DiskSpec::target)
                                .orElse("memory"),
                        "memory",
                        Optional.empty(),
                        Optional.of(DataSize.bytes(domain.system().used())),
                        disks)));
    }

    @Override
    public int freeze(DomainId id, Set<String> mountPoints) {
        Call call = call(Operation.GUEST_FREEZE, id, Feature.GUEST_FREEZE);
        return within(call, id, domain -> {
            mountPoints.stream()
                    .filter(point -> !point.equals(GuestSystem.ROOT))
                    .forEach(point -> missing(call, "file system at '" + point + "'"));
            if (domain.system().isFrozen()) {
                throw new InvalidStateException(call.failure("they are frozen already"));
            }
            return domain.system().freeze();
        });
    }

    @Override
    public int thaw(DomainId id) {
        return within(call(Operation.GUEST_THAW, id, Feature.GUEST_FREEZE), id, domain -> domain.system()
                .thaw());
    }

    @Override
    public void password(DomainId id, String user, Password password) {
        Call call = call(Operation.GUEST_PASSWORD, id, Feature.GUEST_PASSWORD);
        within(call, id, domain -> {
            if (!domain.system().hasUser(user)) {
                missing(call, "user '" + user + "'");
            }
            domain.system().password(user, password);
            return true;
        });
    }

    @Override
    public Instant time(DomainId id) {
        return within(call(Operation.GUEST_TIME, id, Feature.GUEST_TIME), id, domain -> domain.system()
                .time(model().clock().now()));
    }

    @Override
    public void setTime(DomainId id, Instant time) {
        within(call(Operation.GUEST_SET_TIME, id, Feature.GUEST_TIME), id, domain -> {
            domain.system().time(model().clock().now(), time);
            return true;
        });
    }

    private Call call(Operation operation, DomainId id, Feature feature) {
        return session.call(operation, id).needing(feature);
    }

    /** Does something in a guest that answers. */
    private <T> T within(Call call, DomainId id, Function<MemoryDomain, T> work) {
        return session.perform(call, () -> {
            MemoryDomain domain = model().inventory().require(id, call.operation());
            if (domain.status.state() != DomainState.RUNNING && domain.status.state() != DomainState.SHUTTING_DOWN) {
                throw new InvalidStateException(call.failure("it is " + domain.state()));
            }
            if (!model().guests().answers(domain.name).orElseGet(() -> hasAgent(domain.spec()))) {
                throw new InvalidStateException(call.failure("nobody answers: it has no guest agent"));
            }
            return work.apply(domain);
        });
    }

    private static boolean hasAgent(DomainSpec spec) {
        return spec.guestType().filter(GuestType.OPERATING_SYSTEM::equals).isPresent()
                || spec.channels().contains(ChannelSpec.guestAgent());
    }
}
