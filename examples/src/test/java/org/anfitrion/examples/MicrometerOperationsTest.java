package org.anfitrion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.anfitrion.api.ConnectOptions;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.testkit.memory.Drop;
import org.anfitrion.testkit.memory.MemoryHypervisor;
import org.anfitrion.testkit.memory.Operation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Micrometer gets to see of a program's use of hypervisors. */
class MicrometerOperationsTest {

    private final MemoryHypervisor memory = new MemoryHypervisor();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final Hypervisor host = Hypervisors.connect(
            "mem:",
            ConnectOptions.defaults().driver(memory.driver()).operationListener(new MicrometerOperations(registry)));

    @AfterEach
    void close() {
        host.close();
    }

    private Timer timer(String operation, String outcome) {
        return registry.get("anfitrion.operations")
                .tag("operation", operation)
                .tag("outcome", outcome)
                .timer();
    }

    @Test
    void operationsAreCountedAndTimedByNameAndOutcome() {
        memory.faults().on(Operation.START).latency(Duration.ofMillis(30));
        Domain web = host.domains().define(DomainSpec.named("web").build());
        web.start();
        assertThrows(InvalidStateException.class, web::start);

        assertEquals(1, timer("domain.start", "success").count());
        assertTrue(timer("domain.start", "success").totalTime(TimeUnit.MILLISECONDS) >= 30);
        assertEquals(1, timer("domain.start", "InvalidStateException").count());
        assertEquals(1, timer("hypervisor.connect", "success").count());
    }

    @Test
    void aBrokenWireShowsInRepeatedReadsAndUnknownChanges() {
        Domain web = host.domains().define(DomainSpec.named("web").build());
        memory.faults().on(Operation.LIST).times(2).dropConnection(Drop.BEFORE);
        host.domains().list();
        memory.faults().on(Operation.START).times(1).dropConnection(Drop.AFTER);
        assertThrows(ConnectionLostException.class, web::start);

        assertEquals(
                2,
                registry.get("anfitrion.operations.repeated")
                        .tag("operation", "domains.list")
                        .counter()
                        .count());
        assertEquals(
                1,
                registry.get("anfitrion.operations.unknown")
                        .tag("operation", "domain.start")
                        .counter()
                        .count());
    }

    @Test
    void noMeterIsMadeForAGuest() {
        for (int i = 0; i < 5; i++) {
            host.domains().define(DomainSpec.named("guest-" + i).build()).start();
        }
        for (Meter meter : registry.getMeters()) {
            assertFalse(
                    meter.getId().toString().contains("guest-"), meter.getId().toString());
        }
        assertEquals(5, timer("domain.start", "success").count());
    }
}
