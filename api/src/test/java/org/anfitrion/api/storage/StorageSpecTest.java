package org.anfitrion.api.storage;

import static org.anfitrion.api.Samples.POOL;
import static org.anfitrion.api.Samples.VOLUME;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.anfitrion.api.Parts;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.unit.DataSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StorageSpecTest {

    private static final Backing BASE = new Backing("/other.raw", DiskFormat.RAW);
    private static final DataSize BYTE = DataSize.bytes(1);

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void onePartIsChangedAndTheOthersStay(String part, Record before, Record changed, Object value) {
        assertEquals(Set.of(part), Parts.changed(before, changed));
        assertEquals(value, Parts.of(changed).get(part));
    }

    static Stream<Arguments> changes() {
        UUID number = new UUID(1, 2);
        VolumeSpec plain = VolumeSpec.raw("a", BYTE);
        return Stream.of(
                Arguments.of("uuid", POOL, POOL.uuid(number), Optional.of(number)),
                Arguments.of("autostart", POOL, POOL.autostart(true), true),
                Arguments.of("name", VOLUME, VOLUME.name("b"), "b"),
                Arguments.of("format", VOLUME, VOLUME.format(DiskFormat.VMDK), DiskFormat.VMDK),
                Arguments.of("backing", VOLUME, VOLUME.backing(BASE), Optional.of(BASE)),
                Arguments.of("preallocated", plain, plain.asPreallocated(), true));
    }

    @Test
    void aPoolLeavesOpenWhatItWasNotTold() {
        PoolSource source = new PoolSource.Directory("/images");
        assertEquals(new PoolSpec("images", Optional.empty(), source, false), PoolSpec.of("images", source));
        assertEquals(PoolSpec.of("images", source), PoolSpec.directory("images", "/images"));
    }

    @Test
    void aVolumeLiesOnNothingAndGrowsUnlessItIsToldOtherwise() {
        assertEquals(new VolumeSpec("a", BYTE, DiskFormat.QCOW2, false, Optional.empty()), VolumeSpec.qcow2("a", BYTE));
        assertEquals(new VolumeSpec("a", BYTE, DiskFormat.RAW, false, Optional.empty()), VolumeSpec.raw("a", BYTE));
    }

    @Test
    void aVolumesIdentityIsShownForPeople() {
        assertEquals("volume 'a' in pool 'images'", new VolumeId("images", "a").toString());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("impossible")
    void whatCannotBeMeantIsRefusedByItsName(String refused, Supplier<?> made) {
        InvalidSpecException e = assertThrows(InvalidSpecException.class, made::get);
        assertTrue(e.failure().target().startsWith(refused), e.getMessage());
    }

    static Stream<Arguments> impossible() {
        return Stream.of(
                impossible("pool name 'a/b'", () -> PoolSpec.directory("a/b", "/images")),
                impossible("pool directory 'images'", () -> PoolSpec.directory("a", "images")),
                impossible("pool device 'sdb1'", () -> new PoolSource.Filesystem("sdb1", "/images", "ext4")),
                impossible("pool directory 'i'", () -> new PoolSource.Filesystem("/dev/sdb1", "i", "ext4")),
                impossible("file system '-t'", () -> new PoolSource.Filesystem("/dev/sdb1", "/images", "-t")),
                impossible("storage host", () -> new PoolSource.NetworkFilesystem("h\n", "/e", "/images", "nfs")),
                impossible("export", () -> new PoolSource.NetworkFilesystem("h", "/e\n", "/images", "nfs")),
                impossible("pool directory 'i'", () -> new PoolSource.NetworkFilesystem("h", "/e", "i", "nfs")),
                impossible("file system ''", () -> new PoolSource.NetworkFilesystem("h", "/e", "/images", "")),
                impossible("volume group 'a b'", () -> new PoolSource.LogicalVolumes("a b", List.of())),
                impossible("pool device 'sdc'", () -> new PoolSource.LogicalVolumes("vg", List.of("/dev/sdb", "sdc"))),
                impossible("storage host", () -> new PoolSource.Iscsi("h\n", "iqn.x")),
                impossible("iSCSI target", () -> new PoolSource.Iscsi("h", "iqn.x\n")),
                impossible("backing image 'b'", () -> new Backing("b", DiskFormat.RAW)),
                impossible("pool name '..'", () -> new VolumeId("..", "a")),
                impossible("volume name '..'", () -> new VolumeId("p", "..")),
                impossible("volume name 'a/b'", () -> VOLUME.name("a/b")),
                impossible("volume capacity '0 B'", () -> VolumeSpec.qcow2("a", DataSize.ZERO)),
                impossible("backing image '/base.raw'", () -> VOLUME.format(DiskFormat.RAW)),
                impossible("backing image '/base.raw'", VOLUME::asPreallocated));
    }

    private static Arguments impossible(String refused, Supplier<?> made) {
        return Arguments.of(refused, made);
    }
}
