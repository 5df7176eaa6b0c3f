package org.anfitrion.driver.openvz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.anfitrion.api.ConnectOptions;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.domain.Owner;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.guest.ExecSpec;
import org.anfitrion.api.snapshot.SnapshotSpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Data never becomes syntax: not for vzctl, nor for a shell here, on the other end of ssh, or in a container. */
@TestInstance(Lifecycle.PER_CLASS)
class AdversarialIT {

    private static final String STRANGE =
            "it's \"so\"; $(touch /tmp/anfitrion-was-here) `touch /tmp/anfitrion-was-here` | & > < * ? ~ ! # % \\ \n-rf --save\tünï 漢字 🖥";
    private static final Path TRACE = Path.of("/tmp/anfitrion-was-here");

    @TempDir
    private static Path folder;

    private SshServer server;
    private List<Bed> beds;

    @BeforeAll
    void raise() {
        server = new SshServer(folder.resolve("ssh"));
        beds = List.of(
                Bed.local("legacy"), Bed.local("seven"), Bed.remote("legacy", server), Bed.remote("seven", server));
    }

    @AfterAll
    void lower() {
        beds.forEach(Bed::close);
        server.close();
    }

    Stream<Bed> beds() {
        return beds.stream();
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("beds")
    void textsOfDescriptionsComeBackAsTheyWere(Bed bed) {
        String name = "-x $(id) 'q ünï " + UUID.randomUUID();
        String legal = name.replace("'", "");
        Domain domain = bed.defined(spec -> spec.name(legal)
                .title("--save `id` $HOME \"t\" 'u'")
                .description(STRANGE)
                .owner(new Owner("$(id); it", "m-1", 7, 7)));
        assertEquals(legal, domain.describe(View.CONFIG).spec().name());
        assertEquals(Optional.of(STRANGE), domain.describe(View.CONFIG).spec().description());
        assertEquals(
                Optional.of("--save `id` $HOME \"t\" 'u'"),
                domain.describe(View.CONFIG).spec().title());
        domain.update(spec -> spec.description(STRANGE + STRANGE).cpus(2));
        assertEquals(
                Optional.of(STRANGE + STRANGE),
                domain.describe(View.CONFIG).spec().description());
        assertEquals(2, domain.describe(View.CONFIG).spec().cpus().current());
        assertTrue(bed.hypervisor().domains().find(legal).isPresent());
        domain.undefine();
        assertFalse(Files.exists(TRACE));
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("beds")
    void aProgramGetsItsWordsVariablesAndInputAsTheyAre(Bed bed) {
        Domain domain = bed.running(spec -> spec);
        ExecSpec echo = ExecSpec.of(
                        "sh", "-c", "printf '%s|%s|%s' \"$1\" \"$2\" \"$STRANGE\"; cat >&2", "sh", STRANGE, "--")
                .environment(Map.of("STRANGE", STRANGE))
                .input(STRANGE.getBytes(StandardCharsets.UTF_8));
        var ended = domain.guest().exec(Bed.PATIENCE, echo);
        assertEquals(STRANGE + "|--|" + STRANGE, ended.output());
        assertEquals(STRANGE, ended.errors());
        assertEquals(0, ended.exitCode());
        assertEquals(
                41, domain.guest().exec(Bed.PATIENCE, "sh", "-c", "exit 41").exitCode());
        domain.destroy();
        domain.undefine();
        assertFalse(Files.exists(TRACE));
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("beds")
    void snapshotsHaveAnyNameAndTextAndBringFilesAndConfigurationBack(Bed bed) {
        Domain domain = bed.running(spec -> spec);
        Bed.said(domain, "echo before >/root/file; sync");
        String name = "$(id) -- ünï";
        var first = domain.snapshots()
                .take(SnapshotSpec.named(name).description(STRANGE))
                .await(Bed.PATIENCE);
        var second = domain.snapshots().take(SnapshotSpec.named("second")).await(Bed.PATIENCE);
        assertEquals(
                List.of(name, "second"),
                domain.snapshots().list().stream().map(row -> row.name()).toList());
        assertEquals(Optional.of(STRANGE), domain.snapshots().list().get(0).description());
        assertEquals(Optional.of(first.id()), domain.snapshots().list().get(1).parent());
        Bed.said(domain, "echo after >/root/file");
        first.revert().await(Bed.PATIENCE);
        assertFalse(domain.info().state().isActive());
        domain.start();
        assertEquals("before", Bed.said(domain, "cat /root/file"));
        first.delete().await(Bed.PATIENCE);
        assertEquals(
                List.of(second.id()),
                domain.snapshots().list().stream().map(row -> row.id()).toList());
        assertEquals(Optional.empty(), domain.snapshots().list().get(0).parent());
        domain.destroy();
        domain.undefine();
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("beds")
    void addressesAndOtherValuesOfRawCallsAreWordsOfTheirOwn(Bed bed) {
        Domain domain = bed.running(spec -> spec);
        assertThrows(
                HypervisorException.class,
                () -> domain.call("vzctl", "set --ipadd '10.77.0.2; touch " + TRACE + "' --save", Bed.PATIENCE));
        domain.call("vzctl", "set --ipadd 10.77.0.2 --ipadd 10.77.0.3/24 --save", Bed.PATIENCE);
        assertEquals(
                List.of("10.77.0.2", "10.77.0.3"),
                domain.addresses().stream()
                        .map(found -> found.address().getHostAddress())
                        .toList());
        assertTrue(Bed.said(domain, "ip -4 addr show lo").contains("10.77.0.2"));
        domain.destroy();
        domain.undefine();
        assertFalse(Files.exists(TRACE));
    }

    @Test
    void aHostThatCannotBeReachedIsLost() throws IOException {
        Path other = folder.resolve("other");
        try (SshServer lost = new SshServer(other);
                Bed bed = Bed.remote("legacy", lost)) {
            assertEquals(List.of(), bed.hypervisor().domains().list());
            lost.close();
            assertThrows(
                    ConnectionLostException.class,
                    () -> bed.hypervisor().domains().list());
        }
        assertThrows(
                ConnectionLostException.class,
                () -> Hypervisors.connect(
                        "openvz+ssh://root@127.0.0.1:1/system?keyfile=" + other + "/user", ConnectOptions.defaults()));
    }
}
