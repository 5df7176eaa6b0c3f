package org.anfitrion.driver.lxc.liblxc;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.anfitrion.api.Domain;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.CloneKind;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.FilesystemSource;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.Leftover;
import org.anfitrion.api.domain.TemplateInfo;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.snapshot.RevertState;
import org.anfitrion.api.snapshot.SnapshotSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Containers made from others and from LXC's templates have files of their own, which go with them. */
class ProvisioningIT {

    private final Bed bed = new Bed();

    @AfterEach
    void close() {
        bed.close();
    }

    private static String name() {
        return "p $(x); ü " + UUID.randomUUID().toString().substring(0, 8);
    }

    private static String root(Domain domain) {
        FilesystemSource source =
                domain.describe(View.CONFIG).spec().filesystems().get(0).source();
        return ((FilesystemSource.Directory) source).path();
    }

    @Test
    void aCopyStartsAndWritesIntoFilesOfItsOwn() throws IOException {
        Domain original = bed.defined(UnaryOperator.identity());
        Files.createSymbolicLink(bed.root().resolve("leads"), Path.of("/etc/passwd"));
        Domain copy = original.copyAs(name(), CloneKind.FULL).await(Bed.PATIENCE);
        copy.start();
        copy.console().expect("READY", Bed.PATIENCE);
        copy.guest().write("/etc/of-the-copy", new byte[] {1, 2, 3}, Bed.PATIENCE);
        Path own = Path.of(root(copy));
        assertAll(
                () -> assertNotEquals(root(original), root(copy), "where its files are"),
                () -> assertTrue(Files.exists(own.resolve("etc/of-the-copy")), "the file in the copy"),
                () -> assertFalse(Files.exists(bed.root().resolve("etc/of-the-copy")), "the file in the original"),
                () -> assertEquals(Path.of("/etc/passwd"), Files.readSymbolicLink(own.resolve("leads")), "a link"),
                () -> assertNotEquals(original.uuid(), copy.uuid(), "the UUID"));
        copy.destroy();
        copy.undefine();
        assertAll(
                () -> assertFalse(Files.exists(own, LinkOption.NOFOLLOW_LINKS), "the copy's files are left"),
                () -> assertTrue(Files.exists(bed.root().resolve("bin/busybox")), "the original's files"));
    }

    @Test
    void aLinkedCopyIsALayerOverFilesThatStay() throws IOException, InterruptedException {
        Process chown =
                new ProcessBuilder("chown", "-R", "100000:100000", bed.root().toString()).start();
        assertEquals(0, chown.waitFor(), "whose the files are");
        Domain original = bed.defined(UnaryOperator.identity())
                .copyAs(name(), CloneKind.FULL)
                .await(Bed.PATIENCE);
        Domain copy = original.copyAs(name(), CloneKind.LINKED).await(Bed.PATIENCE);
        copy.start();
        copy.console().expect("READY", Bed.PATIENCE);
        copy.guest().write("/etc/of-the-copy", new byte[] {1}, Bed.PATIENCE);
        Path layer = bed.lxcPath().resolve(copy.name()).resolve("layer/delta0");
        assertAll(
                () -> assertTrue(Files.exists(layer.resolve("etc/of-the-copy")), "in its layer"),
                () -> assertFalse(Files.exists(layer.resolve("bin")), "what it has not changed is in its layer"),
                () -> assertFalse(Files.exists(Path.of(root(original), "etc/of-the-copy")), "in the original"));
        var refused = assertThrows(InvalidStateException.class, original::undefine);
        assertTrue(refused.getMessage().contains(copy.name()), refused::getMessage);
        copy.snapshots().take(SnapshotSpec.named("then")).await(Bed.PATIENCE);
        copy.guest().write("/etc/of-the-copy", new byte[] {2}, Bed.PATIENCE);
        Domain further = copied(copy);
        copy.snapshots().get("then").revert(RevertState.RUNNING).await(Bed.PATIENCE);
        assertEquals(1, copy.guest().read("/etc/of-the-copy", Bed.PATIENCE)[0], "after it went back");
        further.start();
        assertEquals(2, further.guest().read("/etc/of-the-copy", Bed.PATIENCE)[0], "in a copy of the copy");
        further.destroy();
        further.undefine();
        copy.destroy();
        copy.undefine(Leftover.SNAPSHOT_METADATA);
        original.undefine();
    }

    private static Domain copied(Domain domain) {
        domain.destroy();
        assertThrows(UnsupportedCapabilityException.class, () -> domain.copyAs(name(), CloneKind.FULL)
                .await(Bed.PATIENCE));
        Domain copy = domain.copyAs(name(), CloneKind.LINKED).await(Bed.PATIENCE);
        domain.start();
        return copy;
    }

