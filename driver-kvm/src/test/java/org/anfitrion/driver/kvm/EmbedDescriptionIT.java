package org.anfitrion.driver.kvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.connection.Credentials;
import org.anfitrion.api.connection.GuestsOnClose;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.domain.ChannelSpec;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.CpuModel;
import org.anfitrion.api.domain.CpuSet;
import org.anfitrion.api.domain.CpuTopology;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DisplaySpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.IoLimits;
import org.anfitrion.api.domain.MemoryBacking;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.NumaCell;
import org.anfitrion.api.domain.Owner;
import org.anfitrion.api.domain.Tuning;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.secret.Password;
import org.anfitrion.api.storage.PoolSpec;
import org.anfitrion.api.storage.VolumeSpec;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.NativeFacet;
import org.anfitrion.spi.OpenContext;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.StorageFacet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a description asks for is what a real guest in QEMU gets, whole. */
class EmbedDescriptionIT {

    private static final Lab LAB = Lab.raised();
    private static final Duration BOOT = Duration.ofSeconds(90);

    private static Path root;
    private static Session session;

    @TempDir
    Path folder;

    @BeforeAll
    static void connect() {
        root = LAB.root("d");
        session = new KvmDriver()
                .open(
                        HypervisorUri.parse("qemu:///embed?root=" + root),
                        new OpenContext(
                                Deadline.after(Duration.ofMinutes(1)),
                                false,
                                Credentials.none(),
                                GuestsOnClose.DESTROY,
                                DataSize.mebibytes(1)));
    }

    @AfterAll
    static void disconnect() {
        session.close();
    }

    private DomainSpec everything() {
        return DomainSpec.named("all")
                .owner(new Owner("lab", "m.b", 42, 7))
                .cpus(2)
                .cpuModel(CpuModel.named("qemu64"))
                .cpuTopology(new CpuTopology(1, 1, 2, 1))
                .memory(DataSize.mebibytes(192))
                .numa(List.of(
                        new NumaCell(CpuSet.of(0), DataSize.mebibytes(128), Optional.empty()),
                        new NumaCell(CpuSet.of(1), DataSize.mebibytes(64), Optional.empty())))
                .memoryBacking(new MemoryBacking(Optional.empty(), false, true))
                .boot(LAB.guest())
                .disk(DiskSpec.volume("pool", "disk.qcow2", DiskFormat.QCOW2)
                        .limits(IoLimits.operationsPerSecond(1234)))
                .nic(NicSpec.userMode().link(false))
                .filesystem(FilesystemSpec.directory(folder.toString(), "share"))
                .console(ConsoleSpec.serial())
                .channel(ChannelSpec.guestAgent())
                .display(DisplaySpec.vnc().password(Password.of("secret")))
                .build();
    }

    @Test
    void aGuestGetsAllThatIsDescribed() {
        StorageFacet storage = session.facet(StorageFacet.class).orElseThrow();
        storage.define(PoolSpec.directory("pool", folder.resolve("pool").toString()));
        storage.start("pool", true, Progress.unwatched());
        storage.create("pool", VolumeSpec.qcow2("disk.qcow2", DataSize.mebibytes(16)), Progress.unwatched());

        DomainId id = session.domains()
                .create(everything(), Creation.DEFINE, Progress.unwatched())
                .id();
        session.domains().power(id, PowerAction.START, Deadline.after(BOOT));

        DomainSpec config = session.domains().read(id, View.CONFIG).spec();
        DomainSpec live = session.domains().read(id, View.LIVE).spec();
        for (DomainSpec read : List.of(config, live)) {
            assertEquals(everything().owner(), read.owner());
            assertEquals(everything().cpuTopology(), read.cpuTopology());
            assertEquals(everything().numa(), read.numa());
            assertEquals(everything().memoryBacking(), read.memoryBacking());
            assertEquals(everything().filesystems(), read.filesystems());
            assertEquals(everything().channels(), read.channels());
            assertEquals(
                    new DiskSource.Volume("pool", "disk.qcow2"),
                    read.disks().get(0).source());
            assertEquals(
                    Optional.of(IoLimits.operationsPerSecond(1234)),
                    read.disks().get(0).limits());
            assertEquals(false, read.nics().get(0).linkUp());
            assertEquals(
                    Optional.of(Password.of("secret")), read.displays().get(0).password());
        }
        assertEquals(everything().cpuModel(), config.cpuModel());
        assertTrue(live.displays().get(0).port().isPresent(), "libvirt chose the port");
        assertTrue(Files.exists(folder.resolve("pool/disk.qcow2")));
        String said = new Terminal(session, id).until("READY");
        assertTrue(said.contains("cpus=2"), said);
        String throttled = qmp(id, "{\"execute\":\"query-block\"}");
        assertTrue(throttled.contains("\"iops_rd\":1234"), throttled);
        assertTrue(qmp(id, "{\"execute\":\"query-vnc\"}").contains("\"auth\":\"vnc\""));

        session.domains().power(id, PowerAction.DESTROY, Deadline.after(BOOT));
        session.domains().remove(id, Set.of());
        storage.stop("pool");
        storage.remove("pool", true);
    }

    private static String qmp(DomainId id, String request) {
        NativeFacet natively = session.facet(NativeFacet.class).orElseThrow();
        return natively.call(id, "qmp", request, Deadline.after(BOOT));
    }

    @Test
    void whatTheRootsSettingsTakeAwayIsRefusedBeforeThereIsADomain() {
        DomainSpec shares =
                DomainSpec.named("shares").tuning(Tuning.NONE.cpuShares(512)).build();

        UnsupportedCapabilityException refusal =
                assertThrows(UnsupportedCapabilityException.class, () -> session.domains()
                        .create(shares, Creation.DEFINE, Progress.unwatched()));

        assertTrue(refusal.getMessage().contains("cgroup_controllers"), refusal::getMessage);
    }
}
