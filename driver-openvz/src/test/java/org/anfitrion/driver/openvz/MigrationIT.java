package org.anfitrion.driver.openvz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Job;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.error.ResourceBusyException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.migration.MigrationSpec;
import org.anfitrion.api.unit.DataSize;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A container that moves between two hosts of the stand-in is on one of them afterwards, whatever happened on the way. */
@TestInstance(Lifecycle.PER_CLASS)
class MigrationIT {

    private static final MigrationSpec LIVE = MigrationSpec.whileRunning().withStorage();

    @TempDir
    private static Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();
    private List<Pair> pairs = List.of();

    /** Two hosts; the second is reached by ssh. */
    record Pair(String flavour, Bed here, Bed there) {

        boolean isLegacy() {
            return flavour.startsWith("legacy");
        }

        @Override
        public String toString() {
            return flavour;
        }

        Optional<Domain> find(String name) {
            return there.hypervisor().domains().find(name);
        }

        /** What the target has of containers: configurations, private areas and names. */
        List<Path> traces() throws IOException {
            List<Path> found = new ArrayList<>();
            for (String place : List.of("etc/vz/conf", "etc/vz/names", "vz/private", "vz/root", "vz/dump")) {
                try (Stream<Path> files = Files.list(there.node().folder().resolve(place))) {
                    // What vzctl keeps of a removed container's configuration is there by intent.
                    files.filter(file -> !file.toString().matches(".*(-sample|\\.destroyed)"))
                            .forEach(found::add);
                }
            }
            return found;
        }
    }

    @BeforeAll
    void raise() {
        SshServer sources = opened(new SshServer(folder.resolve("sources")));
        pairs = List.of(
                pair("legacy", "", opened(Bed.local("legacy"))),
                pair("seven", "", opened(Bed.local("seven"))),
                pair("legacy", " by ssh", opened(Bed.remote("legacy", sources))),
                pair("seven", " by ssh", opened(Bed.remote("seven", sources))));
    }

    private Pair pair(String flavour, String way, Bed here) {
        StandIn node = StandIn.node(flavour);
        return new Pair(flavour + way, here, opened(Bed.remote(node, opened(SshServer.of(node)))));
    }

    private <T extends AutoCloseable> T opened(T one) {
        open.add(0, one);
        return one;
    }

    @AfterAll
    void lower() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    Stream<Pair> pairs() {
        return pairs.stream();
    }

    /** The source reaches the target as this program does only if it is this machine; it is told else. */
    private static MigrationSpec way(Pair pair, MigrationSpec spec) {
        return spec.address(pair.there().hypervisor().uri().toString());
    }

