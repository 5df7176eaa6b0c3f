package org.anfitrion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.anfitrion.api.ConnectOptions;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.StoragePool;
import org.anfitrion.api.Volume;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.Owner;
import org.anfitrion.api.guest.ExecResult;
import org.anfitrion.api.storage.PoolSpec;
import org.anfitrion.api.storage.VolumeSpec;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.testkit.memory.MemoryHypervisor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TestFarmTest {

    private final MemoryHypervisor memory = new MemoryHypervisor();
    private final Hypervisor host =
            Hypervisors.connect("mem:", ConnectOptions.defaults().driver(memory.driver()));
    private Volume golden;

    @BeforeEach
    void prepare() {
        StoragePool images = host.pools().create(PoolSpec.directory("images", "/srv/images"));
        golden = images.create(VolumeSpec.qcow2("golden.qcow2", DataSize.gibibytes(8)))
                .await(Duration.ofSeconds(30));
    }

    @AfterEach
    void close() {
        host.close();
    }

    private TestFarm farm() {
        return new TestFarm(host, golden, "/srv/farm");
    }

    @Test
    void aTestRunsInAMachineThatHasAnAddressAndACleanState() {
        TestFarm.Machine machine = farm().launch("debian-1");
        assertTrue(machine.address().address().getHostAddress().startsWith("10.77.0."));
        ExecResult result = machine.test("echo", "it works");
        assertEquals("it works\n", result.output());
        assertTrue(result.succeeded());
        assertEquals(DomainState.RUNNING, machine.domain().state());
    }

    @Test
    void theEndLeavesNothingBehind() {
        TestFarm farm = farm();
        farm.launch("debian-1");
        farm.launch("debian-2");
        assertEquals(2, farm.end().orThrow().succeeded().size());
        assertEquals(List.of(), host.domains().list());
        assertEquals(List.of(), host.pools().get("test-farm").volumes());
    }

    @Test
    void theNextRunSweepsWhatACrashedOneLeft() {
        Owner self = Owner.thisProcess("test-farm");
        Owner crashed = new Owner(self.program(), self.machine(), 1L << 40, self.started());
        host.domains().define(DomainSpec.named("debian-1").owner(crashed).build()).start();
        farm();
        assertEquals(List.of(), host.domains().list());
    }

    @Test
    void aSecondFarmFindsEverythingReady() {
        farm();
        farm();
        assertEquals(2, host.pools().list().size());
        assertEquals(1, host.networks().list().size());
    }
}
