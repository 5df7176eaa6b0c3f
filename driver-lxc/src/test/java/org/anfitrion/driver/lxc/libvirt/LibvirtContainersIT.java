package org.anfitrion.driver.lxc.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.anfitrion.api.Console;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.support.Command;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A container of libvirt's has to itself what libvirt would let it share, and hears what it is asked. */
class LibvirtContainersIT {

    private static final ContainerLab LAB = ContainerLab.raised();

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final List<Domain> made = new ArrayList<>();
    private Path root = Path.of("/");
    private Hypervisor host;

    @BeforeEach
    void connect() {
        assumeTrue(LAB.unobtainable().isEmpty(), () -> LAB.unobtainable().orElse(""));
        host = Hypervisors.connect(LAB.uri());
        root = LAB.root();
    }

    @AfterEach
    void clear() {
        for (Domain domain : made) {
            if (domain.exists()) {
                if (domain.state().isActive()) {
                    domain.destroy();
                }
                if (domain.exists()) {
                    domain.undefine();
                }
            }
        }
        host.close();
    }

    private static DomainSpecBuilder named() {
        return DomainSpec.named("it-" + UUID.randomUUID()).memory(DataSize.mebibytes(64));
    }

    private Domain defined(UnaryOperator<DomainSpecBuilder> more) {
        DomainSpecBuilder spec =
                LibvirtLxcBackend.container(root).apply(named()).console(ConsoleSpec.paravirtual());
        Domain domain = host.domains().define(more.apply(spec).build());
        made.add(domain);
        return domain;
    }

    private Domain running(UnaryOperator<DomainSpecBuilder> more) {
        Domain domain = defined(more);
        domain.start();
        return domain;
    }

    /** Runs a line of the shell in a container that has booted. */
    private String told(Domain domain, String line) throws IOException {
        String name = "out-" + UUID.randomUUID();
        domain.console().send("(" + line + ") >/tmp/" + name + " 2>&1; echo ' DID' " + name + "\n");
        domain.console().expect(" DID " + name, PATIENCE);
        return Files.readString(root.resolve("tmp").resolve(name));
    }

    private Domain booted(UnaryOperator<DomainSpecBuilder> more) {
        Domain domain = running(more);
        domain.console().expect("READY", PATIENCE);
        return domain;
    }

    @Test
    void itsNetworkIsNotTheHosts() throws IOException {
        Domain domain = booted(spec -> spec);
        assertEquals("lo", told(domain, "ls /sys/class/net").strip());
        assertNotEquals(
                Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString(),
                told(domain, "readlink /proc/self/ns/net").strip());
        assertNotEquals(
                LAB.enter("readlink", "/proc/self/ns/net").strip(),
                told(domain, "readlink /proc/self/ns/net").strip(),
                "the network of the daemon");
    }

    @Test
    void itsNetworkIsNotTheHostsAfterItsLastCardWasTakenAway() throws IOException {
        String bridge = LibvirtLxcBackend.bridge(LAB);
        Domain domain = defined(spec -> spec.nic(NicSpec.bridge(bridge)));
        // As somebody else would have described it: a card, and nothing said of the rest.
        Described<DomainSpec> base = domain.describe(View.CONFIG);
        domain.redefine(base, base.nativeConfiguration().replaceAll("\\s*<privnet/>", ""));
        domain.update(spec -> spec.nics(List.of()));
        domain.start();
        domain.console().expect("READY", PATIENCE);
        assertEquals("lo", told(domain, "ls /sys/class/net").strip());
    }

    @Test
    void itsUsersAreNotTheHosts() throws IOException {
        Domain domain = booted(spec -> spec);
        assertEquals(
                "0 " + ContainerLab.OWNER + " 65536",
                told(domain, "cat /proc/self/uid_map").strip().replaceAll("\\s+", " "));
        assertEquals("0", told(domain, "id -u").strip());
        told(domain, "echo mine >/etc/written");
        assertEquals(ContainerLab.OWNER, Files.getAttribute(root.resolve("etc/written"), "unix:uid"));
    }

    @Test
    void filesOfTheHostsRootAreNotGivenToAContainersRoot() {
        root = LAB.rootOf(0);
        DomainSpec spec = LibvirtLxcBackend.container(root).apply(named()).build();
        InvalidSpecException refused = assertThrows(
                InvalidSpecException.class, () -> made.add(host.domains().define(spec)));
        assertTrue(refused.getMessage().contains("chown"), refused.getMessage());
        assertTrue(host.domains().find(spec.name()).isEmpty());
    }

    @Test
    void theHostsRootIsNotItsRoot() {
        DomainSpec spec = named().boot(Boot.init("/bin/true")).build();
        assertThrows(
                UnsupportedCapabilityException.class,
                () -> made.add(host.domains().define(spec)));
        assertTrue(host.domains().find(spec.name()).isEmpty());
    }

    @Test
    void aContainerWhoseFilesAreGoneIsNotStarted() {
        Path gone = LAB.place("g");
        Domain domain = host.domains()
                .define(LibvirtLxcBackend.container(gone).apply(named()).build());
        made.add(domain);
        NotFoundException missed = assertThrows(NotFoundException.class, domain::start);
        assertTrue(missed.getMessage().contains(gone.toString()), missed.getMessage());
        assertEquals(DomainState.SHUT_OFF, domain.state());
        assertFalse(Files.exists(gone), "nothing was made in its place");
    }

