package org.anfitrion.testkit.memory.handles;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.anfitrion.api.Console;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.testkit.memory.MemoryHypervisor;
import org.anfitrion.testkit.memory.Operation;

/** Every kind of call that waits, on a host where none of them ends by itself. */
final class WaitingCalls {

    static final Duration LONG = Duration.ofHours(1);

    /** One call, and what it is. */
    record WaitingCall(String name, Supplier<?> call) {

        @Override
        public String toString() {
            return name;
        }
    }

    private WaitingCalls() {}

    static List<WaitingCall> on(MemoryHypervisor memory, Hypervisor host) {
        memory.guest("web").ignoreShutdown();
        Domain web = host.domains()
                .define(DomainSpec.named("web").console(ConsoleSpec.serial()).build());
        Domain db = host.domains().define(DomainSpec.named("db").build());
        web.start();
        Console console = web.console();
        console.expect("READY", Duration.ofSeconds(30));
        memory.faults()
                .on(
                        Operation.LIST,
                        Operation.HOST_INFO,
                        Operation.PING,
                        Operation.START,
                        Operation.DEFINE,
                        Operation.CONSOLE_ATTACH)
                .latency(LONG);
        List<WaitingCall> calls = new ArrayList<>();
        calls.add(new WaitingCall("awaitState", () -> web.awaitState(DomainState.PAUSED, LONG)));
        calls.add(new WaitingCall("expect", () -> web.console(0).expect("never", LONG)));
        calls.add(new WaitingCall("console.expect", () -> console.expect("never", LONG)));
        calls.add(new WaitingCall("shutdown().await", () -> web.shutdown().await(LONG)));
        calls.add(new WaitingCall("list", () -> host.domains().list()));
        calls.add(new WaitingCall("info", host::info));
        calls.add(new WaitingCall("ping", () -> {
            host.ping(LONG);
            return "pong";
        }));
        calls.add(new WaitingCall("start", () -> {
            db.start();
            return db;
        }));
        calls.add(new WaitingCall(
                "define", () -> host.domains().define(DomainSpec.named("new").build())));
        return calls;
    }
}
