package org.anfitrion.driver.lxc.liblxc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.anfitrion.api.ConnectOptions;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.Lifetime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A container that is tied to the process that started it ends with it, and no other does. */
class EphemeralIT {

    private final Bed bed = new Bed();

    @AfterEach
    void close() {
        bed.close();
    }

    private List<String> names() {
        return bed.hypervisor().domains().list().stream().map(DomainInfo::name).toList();
    }

    @Test
    void itIsGoneAfterItsProcessWasKilled() throws IOException, InterruptedException {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        bed.lxcPath().toString(),
                        bed.root().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = program.inputReader()) {
            assertEquals("running", said.readLine());
            assertEquals(List.of("of a program"), names());
        } finally {
            program.destroyForcibly().waitFor();
        }
        assertTrue(Bed.eventually(() -> names().isEmpty()), "it outlived its process");
        try (var left = Files.list(bed.lxcPath())) {
            assertEquals(List.of(), left.toList(), "what is left");
        }
    }

    /** Starts a container, says so, and waits for its end. */
    static final class Program {

        private Program() {}

        /** The folder of containers and the root. */
        public static void main(String[] arguments) throws IOException {
            try (Hypervisor hypervisor = Hypervisors.connect("lxc://" + arguments[0], ConnectOptions.defaults())) {
                DomainSpec spec = LiblxcBackend.container(Path.of(arguments[1]))
                        .apply(DomainSpec.named("of a program"))
                        .build();
                hypervisor.domains().launch(spec, Lifetime.EPHEMERAL);
                System.out.println("running");
                int end = System.in.read();
                System.exit(end);
            }
        }
    }

    @Test
    void anotherContainerThatHasItsNameByThenLivesOn() {
        Domain kept;
        try (Hypervisor hypervisor = Hypervisors.connect("lxc://" + bed.lxcPath(), ConnectOptions.defaults())) {
            DomainSpec spec = bed.spec(UnaryOperator.identity());
            Domain ephemeral = hypervisor.domains().launch(spec, Lifetime.EPHEMERAL);
            ephemeral.destroy();
            assertTrue(Bed.eventually(() -> names().isEmpty()), "it is gone");
            kept = bed.hypervisor().domains().define(spec);
            kept.start();
        }
        assertEquals(DomainState.RUNNING, kept.state());
    }

    @Test
    void aContainerThatIsResetStartsAgainWithWhatItHad() {
        Domain domain = bed.running(UnaryOperator.identity());
        String before = domain.guest()
                .exec(Bed.PATIENCE, "cut", "-d ", "-f22", "/proc/1/stat")
                .output();
        domain.suspend();
        domain.reset();
        domain.console().expect("READY", Bed.PATIENCE);
        assertEquals(DomainState.RUNNING, domain.state());
        String after = domain.guest()
                .exec(Bed.PATIENCE, "cut", "-d ", "-f22", "/proc/1/stat")
                .output();
        assertTrue(!before.equals(after), () -> "when its first process was started: " + before + after);
    }

    @Test
    void aContainerThatIsResetWhileItRestartsRunsAfterwards() {
        Domain domain = bed.running(UnaryOperator.identity());
        for (int i = 0; i < 25; i++) {
            domain.reboot();
            domain.reset();
            assertEquals(DomainState.RUNNING, domain.state());
        }
        assertFalse(ignoresQuit(), "this process ignores what it did not before");
    }

    @Test
    void manyResetsAreSeenByOthersWhoLook() throws Exception {
        Domain domain = bed.running(UnaryOperator.identity());
        AtomicBoolean over = new AtomicBoolean();
        try (Hypervisor other = Hypervisors.connect("lxc://" + bed.lxcPath(), ConnectOptions.defaults())) {
            CompletableFuture<Void> looks = CompletableFuture.runAsync(() -> {
                while (!over.get()) {
                    assertEquals(
                            List.of(domain.id()),
                            other.domains().list().stream().map(DomainInfo::id).toList());
                }
            });
            try {
                for (int i = 0; i < 25; i++) {
                    domain.reset();
                    assertEquals(DomainState.RUNNING, domain.state());
                }
            } finally {
                over.set(true);
            }
            looks.get(Bed.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void aContainerWhoseWatchingProcessHangsIsResetAllTheSame() throws Exception {
        Domain domain = bed.running(UnaryOperator.identity());
        String monitor = Files.readString(
                        bed.lxcPath().resolve(domain.id().key()).resolve(ContainerFolder.WATCHER))
                .strip();
        assertEquals(0, new ProcessBuilder("kill", "-STOP", monitor).start().waitFor());
        domain.reset();
        domain.console().expect("READY", Bed.PATIENCE);
        assertEquals(DomainState.RUNNING, domain.state());
    }

    /** Whether this process ignores SIGQUIT, to which a Java virtual machine listens. */
    private static boolean ignoresQuit() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("SigIgn:"))
                    .anyMatch(line -> (Long.parseUnsignedLong(line.replaceAll(".*\\s", ""), 16) & 4) != 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
