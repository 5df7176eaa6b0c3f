package org.anfitrion.driver.openvz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.anfitrion.api.Domain;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.Tuning;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.ResourceBusyException;
import org.anfitrion.api.secret.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists cost the same number of processes whatever their length, and what the tools do wrong is told. */
class ManyContainersIT {

    /** Has each call of a tool leave a line in a file, and run a script before it if there is one. */
    private static Path counted(StandIn node, String tool, String otherwise) throws IOException {
        Path real = node.folder().resolve("bin/" + tool);
        Path moved = node.folder().resolve("bin/real-" + tool);
        Path calls = node.folder().resolve("calls-" + tool);
        if (!Files.exists(moved)) {
            Files.move(real, moved);
        }
        String run = otherwise.isEmpty() ? "exec " + moved + " \"$@\"" : otherwise.replace("REAL", moved.toString());
        Files.writeString(real, "#!/bin/sh\necho \"$*\" >>" + calls + "\n" + run + "\n");
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(calls, "");
        return calls;
    }

    private static void defineMany(StandIn node, int count) {
        for (int id = 1001; id <= 1000 + count; id++) {
            try {
                Files.writeString(
                        node.folder().resolve("etc/vz/conf/" + id + ".conf"),
                        "NAME=\"many-" + id + "\"\nOSTEMPLATE=\"" + StandIn.TEMPLATE
                                + "\"\nPHYSPAGES=\"0:64M\"\nCPUS=\"1\"\nDESCRIPTION=\"say \"hi\"\"\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void twoHundredContainersAreListedByOneVzlist() throws IOException {
        try (Bed bed = Bed.local("legacy")) {
            defineMany(bed.node(), 200);
            Path lists = counted(bed.node(), "vzlist", "");
            Path others = counted(bed.node(), "vzctl", "");
            assertEquals(200, bed.hypervisor().domains().list().size());
            assertEquals(1, Files.readAllLines(lists).size());
            assertEquals(
                    200, bed.hypervisor().statistics().list(DomainFilter.all()).size());
            assertEquals(2, Files.readAllLines(lists).size());
            assertEquals(List.of(), Files.readAllLines(others));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"REAL \"$@\" | head -c 40", "exit 0", "echo '[{\"ctid\": 101,'"})
    void aListThatIsCutShortIsAnErrorAndNotAnEmptyHost(String script) throws IOException {
        try (Bed bed = Bed.local("legacy")) {
            defineMany(bed.node(), 3);
            counted(bed.node(), "vzlist", script);
            assertThrows(
                    BackendFailureException.class,
                    () -> bed.hypervisor().domains().list());
        }
    }

    @Test
    void aContainerThatAnotherVzctlHoldsIsBusy() throws IOException, InterruptedException {
        try (Bed bed = Bed.local("legacy")) {
            Domain domain = bed.defined(spec -> spec);
            String lock = bed.node().folder() + "/vz/lock/" + domain.id().key() + ".lck";
            Process holder = new ProcessBuilder("flock", lock, "sh", "-c", "echo held; sleep 60").start();
            try {
                assertEquals('h', holder.getInputStream().read());
                ResourceBusyException thrown = assertThrows(ResourceBusyException.class, domain::start);
                assertEquals(9, thrown.nativeError().orElseThrow().code());
            } finally {
                holder.descendants().forEach(ProcessHandle::destroyForcibly);
                holder.destroyForcibly();
                holder.waitFor();
            }
            domain.start();
            domain.destroy();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"legacy", "seven"})
    void countersTellWhatWasRefused(String flavour) {
        try (Bed bed = Bed.local(flavour)) {
            Domain domain = bed.running(spec -> spec.tuning(Tuning.NONE.processLimit(12)));
            domain.guest()
                    .exec(
                            Bed.PATIENCE,
                            "sh",
                            "-c",
                            "for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14; do sleep 5 & done 2>/dev/null; wait");
            BeanCounter processes = BeanCounter.parse(domain.call("beancounters", "", Bed.PATIENCE)).stream()
                    .filter(counter -> counter.name().equals("numproc"))
                    .findFirst()
                    .orElseThrow();
            assertEquals(12, processes.limit());
            assertTrue(processes.failures() > 0, processes::toString);
            domain.destroy();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"legacy", "seven"})
    void aPasswordIsInNoCommand(String flavour) throws IOException {
        try (Bed bed = Bed.local(flavour)) {
            Domain domain = bed.running(spec -> spec);
            Path calls = counted(bed.node(), "vzctl", "");
            domain.guest().password("root", Password.of("s3cret 'word"));
            assertTrue(Bed.said(domain, "cat /etc/shadow").lines().anyMatch(line -> line.startsWith("root:$")));
            assertTrue(Files.readAllLines(calls).stream().noneMatch(line -> line.contains("s3cret")));
            domain.destroy();
        }
    }
}
