package org.anfitrion.driver.kvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.anfitrion.api.Console;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.StoragePool;
import org.anfitrion.api.connection.Credentials;
import org.anfitrion.api.connection.GuestsOnClose;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.domain.CloneKind;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.Tuning;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.Support;
import org.anfitrion.api.storage.PoolSpec;
import org.anfitrion.api.storage.VolumeSpec;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.api.unit.WorkUnit;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.OpenContext;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.ProvisioningFacet;
import org.anfitrion.spi.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Domains get other names, and domains like them beside them, and real guests find their drives as they should. */
class ProvisioningIT {

    private static final Lab LAB = Lab.raised();

    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private GuestHost guests;
    private Path place;
    private StoragePool pool;

    @BeforeEach
    void connect() throws IOException {
        assumeTrue(LAB.unobtainable().isEmpty(), () -> LAB.unobtainable().orElse(""));
        place = Files.createDirectories(LAB.place("p"));
        guests = GuestHost.at(LAB, LAB.daemon(), place);
        pool = guests.host()
                .pools()
                .create(PoolSpec.directory(
                        "clones-" + run, place.resolve("pool").toString()));
    }

    @AfterEach
    void disconnect() {
        try {
            guests.clear();
            pool.stop();
            pool.remove(true);
        } finally {
            guests.close();
        }
    }

    private String name(String what) {
        return what + "-" + run;
    }

    private DiskSpec drive(String name) {
        pool.create(VolumeSpec.qcow2(name, DataSize.mebibytes(16))).await(GuestHost.PATIENCE);
        return DiskSpec.volume(pool.name(), name, DiskFormat.QCOW2);
    }

    private Domain original(DiskSpec... disks) {
        var spec = guests.guest(name("original")).nic(NicSpec.userMode()).tuning(Tuning.NONE.cpuShares(700));
        for (DiskSpec disk : disks) {
            spec.disk(disk);
        }
        return guests.define(spec.build());
    }

    private Set<String> volumes() {
        return pool.volumes().stream().map(volume -> volume.id().name()).collect(Collectors.toSet());
    }

    /** What the first drive of a guest begins with. */
    private static String seen(Console console) {
        String read = GuestHost.run(
                console, "until [ -b /dev/vda ]; do sleep 1; done; echo \"<$(head -c 5 /dev/vda | tr -d '\\0')>\"");
        return read.substring(read.lastIndexOf('<') + 1, read.lastIndexOf('>'));
    }

    private static void writes(Console console, String text) {
        GuestHost.run(
                console,
                "until [ -b /dev/vda ]; do sleep 1; done; echo -n " + text
                        + " | dd of=/dev/vda conv=fsync 2>/dev/null");
    }

    private Domain copy(Domain domain, String name, CloneKind kind) {
        return guests.adopt(domain.copyAs(name, kind).await(GuestHost.PATIENCE));
    }

    @Test
    void guestsOfBothKindsOfCopyFindWhatTheOriginalWroteAndWriteForThemselvesOnly() {
        Domain original = original(drive("first.qcow2"));
        writes(guests.boot(original), "orig1");
        original.destroy();
        Described<DomainSpec> before = original.describe(View.CONFIG);

        Domain full = copy(original, name("full"), CloneKind.FULL);
        Domain linked = copy(original, name("linked ü $(x) ; %"), CloneKind.LINKED);

        assertEquals(before, original.describe(View.CONFIG), "the original");
        for (Domain copy : Set.of(full, linked)) {
            DomainSpec spec = copy.describe(View.CONFIG).spec();
            assertEquals(before.spec().tuning(), spec.tuning());
            assertEquals(before.spec().boot(), spec.boot());
            assertNotEquals(before.spec().uuid(), spec.uuid());
            assertNotEquals(
                    before.spec().nics().get(0).mac(), spec.nics().get(0).mac());
            Console console = guests.boot(copy);
            assertEquals("orig1", seen(console));
            writes(console, "copy2");
            assertEquals("copy2", seen(console));
            copy.destroy();
        }
        assertEquals("orig1", seen(guests.boot(original)), "what the original reads after its copies wrote");
        assertEquals(
                Set.of("first.qcow2", name("full") + "-vda.qcow2", name("linked ü $(x) ; %") + "-vda.qcow2"),
                volumes());
    }

    @Test
    void aDriveOnAFileInAPoolIsCopiedAndWhatIsOnlyReadIsShared() {
        drive("file.qcow2");
        Path file = place.resolve("pool/file.qcow2");
        Domain original =
                original(DiskSpec.file(file).format(DiskFormat.QCOW2), DiskSpec.cdrom(place.resolve("seed.iso")));

        DomainSpec copy = copy(original, name("copy"), CloneKind.FULL)
                .describe(View.CONFIG)
                .spec();

        assertEquals(
                new DiskSource.File(
                        place.resolve("pool/" + name("copy") + "-vda.qcow2").toString()),
                copy.disks().get(0).source());
        assertEquals(
                new DiskSource.File(place.resolve("seed.iso").toString()),
                copy.disks().get(1).source());
    }

