package org.anfitrion.driver.lxc.liblxc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.anfitrion.api.Domain;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A program that is killed between making a container and starting it leaves nothing that is taken for what it is not. */
class KilledIT {

    /** 128 and SIGKILL's 9, as Java tells it. */
    private static final int KILLED = 137;

    private final Bed bed = new Bed();
    private final String name = "k-" + UUID.randomUUID();

    @AfterEach
    void close() {
        bed.close();
    }

    private void makeAndBeKilled(String lifetime) throws IOException, InterruptedException {
        Path tools = LxcLab.raised().place("t");
        Path killer = Files.writeString(tools.resolve("lxc-start"), KilledWalk.KILLER);
        Files.setPosixFilePermissions(killer, PosixFilePermissions.fromString("rwx------"));
        Process process = ChildJvm.running(KilledWalk.class)
                .told(bed.lxcPath().toString(), bed.root().toString(), name, lifetime)
                .within(List.of(
                        "env",
                        "PATH=" + tools + ":" + System.getenv("PATH"),
                        // Nobody is left to remove its log.
                        "JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=" + tools))
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(1, TimeUnit.MINUTES), said);
        assertEquals(KILLED, process.exitValue(), said);
    }

    @Test
    void aContainerThatIsKeptIsThereWholeAndStarts() throws IOException, InterruptedException {
        makeAndBeKilled("kept");
        Domain left = bed.hypervisor().domains().find(name).orElseThrow();
        assertEquals(DomainState.SHUT_OFF, left.state());
        left.start();
        left.console().expect("READY", Bed.PATIENCE);
    }

    @Test
    void aTransientOneIsClearedAwayByWhoeverLooksNext() throws IOException, InterruptedException {
        makeAndBeKilled("transient");
        assertTrue(Files.exists(bed.lxcPath().resolve(name)), "what the killed program left");
        List<String> names =
                bed.hypervisor().domains().list().stream().map(DomainInfo::name).toList();
        assertEquals(List.of(), names);
        assertFalse(Files.exists(bed.lxcPath().resolve(name)), "what is left of it");
    }
}
