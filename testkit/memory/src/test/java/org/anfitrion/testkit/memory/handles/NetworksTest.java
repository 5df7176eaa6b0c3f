package org.anfitrion.testkit.memory.handles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.anfitrion.api.ConnectOptions;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Ensured;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.Network;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.api.network.AddressSource;
import org.anfitrion.api.network.DhcpHost;
import org.anfitrion.api.network.GuestAddress;
import org.anfitrion.api.network.NetworkSpec;
import org.anfitrion.api.network.Subnet;
import org.anfitrion.testkit.memory.MemoryHypervisor;
import org.anfitrion.testkit.memory.Operation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Networks and addresses as an application uses them. */
class NetworksTest {

    private static final Subnet SUBNET = Subnet.of("10.11.12.1/24").dhcp("10.11.12.10", "10.11.12.99");
    private static final NetworkSpec LAB = NetworkSpec.isolated("lab", SUBNET);
    private static final String MAC = "52:54:00:00:00:01";

    private final MemoryHypervisor memory = new MemoryHypervisor();
    private final Hypervisor host =
            Hypervisors.connect("mem:", ConnectOptions.defaults().driver(memory.driver()));

    @AfterEach
    void close() {
        host.close();
    }

    private Domain guest() {
        Domain web = host.domains()
                .define(DomainSpec.named("web")
                        .nic(NicSpec.network("lab").mac(MAC))
                        .build());
        web.start();
        return web;
    }

    @Test
    void aCreatedNetworkIsUp() {
        Network lab = host.networks().create(LAB);
        assertTrue(lab.info().active());
        assertEquals(Optional.of(lab), host.networks().find("lab"));
        assertEquals(LAB.subnets(), lab.describe(View.LIVE).spec().subnets());
    }

    @Test
    void aNetworkThatCannotBeStartedIsNotKeptEither() {
        memory.faults()
                .on(Operation.NETWORK_START)
                .fail(() -> new BackendFailureException(
                        Failure.to("start", "network").because("no bridge")));
        assertThrows(BackendFailureException.class, () -> host.networks().create(LAB));
        assertEquals(List.of(), host.networks().list());
    }

    @Test
    void ensureMakesStartsAndChanges() {
        assertTrue(host.networks().plan(LAB).creates());
        Network lab = host.networks().ensure(LAB);
        assertTrue(
                host.networks().plan(LAB).isSatisfied(),
                () -> host.networks().plan(LAB).toString());
        lab.stop();
        assertEquals(List.of("start it"), host.networks().plan(LAB).changes());
        lab.start();
        NetworkSpec wanted = LAB.subnets(List.of(SUBNET.host(DhcpHost.of(MAC, "10.11.12.5"))));
        Ensured<Network> plan = host.networks().plan(wanted);
        assertFalse(plan.isSatisfied());
        assertTrue(plan.changes().get(0).startsWith("subnets: "), plan::toString);
        plan.handle();
        assertEquals(wanted.subnets(), lab.describe(View.CONFIG).spec().subnets());
        assertEquals(wanted.subnets(), lab.describe(View.LIVE).spec().subnets());
        host.networks().ensure(wanted.autostart(true));
        assertTrue(lab.info().autostart());
    }

    @Test
    void aGuestIsFoundByItsAddress() {
        host.networks().create(LAB.subnets(List.of(SUBNET.host(DhcpHost.of(MAC, "10.11.12.5")))));
        GuestAddress found = guest().awaitAddress(Duration.ofSeconds(30));
        assertEquals("10.11.12.5", found.address().getHostAddress());
        assertEquals(AddressSource.LEASE, found.source());
        assertEquals(1, host.networks().get("lab").leases().size());
    }

    @Test
    void waitingForAnAddressEndsInTime() {
        host.networks().create(NetworkSpec.isolated("lab"));
        Domain web = guest();
        OperationTimeoutException thrown =
                assertThrows(OperationTimeoutException.class, () -> web.awaitAddress(Duration.ofMillis(300)));
        assertTrue(thrown.getMessage().contains("it has none"), thrown::getMessage);
    }

    @Test
    void aDomainThatDoesNotRunHasNoAddressToWaitFor() {
        host.networks().create(LAB);
        Domain web = guest();
        web.destroy();
        assertThrows(InvalidStateException.class, () -> web.awaitAddress(Duration.ofSeconds(30)));
    }

    @Test
    void aNetworkIsRemovedWhenItIsDown() {
        Network lab = host.networks().create(LAB);
        assertThrows(InvalidStateException.class, lab::remove);
        lab.stop();
        lab.remove();
        assertThrows(NotFoundException.class, lab::info);
        assertThrows(NotFoundException.class, () -> host.networks().get("lab"));
    }
}
