package org.anfitrion.api.domain;

import static org.anfitrion.api.Samples.DISK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.anfitrion.api.Parts;
import org.anfitrion.api.error.InvalidSpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiskSpecTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void onePartIsChangedAndTheOthersStay(String part, DiskSpec changed, Object value) {
        assertEquals(Set.of(part), Parts.changed(DISK, changed));
        assertEquals(value, Parts.of(changed).get(part));
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                Arguments.of("source", DISK.source(new DiskSource.File("/b")), new DiskSource.File("/b")),
                Arguments.of("format", DISK.format(DiskFormat.VDI), DiskFormat.VDI),
                Arguments.of("bus", DISK.bus(DiskBus.USB), Optional.of(DiskBus.USB)),
                Arguments.of("target", DISK.target("vdz"), Optional.of("vdz")),
                Arguments.of("readOnly", DISK.asReadOnly(), true),
                Arguments.of("serial", DISK.serial("other"), Optional.of("other")),
                Arguments.of("limits", DISK.limits(IoLimits.NONE), Optional.of(IoLimits.NONE)));
    }

    @Test
    void aDiskLeavesOpenWhatItWasNotTold() {
        DiskSpec disk = DiskSpec.file(Path.of("/a"));
        assertEquals(new DiskSource.File("/a"), disk.source());
        assertEquals(DiskDevice.DISK, disk.device());
        assertFalse(disk.readOnly());
        assertEquals(Optional.empty(), disk.bus());
        assertEquals(Optional.empty(), disk.target());
        assertEquals(Optional.empty(), disk.serial());
        assertEquals(Optional.empty(), disk.limits());
    }

    @Test
    void aBlockDeviceIsARawDisk() {
        DiskSpec disk = DiskSpec.block("/dev/sdb");
        assertEquals(new DiskSource.Block("/dev/sdb"), disk.source());
        assertEquals(DiskDevice.DISK, disk.device());
        assertEquals(DiskFormat.RAW, disk.format());
        assertFalse(disk.readOnly());
    }

    @Test
    void aVolumeIsADiskInTheFormatThatIsSaid() {
        DiskSpec disk = DiskSpec.volume("images", "web.img", DiskFormat.QCOW2);
        assertEquals(new DiskSource.Volume("images", "web.img"), disk.source());
        assertEquals(DiskDevice.DISK, disk.device());
        assertEquals(DiskFormat.QCOW2, disk.format());
        assertFalse(disk.readOnly());
    }

    @Test
    void aCdromIsReadOnlyFullOrEmpty() {
        DiskSpec full = DiskSpec.cdrom(Path.of("/a.qcow2"));
        assertEquals(new DiskSource.File("/a.qcow2"), full.source());
        DiskSpec empty = DiskSpec.emptyCdrom();
        assertEquals(new DiskSource.Empty(), empty.source());
        for (DiskSpec drive : new DiskSpec[] {full, empty}) {
            assertEquals(DiskDevice.CDROM, drive.device());
            assertEquals(DiskFormat.RAW, drive.format());
            assertTrue(drive.readOnly());
        }
    }

    @Test
    void aMediumCanBeTakenOutOfADriveButNotOutOfADisk() {
        assertEquals(
                new DiskSource.Empty(),
                DiskSpec.cdrom(Path.of("/a.iso")).source(new DiskSource.Empty()).source());
        assertThrows(InvalidSpecException.class, () -> DISK.source(new DiskSource.Empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "/a.qcow2, qcow2",
        "/a.QCOW2, qcow2",
        "/a.vmdk, vmdk",
        "/a.vdi, vdi",
        "/a.vhd, vpc",
        "/a.vpc, vpc",
        "/a.img, raw",
        "/a.qcow2.old, raw",
        "/vdi, raw"
    })
    void theNameOfAnImageSaysItsFormat(String path, String format) {
        assertEquals(format, DiskSpec.file(path).format().name());
    }

    @Test
    void aDiskIsFoundByItsTargetOnceItHasOne() {
        assertEquals(Optional.of(new DeviceKey.Disk("sda")), DISK.key());
        assertEquals(Optional.empty(), DiskSpec.file("/a").key());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10_809, 65_535})
    void anyPortCanServeADisk(int port) {
        assertEquals(OptionalInt.of(port), at(port).port());
    }

    @Test
    void theProtocolsOwnPortNeedNotBeSaid() {
        DiskSource.Network source = new DiskSource.Network("rbd", "host", OptionalInt.empty(), "pool/image");
        assertEquals(OptionalInt.empty(), source.port());
        assertEquals("pool/image", source.name());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65_536})
    void noOtherPortCan(int port) {
        InvalidSpecException e = assertThrows(InvalidSpecException.class, () -> at(port));
        assertEquals("disk port '" + port + "'", e.failure().target());
    }

    private static DiskSource.Network at(int port) {
        return new DiskSource.Network("nbd", "host", OptionalInt.of(port), "export");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("impossible")
    void whatCannotBeMeantIsRefusedByItsName(String refused, Supplier<?> made) {
        InvalidSpecException e = assertThrows(InvalidSpecException.class, made::get);
        assertTrue(e.getMessage().contains(refused), e.getMessage());
    }

    static Stream<Arguments> impossible() {
        return Stream.of(
                impossible("disk file 'a'", () -> new DiskSource.File("a")),
                impossible("block device 'sdb'", () -> DiskSpec.block("sdb")),
                impossible("pool name 'a/b'", () -> new DiskSource.Volume("a/b", "c")),
                impossible("volume name '../c'", () -> new DiskSource.Volume("a", "../c")),
                impossible("disk protocol '-x'", () -> new DiskSource.Network("-x", "h", OptionalInt.empty(), "x")),
                impossible("disk host", () -> new DiskSource.Network("nbd", "h\n", OptionalInt.empty(), "x")),
                impossible("network disk", () -> new DiskSource.Network("nbd", "h", OptionalInt.empty(), "x\0")),
                impossible("disk target 'vd a'", () -> DISK.target("vd a")),
                impossible("disk serial", () -> DISK.serial("a\nb")),
                impossible("floppy drive can be empty", () -> DISK.source(new DiskSource.Empty())));
    }

    private static Arguments impossible(String refused, Supplier<?> made) {
        return Arguments.of(refused, made);
    }
}
