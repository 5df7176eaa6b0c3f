package org.anfitrion.testkit.memory.handles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.anfitrion.api.BulkResult;
import org.anfitrion.api.ConnectOptions;
import org.anfitrion.api.Domain;
import org.anfitrion.api.DomainSelection;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.Leftover;
import org.anfitrion.api.domain.Lifetime;
import org.anfitrion.api.domain.Owner;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.testkit.memory.MemoryHypervisor;
import org.anfitrion.testkit.memory.Operation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One thing done to many domains, and what crashed programs left. */
class SelectionTest {

    private final MemoryHypervisor memory = new MemoryHypervisor();
    private final Hypervisor host =
            Hypervisors.connect("mem:", ConnectOptions.defaults().driver(memory.driver()));

    @AfterEach
    void close() {
        host.close();
    }

    private Domain define(String name) {
        return host.domains().define(DomainSpec.named(name).build());
    }

    private Set<String> names() {
        return host.domains().list().stream().map(DomainInfo::name).collect(Collectors.toSet());
    }

    @Test
    void allChosenDomainsAreStartedAndNoOther() {
        IntStream.range(0, 40).forEach(i -> define("test-" + i));
        define("other");
        BulkResult result =
                host.domains().where(row -> row.name().startsWith("test-")).start();
        assertEquals(40, result.orThrow().succeeded().size());
        assertEquals(40, host.domains().list(DomainFilter.active()).size());
        assertEquals(DomainState.SHUT_OFF, host.domains().get("other").state());
    }

    @Test
    void aChoiceIsMadeInOneRoundTrip() {
        IntStream.range(0, 40).forEach(i -> define("test-" + i));
        long before = memory.calls(Operation.LIST);
        DomainSelection selection = host.domains().where(DomainFilter.inactive(), row -> row.cpus() == 1);
        assertEquals(40, selection.handles().size());
        assertEquals(1, memory.calls(Operation.LIST) - before);
    }

    @Test
    void oneThatFailsDoesNotStopTheOthers() {
        Domain running = define("a");
        running.start();
        Domain off = define("b");
        BulkResult result = host.domains().where(row -> true).destroy();
        assertEquals(Set.of(running), Set.copyOf(result.succeeded()));
        assertEquals(Set.of(off), result.failed().keySet());
        HypervisorException why = assertThrows(HypervisorException.class, result::orThrow);
        assertSame(InvalidStateException.class, why.getClass());
    }

    @Test
    void aFailureTellsOfTheOthersToo() {
        define("a");
        define("b");
        HypervisorException why = assertThrows(
                HypervisorException.class,
                () -> host.domains().where(row -> true).destroy().orThrow());
        assertEquals(1, why.getSuppressed().length);
    }

    @Test
    void aMistakeOfTheCallerIsThrownAsItIsAndNoOtherDomainIsBegunWith() {
        IntStream.range(0, 100).forEach(i -> define("test-" + i));
        AtomicInteger begun = new AtomicInteger();
        IllegalArgumentException mistake = assertThrows(
                IllegalArgumentException.class,
                () -> host.domains().where(row -> true).forEach(domain -> {
                    begun.incrementAndGet();
                    throw new IllegalArgumentException("a mistake");
                }));
        assertEquals("a mistake", mistake.getMessage());
        assertTrue(begun.get() <= 8, () -> begun + " were begun with");
    }

    @Test
    void anInterruptEndsTheWait() throws InterruptedException {
        define("test");
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread caller = new Thread(() -> thrown.set(assertThrows(
                OperationCancelledException.class,
                () -> host.domains().where(row -> true).forEach(domain -> await(goOn)))));
        caller.start();
        caller.interrupt();
        caller.join();
        goOn.countDown();
        assertTrue(thrown.get().getMessage().contains("interrupted"), () -> thrown.get()
                .getMessage());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatACrashedRunLeftIsRemovedWhetherItRunsOrNot() {
        Owner crashed = crashed("farm");
        define("kept");
        Domain defined =
                host.domains().define(DomainSpec.named("left").owner(crashed).build());
        defined.start();
        host.domains().launch(DomainSpec.named("left too").owner(crashed).build(), Lifetime.TRANSIENT);
        BulkResult swept = host.domains().sweep("farm").orThrow();
        assertEquals(2, swept.succeeded().size());
        assertEquals(Set.of("kept"), names());
    }

    @Test
    void runsThatGoOnAndOtherProgramsKeepTheirs() {
        host.domains()
                .define(DomainSpec.named("mine")
                        .owner(Owner.thisProcess("farm"))
                        .build());
        host.domains().define(DomainSpec.named("theirs").owner(crashed("other")).build());
        assertTrue(host.domains().sweep("farm").orThrow().succeeded().isEmpty());
        assertEquals(Set.of("mine", "theirs"), names());
    }

    @Test
    void allThatIsLeftOverIsRemovedWithTheDomain() {
        Domain left = host.domains()
                .define(DomainSpec.named("left").owner(crashed("farm")).build());
        left.start();
        left.savedState().save().await();
        host.domains().sweep("farm").orThrow();
        assertEquals(Set.of(), names());
    }

    @Test
    void selectedDomainsAreUndefined() {
        define("a");
        define("b");
        host.domains()
                .where(row -> row.name().equals("a"))
                .undefine(Leftover.MANAGED_SAVE)
                .orThrow();
        assertEquals(Set.of("b"), names());
    }

    private static Owner crashed(String program) {
        Owner self = Owner.thisProcess(program);
        return new Owner(program, self.machine(), 1L << 40, self.started());
    }
}
