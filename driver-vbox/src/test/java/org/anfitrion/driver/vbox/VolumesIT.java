package org.anfitrion.driver.vbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.error.ResourceBusyException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.storage.Backing;
import org.anfitrion.api.storage.PoolSpec;
import org.anfitrion.api.storage.VolumeId;
import org.anfitrion.api.storage.VolumeInfo;
import org.anfitrion.api.storage.VolumeSpec;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.StorageFacet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Volumes in all formats that VirtualBox writes, and what it remembers of them. */
class VolumesIT {

    private static final DataSize SIZE = DataSize.mebibytes(3);
    private static final String POOL = "pool-" + UUID.randomUUID();

    private static Bed bed;

    @BeforeAll
    static void aPool() {
        bed = Bed.made();
        StorageFacet storage = storage();
        storage.define(PoolSpec.directory(POOL, bed.home().folder("a pool").toString()));
        storage.start(POOL, true, Progress.unwatched());
    }

    @AfterAll
    static void theEnd() {
        if (bed != null) {
            bed.close();
        }
    }

    static Stream<DiskFormat> formats() {
        return Stream.of(DiskFormat.VDI, DiskFormat.VMDK, DiskFormat.VHD);
    }

    private static StorageFacet storage() {
        return bed.facet(StorageFacet.class);
    }

    private static VolumeInfo create(VolumeSpec spec) {
        return storage().create(POOL, spec, Progress.unwatched());
    }

    private static VolumeSpec spec(DiskFormat format) {
        return VolumeSpec.raw("v " + UUID.randomUUID(), SIZE).format(format);
    }

    /** What VirtualBox would not have to remember. */
    private static String known() {
        return bed.home().manage("list", "hdds");
    }

    @ParameterizedTest
    @MethodSource("formats")
    void aLayerLiesOnALayerAndEachCanBeCopiedAndIsNotRememberedAfterwards(DiskFormat format) {
        VolumeInfo base = create(spec(format));
        assertEquals(SIZE, base.capacity());
        VolumeInfo middle = create(spec(format).backing(new Backing(base.path(), format)));
        VolumeInfo top = create(spec(format).backing(new Backing(middle.path(), format)));
        assertEquals(Optional.of(new Backing(middle.path(), format)), top.backing());
        assertEquals(top, storage().volume(top.id()).orElseThrow());
        VolumeInfo copy = storage().copy(top.id(), POOL, spec(DiskFormat.VDI), Progress.unwatched());
        assertEquals(Optional.empty(), copy.backing());
        assertFalse(known().contains(POOL) || known().contains(base.id().name()), known());
    }

    @ParameterizedTest
    @MethodSource("formats")
    void aMachineStartsWithAVolumeOfEachFormatAndKeepsItWhenItIsWiped(DiskFormat format) {
        VolumeInfo volume = create(spec(format));
        DomainId id = bed.define(domain ->
                domain.disk(DiskSpec.file(volume.path()).format(format).target("sda")));
        bed.power(id, PowerAction.START);
        bed.power(id, PowerAction.DESTROY);
        storage().wipe(volume.id(), Progress.unwatched());
        assertEquals(DomainState.RUNNING, bed.power(id, PowerAction.START).state());
        bed.power(id, PowerAction.DESTROY);
        assertThrows(ResourceBusyException.class, () -> storage().delete(volume.id()));
        assertTrue(storage().volume(volume.id()).isPresent());
        bed.session().domains().remove(id, Set.of());
        storage().delete(volume.id());
        assertEquals(Optional.empty(), storage().volume(volume.id()));
    }

    @Test
    void aMachineStartsWithALayerThatVirtualBoxDidNotKnow() {
        VolumeInfo base = create(spec(DiskFormat.VDI));
        VolumeInfo top = create(spec(DiskFormat.VDI).backing(new Backing(base.path(), DiskFormat.VDI)));
        DiskSpec drive = DiskSpec.volume(POOL, top.id().name(), DiskFormat.VDI).target("sda");
        DomainId id = bed.define(domain -> domain.disk(drive));
        assertEquals(drive.source(), bed.disk(id, "sda").source());
        assertEquals(DomainState.RUNNING, bed.power(id, PowerAction.START).state());
        bed.power(id, PowerAction.DESTROY);
        assertThrows(ResourceBusyException.class, () -> storage().delete(base.id()));
        bed.session().domains().remove(id, Set.of());
        storage().delete(top.id());
        storage().delete(base.id());
        assertEquals(Optional.empty(), storage().volume(base.id()));
    }

    @Test
    void whatVirtualBoxDoesNotWriteIsRefusedAndLeavesNothing() {
        List<VolumeInfo> before = storage().volumes(POOL);
        assertThrows(UnsupportedCapabilityException.class, () -> create(spec(DiskFormat.QCOW2)));
        assertThrows(
                UnsupportedCapabilityException.class,
                () -> create(spec(DiskFormat.VMDK).asPreallocated()));
        VolumeId raw = create(spec(DiskFormat.RAW)).id();
        Backing backing = new Backing(storage().volume(raw).orElseThrow().path(), DiskFormat.RAW);
        assertThrows(
                UnsupportedCapabilityException.class,
                () -> create(spec(DiskFormat.VDI).backing(backing)));
        storage().delete(raw);
        assertEquals(before, storage().volumes(POOL));
    }

    @Test
    void aPreallocatedImageTakesAllItsSpaceAtOnce() {
        VolumeInfo whole = create(spec(DiskFormat.VDI).asPreallocated());
        assertTrue(whole.allocation().bytes() >= SIZE.bytes(), whole::toString);
        assertEquals(SIZE, whole.capacity());
    }
}
