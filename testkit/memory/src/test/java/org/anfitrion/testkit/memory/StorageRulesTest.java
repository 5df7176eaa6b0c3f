package org.anfitrion.testkit.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.anfitrion.api.device.NodeDevice;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.error.ResourceBusyException;
import org.anfitrion.api.event.HypervisorEvent;
import org.anfitrion.api.event.NodeDeviceEvent;
import org.anfitrion.api.event.PoolEvent;
import org.anfitrion.api.event.SecretEvent;
import org.anfitrion.api.secret.SecretId;
import org.anfitrion.api.secret.SecretInfo;
import org.anfitrion.api.secret.SecretSpec;
import org.anfitrion.api.secret.SecretUsage;
import org.anfitrion.api.storage.PoolSpec;
import org.anfitrion.api.storage.PoolState;
import org.anfitrion.api.storage.VolumeId;
import org.anfitrion.api.storage.VolumeSpec;
import org.anfitrion.api.storage.VolumeWriter;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.api.unit.WorkUnit;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.EventFacet;
import org.anfitrion.spi.EventSink;
import org.anfitrion.spi.NodeDeviceFacet;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.SecretFacet;
import org.anfitrion.spi.StorageFacet;
import org.junit.jupiter.api.Test;

class StorageRulesTest {

    private static final DataSize MEBIBYTE = DataSize.mebibytes(1);
    private static final VolumeId VOLUME = new VolumeId("p", "v");

    private final MemoryHypervisor host = new MemoryHypervisor();
    private final Bench bench = Bench.on(host);
    private final StorageFacet storage =
            bench.session().facet(StorageFacet.class).orElseThrow();

    private void volume() {
        storage.define(PoolSpec.directory("p", "/p"));
        storage.start("p", true, Progress.unwatched());
        storage.create("p", VolumeSpec.raw("v", MEBIBYTE), Progress.unwatched());
    }

    private List<String> heard() {
        List<String> heard = new CopyOnWriteArrayList<>();
        bench.session().facet(EventFacet.class).orElseThrow().subscribe(new EventSink() {
            @Override
            public void emit(HypervisorEvent event) {
                if (event instanceof PoolEvent pool) {
                    heard.add(pool.pool() + " " + pool.change());
                } else if (event instanceof SecretEvent secret) {
                    heard.add("secret " + secret.change());
                } else if (event instanceof NodeDeviceEvent device) {
                    heard.add(device.device() + " " + device.change());
                }
            }

            @Override
            public void lost(OptionalLong count, String why) {
                heard.add("lost");
            }

            @Override
            public void broken(HypervisorException why) {
                heard.add("broken");
            }
        });
        return heard;
    }

    @Test
    void whatHappensToAPoolIsToldInOrder() {
        List<String> heard = heard();
        volume();
        storage.refresh("p", Progress.unwatched());
        storage.stop("p");
        storage.remove("p", true);
        assertEquals(List.of("p DEFINED", "p BUILT", "p STARTED", "p REFRESHED", "p STOPPED", "p UNDEFINED"), heard);
    }

    @Test
    void aRestartedHostStartsItsPoolsThatHaveAutostart() {
        volume();
        storage.define(PoolSpec.directory("q", "/q").autostart(true));
        host.restart();
        StorageFacet again = Bench.on(host).session().facet(StorageFacet.class).orElseThrow();
        assertEquals(PoolState.INACTIVE, again.pool("p").orElseThrow().state());
        assertEquals(PoolState.ACTIVE, again.pool("q").orElseThrow().state());
        again.start("p", false, Progress.unwatched());
        assertTrue(again.volume(VOLUME).isPresent());
    }

    @Test
    void twoPoolsDoNotShareADirectory() {
        volume();
        assertThrows(AlreadyExistsException.class, () -> storage.define(PoolSpec.directory("q", "/p")));
    }

    @Test
    void aVolumeThatARunningDomainUsesIsNotResizedOrWiped() {
        volume();
        DomainSpec web = Bench.spec("web").toBuilder()
                .disk(DiskSpec.volume("p", "v", DiskFormat.RAW))
                .build();
        DomainId id = bench.create(web, Creation.DEFINE).id();
        storage.resize(VOLUME, DataSize.mebibytes(2), false, Progress.unwatched());
        bench.power(id, PowerAction.START);
        Progress unwatched = Progress.unwatched();
        assertThrows(
                ResourceBusyException.class, () -> storage.resize(VOLUME, DataSize.mebibytes(3), false, unwatched));
        assertThrows(ResourceBusyException.class, () -> storage.wipe(VOLUME, unwatched));
        assertEquals(DataSize.mebibytes(2), storage.volume(VOLUME).orElseThrow().capacity());
    }

