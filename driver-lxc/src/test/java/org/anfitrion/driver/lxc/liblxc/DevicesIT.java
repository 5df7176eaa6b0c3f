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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.anfitrion.api.Domain;
import org.anfitrion.api.connection.Credentials;
import org.anfitrion.api.connection.GuestsOnClose;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.domain.DeviceKey;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.FilesystemSource;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.driver.lxc.LxcDriver;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DeviceFacet;
import org.anfitrion.spi.OpenContext;
import org.anfitrion.spi.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is plugged into a running container is seen from inside, and only there. */
class DevicesIT {

    private final Bed bed = new Bed();
    private Path shared = Path.of("/nonexistent");

    @BeforeEach
    void share() throws IOException {
        shared = Files.createDirectory(bed.lxcPath().resolveSibling("s ü $(x) " + System.nanoTime()));
        Files.writeString(shared.resolve("file"), "of the host");
    }

    @AfterEach
    void close() {
        bed.close();
    }

    private static String inside(Domain domain, String script) {
        var result = domain.guest().exec(Bed.PATIENCE, "sh", "-c", script);
        return (result.output() + result.errors()).strip();
    }

    @Test
    void aDirectoryOfTheHostIsSeenInsideAndNowhereElseAndGoesAgain() throws IOException {
        Domain domain = bed.running(UnaryOperator.identity());
        FilesystemSpec mount =
                FilesystemSpec.directory(shared.toString(), "/new ü/of it").asReadOnly();
        domain.devices().attach(mount, Scope.LIVE).await(Bed.PATIENCE);
        assertAll(
                () -> assertEquals("of the host", inside(domain, "cat '/new ü/of it/file'")),
                () -> assertTrue(inside(domain, "echo x > '/new ü/of it/file'").contains("Read-only"), "writing"),
                () -> assertFalse(
                        Files.readString(Path.of("/proc/self/mountinfo")).contains("/new"), "a mount on the host"),
                () -> assertEquals(List.of(mount), plugged(domain, View.LIVE)),
                () -> assertEquals(List.of(), plugged(domain, View.CONFIG)));
        domain.devices()
                .detach(new DeviceKey.Filesystem("/new ü/of it"), Scope.LIVE)
                .await(Bed.PATIENCE);
        assertAll(
                () -> assertEquals("", inside(domain, "ls '/new ü/of it'")),
                () -> assertEquals(List.of(), plugged(domain, View.LIVE)));
    }

    private static List<FilesystemSpec> plugged(Domain domain, View view) {
        return domain.describe(view).spec().filesystems().stream()
                .filter(filesystem -> !filesystem.target().equals("/"))
                .toList();
    }

    @Test
    void aFileOfTheHostAndMemoryArePluggedIn() {
        Domain domain = bed.running(UnaryOperator.identity());
        domain.devices()
                .attach(FilesystemSpec.directory(shared.resolve("file").toString(), "/etc/one"))
                .await(Bed.PATIENCE);
        domain.devices()
                .attach(new FilesystemSpec(
                        new FilesystemSource.Temporary(DataSize.mebibytes(1)), "/scratch", false, Optional.empty()))
                .await(Bed.PATIENCE);
        assertAll(
                () -> assertEquals("of the host", inside(domain, "cat /etc/one")),
                () -> assertEquals("0:0", inside(domain, "touch /scratch/x && stat -c %u:%g /scratch/x")),
                () -> assertTrue(
                        inside(domain, "dd if=/dev/zero of=/scratch/y bs=1k count=2000")
                                .contains("No space"),
                        "how much it holds"));
        domain.destroy();
        domain.start();
        domain.console().expect("READY", Bed.PATIENCE);
        assertEquals("of the host", inside(domain, "cat /etc/one"), "after another start");
    }

    @Test
    void aDeviceOfTheHostIsPluggedInLikeAFile() {
        Domain domain = bed.running(UnaryOperator.identity());
        domain.devices()
                .attach(FilesystemSpec.directory("/dev/urandom", "/dev/plugged in"), Scope.LIVE)
                .await(Bed.PATIENCE);
        assertEquals("4", inside(domain, "head -c 4 '/dev/plugged in' | wc -c"));
    }