    @Test
    void itsDevicesAreNotTheHosts() throws IOException {
        Domain domain = booted(spec -> spec);
        Set<String> usual = Set.of(
                "console", "fd", "full", "null", "ptmx", "pts", "random", "shm", "stderr", "stdin", "stdout", "tty",
                "tty1", "urandom", "zero", "mqueue");
        Set<String> there =
                new TreeSet<>(List.of(told(domain, "ls /dev").strip().split("\\s+")));
        there.removeAll(usual);
        assertEquals(Set.of(), there, "devices that no container needs");
        assertFalse(told(domain, "mknod /tmp/disk b 8 0 && echo made").contains("made"), "a disk of the host");
    }

    @Test
    void itsFirstProcessIsToldItsArgumentsUnaltered() {
        List<String> words = List.of("two words", "--dash", "ünï 漢字", "$(touch /tmp/x) `x` ;|&<>\"'");
        List<String> command = new ArrayList<>(
                List.of("-c", "for word; do printf '<%s>' \"$word\"; done; echo ' ALL'; exec sleep 600", "sh"));
        command.addAll(words);
        Domain domain = running(spec -> spec.boot(new Boot.Init("/bin/sh", command)));
        String said = domain.console().expect(" ALL", PATIENCE).before();
        assertEquals(
                words.stream().map(word -> "<" + word + ">").collect(Collectors.joining()), said.replace("\r\n", "\n"));
        assertEquals(
                Optional.of(new Boot.Init("/bin/sh", command)),
                domain.describe(View.CONFIG).spec().boot());
    }

    @Test
    void anArgumentThatLibvirtCannotPassOnIsRefused() {
        DomainSpec spec = LibvirtLxcBackend.container(root)
                .apply(named())
                .boot(Boot.init("/bin/sh", "-c", ""))
                .build();
        assertThrows(
                UnsupportedCapabilityException.class,
                () -> made.add(host.domains().define(spec)));
        assertTrue(host.domains().find(spec.name()).isEmpty());
    }

    @Test
    void aProgramThatIsNoInitIsAskedToEndAsProgramsAre() {
        Domain domain = running(spec ->
                spec.boot(Boot.init("/bin/sh", "-c", "trap 'exit 0' TERM; echo WAITING; while :; do sleep 1; done")));
        domain.console().expect("WAITING", PATIENCE);
        assertTrue(domain.support(Feature.REBOOT).isNo());
        UnsupportedCapabilityException refused = assertThrows(UnsupportedCapabilityException.class, domain::reboot);
        assertTrue(refused.getMessage().contains("/bin/sh"), refused.getMessage());
        assertEquals(DomainState.RUNNING, domain.state());
        domain.shutdown().await(PATIENCE);
        assertEquals(DomainState.SHUT_OFF, domain.state());
    }

    @Test
    void aContainerIsAskedToRestartAgainAndAgain() {
        Domain domain = running(spec -> spec);
        Console console = domain.console();
        console.expect("READY", PATIENCE);
        for (int time = 1; time <= 4; time++) {
            domain.reboot();
            console.expect("READY", PATIENCE);
        }
        domain.shutdown().await(PATIENCE);
        assertEquals(DomainState.SHUT_OFF, domain.state());
    }

    @Test
    void aContainerWhoseFirstProcessIsKilledDoesNotRunAnyMore() throws IOException {
        Domain domain = booted(spec -> spec);
        String marked = told(domain, "readlink /proc/1/ns/pid").strip();
        Command.of("kill", "-s", "KILL", firstProcessIn(marked))
                .run(Deadline.after(PATIENCE))
                .orThrow();
        domain.awaitState(DomainState.SHUT_OFF, PATIENCE);
        domain.start();
        domain.console().expect("READY", PATIENCE);
    }

    /** The one that is its namespace's number 1, by the number that the host knows it by. */
    private static String firstProcessIn(String namespace) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.map(Path::getFileName)
                    .map(Path::toString)
                    .filter(name -> name.matches("\\d+"))
                    .filter(name -> isFirstIn(name, namespace))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static boolean isFirstIn(String process, String namespace) {
        try {
            Path proc = Path.of("/proc", process);
            boolean inside =
                    Files.readSymbolicLink(proc.resolve("ns/pid")).toString().equals(namespace);
            return inside
                    && Files.readAllLines(proc.resolve("status")).stream()
                            .anyMatch(line -> line.matches("NSpid:.*\\s1"));
        } catch (IOException e) {
            return false; // it has ended meanwhile
        }
    }

    @Test
    void everyTransportLeadsToTheSameContainers() {
        Domain domain = defined(spec -> spec);
        for (String transport : List.of("tcp", "tls", "ssh")) {
            try (Hypervisor far = Hypervisors.connect(LAB.uriOver(transport))) {
                assertEquals(domain.id(), far.domains().get(domain.name()).id(), transport);
            }
        }
    }

    @Test
    void itSeesTheFilesItIsGivenAndCannotWriteThoseItMayOnlyRead() throws IOException {
        Path shared = Files.createDirectories(LAB.place("s"));
        Files.writeString(shared.resolve("note"), "from the host");
        Domain domain = booted(spec -> spec.filesystem(
                FilesystemSpec.directory(shared.toString(), "/mnt/a place").asReadOnly()));
        assertEquals("from the host", told(domain, "cat '/mnt/a place/note'").strip());
        assertTrue(told(domain, "echo x >'/mnt/a place/note'").contains("Read-only"));
        assertEquals("from the host", Files.readString(shared.resolve("note")));
    }
}
