package org.anfitrion.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.BeforeTry;
import org.anfitrion.api.backup.BackupDisk;
import org.anfitrion.api.backup.BackupSpec;
import org.anfitrion.api.backup.CheckpointInfo;
import org.anfitrion.api.block.CommitSpec;
import org.anfitrion.api.block.CopySpec;
import org.anfitrion.api.domain.DeviceSpec;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.snapshot.RevertState;
import org.anfitrion.api.snapshot.SnapshotInfo;
import org.anfitrion.api.snapshot.SnapshotSpec;
import org.anfitrion.spi.BackupFacet;
import org.anfitrion.spi.BlockJobFacet;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DeviceFacet;
import org.anfitrion.spi.DomainRef;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.SnapshotFacet;
import org.anfitrion.testkit.contract.generate.DeviceSpecs;
import org.anfitrion.testkit.contract.generate.DriveSpecs;
import org.anfitrion.testkit.memory.MemoryHypervisor;

/** In memory, what was described comes back the same, and what cannot be done leaves everything as it was. */
class MemoryDrivesProperties {

    private static final Deadline SOON = Deadline.after(Duration.ofMinutes(10));

    private MemoryHypervisor host = new MemoryHypervisor();
    private Session session = open(host);

    @BeforeTry
    void beginWithNothing() {
        session.close();
        host = new MemoryHypervisor();
        session = open(host);
    }

    private static Session open(MemoryHypervisor host) {
        return MemoryBackends.of("mem", host, driver -> driver).build().open(false);
    }

    private DomainId running(DomainSpec spec) {
        DomainId id = session.domains()
                .create(spec, Creation.DEFINE, Progress.unwatched())
                .id();
        session.domains().power(id, PowerAction.START, SOON);
        return id;
    }

    private DomainId withDrives() {
        DomainSpec spec = DomainSpec.named("web")
                .disk(DiskSpec.file("/drives/a.img").target("vda"))
                .disk(DiskSpec.file("/drives/b.qcow2").target("vdb"))
                .build();
        return running(spec);
    }

    private DomainSpec spec(DomainId id, Scope scope) {
        return session.domains()
                .read(id, scope == Scope.LIVE ? View.LIVE : View.CONFIG)
                .spec();
    }

    @Property(tries = 100)
    void whatWasPluggedInIsDescribedAndGoesWithoutATrace(
            @ForAll("disks") List<DiskSpec> disks,
            @ForAll("nics") List<NicSpec> nics,
            @ForAll("filesystems") List<FilesystemSpec> filesystems,
            @ForAll Set<Scope> some) {
        Set<Scope> scopes = some.isEmpty() ? EnumSet.allOf(Scope.class) : some;
        DeviceFacet facet = session.facet(DeviceFacet.class).orElseThrow();
        DomainId id = withDrives();
        DomainSpec config = spec(id, Scope.CONFIG);
        DomainSpec live = spec(id, Scope.LIVE);
        List<DeviceSpec> attached = new ArrayList<>();
        for (List<? extends DeviceSpec> kind : List.of(disks, nics, filesystems)) {
            kind.forEach(device -> attached.add(facet.attach(id, device, scopes, Progress.unwatched())));
        }
        for (Scope scope : Scope.values()) {
            List<DeviceSpec> expected = scopes.contains(scope) ? attached : List.of();
            List<DeviceSpec> there = new ArrayList<>(spec(id, scope).devices());
            there.removeAll(config.devices());
            assertEquals(expected, there, scope::toString);
        }
        attached.forEach(device -> facet.detach(id, device.key().orElseThrow(), scopes, SOON));
        assertEquals(config, spec(id, Scope.CONFIG));
        assertEquals(live, spec(id, Scope.LIVE));
        forget(id);
    }

