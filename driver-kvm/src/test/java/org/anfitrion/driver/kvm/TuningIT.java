package org.anfitrion.driver.kvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.domain.Applied;
import org.anfitrion.api.domain.CpuCount;
import org.anfitrion.api.domain.CpuSet;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.Memory;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.Tuning;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.ConflictException;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.ResourceBusyException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.Support;
import org.anfitrion.api.unit.DataSize;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A running guest gets another share of its host, which the kernel confirms. */
class TuningIT {

    private static final Lab LAB = Lab.raised();

    private static final Tuning ALL = Tuning.NONE
            .cpuShares(512)
            .cpuPeriod(Duration.ofMillis(200))
            .cpuQuota(Duration.ofMillis(150))
            .pin(0, CpuSet.of(1))
            .pin(1, CpuSet.of(0))
            .emulatorPinning(CpuSet.of(1))
            .memoryHardLimit(DataSize.gibibytes(2))
            .memorySoftLimit(DataSize.gibibytes(1))
            .swapLimit(DataSize.gibibytes(3))
            .blockWeight(500);

    private GuestHost guests;

    @BeforeEach
    void connect() throws IOException {
        assumeTrue(LAB.unobtainable().isEmpty(), () -> LAB.unobtainable().orElse(""));
        guests = GuestHost.at(LAB, LAB.daemon(), Files.createDirectories(LAB.place("t")));
    }

    @AfterEach
    void disconnect() {
        guests.close();
    }

    private Domain running() {
        Domain domain = guests.define(
                guests.guest("tuning-" + UUID.randomUUID()).cpus(2).build());
        domain.start();
        return domain;
    }

    @Test
    void whatIsSetOfARunningGuestIsInItsControlGroupsAndNotInItsConfiguration() {
        Domain domain = running();

        Applied applied = tune(domain, View.LIVE, tuning -> ALL);

        assertEquals(Set.of(Scope.LIVE), applied.scopes());
        assertEquals(10, applied.changes().size(), applied::toString);
        assertTrue(applied.changes().contains("CPU shares: open -> 512"), applied::toString);
        assertEquals(ALL, domain.describe(View.LIVE).spec().tuning());
        assertEquals(Tuning.NONE, domain.describe(View.CONFIG).spec().tuning());
        assertEquals(
                Map.of(
                        "cpu/cpu.shares", "512",
                        "cpu/vcpu0/cpu.cfs_period_us", "200000",
                        "cpu/vcpu1/cpu.cfs_quota_us", "150000",
                        "cpuset/vcpu0/cpuset.cpus", "1",
                        "cpuset/vcpu1/cpuset.cpus", "0",
                        "cpuset/emulator/cpuset.cpus", "1",
                        "memory/memory.limit_in_bytes", Long.toString(2L << 30),
                        "memory/memory.soft_limit_in_bytes", Long.toString(1L << 30),
                        "memory/memory.memsw.limit_in_bytes", Long.toString(3L << 30),
                        "blkio/blkio.bfq.weight", "500"),
                ControlGroups.of(LAB, domain)
                        .read(
                                "cpu/cpu.shares",
                                "cpu/vcpu0/cpu.cfs_period_us",
                                "cpu/vcpu1/cpu.cfs_quota_us",
                                "cpuset/vcpu0/cpuset.cpus",
                                "cpuset/vcpu1/cpuset.cpus",
                                "cpuset/emulator/cpuset.cpus",
                                "memory/memory.limit_in_bytes",
                                "memory/memory.soft_limit_in_bytes",
                                "memory/memory.memsw.limit_in_bytes",
                                "blkio/blkio.bfq.weight"));

        Applied lower = tune(domain, View.LIVE, tuning -> Tuning.NONE.memoryHardLimit(DataSize.gibibytes(1)));

        assertEquals(List.of("memory hard limit: 2 GiB -> 1 GiB"), lower.changes());
        assertEquals(
                ALL.memoryHardLimit(DataSize.gibibytes(1)),
                domain.describe(View.LIVE).spec().tuning(),
                "what was left empty stays");
    }

