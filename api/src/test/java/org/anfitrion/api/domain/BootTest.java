package org.anfitrion.api.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.anfitrion.api.error.InvalidSpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BootTest {

    @Test
    void aKernelNeedsNeitherRamDiskNorArguments() {
        Boot.Kernel kernel = Boot.kernel(Path.of("/boot/vmlinuz"));
        assertEquals(new Boot.Kernel("/boot/vmlinuz", Optional.empty(), ""), kernel);
        assertEquals(kernel, Boot.kernel("/boot/vmlinuz"));
    }

    @Test
    void aKernelKeepsWhatWasSaidBefore() {
        Boot.Kernel whole = new Boot.Kernel("/k", Optional.of("/i"), "quiet");
        assertEquals(whole, Boot.kernel("/k").initrd(Path.of("/i")).commandLine("quiet"));
        assertEquals(whole, Boot.kernel("/k").commandLine("quiet").initrd("/i"));
    }

    @Test
    void firmwareStartsFromTheDiskUnlessItIsToldOtherwise() {
        assertEquals(new Boot.Firmware(Boot.FirmwareType.BIOS, List.of(Boot.BootDevice.DISK)), Boot.bios());
        assertEquals(new Boot.Firmware(Boot.FirmwareType.UEFI, List.of(Boot.BootDevice.DISK)), Boot.uefi());
        assertEquals(
                new Boot.Firmware(Boot.FirmwareType.UEFI, List.of(Boot.BootDevice.NETWORK, Boot.BootDevice.CDROM)),
                Boot.uefi().from(Boot.BootDevice.NETWORK, Boot.BootDevice.CDROM));
        assertEquals(List.of(), Boot.bios().from().order());
    }

    @Test
    void aContainerStartsAProgramWithItsArguments() {
        assertEquals(new Boot.Init("/sbin/init", List.of("a", "b c")), Boot.init("/sbin/init", "a", "b c"));
    }

    @Test
    void aLoaderIsAPathOrAName() {
        assertEquals(new Boot.Loader("pygrub", ""), Boot.loader("pygrub"));
        assertEquals("/usr/bin/pygrub", Boot.loader("/usr/bin/pygrub").program());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("impossible")
    void whatCannotBeMeantIsRefusedByItsName(String refused, Supplier<?> made) {
        InvalidSpecException e = assertThrows(InvalidSpecException.class, made::get);
        assertTrue(e.failure().target().startsWith(refused), e.getMessage());
    }

    static Stream<Arguments> impossible() {
        return Stream.of(
                impossible("kernel 'k'", () -> Boot.kernel("k")),
                impossible("initrd 'i'", () -> Boot.kernel("/k").initrd("i")),
                impossible("kernel command line", () -> Boot.kernel("/k").commandLine("a\nb")),
                impossible("boot order", () -> Boot.uefi().from(Boot.BootDevice.DISK, Boot.BootDevice.DISK)),
                impossible("loader '", () -> Boot.loader("a\nb")),
                impossible("loader arguments", () -> new Boot.Loader("a", "b\nc")),
                impossible("init 'init'", () -> Boot.init("init")),
                impossible("init argument", () -> Boot.init("/init", "a", "b\nc")));
    }

    private static Arguments impossible(String refused, Supplier<?> made) {
        return Arguments.of(refused, made);
    }
}
