package org.anfitrion.testkit.memory.handles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.anfitrion.api.ConnectOptions;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.Subscription;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.spi.HypervisorDriver;
import org.anfitrion.testkit.memory.MemoryHypervisor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** A native call pins the carrier of a virtual thread, so none is made on one, and yet it waits as other threads do. */
@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "there are no virtual threads before JDK 21")
class VirtualThreadsTest {

    private final MemoryHypervisor memory = new MemoryHypervisor();
    private final Set<String> onVirtualThreads = ConcurrentHashMap.newKeySet();
    private final Set<String> calls = ConcurrentHashMap.newKeySet();

    @AfterEach
    void nothingIsLeft() {
        assertEquals(0, memory.openSessions(), "the API leaks no session");
    }

    private Hypervisor connect(HypervisorDriver driver) {
        return Hypervisors.connect("mem:", ConnectOptions.defaults().driver(driver));
    }

    /** The library is compiled for JDK 17, which has no name for them. */
    private static Thread virtual(Runnable task) {
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Class<?> builder = Class.forName("java.lang.Thread$Builder$OfVirtual");
            MethodHandle ofVirtual = lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(builder));
            MethodHandle unstarted =
                    lookup.findVirtual(builder, "unstarted", MethodType.methodType(Thread.class, Runnable.class));
            return (Thread) unstarted.invoke(ofVirtual.invoke(), task);
        } catch (Throwable e) { // of a method handle, which declares nothing more precise
            throw new AssertionError(e);
        }
    }

    private static boolean isVirtual(Thread thread) {
        try {
            return (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** Watches on which threads a driver is called, with all that it hands out. */
    private <T> T watched(T driver, Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            if (!method.getName().equals("info")) { // which does no I/O
                note(type, method);
            }
            try {
                return watchedResult(method.invoke(driver, args), method, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    private void note(Class<?> type, Method method) {
        String call = type.getSimpleName() + "." + method.getName();
        calls.add(call);
        if (isVirtual(Thread.currentThread())) {
            onVirtualThreads.add(call);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private Object watchedResult(Object result, Method method, Object[] args) {
        if (result instanceof Optional<?> facet
                && args != null
                && args[0] instanceof Class type
                && type.isInterface()) {
            return facet.map(present -> watched(present, (Class) type));
        }
        Class type = method.getReturnType();
        boolean handedOut = type.isInterface() && type.getPackageName().equals("org.anfitrion.spi");
        return handedOut ? watched(result, type) : result;
    }

    @Test
    void noCallOfADriverIsMadeOnAVirtualThread() throws Exception {
        Thread thread = virtual(() -> useEverything(watched(memory.driver(), HypervisorDriver.class)));
        thread.start();
        thread.join();
        assertEquals(Set.of(), onVirtualThreads);
        assertTrue(
                calls.containsAll(List.of(
                        "HypervisorDriver.open",
                        "Session.domains",
                        "DomainFacet.power",
                        "ConsoleFacet.read",
                        "EventFacet.subscribe",
                        "Registration.close",
                        "Session.close")),
                calls.toString());
    }

    private void useEverything(HypervisorDriver driver) {
        try (Hypervisor host = connect(driver)) {
            Subscription subscription = host.subscribe(event -> {});
            Domain web = host.domains()
                    .define(DomainSpec.named("web")
                            .console(ConsoleSpec.serial())
                            .build());
            web.start();
            web.console().expect("READY", Duration.ofSeconds(30));
            web.console().send("x");
            host.ping(Duration.ofSeconds(30));
            host.domains().list();
            memory.dropConnections();
            host.domains().list();
            web.describe(View.CONFIG);
            web.update(spec -> spec.title("mine"));
            web.shutdown().await(Duration.ofSeconds(30));
            web.awaitState(DomainState.SHUT_OFF, Duration.ofSeconds(30));
            web.undefine();
            subscription.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> anInterruptEndsEveryCallThatWaits() {
        Hypervisor host = connect(memory.driver());
        List<WaitingCalls.WaitingCall> waiting = WaitingCalls.on(memory, host);
        return Stream.concat(
                waiting.stream()
                        .map(call -> DynamicTest.dynamicTest(call.name(), () -> {
                            Caller caller = Caller.of(call.call(), VirtualThreadsTest::virtual);
                            caller.untilItWaits().interrupt();
                            assertInstanceOf(OperationCancelledException.class, caller.failure());
                            assertTrue(caller.keptTheFlag(), "the thread's interrupt flag is kept");
                        })),
                Stream.of(DynamicTest.dynamicTest("and the connection closes", host::close)));
    }

    @Test
    void aChangeWhoseCallerWasInterruptedSaysThatItsOutcomeIsUnknown() {
        try (Hypervisor host = connect(memory.driver())) {
            List<WaitingCalls.WaitingCall> waiting = WaitingCalls.on(memory, host);
            WaitingCalls.WaitingCall start = waiting.stream()
                    .filter(call -> call.name().equals("start"))
                    .findAny()
                    .orElseThrow();
            Caller caller = Caller.of(start.call(), VirtualThreadsTest::virtual);
            caller.untilItWaits().interrupt();
            assertTrue(caller.failure().outcomeUnknown());
        }
    }

    @Test
    void closingEndsThemAll() {
        Hypervisor host = connect(memory.driver());
        WaitingCalls.WaitingCall list = WaitingCalls.on(memory, host).stream()
                .filter(call -> call.name().equals("list"))
                .findAny()
                .orElseThrow();
        List<Caller> callers = IntStream.range(0, 1_000)
                .mapToObj(i -> Caller.of(list.call(), VirtualThreadsTest::virtual))
                .toList();
        callers.forEach(Caller::untilItWaits);
        host.close();
        callers.forEach(caller -> assertInstanceOf(InvalidStateException.class, caller.failure()));
    }
}