    /** In a network of its own, so that this machine's gets no bridge. */
    @Test
    void cardsAreOnABridgeOrAnInterfaceOfTheHost() throws IOException, InterruptedException {
        Process program = new ProcessBuilder(
                        "unshare",
                        "--net",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        NetworkProgram.class.getName(),
                        bed.lxcPath().toString(),
                        bed.root().toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, program.waitFor(), said);
    }

    @Test
    void aMountThatAProgramUsesStaysAndIsToldOf() {
        Domain domain = bed.running(UnaryOperator.identity());
        domain.devices()
                .attach(FilesystemSpec.directory(shared.toString(), "/used"), Scope.LIVE)
                .await(Bed.PATIENCE);
        inside(domain, "cd /used && sleep 300 >/dev/null 2>&1 &");
        DomainId id = domain.id();
        OpenContext context = new OpenContext(
                Deadline.after(Bed.PATIENCE), false, Credentials.none(), GuestsOnClose.KEEP, DataSize.mebibytes(1));
        try (Session session = new LxcDriver().open(HypervisorUri.parse("lxc://" + bed.lxcPath()), context)) {
            DeviceFacet devices = session.facet(DeviceFacet.class).orElseThrow();
            assertThrows(
                    OperationTimeoutException.class,
                    () -> devices.detach(
                            id,
                            new DeviceKey.Filesystem("/used"),
                            Set.of(Scope.LIVE),
                            Deadline.after(Duration.ofMillis(200))));
        }
        assertEquals(1, plugged(domain, View.LIVE).size());
        assertEquals("of the host", inside(domain, "cat /used/file"));
    }

    @Test
    void whatIsNotThereOnTheHostIsRefusedAndNothingIsPluggedIn() {
        Domain domain = bed.running(UnaryOperator.identity());
        var job = domain.devices().attach(FilesystemSpec.directory("/no/such", "/there"));
        var refused = assertThrows(BackendFailureException.class, () -> job.await(Bed.PATIENCE));
        assertTrue(refused.getMessage().contains("No such file"), refused::getMessage);
        assertAll(
                () -> assertEquals(List.of(), plugged(domain, View.LIVE)),
                () -> assertEquals(List.of(), plugged(domain, View.CONFIG)));
    }

    @Test
    void cardsComeAndGoAndTheOthersKeepTheirNames() {
        Domain domain = bed.running(
                spec -> spec.nic(NicSpec.unconnected().mac("52:54:00:6c:00:01")).nic(NicSpec.unconnected()));
        NicSpec added = (NicSpec)
                domain.devices().attach(NicSpec.unconnected(), Scope.LIVE).await(Bed.PATIENCE);
        assertEquals(
                added.mac().orElseThrow().text(), inside(domain, "cat /sys/class/net/eth2/address"), "its address");
        assertTrue(inside(domain, "ip link show eth2").contains("UP"), "it is switched on");
        domain.devices()
                .detach(NicSpec.unconnected().mac("52:54:00:6c:00:01").key().orElseThrow(), Scope.LIVE)
                .await(Bed.PATIENCE);
        domain.devices().detach(added.key().orElseThrow(), Scope.LIVE).await(Bed.PATIENCE);
        assertEquals(
                Set.of("eth1", "lo"),
                Set.copyOf(inside(domain, "ls /sys/class/net").lines().toList()));
        assertEquals(2, domain.describe(View.CONFIG).spec().nics().size(), "at the next start");
    }

    @Test
    void aContainerThatRestartsByItselfTellsThatWhatWasPluggedInIsGone() {
        Domain domain = bed.running(UnaryOperator.identity());
        domain.devices()
                .attach(FilesystemSpec.directory(shared.toString(), "/until then"), Scope.LIVE)
                .await(Bed.PATIENCE);
        domain.reboot();
        assertTrue(Bed.eventually(() -> plugged(domain, View.LIVE).isEmpty()), "it is still described");
    }
}
