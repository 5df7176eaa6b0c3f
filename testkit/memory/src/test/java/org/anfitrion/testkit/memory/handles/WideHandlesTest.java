package org.anfitrion.testkit.memory.handles;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.anfitrion.api.ConnectOptions;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.Job;
import org.anfitrion.api.Secret;
import org.anfitrion.api.Snapshot;
import org.anfitrion.api.backup.BackupDisk;
import org.anfitrion.api.backup.BackupSpec;
import org.anfitrion.api.block.CopySpec;
import org.anfitrion.api.display.KeyCode;
import org.anfitrion.api.display.Screenshot;
import org.anfitrion.api.domain.ChannelSpec;
import org.anfitrion.api.domain.CloneKind;
import org.anfitrion.api.domain.DeviceKey;
import org.anfitrion.api.domain.DeviceSpec;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DisplayProtocol;
import org.anfitrion.api.domain.DisplaySpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.IoLimits;
import org.anfitrion.api.domain.Lifetime;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.StateReason;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.guest.ExecResult;
import org.anfitrion.api.guest.ExecSpec;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.migration.MigrationSpec;
import org.anfitrion.api.secret.Password;
import org.anfitrion.api.secret.SecretSpec;
import org.anfitrion.api.secret.SecretUsage;
import org.anfitrion.api.snapshot.RevertState;
import org.anfitrion.api.snapshot.SnapshotSpec;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.api.unit.MacAddress;
import org.anfitrion.testkit.memory.Drop;
import org.anfitrion.testkit.memory.MemoryHypervisor;
import org.anfitrion.testkit.memory.Operation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What can be done with one domain beyond its power, as an application does it. */
class WideHandlesTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String MAC = "52:54:00:00:00:01";

    private final MemoryHypervisor memory = new MemoryHypervisor();
    private final Hypervisor host =
            Hypervisors.connect("mem:", ConnectOptions.defaults().driver(memory.driver()));

    @AfterEach
    void close() {
        host.close();
    }

    private Domain web() {
        return host.domains()
                .define(DomainSpec.named("web")
                        .disk(DiskSpec.file("/srv/web.qcow2").target("vda"))
                        .disk(DiskSpec.emptyCdrom().target("sda"))
                        .nic(NicSpec.userMode().mac(MAC))
                        .channel(ChannelSpec.guestAgent())
                        .display(DisplaySpec.vnc())
                        .build());
    }

    private Domain running() {
        Domain web = web();
        web.start();
        return web;
    }

    private static List<DeviceKey> keys(Domain domain, View view) {
        return domain.describe(view).spec().devices().stream()
                .map(DeviceSpec::key)
                .flatMap(Optional::stream)
                .toList();
    }

    @Test
    void aDeviceIsPluggedInWhereverTheDomainIs() {
        Domain web = running();
        DeviceSpec attached = web.devices()
                .attach(DiskSpec.file("/srv/data.qcow2").target("vdb"))
                .await(SOON);
        DeviceKey key = attached.key().orElseThrow();
        assertTrue(keys(web, View.CONFIG).contains(key));
        assertTrue(keys(web, View.LIVE).contains(key));
        assertEquals(key, web.devices().detach(key, Scope.LIVE).await(SOON));
        assertTrue(keys(web, View.CONFIG).contains(key));
        assertFalse(keys(web, View.LIVE).contains(key));
        assertEquals(keys(web, View.LIVE).size(), web.devices().list().size());
    }

    @Test
    void mediaCablesAndLimitsAreChangedWhileItRuns() {
        Domain web = running();
        web.devices().insert("sda", new DiskSource.File("/srv/install.iso"));
        web.devices().link(MacAddress.of(MAC), false);
        web.devices().limit("vda", IoLimits.operationsPerSecond(100));
        DomainSpec live = web.describe(View.LIVE).spec();
        assertEquals(
                new DiskSource.File("/srv/install.iso"), live.disks().get(1).source());
        assertFalse(live.nics().get(0).linkUp());
        assertEquals(
                Optional.of(IoLimits.operationsPerSecond(100)),
                live.disks().get(0).limits());
        web.devices().eject("sda");
        assertEquals(
                new DiskSource.Empty(),
                web.describe(View.CONFIG).spec().disks().get(1).source());
        assertThrows(NotFoundException.class, () -> web.devices().eject("sdz"));
    }

    @Test
    void aDomainGoesBackToASnapshot() {
        Domain web = running();
        Snapshot clean =
                web.snapshots().take(SnapshotSpec.named("clean").withMemory()).await(SOON);
        web.devices().attach(DiskSpec.file("/srv/data.qcow2").target("vdb")).await(SOON);
        Snapshot later = web.snapshots().take(SnapshotSpec.named("later")).await(SOON);
        assertEquals(Optional.of(later), web.snapshots().current());
        assertEquals(Optional.of(clean.id()), later.info().parent());
        clean.revert().await(SOON);
        assertEquals(Optional.of(clean), web.snapshots().current());
        assertEquals(3, web.devices().list().size());
        clean.revert(RevertState.PAUSED).await(SOON);
        assertEquals(DomainState.PAUSED, web.state());
        clean.deleteWithChildren().await(SOON);
        assertEquals(List.of(), web.snapshots().list());
        assertThrows(NotFoundException.class, clean::info);
        assertThrows(NotFoundException.class, () -> web.snapshots().get("clean"));
    }

    @Test
    void aSavedDomainGoesOn() {
        Domain web = running();
        assertEquals(StateReason.SAVED, web.savedState().save().await(SOON).reason());
        assertTrue(web.savedState().exists());
        web.start();
        assertEquals(StateReason.RESTORED, web.status().reason());
        web.savedState().saveTo("/srv/web.save").await(SOON);
        assertEquals(DomainState.SHUT_OFF, web.state());
        assertEquals(web, host.domains().restore("/srv/web.save").await(SOON));
        assertEquals(DomainState.RUNNING, web.state());
        web.savedState().save().await(SOON);
        web.savedState().discard();
        assertThrows(NotFoundException.class, () -> web.savedState().discard());
    }

    @Test
    void programsRunInTheGuest() {
        Domain web = running();
        ExecResult result =
                web.awaitGuest(SOON).exec(SOON, ExecSpec.of("cat").input("a\nb".getBytes(StandardCharsets.UTF_8)));
        assertEquals("a\nb", result.output());
        assertEquals("", result.errors());
        assertTrue(result.succeeded());
        assertFalse(web.guest().exec(SOON, "false").succeeded());
        assertThrows(NotFoundException.class, () -> web.guest().exec(SOON, "no-such-program"));
        assertThrows(
                OperationTimeoutException.class, () -> web.guest().exec(Duration.ofMillis(100), "sleep", "infinity"));
    }

    @Test
    void filesOfTheGuestAreReadAndWritten() {
        Domain web = running();
        byte[] content = {0, 1, 2, (byte) 255};
        web.guest().write("/root/file", content, SOON);
        assertArrayEquals(content, web.guest().read("/root/file", SOON));
        assertThrows(NotFoundException.class, () -> web.guest().read("/root/none", SOON));
    }

    @Test
    void frozenFileSystemsGoOnWhateverHappens() {
        Domain web = running();
        assertThrows(IllegalStateException.class, () -> web.guest().whileFrozen(() -> {
            assertThrows(InvalidStateException.class, () -> web.guest().whileFrozen(() -> {}));
            throw new IllegalStateException("a mistake");
        }));
        web.guest().whileFrozen(() -> {});
    }

    @Test
    void nobodyAnswersInADomainThatDoesNotRun() {
        Domain web = web();
        assertThrows(InvalidStateException.class, () -> web.guest().ping(SOON));
        OperationTimeoutException thrown =
                assertThrows(OperationTimeoutException.class, () -> web.awaitGuest(Duration.ofMillis(300)));
        assertTrue(thrown.getMessage().contains("somebody answers"), thrown::getMessage);
    }

    @Test
    void theScreenIsSeenAndKeysArePressed() {
        Domain web = running();
        assertEquals(5900, web.display().addresses().get(0).port().orElseThrow());
        Screenshot shot = web.display().screenshot();
        assertTrue(shot.mediaType().startsWith("image/"), shot::toString);
        web.display().press(KeyCode.LEFT_CONTROL, KeyCode.LEFT_ALT, KeyCode.DELETE);
        web.display().password(DisplayProtocol.VNC, Password.of("c0rrect"));
        assertFalse(web.describe(View.LIVE).toString().contains("c0rrect"));
    }

    @Test
    void drivesAreBackedUpAndCopiedWhileItRuns() {
        Domain web = running();
        web.backups()
                .push(BackupSpec.of(new BackupDisk("vda", "/srv/backup.qcow2", DiskFormat.QCOW2))
                        .checkpoint("monday"))
                .await(SOON);
        assertEquals("monday", web.backups().checkpoints().get(0).name());
        assertEquals(Optional.of("monday"), web.backups().checkpoint("tuesday").parent());
        web.backups().deleteCheckpoint("monday");
        assertEquals(1, web.backups().checkpoints().size());
        web.blockJobs()
                .copy("vda", CopySpec.to("/srv/copy.qcow2", DiskFormat.QCOW2).andPivot())
                .await(SOON);
        assertEquals(
                new DiskSource.File("/srv/copy.qcow2"),
                web.describe(View.LIVE).spec().disks().get(0).source());
        web.blockJobs().resize("vda", DataSize.gibibytes(64));
        web.blockJobs().pull("vda").await(SOON);
        assertEquals(List.of(), web.blockJobs().list());
    }

    @Test
    void aDomainMovesToAnotherHost() {
        Domain web = running();
        try (Hypervisor target =
                Hypervisors.connect("mem:", ConnectOptions.defaults().driver(new MemoryHypervisor().driver()))) {
            Domain moved = web.migrateTo(target, MigrationSpec.whileRunning().withStorage())
                    .await(SOON);
            assertEquals(DomainState.RUNNING, moved.state());
            assertEquals(target, moved.host());
            assertEquals("web", moved.name());
            assertFalse(web.exists());
        }
    }

    @Test
    void aTargetThatIsLostDoesNotEndTheConnectionToTheSource() {
        Domain web = running();
        Domain ephemeral = host.domains().launch(DomainSpec.named("ephemeral").build(), Lifetime.EPHEMERAL);
        MemoryHypervisor elsewhere = new MemoryHypervisor();
        elsewhere.faults().on(Operation.MIGRATION_MIGRATE).times(1).dropConnection(Drop.BEFORE);
        try (Hypervisor target =
                Hypervisors.connect("mem:", ConnectOptions.defaults().driver(elsewhere.driver()))) {
            Job<Domain> job = web.migrateTo(target, MigrationSpec.whileRunning().withStorage());
            BackendFailureException thrown = assertThrows(BackendFailureException.class, () -> job.await(SOON));
            assertTrue(thrown.failure().outcomeUnknown());
            assertEquals(DomainState.RUNNING, web.state());
            assertTrue(ephemeral.exists());
            Domain moved = web.migrateTo(target, MigrationSpec.whileRunning().withStorage())
                    .await(SOON);
            assertEquals(DomainState.RUNNING, moved.state());
        }
    }

    @Test
    void aSourceThatIsLostDoesNotEndTheConnectionToTheTarget() {
        Domain web = running();
        memory.faults().on(Operation.MIGRATION_MIGRATE).times(1).dropConnection(Drop.BEFORE);
        try (Hypervisor target =
                Hypervisors.connect("mem:", ConnectOptions.defaults().driver(new MemoryHypervisor().driver()))) {
            Domain there = target.domains().launch(DomainSpec.named("ephemeral").build(), Lifetime.EPHEMERAL);
            Job<Domain> job = web.migrateTo(target, MigrationSpec.whileRunning().withStorage());
            assertThrows(ConnectionLostException.class, () -> job.await(SOON));
            assertTrue(there.exists());
            assertEquals(DomainState.RUNNING, web.state());
        }
    }

    @Test
    void aDomainIsCopiedRenamedAndExported() {
        Domain web = web();
        web.start();
        web.destroy();
        Domain copy = web.copyAs("web copy", CloneKind.FULL).await(SOON);
        assertEquals("web copy", copy.name());
        assertEquals("renamed", copy.rename("renamed").name());
        assertEquals(Optional.empty(), host.domains().find("web copy"));
        web.exportTo("/srv/web.ova").await(SOON);
        Job<Domain> imported = host.domains().importFrom("/srv/web.ova", "imported");
        assertEquals("imported", imported.await(SOON).name());
        assertFalse(host.domains().templates().isEmpty());
        assertEquals(
                "provisioned",
                host.domains()
                        .provision(DomainSpec.named("provisioned").build())
                        .await(SOON)
                        .name());
    }

    @Test
    void secretsAreKeptAndGivenAwayOnlyToWhoAsks() {
        Secret secret = host.secrets().define(SecretSpec.of(new SecretUsage.Ceph("client.admin")));
        byte[] value = {0, 1, (byte) 200};
        secret.set(value);
        assertArrayEquals(value, secret.reveal());
        assertEquals(Optional.of(secret), host.secrets().find(new SecretUsage.Ceph("client.admin")));
        assertEquals(1, host.secrets().list().size());
        secret.remove();
        assertThrows(NotFoundException.class, secret::info);
    }

    @Test
    void theDevicesOfTheHostAreListed() {
        assertEquals(
                host.nodeDevices().list().size(),
                host.nodeDevices().list().stream()
                        .map(device -> host.nodeDevices().find(device.name()).orElseThrow())
                        .distinct()
                        .count());
    }

    @Test
    void whatABackendLacksIsRefusedWithItsReason() {
        MemoryHypervisor poor = MemoryHypervisor.builder()
                .without(Feature.STORAGE, "nothing to write on")
                .without(Feature.SNAPSHOTS, "no way back")
                .build();
        try (Hypervisor less =
                Hypervisors.connect("mem:", ConnectOptions.defaults().driver(poor.driver()))) {
            UnsupportedCapabilityException storage = assertThrows(
                    UnsupportedCapabilityException.class, () -> less.pools().list());
            assertTrue(storage.getMessage().contains("nothing to write on"), storage::getMessage);
            Domain web = less.domains().define(DomainSpec.named("web").build());
            UnsupportedCapabilityException snapshots = assertThrows(
                    UnsupportedCapabilityException.class, () -> web.snapshots().list());
            assertTrue(snapshots.getMessage().contains("no way back"), snapshots::getMessage);
        }
    }
}
