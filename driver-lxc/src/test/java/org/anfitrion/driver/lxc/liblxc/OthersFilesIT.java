package org.anfitrion.driver.lxc.liblxc;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.Lifetime;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.ResourceBusyException;
import org.anfitrion.driver.lxc.config.LxcConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What belongs to the host or to somebody else outlives what is done to containers. */
class OthersFilesIT {

    private final Bed bed = new Bed();

    @AfterEach
    void close() {
        bed.close();
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }

    private Path folder(String name) {
        return bed.lxcPath().resolve(name);
    }

    @Test
    void aFolderOfTheHostThatIsMountedInACopysRootIsNotDeletedWithIt() throws IOException, InterruptedException {
        Path shared = Files.createDirectory(bed.lxcPath().resolveSibling("s" + System.nanoTime()));
        Path precious = Files.writeString(shared.resolve("precious"), "of the host");
        Domain copy = bed.defined(UnaryOperator.identity())
                .copyAs("m " + UUID.randomUUID(), CloneKind.FULL)
                .await(Bed.PATIENCE);
        Path inside = Files.createDirectory(folder(copy.name()).resolve("rootfs/mounted here"));
        run("mount", "--bind", shared.toString(), inside.toString());
        try {
            ResourceBusyException refused = assertThrows(ResourceBusyException.class, copy::undefine);
            assertAll(
                    () -> assertTrue(refused.getMessage().contains("mounted here"), refused::getMessage),
                    () -> assertTrue(Files.exists(precious), "the host's file"),
                    () -> assertTrue(copy.exists(), "the container, of which nothing was deleted"));
        } finally {
            run("umount", inside.toString());
        }
        copy.undefine();
        assertEquals("of the host", Files.readString(precious));
    }

    @Test
    void whatFailsToBeMadeLeavesTheContainerThatSomebodyElseMadeMeanwhile() throws IOException {
        Containers containers = new Containers(new ContainerFolder(bed.lxcPath()), new OpenGate());
        Failure attempt = Failure.to("test", "two processes");
        String name = "two-" + UUID.randomUUID();
        String config = "lxc.rootfs.path = dir:" + bed.root() + "\nlxc.uts.name = theirs\n";
        try (NewFiles ours = containers.folder().begin(name, "rootfs", attempt)) {
            Files.createDirectory(ours.aside());
            containers.folder().define(name, LxcConfig.parse(config), attempt);
            ours.place();
            assertThrows(
                    AlreadyExistsException.class,
                    () -> containers.folder().define(name, LxcConfig.parse("lxc.uts.name = ours\n"), attempt));
        }
        try (var left = Files.list(folder(name))) {
            assertEquals(List.of(folder(name).resolve("config")), left.toList());
        }
        assertEquals(config, Files.readString(folder(name).resolve("config")));
    }

    @Test
    void aListDoesNotRemoveATransientContainerThatWasStartedSinceItLooked() throws IOException {
        Domain domain = bed.hypervisor().domains().launch(bed.spec(UnaryOperator.identity()), Lifetime.TRANSIENT);
        Containers containers = new Containers(new ContainerFolder(bed.lxcPath()), new OpenGate());
        Path config = folder(domain.name()).resolve("config");
        // As one sees it who has looked at the sockets before it ran, and at the files after that.
        assertTrue(containers.folder().started(domain.name()).isPresent(), "it is known to have run");
        List<String> names =
                bed.hypervisor().domains().list().stream().map(DomainInfo::name).toList();
        assertAll(
                () -> assertEquals(List.of(domain.name()), names),
                () -> assertTrue(Files.exists(config), "its configuration"));
    }

    @Test
    void aNewNameIsWrittenWhereAPathLeadsIntoTheContainersFolderAndNowhereElse()
            throws IOException, InterruptedException {
        Path shared = Files.createDirectory(bed.lxcPath().resolveSibling("s" + System.nanoTime()));
        Domain copy = bed.defined(spec -> spec.filesystem(FilesystemSpec.directory(shared.toString(), "/shared")))
                .copyAs("web", CloneKind.FULL)
                .await(Bed.PATIENCE);
        Path config = folder("web").resolve("config");
        Path own = Files.createDirectory(folder("web").resolve("more"));
        Path included = Files.writeString(folder("web").resolve("more.conf"), "lxc.environment = A=1\n");
        String foreign = "lxc.environment = BACKUP=/backup" + folder("web") + "/rootfs\n";
        Files.writeString(
                config,
                Files.readString(config)
                        + foreign
                        + "lxc.include = " + included + "\n"
                        + "lxc.mount.entry = " + own + " more none bind,create=dir 0 0\n");
        String name = "my web $1 \\ü " + UUID.randomUUID();
        Domain renamed = copy.rename(name.replace("\\", ""));
        renamed.start();
        renamed.console().expect("READY", Bed.PATIENCE);
        String text = Files.readString(folder(renamed.name()).resolve("config"));
        assertAll(
                () -> assertTrue(text.contains(foreign), text),
                () -> assertTrue(text.contains(folder(renamed.name()) + "/more.conf"), text),
                () -> assertFalse(text.contains(" " + folder("web") + "/"), text));
        String entry =
                text.lines().filter(line -> line.contains(" more ")).findFirst().orElseThrow();
        assertTrue(entry.contains("my\\040web"), entry);
        assertEquals(
                "1",
                renamed.guest()
                        .exec(Bed.PATIENCE, "sh", "-c", "echo $A")
                        .output()
                        .strip());
    }

    @Test
    void aTransientContainerThatEndsAtOnceLeavesNothing() throws IOException {
        try {
            bed.hypervisor()
                    .domains()
                    .launch(
                            bed.spec(spec -> spec.boot(org.anfitrion.api.domain.Boot.init("/bin/true"))),
                            Lifetime.TRANSIENT);
        } catch (HypervisorException e) {
            assertTrue(e.getMessage().contains("no container"), e::getMessage);
        }
        bed.hypervisor().domains().list();
        assertEquals(List.of(), bed.hypervisor().domains().list());
        try (var left = Files.list(bed.lxcPath())) {
            assertEquals(List.of(), left.toList(), "folders that are left");
        }
    }

    @Test
    void aContainerThatRunsIsHeldAndStoppedThoughItsConfigurationIsBrokenOrGone() throws IOException {
        Domain domain = bed.running(UnaryOperator.identity());
        Path config = folder(domain.name()).resolve("config");
        String text = Files.readString(config);
        Files.writeString(config, "lxc.net.0.type = no-such-type\n" + text);
        domain.suspend();
        assertEquals(DomainState.PAUSED, domain.state());
        domain.resume();
        Files.delete(config);
        domain.destroy();
        Files.writeString(config, text);
        assertEquals(DomainState.SHUT_OFF, domain.state());
    }

    private static final class OpenGate implements Gate {

        @Override
        public void admit(Failure attempt, boolean changes) {}

        @Override
        public boolean isClosed() {
            return false;
        }

        @Override
        public boolean isReadOnly() {
            return false;
        }
    }
}