    @Test
    void aRenamedCopyTakesItsFilesAlongAndStarts() {
        Domain copy = bed.defined(UnaryOperator.identity())
                .copyAs(name(), CloneKind.FULL)
                .await(Bed.PATIENCE);
        String name = name();
        Domain renamed = copy.rename(name);
        renamed.start();
        renamed.console().expect("READY", Bed.PATIENCE);
        assertAll(
                () -> assertEquals(DomainState.RUNNING, renamed.state()),
                () -> assertTrue(
                        root(renamed).startsWith(bed.lxcPath().resolve(name).toString()), root(renamed)),
                () -> assertFalse(copy.exists(), "the old name"));
    }

    @Test
    void aContainerIsMadeFromATemplateOfLxcs() {
        assertTrue(
                bed.hypervisor().domains().templates().stream()
                        .map(TemplateInfo::name)
                        .toList()
                        .contains("busybox"),
                "LXC's own template");
        Domain made = bed.hypervisor()
                .domains()
                .define(bed.spec(spec -> spec.filesystems(List.of(FilesystemSpec.template("busybox")))));
        made.start();
        assertAll(
                () -> assertEquals(DomainState.RUNNING, made.state()),
                () -> assertTrue(
                        made.guest().exec(Bed.PATIENCE, "busybox").output().contains("BusyBox"), "its programs"));
        Path root = Path.of(root(made));
        made.destroy();
        made.undefine();
        assertFalse(Files.exists(root), "the files that were made for it are left");
    }

    private Domain made(String template, Map<String, String> options) {
        return bed.hypervisor().domains().define(bed.spec(spec -> from(spec, template, options)));
    }

    private static DomainSpecBuilder from(DomainSpecBuilder spec, String template, Map<String, String> options) {
        return spec.filesystems(List.of(
                new FilesystemSpec(new FilesystemSource.Template(template, options), "/", false, Optional.empty())));
    }

    @Test
    void aContainerIsMadeFromADirectoryAndFromAnArchive() throws IOException, InterruptedException {
        Path archive = bed.lxcPath().resolveSibling("a: $(x) ü " + System.nanoTime() + ".tar.gz");
        Process tar = new ProcessBuilder(
                        "tar",
                        "--force-local",
                        "-czf",
                        archive.toString(),
                        "-C",
                        bed.root().toString(),
                        ".")
                .start();
        assertEquals(0, tar.waitFor(), "the archive");
        for (Domain domain : List.of(
                made("directory", Map.of("path", bed.root().toString())),
                made("tarball", Map.of("file", archive.toString())))) {
            domain.start();
            domain.console().expect("READY", Bed.PATIENCE);
            domain.guest().write("/etc/own", new byte[] {1}, Bed.PATIENCE);
            assertTrue(Files.exists(Path.of(root(domain), "etc/own")), "in files of its own");
        }
        assertFalse(Files.exists(bed.root().resolve("etc/own")), "in the directory that was copied");
    }

    @Test
    void whatATemplateOfOursCannotDoWithoutIsNamed() {
        var refused = assertThrows(InvalidSpecException.class, () -> made("tarball", Map.of("nonsense", "x")));
        assertTrue(refused.getMessage().contains("needs [file]"), refused::getMessage);
        assertThrows(NotFoundException.class, () -> made("tarball", Map.of("file", "/no/such.tar")));
        assertEquals(List.of(), bed.hypervisor().domains().list());
    }

    @Test
    void debianIsMadeFromWhereThisMachineHasItsOwn() {
        Domain debian = bed.hypervisor().domains().define(bed.spec(spec -> from(
                        spec, "debootstrap", Map.of("variant", "minbase"))
                .boot(Boot.init("/bin/sleep", "infinity"))));
        debian.start();
        assertAll(
                () -> assertTrue(
                        debian.guest()
                                .exec(Bed.PATIENCE, "dpkg", "--list", "apt")
                                .output()
                                .contains("ii  apt"),
                        "its packages"),
                () -> assertEquals(Optional.of("debian"), debian.guest().info().systemId()));
    }

    @Test
    void aTemplateThatFailsLeavesNothing() throws IOException {
        HypervisorException thrown = assertThrows(HypervisorException.class, () -> bed.hypervisor()
                .domains()
                .define(bed.spec(spec -> spec.filesystems(List.of(new FilesystemSpec(
                        new FilesystemSource.Template("busybox", Map.of("no-such-option", "x")),
                        "/",
                        false,
                        Optional.empty()))))));
        assertTrue(thrown.getMessage().contains("lxc-busybox"), thrown::getMessage);
        assertEquals(
                List.of(),
                bed.hypervisor().domains().list().stream().map(DomainInfo::name).toList());
        try (var left = Files.list(bed.lxcPath())) {
            assertEquals(List.of(), left.toList(), "folders that are left");
        }
    }
}
