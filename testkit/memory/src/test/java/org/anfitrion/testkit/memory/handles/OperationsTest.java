package org.anfitrion.testkit.memory.handles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.anfitrion.api.CompletedOperation;
import org.anfitrion.api.ConnectOptions;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.OperationListener;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.testkit.memory.Drop;
import org.anfitrion.testkit.memory.MemoryHypervisor;
import org.anfitrion.testkit.memory.Operation;
import org.junit.jupiter.api.Test;

/** What an application that counts and times is told. */
class OperationsTest {

    private final MemoryHypervisor memory = new MemoryHypervisor();
    private final List<CompletedOperation> told = new CopyOnWriteArrayList<>();

    private Hypervisor connect(OperationListener listener) {
        return Hypervisors.connect(
                "mem:", ConnectOptions.defaults().driver(memory.driver()).operationListener(listener));
    }

    private CompletedOperation only(String name) {
        List<CompletedOperation> found =
                told.stream().filter(operation -> operation.name().equals(name)).toList();
        assertEquals(1, found.size(), told.toString());
        return found.get(0);
    }

    @Test
    void eachOperationIsToldOfOnceWithItsTimingAndOutcome() {
        try (Hypervisor host = connect(told::add)) {
            memory.faults().on(Operation.START).latency(Duration.ofMillis(20));
            Domain web = host.domains().define(DomainSpec.named("web").build());
            web.start();
            host.domains().list();
        }
        assertEquals(
                List.of("hypervisor.connect", "domains.define", "domain.start", "domains.list"),
                told.stream().map(CompletedOperation::name).toList());
        CompletedOperation start = only("domain.start");
        assertEquals("memory", start.driver());
        assertEquals("mem", start.scheme());
        assertEquals("success", start.outcome());
        assertEquals(1, start.attempts());
        assertTrue(start.change());
        assertTrue(start.duration().compareTo(Duration.ofMillis(20)) >= 0, start.toString());
        assertFalse(only("domains.list").change());
    }

    @Test
    void aFailureIsCountedByItsType() {
        try (Hypervisor host = connect(told::add)) {
            Domain web = host.domains().define(DomainSpec.named("web").build());
            web.undefine();
            assertThrows(NotFoundException.class, web::start);
        }
        CompletedOperation start = only("domain.start");
        assertEquals("NotFoundException", start.outcome());
        assertEquals(Optional.of(NotFoundException.class), start.failure());
        assertFalse(start.outcomeUnknown());
    }

    @Test
    void aReadThatWasRepeatedIsOneOperationOfTwoAttempts() {
        try (Hypervisor host = connect(told::add)) {
            memory.faults().on(Operation.LIST).times(1).dropConnection(Drop.BEFORE);
            host.domains().list();
        }
        assertEquals(2, only("domains.list").attempts());
        assertEquals("success", only("domains.list").outcome());
        assertEquals("success", only("hypervisor.reconnect").outcome());
    }

    @Test
    void aChangeWhoseAnswerWasLostIsToldAsUnknown() {
        try (Hypervisor host = connect(told::add)) {
            Domain web = host.domains().define(DomainSpec.named("web").build());
            memory.faults().on(Operation.START).times(1).dropConnection(Drop.AFTER);
            assertThrows(ConnectionLostException.class, web::start);
        }
        assertTrue(only("domain.start").outcomeUnknown());
        assertEquals(1, only("domain.start").attempts());
    }

    @Test
    void aConnectionThatCouldNotBeMadeIsToldToo() {
        memory.faults().on(Operation.CONNECT).dropConnection(Drop.BEFORE);
        assertThrows(ConnectionLostException.class, () -> connect(told::add));
        assertEquals("ConnectionLostException", only("hypervisor.connect").outcome());
    }

    @Test
    void aListenerThatThrowsDisturbsNoCall() {
        OperationListener broken = operation -> {
            throw new AssertionError("the listener's own fault");
        };
        try (Hypervisor host = connect(broken)) {
            Domain web = host.domains().define(DomainSpec.named("web").build());
            web.start();
            assertTrue(web.state().isActive());
            assertThrows(NotFoundException.class, () -> host.domains().get("db").start());
        }
    }

    @Test
    void theListenerIsCalledByTheThreadThatCalls() {
        AtomicReference<Thread> caller = new AtomicReference<>();
        try (Hypervisor host = connect(operation -> caller.set(Thread.currentThread()))) {
            host.info();
        }
        assertEquals(Thread.currentThread(), caller.get());
    }

    @Test
    void noNameOfAGuestOrHostIsInWhatIsTold() {
        try (Hypervisor host = connect(told::add)) {
            Domain secret =
                    host.domains().define(DomainSpec.named("secret-guest").build());
            secret.start();
            secret.destroy();
            secret.undefine();
        }
        assertFalse(told.toString().contains("secret-guest"), told.toString());
    }
}
