package org.anfitrion.driver.xen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.anfitrion.api.ConnectOptions;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.Subscription;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.api.event.HypervisorEvent;
import org.anfitrion.api.event.Resynchronize;
import org.anfitrion.api.unit.DataSize;
import org.junit.jupiter.api.Test;

/** A Xen host loses its power and comes back under an application, which goes on with it. */
class RebootedHostIT {

    private static final XenLab LAB = XenLab.raised();

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Test
    void whoIsConnectedGoesOnWithTheHostThatBootedAgain() throws InterruptedException {
        assumeTrue(LAB.unobtainable().isEmpty(), () -> LAB.unobtainable().orElse(""));
        ConnectOptions patient =
                ConnectOptions.defaults().connectTimeout(PATIENCE).reconnectTimeout(PATIENCE);
        BlockingQueue<HypervisorEvent> events = new LinkedBlockingQueue<>();
        try (XenHost machine = XenHost.booted(LAB);
                Hypervisor host = Hypervisors.connect(machine.uri(), patient);
                Subscription listening = host.subscribe(events::add)) {
            Domain web = host.domains().define(web());
            web.start();
            assertEquals(DomainState.RUNNING, web.state());

            machine.kill();
            CompletableFuture<List<DomainInfo>> meanwhile =
                    CompletableFuture.supplyAsync(() -> host.domains().list());
            machine.boot();

            // It starts with nothing; who asked meanwhile was answered by the host that came back.
            assertEquals(Set.of("Domain-0"), names(meanwhile.join()));
            HypervisorEvent next = events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            while (!(next instanceof Resynchronize)) {
                assertTrue(next != null, "nobody said that something may have been missed");
                next = events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
            Domain again = host.domains().define(web());
            again.start();
            assertEquals(DomainState.RUNNING, again.state());
        }
    }

    private static DomainSpec web() {
        return DomainSpec.named("web")
                .guestType(GuestType.PARAVIRTUAL)
                .boot(LAB.idle())
                .memory(DataSize.mebibytes(32))
                .build();
    }

    private static Set<String> names(List<DomainInfo> domains) {
        return domains.stream().map(DomainInfo::name).collect(java.util.stream.Collectors.toSet());
    }
}