    private static void clean(Domain domain) {
        if (domain.info().state().isActive()) {
            domain.destroy();
        }
        domain.undefine();
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("pairs")
    void itsFilesAndItsConfigurationMove(Pair pair) throws IOException {
        Domain domain = pair.here().running(spec -> spec.description("of \"two\" hosts; $(id)"));
        String name = domain.info().name();
        Bed.said(domain, "echo kept >/root/file");
        Domain moved =
                domain.migrateTo(pair.there().hypervisor(), way(pair, LIVE)).await(Bed.PATIENCE);
        assertEquals(name, moved.info().name());
        assertEquals("kept", Bed.said(moved, "cat /root/file"));
        assertTrue(pair.here().hypervisor().domains().find(name).isEmpty());
        clean(moved);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("pairs")
    void whatIsNotLiveIsStoppedAndStarted(Pair pair) {
        Domain domain = pair.here().running(spec -> spec);
        Domain moved = domain.migrateTo(pair.there().hypervisor(), way(pair, LIVE.whilePaused()))
                .await(Bed.PATIENCE);
        assertEquals(DomainState.RUNNING, moved.info().state());
        clean(moved);
    }

    @Test
    void aConfigurationStaysWhereVzctlCanFindItAgain() {
        Pair pair = pairs.get(0);
        Domain domain = pair.here().running(spec -> spec);
        MigrationSpec kept =
                new MigrationSpec(true, true, true, false, Optional.empty(), Optional.empty(), false, Optional.empty());
        Domain moved = domain.migrateTo(pair.there().hypervisor(), kept).await(Bed.PATIENCE);
        assertEquals(DomainState.RUNNING, moved.info().state());
        assertEquals(DomainState.SHUT_OFF, domain.info().state());
        clean(moved);
        clean(domain);
        Domain other = pairs.get(1).here().running(spec -> spec);
        refused(UnsupportedCapabilityException.class, pairs.get(1), other, kept);
        clean(other);
    }

    /** Where vzmigrate is when it is cancelled, and whether it is live. */
    record Stage(String name, boolean live) {}

    static Stream<Stage> stages() {
        return Stream.of(
                new Stage("copied", true),
                new Stage("held", true),
                new Stage("started", true),
                new Stage("copied", false),
                new Stage("held", false));
    }

    @ParameterizedTest
    @MethodSource("stages")
    void whatIsCancelledRunsOnWhereItWasAndIsNowhereElse(Stage stage) throws Exception {
        for (Pair pair : pairs.subList(0, 2)) {
            cancelled(pair, stage.name(), stage.live() ? LIVE : LIVE.whilePaused());
        }
    }

    @Test
    void whatIsCancelledOnAnotherMachineIsEndedThere() throws Exception {
        for (Pair pair : pairs.subList(2, 4)) {
            cancelled(pair, "held", LIVE);
        }
    }

    private static void cancelled(Pair pair, String stage, MigrationSpec spec) throws Exception {
        Domain domain = pair.here().running(plain -> plain);
        Path fifo = pair.here().node().folder().resolve("run/at-" + stage);
        run("mkfifo", fifo.toString());
        try {
            Job<Domain> job = domain.migrateTo(pair.there().hypervisor(), way(pair, spec));
            // It opens as soon as vzmigrate has come to that stage and reads.
            try (OutputStream held = soon(() -> Files.newOutputStream(fifo))) {
                job.cancel();
                assertThrows(OperationCancelledException.class, () -> job.await(Bed.PATIENCE), pair.flavour());
            }
        } finally {
            Files.delete(fifo);
        }
        assertEquals(DomainState.RUNNING, domain.info().state(), pair.flavour());
        assertEquals("alive", Bed.said(domain, "echo alive"), pair.flavour());
        assertEquals(List.of(), pair.traces(), pair.flavour());
        Domain moved =
                domain.migrateTo(pair.there().hypervisor(), way(pair, spec)).await(Bed.PATIENCE);
        clean(moved);
    }

    private static <T> T soon(Callable<T> work) throws IOException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "opens-fifo");
        thread.setDaemon(true);
        thread.start();
        try {
            return Uninterruptibles.getUninterruptibly(task, Bed.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(e);
        }
    }

    private static void run(String... words) throws IOException, InterruptedException {
        assertEquals(0, new ProcessBuilder(words).inheritIO().start().waitFor());
    }

    private static <X extends HypervisorException> X refused(
            Class<X> type, Pair pair, Domain domain, MigrationSpec spec) {
        X thrown = assertThrows(
                type, () -> domain.migrateTo(pair.there().hypervisor(), spec).await(Bed.PATIENCE), pair.flavour());
        assertEquals(DomainState.RUNNING, domain.info().state(), pair.flavour());
        return thrown;
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("pairs")
    void whatVzmigrateCannotDoIsRefused(Pair pair) throws IOException {
        Domain domain = pair.here().running(spec -> spec);
        MigrationSpec fit = way(pair, LIVE);
        for (MigrationSpec spec : List.of(
                fit.bandwidth(DataSize.mebibytes(1)),
                fit.maximumDowntime(Duration.ofSeconds(1)),
                new MigrationSpec(true, true, false, true, Optional.empty(), Optional.empty(), false, fit.address()))) {
            refused(UnsupportedCapabilityException.class, pair, domain, spec);
        }
        if (pair.isLegacy()) {
            refused(UnsupportedCapabilityException.class, pair, domain, way(pair, MigrationSpec.whileRunning()));
        }
        for (String address : List.of(
                "openvz:///system",
                "openvz+ssh://-x@node/system",
                "openvz+ssh://node/system?keyfile=/a%20-oProxyCommand=touch%20" + folder + "/was-here")) {
            refused(InvalidSpecException.class, pair, domain, fit.address(address));
        }
        assertFalse(Files.exists(folder.resolve("was-here")));
        assertThrows(
                InvalidSpecException.class,
                () -> domain.migrateTo(pair.here().hypervisor(), fit).await(Bed.PATIENCE));
        assertEquals(List.of(), pair.traces());
        domain.destroy();
        assertThrows(
                InvalidStateException.class,
                () -> domain.migrateTo(pair.there().hypervisor(), fit).await(Bed.PATIENCE));
        domain.undefine();
    }

    @Test
    void anotherFamilyIsNoTarget() {
        Domain domain = pairs.get(0).here().running(spec -> spec);
        refused(InvalidSpecException.class, pairs.get(1), domain, LIVE);
        clean(domain);
    }

    @Test
    void aPausedContainerStays() {
        Pair pair = pairs.get(1);
        Domain domain = pair.here().running(spec -> spec);
        domain.suspend();
        assertThrows(
                InvalidStateException.class,
                () -> domain.migrateTo(pair.there().hypervisor(), LIVE).await(Bed.PATIENCE));
        assertEquals(DomainState.PAUSED, domain.info().state());
        clean(domain);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("pairs")
    void aNumberANameOrFilesThatAreTakenStayWhatTheyAre(Pair pair) throws Exception {
        Domain domain = pair.here().running(spec -> spec);
        String id = domain.id().key();
        Path files = pair.there().node().folder().resolve("vz/private/" + id);
        if (pair.isLegacy()) {
            Files.createDirectories(files.resolve("somebodys"));
            refused(AlreadyExistsException.class, pair, domain, way(pair, LIVE));
            assertTrue(Files.exists(files.resolve("somebodys")));
            run("rm", "-r", files.toString());
            // Numbers begin anew on every host.
            Domain other = pair.there().defined(spec -> spec);
            assertEquals(id, other.id().key());
            refused(AlreadyExistsException.class, pair, domain, way(pair, LIVE));
            other.undefine();
        }
        String name = domain.info().name();
        Domain namesake = pair.there().defined(spec -> spec.name(name));
        refused(AlreadyExistsException.class, pair, domain, way(pair, LIVE));
        assertEquals(namesake.id(), pair.find(name).orElseThrow().id());
        namesake.undefine();
        clean(domain);
    }

    @Test
    void aTargetThatSshDoesNotReachIsSaid() {
        for (Pair pair : pairs) {
            Domain domain = pair.here().running(spec -> spec);
            HypervisorException thrown = refused(
                    BackendFailureException.class, pair, domain, LIVE.address("openvz+ssh://root@127.0.0.1:1/system"));
            assertEquals(4, thrown.nativeError().orElseThrow().code());
            assertFalse(thrown.failure().outcomeUnknown(), thrown.getMessage());
            clean(domain);
        }
    }

    @Test
    void whoeverHasLockedAContainerIsWaitedForByNobody() throws IOException {
        Pair pair = pairs.get(0);
        Domain domain = pair.here().running(spec -> spec);
        Path lock = pair.here().node().folder().resolve("vz/lock/" + domain.id().key() + ".lck");
        Files.writeString(lock, ProcessHandle.current().pid() + "\n");
        refused(ResourceBusyException.class, pair, domain, LIVE);
        assertTrue(Files.readString(lock)
                .startsWith(Long.toString(ProcessHandle.current().pid())));
        Files.writeString(lock, "");
        clean(domain);
    }
}
