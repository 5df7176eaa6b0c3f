package org.anfitrion.testkit.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.anfitrion.api.ConnectOptions;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.unit.DataSize;
import org.junit.jupiter.api.Test;

class ApplicationTest {

    @Test
    void theTenLinesOfTheReadmeRunWithoutAnyScript() {
        try (Hypervisor host = Hypervisors.connect("mem:")) {
            Domain web = host.domains()
                    .define(DomainSpec.named("web")
                            .cpus(1)
                            .memory(DataSize.mebibytes(128))
                            .boot(Boot.kernel(Path.of("/boot/vmlinuz"))
                                    .initrd(Path.of("/boot/initrd.img"))
                                    .commandLine("console=ttyS0 quiet"))
                            .disk(DiskSpec.file(Path.of("/srv/web.img")))
                            .nic(NicSpec.userMode())
                            .console(ConsoleSpec.serial())
                            .build());
            web.start();
            web.console().expect("READY", Duration.ofSeconds(60));
            web.shutdown().await(Duration.ofSeconds(30));

            assertEquals(DomainState.SHUT_OFF, web.info().state());
        }
    }

    @Test
    void anApplicationSeesALostAnswerAndGoesOnOverTheNextConnection() {
        MemoryHypervisor memory = new MemoryHypervisor();
        try (Hypervisor host =
                Hypervisors.connect("mem:", ConnectOptions.defaults().driver(memory.driver()))) {
            Domain web = host.domains().define(Bench.spec("web"));
            memory.faults().on(Operation.START).times(1).dropConnection(Drop.AFTER);

            ConnectionLostException lost = assertThrows(ConnectionLostException.class, web::start);

            assertTrue(lost.outcomeUnknown());
            assertEquals(DomainState.RUNNING, web.info().state());
        }
        assertEquals(0, memory.openSessions());
    }
}
