package org.anfitrion.libvirt.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.anfitrion.api.connection.Credentials;
import org.anfitrion.api.domain.CpuCount;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainField;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.Leftover;
import org.anfitrion.api.domain.Memory;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.AccessDeniedException;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.ConflictException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.libvirt.wire.DomainReference;
import org.anfitrion.libvirt.wire.WireConnection;
import org.anfitrion.spi.ConsoleFacet;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.DomainFacet;
import org.anfitrion.spi.DomainRef;
import org.anfitrion.spi.NativeFacet;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.libvirt.jna.DomainSnapshotPointer;

/** A session over libvirt, on hosts of libvirt's own test driver. */
class TestDriverIT {

    private static final Set<DomainField> ALL = EnumSet.allOf(DomainField.class);

    @TempDir
    Path folder;

    private String uri;
    private Session session;
    private DomainFacet domains;

    @BeforeEach
    void connect() {
        uri = TestHost.inFolder(folder);
        session = TestHost.open(uri);
        domains = session.domains();
    }

    @AfterEach
    void disconnect() {
        session.close();
    }

    private DomainInfo define(String name) {
        return domains.create(TestHost.domain(name), Creation.DEFINE, Progress.unwatched());
    }

    private DomainInfo power(DomainId id, PowerAction action) {
        return domains.power(id, action, TestHost.soon());
    }

    @Test
    void aHostSaysWhatItIs() {
        assertEquals("Test", session.host().product());
        assertTrue(session.host().via().startsWith("libvirt "), session.host().via());
        assertTrue(session.host().cpus() > 0);
        assertTrue(session.hostId().endsWith("/host.xml"), session.hostId());
    }

    @Test
    void aConfigurationIsReplacedOnlyByItsOwnAndOnlyIfNobodyWasFaster() {
        DomainId id = define("web").id();
        NativeFacet natively = session.facet(NativeFacet.class).orElseThrow();
        Described<DomainSpec> base = domains.read(id, View.CONFIG);
        String titled = base.nativeConfiguration().replace("<memory", "<title>mine</title>\n  <memory");

        String renamed = titled.replace("<name>web</name>", "<name>other</name>");
        assertThrows(InvalidSpecException.class, () -> natively.redefine(id, base, renamed));
        String another = titled.replaceFirst("<uuid>.*</uuid>", "<uuid>" + new UUID(1, 2) + "</uuid>");
        assertThrows(InvalidSpecException.class, () -> natively.redefine(id, base, another));
        assertThrows(InvalidSpecException.class, () -> natively.redefine(id, base, "<domain/>"));

        assertEquals(id, natively.redefine(id, base, titled).id());
        assertEquals(Optional.of("mine"), domains.read(id, View.CONFIG).spec().title());
        assertThrows(ConflictException.class, () -> natively.redefine(id, base, titled));
        assertEquals(2, domains.list(DomainFilter.all(), ALL).size());
    }

    @Test
    void aListHasEveryFactOfEveryDomain() {
        DomainInfo defined = define("web");
        domains.autostart(defined.id(), true);
        List<DomainInfo> rows = domains.list(DomainFilter.all(), ALL);
        assertEquals(2, rows.size());
        DomainInfo resident = rows.stream()
                .filter(row -> row.name().equals("resident"))
                .findFirst()
                .orElseThrow();
        assertEquals(DomainState.RUNNING, resident.state());
        assertEquals(2, resident.cpus());
        assertEquals(DataSize.mebibytes(256), resident.memory());
        assertFalse(resident.autostart());
        DomainInfo web = rows.stream()
                .filter(row -> row.name().equals("web"))
                .findFirst()
                .orElseThrow();
        assertEquals(DomainState.SHUT_OFF, web.state());
        assertEquals(DataSize.mebibytes(64), web.memory());
        assertTrue(web.persistent());
        assertTrue(web.autostart());
        assertEquals(List.of(web), domains.list(DomainFilter.inactive(), ALL));
    }

    @Test
    void definingNeverReplaces() {
        DomainSpec first =
                TestHost.domain("web").toBuilder().uuid(UUID.randomUUID()).build();
        domains.create(first, Creation.DEFINE, Progress.unwatched());
        DomainSpec same = first.toBuilder().memory(DataSize.mebibytes(99)).build();
        DomainSpec sameUuid = same.toBuilder().name("other").build();
        for (Creation creation : Creation.values()) {
            assertThrows(AlreadyExistsException.class, () -> domains.create(same, creation, Progress.unwatched()));
            assertThrows(AlreadyExistsException.class, () -> domains.create(sameUuid, creation, Progress.unwatched()));
        }
        DomainInfo kept = domains.find(new DomainRef.ByName("web"), ALL).orElseThrow();
        assertEquals(DataSize.mebibytes(64), kept.memory());
        String xml = domains.read(kept.id(), View.CONFIG).nativeConfiguration();
        NativeFacet natively = session.facet(NativeFacet.class).orElseThrow();
        assertThrows(AlreadyExistsException.class, () -> natively.define(xml));
    }

