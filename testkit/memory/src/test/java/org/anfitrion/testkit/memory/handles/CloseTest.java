package org.anfitrion.testkit.memory.handles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.anfitrion.api.ConnectOptions;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.testkit.memory.Drop;
import org.anfitrion.testkit.memory.MemoryHypervisor;
import org.anfitrion.testkit.memory.Operation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A connection can be closed at any moment: nobody hangs in it, and nobody is told something untyped. */
class CloseTest {

    private static final int CALLERS = 100;

    private final MemoryHypervisor memory = new MemoryHypervisor();

    private Hypervisor connect() {
        return Hypervisors.connect(
                "mem:",
                ConnectOptions.defaults()
                        .driver(memory.driver())
                        .connectTimeout(WaitingCalls.LONG)
                        .reconnectTimeout(WaitingCalls.LONG));
    }

    @AfterEach
    void nothingIsLeft() {
        assertEquals(0, memory.openSessions(), "the API leaks no session");
    }

    @TestFactory
    Stream<DynamicTest> closingEndsEveryCallThatWaits() {
        Hypervisor host = connect();
        List<Caller> callers = WaitingCalls.on(memory, host).stream()
                .map(waiting -> Caller.of(waiting.call()).untilItWaits())
                .toList();
        host.close();
        return IntStream.range(0, callers.size())
                .mapToObj(i -> DynamicTest.dynamicTest(
                        "call " + i, () -> isOfClosing(callers.get(i).failure())));
    }

    private static void isOfClosing(HypervisorException e) {
        assertTrue(
                Set.of(InvalidStateException.class, ConnectionLostException.class)
                        .contains(e.getClass()),
                e.toString());
    }

    @Test
    void closingEndsThoseWhoWaitForANewSession() {
        Hypervisor host = connect();
        memory.faults().on(Operation.CONNECT).latency(WaitingCalls.LONG);
        memory.dropConnections();
        List<Caller> callers = IntStream.range(0, 10)
                .mapToObj(i -> Caller.of(() -> host.domains().list()).untilItWaits())
                .toList();
        host.close();
        callers.forEach(caller -> assertInstanceOf(InvalidStateException.class, caller.failure()));
        memory.faults().clear();
    }

    @Test
    void closingEndsWhoPausesBeforeHeTriesAgain() {
        Hypervisor host = connect();
        memory.faults().on(Operation.CONNECT).dropConnection(Drop.BEFORE);
        memory.dropConnections();
        Caller caller = Caller.of(() -> host.domains().list()).untilItWaits();
        host.close();
        assertInstanceOf(InvalidStateException.class, caller.failure());
    }

    @Test
    void aHundredCallersUnderLoadAllEndWithATypedError() throws Exception {
        underLoad(host -> {});
    }

    @Test
    void aHundredCallersUnderLoadAllEndAlsoWhileTheWireBreaksAgainAndAgain() throws Exception {
        underLoad(host -> {
            for (int i = 0; i < 5; i++) {
                memory.dropConnections();
                host.domains().list();
            }
            memory.dropConnections();
        });
    }

    private void underLoad(Consumer<Hypervisor> meanwhile) throws Exception {
        Hypervisor host = connect();
        CountDownLatch busy = new CountDownLatch(CALLERS);
        List<Caller> callers = IntStream.range(0, CALLERS)
                .mapToObj(i -> Caller.of(endless(host, "guest-" + i, busy)))
                .toList();
        assertTrue(busy.await(30, TimeUnit.SECONDS), "all are at work");
        meanwhile.accept(host);
        host.close();
        callers.forEach(caller -> isOfClosing(caller.failure()));
    }

    /** Works until the connection is closed; that the wire breaks stops nobody. */
    private static Supplier<?> endless(Hypervisor host, String name, CountDownLatch busy) {
        return () -> {
            while (true) {
                try {
                    Domain domain = host.domains().find(name).orElseGet(() -> host.domains()
                            .define(DomainSpec.named(name)
                                    .console(ConsoleSpec.serial())
                                    .build()));
                    if (!domain.state().isActive()) {
                        domain.start();
                    }
                    domain.console().expect("READY", Duration.ofSeconds(30));
                    host.subscribe(event -> {}).close();
                    domain.shutdown().await(Duration.ofSeconds(30));
                    host.domains().list();
                    busy.countDown();
                } catch (HypervisorException e) {
                    if (host.isClosed()) {
                        throw e;
                    }
                }
            }
        };
    }
}