    @Test
    void aHandleTunesWhatRunsAndTheNextStart() {
        Domain domain = running();

        domain.tune(tuning -> tuning.cpuShares(300).pin(0, CpuSet.of(1)));

        Tuning wanted = Tuning.NONE.cpuShares(300).pin(0, CpuSet.of(1));
        assertEquals(wanted, domain.describe(View.LIVE).spec().tuning());
        assertEquals(wanted, domain.describe(View.CONFIG).spec().tuning());
        domain.destroy();
        domain.start();
        assertEquals(
                Map.of("cpu/cpu.shares", "300", "cpuset/vcpu0/cpuset.cpus", "1"),
                ControlGroups.of(LAB, domain).read("cpu/cpu.shares", "cpuset/vcpu0/cpuset.cpus"),
                "after the next start");
    }

    @Test
    void aConfigurationIsTunedForTheNextStartOnly() {
        Domain domain = running();

        Applied applied = tune(domain, View.CONFIG, tuning -> ALL);

        assertEquals(Set.of(Scope.CONFIG), applied.scopes());
        assertTrue(applied.waitsForRestart());
        assertEquals(ALL, domain.describe(View.CONFIG).spec().tuning());
        assertEquals(Tuning.NONE, domain.describe(View.LIVE).spec().tuning());
        assertEquals(
                "1024", ControlGroups.of(LAB, domain).read("cpu/cpu.shares").get("cpu/cpu.shares"));
    }

    @Test
    void whatCannotBeIsATypedErrorAndChangesNothing() {
        Domain domain = running();
        tune(domain, View.LIVE, tuning -> tuning.cpuShares(700));
        Described<DomainSpec> before = domain.describe(View.LIVE);
        List<Tuning> impossible = List.of(
                Tuning.NONE.cpuShares(600).pin(0, CpuSet.of(CpuCount.LIMIT - 1)),
                Tuning.NONE.cpuShares(600).pin(2, CpuSet.of(0)),
                Tuning.NONE.cpuShares(600).emulatorPinning(CpuSet.of(CpuCount.LIMIT - 1)),
                Tuning.NONE.cpuShares(600).swapLimit(DataSize.gibibytes(4)),
                Tuning.NONE
                        .cpuShares(600)
                        .memoryHardLimit(DataSize.gibibytes(4))
                        .swapLimit(DataSize.gibibytes(2)));
        for (Tuning wrong : impossible) {
            assertThrows(InvalidSpecException.class, () -> tune(domain, View.LIVE, tuning -> wrong), wrong::toString);
        }
        // The guest has more than that already, so the kernel refuses; the others were not tried, or were put back.
        Tuning tooLittle = Tuning.NONE.cpuShares(600).blockWeight(200).memoryHardLimit(DataSize.mebibytes(4));
        ResourceBusyException busy =
                assertThrows(ResourceBusyException.class, () -> tune(domain, View.LIVE, tuning -> tooLittle));

        assertTrue(busy.nativeError().orElseThrow().message().contains("memory.limit_in_bytes"), busy::getMessage);
        assertEquals(before, domain.describe(View.LIVE));
        assertEquals("700", ControlGroups.of(LAB, domain).read("cpu/cpu.shares").get("cpu/cpu.shares"));
    }

    @Test
    void whatWasSetIsPutBackIfTheRestCannotBe() {
        Domain domain = guests.define(
                guests.guest("tuning-" + UUID.randomUUID()).cpus(2).build());
        Described<DomainSpec> plain = domain.describe(View.CONFIG);
        String without = plain.nativeConfiguration()
                .replaceFirst("(?s)<memballoon .*</memballoon>", "<memballoon model='none'/>");
        domain.redefine(plain, without);
        domain.start();
        Described<DomainSpec> base = domain.describe(View.LIVE);
        DomainSpec wanted = base.spec().toBuilder()
                .tuning(Tuning.NONE.cpuShares(600).pin(1, CpuSet.of(0)))
                .memory(new Memory(DataSize.mebibytes(64), base.spec().memory().maximum()))
                .build();

        HypervisorException noBalloon =
                assertThrows(HypervisorException.class, () -> domain.update(base, wanted, Scope.LIVE));

        assertTrue(noBalloon.getMessage().contains("balloon"), noBalloon::getMessage);
        assertEquals(
                Map.of("cpu/cpu.shares", "1024", "cpuset/vcpu1/cpuset.cpus", "0-1"),
                ControlGroups.of(LAB, domain).read("cpu/cpu.shares", "cpuset/vcpu1/cpuset.cpus"));
    }