    @Test
    void aDomainWhoseDriveIsInNoPoolSaysSoAndIsNotCopied() {
        Domain original = original(drive("in.qcow2"), DiskSpec.file(LAB.freshDisk()));

        Support support = original.support(Feature.COPY);

        assertTrue(support.isNo());
        assertTrue(support.reason().contains("vdb"), support::reason);
        UnsupportedCapabilityException refusal =
                assertThrows(UnsupportedCapabilityException.class, () -> copy(original, name("copy"), CloneKind.FULL));
        assertTrue(refusal.getMessage().contains(support.reason()), refusal::getMessage);
        assertEquals(Set.of("in.qcow2"), volumes());
        assertTrue(guests.host().support(Feature.COPY).isYes());
    }

    @Test
    void aCopyThatFailsHalfWayLeavesNothing() {
        Domain original = original(drive("one.qcow2"), drive("two.qcow2"));
        drive(name("copy") + "-vdb.qcow2");
        Set<String> before = volumes();

        for (CloneKind kind : CloneKind.values()) {
            assertThrows(AlreadyExistsException.class, () -> copy(original, name("copy"), kind));
            assertEquals(before, volumes());
        }
        assertEquals(Optional.empty(), guests.host().domains().find(name("copy")));
    }

    @Test
    void aCopyThatIsCancelledBetweenItsDrivesLeavesNothing() {
        Domain original = original(drive("one.qcow2"), drive("two.qcow2"));
        Set<String> before = volumes();
        AtomicBoolean first = new AtomicBoolean();
        Progress impatient = new Progress() {
            @Override
            public void report(long done, long total, WorkUnit unit) {
                // what is there is looked at
            }

            @Override
            public boolean cancelled() {
                boolean there = volumes().contains(name("copy") + "-vda.qcow2");
                first.compareAndSet(false, there);
                return there;
            }

            @Override
            public void onCancel(Runnable action) {
                // it is asked
            }
        };
        try (Session session = new KvmDriver()
                .open(
                        HypervisorUri.parse(LAB.daemon()),
                        new OpenContext(
                                Deadline.after(GuestHost.PATIENCE),
                                false,
                                Credentials.none(),
                                GuestsOnClose.KEEP,
                                DataSize.mebibytes(1)))) {
            ProvisioningFacet facet = session.facet(ProvisioningFacet.class).orElseThrow();
            for (CloneKind kind : CloneKind.values()) {
                first.set(false);
                assertThrows(
                        OperationCancelledException.class,
                        () -> facet.copy(original.id(), name("copy"), kind, impatient));
                assertTrue(first.get(), "the first volume was made");
                assertEquals(before, volumes());
            }
        }
        assertEquals(Optional.empty(), guests.host().domains().find(name("copy")));
    }

    @Test
    void whatRunsOrIsSavedIsNeitherCopiedNorRenamed() {
        Domain original = original(drive("run.qcow2"));
        guests.boot(original);
        Set<String> before = volumes();
        assertThrows(InvalidStateException.class, () -> copy(original, name("copy"), CloneKind.LINKED));
        assertThrows(InvalidStateException.class, () -> original.rename(name("other")));

        original.savedState().save().await(GuestHost.PATIENCE);

        assertThrows(InvalidStateException.class, () -> copy(original, name("copy"), CloneKind.FULL));
        InvalidStateException saved = assertThrows(InvalidStateException.class, () -> original.rename(name("other")));
        assertTrue(saved.getMessage().contains("its memory is saved"), saved::getMessage);
        assertEquals(before, volumes());
        assertEquals(name("original"), original.info().name());
    }

    @Test
    void aRenamedDomainIsItselfUnderAnotherNameForEverybody() {
        Domain domain = original(drive("name.qcow2"));
        DomainInfo before = domain.info();
        String other = name("räname $(id) ; %");
        try (Hypervisor observer = Hypervisors.connect(LAB.daemon())) {
            Domain seen = observer.domains().get(before.name());
            assertEquals(before.name(), seen.info().name());

            Domain renamed = domain.rename(other);

            assertEquals(domain, renamed, "the identity is the UUID");
            assertEquals(other, seen.info().name());
            assertEquals(before.uuid(), observer.domains().get(other).info().uuid());
            assertEquals(Optional.empty(), observer.domains().find(before.name()));
        }
        guests.boot(domain);
        assertEquals(other, domain.describe(View.LIVE).spec().name());
        domain.destroy();
        Domain taken = guests.define(guests.guest(name("taken")).build());
        assertThrows(
                AlreadyExistsException.class, () -> domain.rename(taken.info().name()));
        assertThrows(AlreadyExistsException.class, () -> domain.rename(other), "its own name is taken too");
        assertThrows(InvalidSpecException.class, () -> domain.rename("of/two/parts"));
        assertThrows(InvalidSpecException.class, () -> domain.rename(""));
        assertEquals(other, domain.info().name());
    }
}
