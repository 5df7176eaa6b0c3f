package org.anfitrion.driver.lxc.liblxc;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.anfitrion.api.Domain;
import org.anfitrion.api.domain.CloneKind;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.Lifetime;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidSpecException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes wrong around containers is told, and nothing that was half made is taken for whole. */
class FaultsIT {

    private final Bed bed = new Bed();

    @AfterEach
    void close() {
        bed.close();
    }

    private List<String> names() {
        return bed.hypervisor().domains().list().stream().map(DomainInfo::name).toList();
    }

    @Test
    void aRootThatIsNotThereIsNamedInLiblxcsOwnWords() {
        Domain domain = bed.hypervisor()
                .domains()
                .define(bed.spec(spec -> spec.filesystems(List.of(FilesystemSpec.directory("/no/such root", "/")))));
        BackendFailureException thrown = assertThrows(BackendFailureException.class, domain::start);
        assertAll(
                () -> assertTrue(thrown.getMessage().contains("/no/such root"), thrown::getMessage),
                () -> assertTrue(thrown.getMessage().contains("No such file or directory"), thrown::getMessage),
                () -> assertEquals("liblxc", thrown.nativeError().orElseThrow().source()),
                () -> assertEquals(DomainState.SHUT_OFF, domain.state()));
    }

    @Test
    void aConfigurationWithAMistakeIsNotStartedAsFarAsItWasRead() throws IOException {
        Domain domain = bed.defined(UnaryOperator.identity());
        Path config = bed.lxcPath().resolve(domain.name()).resolve("config");
        for (String mistake : List.of("lxc.nonsense = 1", "lxc.net.7.type = nonsense")) {
            String whole = Files.readString(config);
            Files.writeString(config, whole + mistake + "\n");
            BackendFailureException thrown = assertThrows(BackendFailureException.class, domain::start, mistake);
            assertTrue(thrown.getMessage().contains("onf"), thrown::getMessage);
            assertEquals(DomainState.SHUT_OFF, domain.state(), mistake);
            Files.writeString(config, whole);
        }
        domain.start();
        assertEquals(DomainState.RUNNING, domain.state());
    }

    @Test
    void aTransientContainerThatDoesNotStartLeavesNothing() throws IOException {
        DomainSpec spec = bed.spec(more -> more.filesystems(List.of(FilesystemSpec.directory("/no/such", "/"))));
        assertThrows(HypervisorException.class, () -> bed.hypervisor().domains().launch(spec, Lifetime.TRANSIENT));
        assertEquals(List.of(), names());
        try (var left = Files.list(bed.lxcPath())) {
            assertEquals(List.of(), left.toList(), "folders that are left");
        }
    }

    @Test
    void aContainerWhoseFirstProcessIsKilledFromOutsideIsShutOff() throws IOException, InterruptedException {
        Domain domain = bed.running(UnaryOperator.identity());
        String pid = run("lxc-info", "-P", bed.lxcPath().toString(), "-n", domain.name(), "-p", "-H")
                .strip();
        ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();
        domain.awaitState(DomainState.SHUT_OFF, Bed.PATIENCE);
        domain.start();
        assertEquals(DomainState.RUNNING, domain.state());
    }

    @Test
    void aFolderWithoutAConfigurationIsNoContainerAndNobodysName() throws IOException {
        String name = "half-" + UUID.randomUUID();
        Files.createDirectory(bed.lxcPath().resolve(name));
        assertEquals(List.of(), names());
        Domain domain = bed.hypervisor()
                .domains()
                .define(LiblxcBackend.container(bed.root())
                        .apply(DomainSpec.named(name))
                        .build());
        assertEquals(List.of(name), names());
        assertThrows(AlreadyExistsException.class, () -> bed.hypervisor()
                .domains()
                .define(LiblxcBackend.container(bed.root())
                        .apply(DomainSpec.named(name))
                        .build()));
        assertTrue(domain.exists());
    }

    @Test
    void theFolderOfContainersThatIsTakenAwayIsNotAnEmptyHost() throws IOException {
        Path elsewhere = bed.lxcPath().resolveSibling("gone" + System.nanoTime());
        Domain domain = bed.defined(UnaryOperator.identity());
        Files.move(bed.lxcPath(), elsewhere);
        try {
            HypervisorException thrown = assertThrows(HypervisorException.class, this::names);
            assertTrue(thrown.getMessage().contains(bed.lxcPath().toString()), thrown::getMessage);
        } finally {
            Files.move(elsewhere, bed.lxcPath());
        }
        assertTrue(domain.exists());
    }