    @Property(tries = 100)
    void aSnapshotIsListedAsItWasDescribedAndCanBeGoneBackTo(@ForAll("snapshots") SnapshotSpec spec) {
        SnapshotFacet facet = session.facet(SnapshotFacet.class).orElseThrow();
        DomainId id = withDrives();
        DomainSpec before = spec(id, Scope.CONFIG);
        SnapshotInfo row = facet.take(id, spec, Progress.unwatched());
        assertEquals(List.of(row), facet.snapshots(id));
        assertEquals(spec, new SnapshotSpec(row.name(), row.description(), row.memory(), row.external(), false));
        facet.revert(id, row.id(), RevertState.RUNNING, Progress.unwatched());
        if (!spec.external()) {
            assertEquals(before, spec(id, Scope.CONFIG));
        }
        facet.delete(id, row.id(), true, Progress.unwatched());
        assertEquals(List.of(), facet.snapshots(id));
        forget(id);
    }

    @Property(tries = 100)
    void aCopyIsThereAsItWasDescribed(@ForAll("copies") CopySpec spec) {
        BlockJobFacet facet = session.facet(BlockJobFacet.class).orElseThrow();
        DomainId id = withDrives();
        host.guest("web").now(guest -> guest.write("vda", 4711, new byte[] {1, 2, 3}));
        facet.copy(id, "vda", spec, Progress.unwatched());
        DiskSpec drive = spec(id, Scope.LIVE).disks().get(0);
        assertEquals(spec.pivot() ? spec.file() : "/drives/a.img", Chain.path(drive));
        assertEquals(3, host.images().read(spec.file(), 4713, 1)[0]);
        forget(id);
    }

    @Property(tries = 100)
    void whatCannotBeCommittedLeavesEverythingAsItWas(@ForAll("commits") CommitSpec spec) {
        BlockJobFacet facet = session.facet(BlockJobFacet.class).orElseThrow();
        DomainId id = withDrives();
        DomainSpec before = spec(id, Scope.LIVE);
        assertThrows(HypervisorException.class, () -> facet.commit(id, "vda", spec, Progress.unwatched()));
        assertEquals(before, spec(id, Scope.LIVE));
        assertEquals(List.of(), facet.jobs(id));
        forget(id);
    }

    @Property(tries = 100)
    void aBackupWritesAllItsFilesOrNone(@ForAll("backups") BackupSpec spec) {
        BackupFacet facet = session.facet(BackupFacet.class).orElseThrow();
        DomainId id = withDrives();
        boolean possible = spec.disks().size() <= 2 && spec.since().isEmpty();
        if (possible) {
            facet.push(id, spec, Progress.unwatched());
        } else {
            assertThrows(NotFoundException.class, () -> facet.push(id, spec, Progress.unwatched()));
        }
        for (BackupDisk disk : spec.disks()) {
            assertEquals(possible, host.images().exists(disk.file()), disk::toString);
        }
        assertEquals(
                possible ? spec.checkpoint().stream().toList() : List.of(),
                facet.checkpoints(id).stream().map(CheckpointInfo::name).toList());
        forget(id);
    }

    private void forget(DomainId id) {
        assertEquals(List.of(), Broom.sweep(session, "web"::equals));
        assertEquals(Optional.empty(), session.domains().find(new DomainRef.ById(id), Set.of()));
    }

    @Provide
    Arbitrary<List<DiskSpec>> disks() {
        return DeviceSpecs.disks();
    }

    @Provide
    Arbitrary<List<NicSpec>> nics() {
        return DeviceSpecs.nics();
    }

    @Provide
    Arbitrary<List<FilesystemSpec>> filesystems() {
        return DeviceSpecs.filesystems();
    }

    @Provide
    Arbitrary<SnapshotSpec> snapshots() {
        return DriveSpecs.snapshots();
    }

    @Provide
    Arbitrary<CopySpec> copies() {
        return DriveSpecs.copies();
    }

    @Provide
    Arbitrary<CommitSpec> commits() {
        return DriveSpecs.commits();
    }

    @Provide
    Arbitrary<BackupSpec> backups() {
        return DriveSpecs.backups();
    }
}
