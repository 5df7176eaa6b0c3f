package org.anfitrion.api.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.unit.DataSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DomainSpecTest {

    private static final DomainSpec FULL = DomainSpec.named("web")
            .uuid(UUID.fromString("5f6e0e9c-6bb6-4d6f-9f3a-0c9be4d1a0b1"))
            .title("The web")
            .description("two\nlines")
            .guestType(GuestType.EMULATED)
            .cpus(new CpuCount(1, 4))
            .memory(new Memory(DataSize.mebibytes(128), DataSize.mebibytes(256)))
            .boot(Boot.kernel(Path.of("/boot/vmlinuz"))
                    .initrd(Path.of("/boot/initrd"))
                    .commandLine("quiet"))
            .disk(DiskSpec.file(Path.of("/srv/web.qcow2")).target("vda"))
            .disk(DiskSpec.emptyCdrom())
            .nic(NicSpec.userMode().mac("52:54:00:00:00:01"))
            .console(ConsoleSpec.serial())
            .build();

    @Test
    void aCopyOfADescriptionSaysTheSame() {
        assertEquals(FULL, FULL.toBuilder().build());
        assertEquals(FULL.hashCode(), FULL.toBuilder().build().hashCode());
    }

    @Test
    void changingACopyLeavesTheOriginal() {
        DomainSpec changed = FULL.toBuilder()
                .memory(DataSize.mebibytes(512))
                .disks(List.of())
                .build();
        assertEquals(2, FULL.disks().size());
        assertTrue(changed.disks().isEmpty());
    }

    @Test
    void anEmptyTitleIsNone() {
        assertEquals(Optional.empty(), FULL.toBuilder().title("").build().title());
    }

    @Test
    void theFormatOfAnImageFollowsItsNameAndNeverItsContent() {
        assertEquals(DiskFormat.QCOW2, DiskSpec.file("/a.b/c.qcow2").format());
        assertEquals(DiskFormat.VHD, DiskSpec.file("/c.VHD").format());
        assertEquals(DiskFormat.RAW, DiskSpec.file("/qcow2").format());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("impossible")
    void anImpossibleDescriptionCannotBeBuilt(String what, Supplier<?> description) {
        assertThrows(InvalidSpecException.class, description::get);
    }

    static Stream<Arguments> impossible() {
        return Stream.of(
                impossible("relative disk path", () -> DiskSpec.file("disk.raw")),
                impossible("disk path with NUL", () -> DiskSpec.file("/a\0b")),
                impossible("relative kernel path", () -> Boot.kernel("vmlinuz")),
                impossible("kernel command line of two lines", () -> Boot.kernel("/k")
                        .commandLine("a\nb")),
                impossible("hard disk without medium", () -> DiskSpec.file("/d").source(new DiskSource.Empty())),
                impossible(
                        "boot order that repeats", () -> Boot.bios().from(Boot.BootDevice.DISK, Boot.BootDevice.DISK)),
                impossible("nil UUID", () -> DomainSpec.named("a").uuid(new UUID(0, 0))),
                impossible("more CPUs than the maximum", () -> new CpuCount(3, 2)),
                impossible(
                        "more memory than the maximum", () -> new Memory(DataSize.gibibytes(2), DataSize.gibibytes(1))),
                impossible("two disks with one target", () -> DomainSpec.named("a")
                        .disk(DiskSpec.file("/a").target("vda"))
                        .disk(DiskSpec.file("/b").target("vda"))
                        .build()),
                impossible("two cards with one address", () -> DomainSpec.named("a")
                        .nic(NicSpec.userMode().mac("52:54:00:00:00:01"))
                        .nic(NicSpec.userMode().mac("52:54:00:00:00:01"))
                        .build()),
                impossible("disk target that is an option", () -> DiskSpec.file("/a")
                        .target("-x y")),
                impossible("bridge with a space", () -> NicSpec.bridge("br 0")),
                impossible("network with a slash", () -> NicSpec.network("../default")));
    }

    private static Arguments impossible(String what, Supplier<?> description) {
        return Arguments.of(what, description);
    }
}