    @Test
    void aConfigurationThatLiblxcDoesNotUnderstandIsNotStarted() throws IOException {
        Domain domain = bed.defined(UnaryOperator.identity());
        Path config = bed.lxcPath().resolve(domain.name()).resolve("config");
        Files.writeString(config, "lxc.net.0.type = no-such-type\n" + Files.readString(config));
        BackendFailureException thrown = assertThrows(BackendFailureException.class, domain::start);
        assertTrue(thrown.nativeError().isPresent(), thrown::getMessage);
        assertEquals(DomainState.SHUT_OFF, domain.state());
    }

    /** In a file system of its own, as small as the kernel makes one. */
    @Test
    void aFullDiskLeavesNoContainer() throws IOException, InterruptedException {
        Path full = Files.createDirectory(bed.lxcPath().resolveSibling("f" + System.nanoTime()));
        run("mount", "-t", "tmpfs", "-o", "size=4k,nr_inodes=64,mode=711", "anfitrion-full", full.toString());
        try (var hypervisor =
                org.anfitrion.api.Hypervisors.connect("lxc://" + full, org.anfitrion.api.ConnectOptions.defaults())) {
            Files.write(full.resolve("ballast"), new byte[4096]);
            DomainSpec spec = bed.spec(UnaryOperator.identity());
            HypervisorException thrown = assertThrows(
                    BackendFailureException.class, () -> hypervisor.domains().define(spec));
            assertTrue(thrown.getMessage().contains("No space left on device"), thrown::getMessage);
            assertEquals(List.of(), hypervisor.domains().list());
            Files.delete(full.resolve("ballast"));
            hypervisor.domains().define(spec).undefine();
        } finally {
            run("umount", full.toString());
        }
    }

    /** The copy's root does not fit beside what there is. */
    @Test
    void aFullDiskLeavesNoHalfOfACopy() throws IOException, InterruptedException {
        Path full = Files.createDirectory(bed.lxcPath().resolveSibling("f" + System.nanoTime()));
        run("mount", "-t", "tmpfs", "-o", "size=256k,mode=711", "anfitrion-full", full.toString());
        try (var hypervisor =
                org.anfitrion.api.Hypervisors.connect("lxc://" + full, org.anfitrion.api.ConnectOptions.defaults())) {
            Domain original = hypervisor.domains().define(bed.spec(UnaryOperator.identity()));
            HypervisorException thrown =
                    assertThrows(HypervisorException.class, () -> original.copyAs("copy", CloneKind.FULL)
                            .await(Bed.PATIENCE));
            assertTrue(thrown.getMessage().contains("No space left on device"), thrown::getMessage);
            assertEquals(
                    List.of(original.name()),
                    hypervisor.domains().list().stream().map(DomainInfo::name).toList());
            try (var left = Files.list(full)) {
                assertEquals(List.of(full.resolve(original.name())), left.toList(), "folders that are left");
            }
            original.undefine();
        } finally {
            run("umount", full.toString());
        }
    }

    @Test
    void aNameThatNoDescriptionCanHaveIsNotGivenByACopyOrARename() {
        Domain domain = bed.defined(UnaryOperator.identity());
        for (String name : List.of("it's", "a\"b", "<x>", "a/b", "two\nlines", "")) {
            assertThrows(InvalidSpecException.class, () -> domain.rename(name), name);
            assertThrows(
                    InvalidSpecException.class,
                    () -> domain.copyAs(name, CloneKind.FULL).await(Bed.PATIENCE),
                    name);
        }
        assertEquals(List.of(domain.name()), names());
    }

    @Test
    void nothingOfAContainerThatIsRemovedStaysInLiblxcsFolderOfLocks() throws IOException {
        Domain domain = bed.running(UnaryOperator.identity());
        String name = domain.name();
        domain.destroy();
        domain.undefine();
        try (var left = Files.walk(Path.of("/run/lxc"))) {
            assertEquals(
                    List.of(),
                    left.filter(file -> file.getFileName().toString().contains(name))
                            .toList());
        }
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }
}
