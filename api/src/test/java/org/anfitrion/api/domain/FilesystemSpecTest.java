package org.anfitrion.api.domain;

import static org.anfitrion.api.Samples.FILESYSTEM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.anfitrion.api.Parts;
import org.anfitrion.api.error.InvalidSpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FilesystemSpecTest {

    @Test
    void onePartIsChangedAndTheOthersStay() {
        assertEquals(Set.of("readOnly"), Parts.changed(FILESYSTEM, FILESYSTEM.asReadOnly()));
        assertTrue(FILESYSTEM.asReadOnly().readOnly());
        assertEquals(Set.of("driver"), Parts.changed(FILESYSTEM, FILESYSTEM.driver("path")));
        assertEquals(Optional.of("path"), FILESYSTEM.driver("path").driver());
    }

    @Test
    void aDirectoryIsWritableAtItsTarget() {
        assertEquals(
                new FilesystemSpec(new FilesystemSource.Directory("/srv"), "shared", false, Optional.empty()),
                FilesystemSpec.directory("/srv", "shared"));
    }

    @Test
    void aTemplateIsTheWritableRootOfAContainer() {
        assertEquals(
                new FilesystemSpec(new FilesystemSource.Template("debian", Map.of()), "/", false, Optional.empty()),
                FilesystemSpec.template("debian"));
    }

    @Test
    void aFilesystemIsFoundByItsTarget() {
        assertEquals(Optional.of(new DeviceKey.Filesystem("shared")), FILESYSTEM.key());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("impossible")
    void whatCannotBeMeantIsRefusedByItsName(String refused, Supplier<?> made) {
        InvalidSpecException e = assertThrows(InvalidSpecException.class, made::get);
        assertTrue(e.getMessage().contains(refused), e.getMessage());
    }

    static Stream<Arguments> impossible() {
        return Stream.of(
                impossible("directory 'srv'", () -> FilesystemSpec.directory("srv", "a")),
                impossible("filesystem target ''", () -> FilesystemSpec.directory("/srv", "")),
                impossible("filesystem target", () -> FilesystemSpec.directory("/srv", "a\nb")),
                impossible("filesystem driver 'a b'", () -> FILESYSTEM.driver("a b")),
                impossible("image 'a'", () -> new FilesystemSource.Image("a", DiskFormat.RAW)),
                impossible("template '../x'", () -> FilesystemSpec.template("../x")),
                impossible("template option '-r'", () -> new FilesystemSource.Template("x", Map.of("-r", "a"))),
                impossible(
                        "template option release",
                        () -> new FilesystemSource.Template("x", Map.of("release", "a\nb"))));
    }

    private static Arguments impossible(String refused, Supplier<?> made) {
        return Arguments.of(refused, made);
    }
}
