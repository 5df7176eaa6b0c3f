package org.anfitrion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.anfitrion.api.ConnectOptions;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.ResourceBusyException;
import org.anfitrion.testkit.memory.MemoryHypervisor;
import org.anfitrion.testkit.memory.Operation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How an application is tested without any host: against the in-memory hypervisor, with things going wrong on purpose. */
class FleetTest {

    private final MemoryHypervisor memory = new MemoryHypervisor();
    private final Hypervisor host =
            Hypervisors.connect("mem:", ConnectOptions.defaults().driver(memory.driver()));
    private final Fleet fleet = new Fleet(host);

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void aFleetIsReadyWhenAllItsWorkersAre() {
        List<Domain> workers = fleet.launch(3);
        workers.forEach(worker -> assertEquals(DomainState.RUNNING, worker.state()));
    }

    @Test
    void aWorkerThatCannotBeStartedTakesTheOthersWithIt() {
        memory.faults()
                .on(Operation.START)
                .forDomain("worker-2")
                .fail(() -> new ResourceBusyException(
                        Failure.to("start", "worker-2").because("no memory left")));

        assertThrows(ResourceBusyException.class, () -> fleet.launch(3));

        assertTrue(host.domains().list().isEmpty());
    }

    @Test
    void aWorkerThatCrashesWhileItBootsTakesTheOthersWithIt() {
        memory.guest("worker-1").onStart(boot -> boot.println("Kernel panic").crash());

        InvalidStateException e = assertThrows(InvalidStateException.class, () -> fleet.launch(3));

        assertTrue(e.getMessage().contains("Kernel panic"), e.getMessage());
        assertTrue(host.domains().list().isEmpty());
    }
}
