package org.anfitrion.testkit.memory.handles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.stream.Stream;
import org.anfitrion.api.ConnectOptions;
import org.anfitrion.api.Console;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.Job;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.DomainStatus;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.testkit.memory.MemoryHypervisor;
import org.anfitrion.testkit.memory.Operation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A thread that waits for a host can be interrupted, wherever it waits. */
class InterruptTest {

    private final MemoryHypervisor memory = new MemoryHypervisor();
    private final Hypervisor host = connect(ConnectOptions.defaults());

    private Hypervisor connect(ConnectOptions options) {
        return Hypervisors.connect("mem:", options.driver(memory.driver()));
    }

    @AfterEach
    void close() {
        host.close();
        assertEquals(0, memory.openSessions(), "the API leaks no session");
    }

    private static void endsByInterrupt(Caller caller) {
        caller.untilItWaits().interrupt();
        assertInstanceOf(OperationCancelledException.class, caller.failure());
        assertTrue(caller.keptTheFlag(), "the thread's interrupt flag is kept");
    }

    @TestFactory
    Stream<DynamicTest> anInterruptEndsEveryCallThatWaits() {
        return WaitingCalls.on(memory, host).stream()
                .map(waiting ->
                        DynamicTest.dynamicTest(waiting.name(), () -> endsByInterrupt(Caller.of(waiting.call()))));
    }

    @Test
    void anInterruptEndsConnecting() {
        memory.faults().on(Operation.CONNECT).latency(WaitingCalls.LONG);
        endsByInterrupt(Caller.of(() -> connect(ConnectOptions.defaults().connectTimeout(WaitingCalls.LONG))));
    }

    @Test
    void anInterruptEndsConnectingAgainForWhoeverWaitsForIt() {
        try (Hypervisor patient = connect(
                ConnectOptions.defaults().connectTimeout(WaitingCalls.LONG).reconnectTimeout(WaitingCalls.LONG))) {
            memory.faults().on(Operation.CONNECT).latency(WaitingCalls.LONG);
            memory.dropConnections();
            Caller opening = Caller.of(() -> patient.domains().list()).untilItWaits();
            Caller next = Caller.of(() -> patient.domains().list()).untilItWaits();
            endsByInterrupt(next);
            endsByInterrupt(opening);
        } finally {
            memory.faults().clear();
        }
    }

    @Test
    void anInterruptEndsWaitingForOnesTurnAtAReader() {
        Console console = started().console();
        Caller first =
                Caller.of(() -> console.expect("never", WaitingCalls.LONG)).untilItWaits();
        endsByInterrupt(Caller.of(() -> console.read(WaitingCalls.LONG)));
        assertEquals(0, console.missedBytes(), "what asks nothing does not wait for its turn");
        endsByInterrupt(first);
    }

    @Test
    void whoWaitsForAnotherReaderGivesUpAtHisOwnDeadline() {
        Console console = started().console();
        Caller first =
                Caller.of(() -> console.expect("never", WaitingCalls.LONG)).untilItWaits();
        Caller second = Caller.of(() -> console.expect("never", Duration.ofMillis(20)));
        assertInstanceOf(OperationTimeoutException.class, second.failure());
        endsByInterrupt(first);
    }

    @Test
    void anInterruptOfWhoAwaitsAJobLeavesTheJobAlone() {
        memory.guest("web").ignoreShutdown();
        Domain web = started();
        Job<DomainStatus> job = web.shutdown();
        endsByInterrupt(Caller.of(job::await));
        assertTrue(!job.isDone());
        web.destroy();
        assertEquals(DomainState.SHUT_OFF, job.await(Duration.ofSeconds(30)).state());
    }

    private Domain started() {
        Domain web = host.domains()
                .define(DomainSpec.named("web").console(ConsoleSpec.serial()).build());
        web.start();
        web.console().expect("READY", Duration.ofSeconds(30));
        return web;
    }
}