    @Test
    void twoWhoTuneDoNotLoseEachOthersWork() {
        Domain domain = running();
        Described<DomainSpec> base = domain.describe(View.LIVE);
        tune(domain, View.LIVE, tuning -> tuning.cpuShares(700));

        DomainSpec late =
                base.spec().toBuilder().tuning(Tuning.NONE.blockWeight(200)).build();
        assertThrows(ConflictException.class, () -> domain.update(base, late, Scope.LIVE));

        assertEquals(
                Tuning.NONE.cpuShares(700), domain.describe(View.LIVE).spec().tuning());
    }

    @Test
    void aGuestOutsideAControlGroupSaysNoAndWhy() throws IOException {
        Path place = Files.createDirectories(LAB.place("t"));
        Files.writeString(place.resolve("qemu.conf"), "cgroup_controllers = [ \"cpu\", \"cpuset\" ]\n");
        try (Daemon daemon = Daemon.in(LAB, place);
                GuestHost few = GuestHost.at(LAB, daemon.uri(), place)) {
            Domain domain = few.define(few.guest("few").build());
            assertTrue(domain.support(Feature.TUNE_MEMORY).isYes(), "of one that does not run nobody can tell");
            domain.start();

            assertTrue(domain.support(Feature.TUNE_CPU).isYes());
            Support memory = domain.support(Feature.TUNE_MEMORY);
            assertTrue(memory.isNo());
            assertTrue(memory.reason().contains("memory controller is not mounted"), memory::reason);
            Described<DomainSpec> before = domain.describe(View.LIVE);
            UnsupportedCapabilityException refusal = assertThrows(
                    UnsupportedCapabilityException.class,
                    () -> tune(
                            domain, View.LIVE, tuning -> tuning.cpuShares(600).memoryHardLimit(DataSize.gibibytes(2))));
            assertTrue(refusal.getMessage().contains(memory.reason()), refusal::getMessage);
            assertTrue(domain.support(Feature.TUNE_BLOCK).isNo());
            assertEquals(before, domain.describe(View.LIVE));
            tune(domain, View.LIVE, tuning -> tuning.cpuShares(600));
            assertEquals(
                    Tuning.NONE.cpuShares(600),
                    domain.describe(View.LIVE).spec().tuning());
        }
    }

    @Test
    void aDaemonOfAnOrdinaryUserSaysNoAndWhy() throws IOException {
        try (UserDaemon daemon = UserDaemon.started();
                Hypervisor host = Hypervisors.connect(daemon.uri())) {
            Support support = host.support(Feature.TUNE_CPU);
            assertTrue(support.isNo());
            assertTrue(support.reason().contains("qemu:///session"), support::reason);
            DomainSpec tuned =
                    DomainSpec.named("tuned").tuning(Tuning.NONE.cpuShares(512)).build();

            UnsupportedCapabilityException refusal = assertThrows(
                    UnsupportedCapabilityException.class, () -> host.domains().define(tuned));

            assertTrue(refusal.getMessage().contains(support.reason()), refusal::getMessage);
            assertEquals(List.of(), host.domains().list());
        }
    }

    private static Applied tune(Domain domain, View view, UnaryOperator<Tuning> change) {
        Described<DomainSpec> base = domain.describe(view);
        DomainSpec wanted = base.spec().toBuilder()
                .tuning(change.apply(base.spec().tuning()))
                .build();
        return domain.update(base, wanted, view == View.LIVE ? Scope.LIVE : Scope.CONFIG);
    }
}