    @Test
    void ofManyThatDefineOneDomainAtOnceOneSucceeds() throws Exception {
        DomainSpec wanted =
                TestHost.domain("contested").toBuilder().uuid(UUID.randomUUID()).build();
        int winners = 0;
        for (Future<Object> outcome : atOnce(16, () -> domains.create(wanted, Creation.DEFINE, Progress.unwatched()))) {
            try {
                outcome.get();
                winners++;
            } catch (ExecutionException e) {
                assertInstanceOf(AlreadyExistsException.class, e.getCause());
            }
        }
        assertEquals(1, winners);
    }

    @Test
    void threadsThatChangeDifferentDomainsDoNotDisturbEachOther() throws Exception {
        List<Callable<Object>> lives = IntStream.range(0, 24)
                .<Callable<Object>>mapToObj(number -> () -> {
                    DomainInfo made = define("life-" + number);
                    for (int round = 0; round < 5; round++) {
                        assertEquals(
                                DomainState.RUNNING,
                                power(made.id(), PowerAction.START).state());
                        assertEquals(
                                DomainState.PAUSED,
                                power(made.id(), PowerAction.SUSPEND).state());
                        assertEquals(
                                DomainState.RUNNING,
                                power(made.id(), PowerAction.RESUME).state());
                        assertEquals(
                                DomainState.SHUT_OFF,
                                power(made.id(), PowerAction.DESTROY).state());
                        domains.list(DomainFilter.all(), ALL);
                    }
                    domains.remove(made.id(), Set.of());
                    return made;
                })
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(12);
        try {
            for (Future<Object> life : threads.invokeAll(lives)) {
                life.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(1, domains.list(DomainFilter.all(), Set.of()).size());
    }

    private static List<Future<Object>> atOnce(int count, Callable<Object> task) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            return threads.invokeAll(java.util.Collections.nCopies(count, task));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aCallerThatIsWrongAboutTheStateIsTold() {
        DomainId id = define("web").id();
        for (PowerAction action : EnumSet.complementOf(EnumSet.of(PowerAction.START))) {
            assertThrows(InvalidStateException.class, () -> power(id, action));
        }
        power(id, PowerAction.START);
        assertThrows(InvalidStateException.class, () -> power(id, PowerAction.START));
        assertThrows(InvalidStateException.class, () -> power(id, PowerAction.RESUME));
        power(id, PowerAction.SUSPEND);
        assertThrows(InvalidStateException.class, () -> power(id, PowerAction.SUSPEND));
        assertThrows(InvalidStateException.class, () -> domains.remove(id, EnumSet.allOf(Leftover.class)));
        assertEquals(
                DomainState.PAUSED,
                domains.find(new DomainRef.ById(id), ALL).orElseThrow().state());
    }

    @Test
    void anUpdateChangesWhatDiffersAndNoticesOthersChanges() {
        DomainId id = define("web").id();
        Described<DomainSpec> base = domains.read(id, View.CONFIG);
        DomainSpec wanted =
                base.spec().toBuilder().memory(DataSize.mebibytes(96)).build();
        assertEquals(
                Set.of(Scope.CONFIG),
                domains.update(id, base, wanted, Scope.CONFIG, Progress.unwatched())
                        .scopes());
        Described<DomainSpec> after = domains.read(id, View.CONFIG);
        assertEquals(wanted, after.spec());
        assertThrows(
                ConflictException.class, () -> domains.update(id, base, wanted, Scope.CONFIG, Progress.unwatched()));
        assertEquals(
                List.of(),
                domains.update(id, after, after.spec(), Scope.CONFIG, Progress.unwatched())
                        .changes());
        DomainSpec renamed = wanted.toBuilder().name("other").build();
        assertThrows(
                InvalidSpecException.class,
                () -> domains.update(id, after, renamed, Scope.CONFIG, Progress.unwatched()));
    }

    @Test
    void ofTwoUpdatesFromTheSameReadingOneIsAConflict() throws Exception {
        DomainId id = define("web").id();
        Described<DomainSpec> base = domains.read(id, View.CONFIG);
        DomainSpec wanted =
                base.spec().toBuilder().memory(DataSize.mebibytes(96)).build();
        long conflicts = 0;
        for (Future<Object> outcome :
                atOnce(8, () -> domains.update(id, base, wanted, Scope.CONFIG, Progress.unwatched()))) {
            try {
                outcome.get();
            } catch (ExecutionException e) {
                assertInstanceOf(ConflictException.class, e.getCause());
                conflicts++;
            }
        }
        assertEquals(7, conflicts);
    }

    @Test
    void aRunningDomainCanBeGivenMemoryAndCpusAndNothingElse() {
        DomainSpec spec = TestHost.domain("web").toBuilder()
                .cpus(new CpuCount(1, 4))
                .memory(Memory.of(DataSize.mebibytes(64)))
                .build();
        DomainId id =
                domains.create(spec, Creation.TRANSIENT, Progress.unwatched()).id();
        Described<DomainSpec> base = domains.read(id, View.LIVE);
        DomainSpecBuilder wanted = base.spec().toBuilder()
                .cpus(new CpuCount(3, 4))
                .memory(new Memory(DataSize.mebibytes(32), DataSize.mebibytes(64)));
        assertThrows(
                UnsupportedCapabilityException.class,
                () -> domains.update(id, base, wanted.title("now and here").build(), Scope.LIVE, Progress.unwatched()));
        assertEquals(base.revision(), domains.read(id, View.LIVE).revision(), "what is refused changes nothing");

        DomainSpec amounts = base.spec().toBuilder()
                .cpus(new CpuCount(3, 4))
                .memory(new Memory(DataSize.mebibytes(32), DataSize.mebibytes(64)))
                .build();
        assertEquals(
                2,
                domains.update(id, base, amounts, Scope.LIVE, Progress.unwatched())
                        .changes()
                        .size());
        DomainInfo row = domains.find(new DomainRef.ById(id), ALL).orElseThrow();
        assertEquals(3, row.cpus());
        assertEquals(DataSize.mebibytes(32), row.memory());
    }

    @Test
    void theTwoConfigurationsAreNotMixed() {
        DomainId id = define("web").id();
        assertThrows(InvalidStateException.class, () -> domains.read(id, View.LIVE));
        DomainId passing = domains.create(TestHost.domain("passing"), Creation.TRANSIENT, Progress.unwatched())
                .id();
        assertThrows(InvalidStateException.class, () -> domains.read(passing, View.CONFIG));
        assertThrows(InvalidStateException.class, () -> domains.autostart(passing, true));
        DomainInfo last = power(passing, PowerAction.DESTROY);
        assertEquals(DomainState.SHUT_OFF, last.state());
        assertEquals(Optional.empty(), domains.find(new DomainRef.ById(passing), Set.of()));
    }

    @Test
    void whatIsNotThereIsNotFoundAndLookingForItIsNoMistake() {
        DomainId nobody = new DomainId(UUID.randomUUID().toString());
        DomainId foreign = new DomainId("101");
        assertEquals(Optional.empty(), domains.find(new DomainRef.ById(nobody), ALL));
        assertEquals(Optional.empty(), domains.find(new DomainRef.ById(foreign), ALL));
        assertEquals(Optional.empty(), domains.find(new DomainRef.ByName("nobody"), ALL));
        assertThrows(NotFoundException.class, () -> power(nobody, PowerAction.START));
        assertThrows(NotFoundException.class, () -> power(foreign, PowerAction.START));
        assertThrows(NotFoundException.class, () -> domains.remove(nobody, Set.of()));
        assertThrows(NotFoundException.class, () -> domains.read(nobody, View.CONFIG));
    }

    @Test
    void aNameIsDataAndNeverSyntax() {
        for (String name : List.of("a b", "$HOME", "%s%n", "x;y", "p|q", "*", "-rf", "Ünï 京", "{}", "a,b=c")) {
            DomainInfo made = define(name);
            assertEquals(name, made.name());
            assertEquals(
                    made.id(),
                    domains.find(new DomainRef.ByName(name), Set.of())
                            .orElseThrow()
                            .id());
            assertEquals(name, domains.read(made.id(), View.CONFIG).spec().name());
            domains.remove(made.id(), Set.of());
        }
    }

    @Test
    void aSnapshotIsNotForgottenByAccident() {
        String shared = "test:///default";
        try (Session owner = TestHost.open(shared);
                WireConnection wire = WireConnection.open(shared, shared, false, Credentials.none())) {
            DomainFacet facet = owner.domains();
            DomainInfo made = facet.create(TestHost.domain("pictured"), Creation.DEFINE, Progress.unwatched());
            snapshot(wire, made.uuid().orElseThrow());
            InvalidStateException refused = assertThrows(
                    InvalidStateException.class, () -> facet.remove(made.id(), Set.of(Leftover.MANAGED_SAVE)));
            assertTrue(refused.getMessage().contains("SNAPSHOT_METADATA"), refused.getMessage());
            facet.remove(made.id(), Set.of(Leftover.SNAPSHOT_METADATA));
            assertEquals(Optional.empty(), facet.find(new DomainRef.ById(made.id()), Set.of()));
        }
    }

    private static void snapshot(WireConnection wire, UUID uuid) {
        try (DomainReference domain = wire.lookUp(uuid).orElseThrow()) {
            DomainSnapshotPointer snapshot =
                    wire.library().virDomainSnapshotCreateXML(domain.pointer(), "<domainsnapshot/>", 0);
            assertEquals(0, wire.library().virDomainSnapshotFree(snapshot));
        }
    }

    @Test
    void aReadOnlySessionRefusesEveryChange() {
        String shared = "test:///default";
        try (Session viewer = TestHost.openReadOnly(shared)) {
            DomainInfo row = viewer.domains().list(DomainFilter.all(), ALL).get(0);
            DomainFacet facet = viewer.domains();
            Described<DomainSpec> base = facet.read(row.id(), View.CONFIG);
            assertThrows(
                    AccessDeniedException.class,
                    () -> facet.create(TestHost.domain("x"), Creation.DEFINE, Progress.unwatched()));
            assertThrows(AccessDeniedException.class, () -> facet.autostart(row.id(), true));
            assertThrows(AccessDeniedException.class, () -> facet.remove(row.id(), Set.of()));
            assertThrows(
                    AccessDeniedException.class,
                    () -> facet.update(row.id(), base, base.spec(), Scope.CONFIG, Progress.unwatched()));
            for (PowerAction action : PowerAction.values()) {
                assertThrows(AccessDeniedException.class, () -> facet.power(row.id(), action, TestHost.soon()));
            }
            NativeFacet natively = viewer.facet(NativeFacet.class).orElseThrow();
            assertThrows(AccessDeniedException.class, () -> natively.define("<domain/>"));
        }
    }

    @Test
    void whatTheDriverCannotItSaysBefore() {
        assertTrue(session.support(Feature.CONSOLE, new Target.Host()).isNo());
        assertEquals(Optional.empty(), session.facet(ConsoleFacet.class));
        assertTrue(session.support(Feature.RAW_CALLS, new Target.Host()).isNo());
        NativeFacet natively = session.facet(NativeFacet.class).orElseThrow();
        DomainId id = define("web").id();
        assertThrows(UnsupportedCapabilityException.class, () -> natively.call(id, "qmp", "{}", TestHost.soon()));
    }

    @Test
    void anEphemeralDomainEndsWithItsSession() {
        String shared = "test:///default";
        try (Session watcher = TestHost.open(shared)) {
            DomainId id;
            try (Session maker = TestHost.open(shared)) {
                id = maker.domains()
                        .create(TestHost.domain("mayfly"), Creation.EPHEMERAL, Progress.unwatched())
                        .id();
                assertTrue(
                        watcher.domains().find(new DomainRef.ById(id), Set.of()).isPresent());
            }
            assertEquals(Optional.empty(), watcher.domains().find(new DomainRef.ById(id), Set.of()));
        }
    }

    @Test
    void afterCloseNothingWorksAndClosingAgainDoesNoHarm() {
        session.close();
        session.close();
        assertThrows(InvalidStateException.class, () -> domains.list(DomainFilter.all(), ALL));
        assertThrows(InvalidStateException.class, () -> session.host());
        assertThrows(InvalidStateException.class, () -> session.ping(TestHost.soon()));
        assertThrows(
                InvalidStateException.class,
                () -> domains.create(TestHost.domain("x"), Creation.DEFINE, Progress.unwatched()));
        assertThrows(InvalidStateException.class, () -> session.support(Feature.RESET, new Target.Host()));
    }

    @Test
    void aSessionMayBeClosedUnderManyCallers() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Object>> callers = IntStream.range(0, 8)
                    .mapToObj(number -> threads.submit((Callable<Object>) () -> {
                        while (true) {
                            domains.list(DomainFilter.all(), ALL);
                            define("busy-" + number + "-" + System.nanoTime());
                        }
                    }))
                    .toList();
            while (domains.list(DomainFilter.all(), Set.of()).size() < 20) {
                Thread.onSpinWait();
            }
            session.close();
            for (Future<Object> caller : callers) {
                ExecutionException ended = assertThrows(ExecutionException.class, caller::get);
                assertInstanceOf(InvalidStateException.class, ended.getCause());
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