    @Test
    void aCopyThatIsCancelledOnItsWayLeavesNothing() {
        volume();
        host.faults().on(Operation.STORAGE_COPY).latency(Duration.ofMinutes(1));
        CancelledAtHalf progress = new CancelledAtHalf();
        assertThrows(
                OperationCancelledException.class,
                () -> storage.copy(VOLUME, "p", VolumeSpec.raw("copy", MEBIBYTE), progress));
        assertEquals(1, storage.volumes("p").size());
    }

    /** Cancels when it is first told of something. */
    private static final class CancelledAtHalf implements Progress {

        private volatile boolean told;

        @Override
        public void report(long done, long total, WorkUnit unit) {
            told = true;
        }

        @Override
        public boolean cancelled() {
            return told;
        }

        @Override
        public void onCancel(Runnable action) {
            // the latency of a fault looks at cancelled() before it waits
        }
    }

    @Test
    void anUploadBeyondTheEndMakesTheVolumeLarger() {
        volume();
        byte[] end = {1, 2, 3};
        try (VolumeWriter writer = storage.upload(VOLUME, MEBIBYTE.bytes(), OptionalLong.of(3))) {
            writer.write(ByteBuffer.wrap(end));
            assertThrows(InvalidStateException.class, () -> writer.hole(1));
            writer.finish();
        }
        assertEquals(
                MEBIBYTE.bytes() + 3,
                storage.volume(VOLUME).orElseThrow().capacity().bytes());
        assertThrows(InvalidSpecException.class, () -> storage.download(VOLUME, -1, OptionalLong.empty()));
    }

    @Test
    void anUploadBreaksWithItsSessionAndEndsWithItsVolume() {
        volume();
        VolumeWriter deleted = storage.upload(VOLUME, 0, OptionalLong.empty());
        VolumeWriter broken = storage.upload(VOLUME, 0, OptionalLong.empty());
        storage.delete(VOLUME);
        assertThrows(NotFoundException.class, deleted::finish);
        host.dropConnections();
        assertThrows(ConnectionLostException.class, () -> broken.write(ByteBuffer.wrap(new byte[1])));
    }

    @Test
    void anImageThatADomainLeftInAPoolIsAVolume() {
        volume();
        Call call = Call.on(Operation.STORAGE_CREATE, "image");
        host.model().locked(() -> {
            host.model().images().create("/p/over", DiskFormat.QCOW2, 1, Optional.empty(), call);
            return host.model().images().create("/p/over&under", DiskFormat.QCOW2, 1, Optional.empty(), call);
        });
        assertEquals(
                List.of("v", "over"),
                storage.volumes("p").stream().map(row -> row.id().name()).toList());
    }

    @Test
    void aSecretIsToldOfAndIsGoneWithTheHostIfItIsEphemeral() {
        List<String> heard = heard();
        SecretFacet secrets = bench.session().facet(SecretFacet.class).orElseThrow();
        SecretInfo kept = secrets.define(SecretSpec.of(new SecretUsage.None()));
        SecretId gone = secrets.define(SecretSpec.of(new SecretUsage.None()).asEphemeral())
                .id();
        byte[] value = {0, -1};
        secrets.value(kept.id(), value);
        secrets.remove(gone);
        assertEquals(List.of("secret DEFINED", "secret DEFINED", "secret VALUE_CHANGED", "secret UNDEFINED"), heard);
        secrets.define(SecretSpec.of(new SecretUsage.Ceph("c")).asEphemeral());
        host.restart();
        SecretFacet again = Bench.on(host).session().facet(SecretFacet.class).orElseThrow();
        assertEquals(List.of(kept), again.secrets());
        assertArrayEquals(value, again.value(kept.id()));
        assertEquals(Optional.empty(), again.secret(new SecretUsage.Ceph("c")));
    }

    @Test
    void aDeviceIsPluggedInAndPulledOut() {
        List<String> heard = heard();
        NodeDeviceFacet devices = bench.session().facet(NodeDeviceFacet.class).orElseThrow();
        NodeDevice gpu = new NodeDevice(
                "pci_0000_02_00_0",
                Optional.of("computer"),
                Set.of("pci"),
                Optional.empty(),
                Optional.of("amdgpu"),
                Map.of(),
                "");
        host.plugIn(gpu);
        assertThrows(AlreadyExistsException.class, () -> host.plugIn(gpu));
        devices.takeFromHost(gpu.name());
        assertThrows(InvalidStateException.class, () -> host.pullOut("computer"));
        host.pullOut(gpu.name());
        assertEquals(Optional.empty(), devices.device(gpu.name()));
        assertThrows(NotFoundException.class, () -> host.pullOut(gpu.name()));
        String name = gpu.name();
        assertEquals(List.of(name + " CREATED", name + " UPDATED", name + " DELETED"), heard);
    }
}
