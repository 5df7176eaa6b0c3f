package org.anfitrion.testkit.memory.handles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.anfitrion.api.ConnectOptions;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Ensured;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.ChannelSpec;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.CpuModel;
import org.anfitrion.api.domain.CpuSet;
import org.anfitrion.api.domain.CpuTopology;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DisplaySpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.MemoryBacking;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.NumaCell;
import org.anfitrion.api.domain.Owner;
import org.anfitrion.api.domain.Tuning;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.ConflictException;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.testkit.memory.MemoryHypervisor;
import org.anfitrion.testkit.memory.Operation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** How a domain gets to be as it is described, and how that is shown first. */
class EnsureTest {

    private static final DomainSpec WEB = DomainSpec.named("web")
            .cpus(2)
            .memory(DataSize.mebibytes(256))
            .title("The web")
            .disk(DiskSpec.file("/srv/web.qcow2"))
            .nic(NicSpec.userMode().mac("52:54:00:00:00:01"))
            .build();

    private final MemoryHypervisor memory = new MemoryHypervisor();
    private final Hypervisor host =
            Hypervisors.connect("mem:", ConnectOptions.defaults().driver(memory.driver()));

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void whatIsNotThereIsMade() {
        Ensured<Domain> plan = host.domains().plan(WEB);
        assertTrue(plan.creates());
        assertEquals(List.of("create domain 'web'"), plan.changes());
        assertEquals(Optional.empty(), host.domains().find("web"));
        assertEquals("web", plan.handle().name());
    }

    @Test
    void aPlanIsCarriedOutOnce() {
        Ensured<Domain> plan = host.domains().plan(WEB);
        assertEquals(plan.handle(), plan.handle());
        assertEquals(1, host.domains().list().size());
    }

    @Test
    void whatIsAsDescribedIsLeftAlone() {
        Domain web = host.domains().define(WEB);
        String revision = web.describe(View.CONFIG).revision();
        Ensured<Domain> plan = host.domains().plan(WEB);
        assertTrue(plan.isSatisfied(), plan::toString);
        assertEquals("nothing to do", plan.toString());
        assertEquals(web, plan.handle());
        assertEquals(revision, web.describe(View.CONFIG).revision());
        assertEquals(0, memory.calls(Operation.UPDATE));
    }

    @Test
    void whatTheDescriptionLeavesOpenStays() {
        Domain web = host.domains().define(WEB);
        web.tune(tuning -> tuning.cpuShares(512).pin(0, CpuSet.of(1)));
        DomainSpec less = DomainSpec.named("web")
                .cpus(2)
                .memory(DataSize.mebibytes(256))
                .disk(DiskSpec.file("/srv/web.qcow2"))
                .nic(NicSpec.userMode())
                .build();
        Ensured<Domain> plan = host.domains().plan(less);
        assertTrue(plan.isSatisfied(), plan::toString);
    }

    @Test
    void theDifferenceIsShownBeforeItIsApplied() {
        Domain web = host.domains().define(WEB);
        DomainSpec wanted = WEB.toBuilder()
                .cpus(4)
                .title("The new web")
                .tuning(Tuning.NONE.cpuShares(2048))
                .build();
        Ensured<Domain> plan = host.domains().plan(wanted);
        assertFalse(plan.creates());
        assertEquals(1, plan.changes().size(), plan::toString);
        assertTrue(plan.toString().contains("CPUs: 2 -> 4"), plan::toString);
        assertTrue(plan.toString().contains("title: The web -> The new web"), plan::toString);
        assertTrue(plan.toString().contains("tuning: "), plan::toString);
        assertEquals(2, web.info().cpus());
        plan.handle();
        assertEquals(4, web.info().cpus());
        assertEquals(
                Optional.of("The new web"), web.describe(View.CONFIG).spec().title());
        assertEquals(2048, web.describe(View.CONFIG).spec().tuning().cpuShares().orElseThrow());
    }

    @Test
    void devicesThatAreNotDescribedGo() {
        Domain web = host.domains()
                .define(WEB.toBuilder().disk(DiskSpec.file("/srv/old.qcow2")).build());
        host.domains().ensure(WEB);
        List<DiskSpec> disks = web.describe(View.CONFIG).spec().disks();
        assertEquals(
                List.of(WEB.disks().get(0).source()),
                disks.stream().map(DiskSpec::source).toList());
    }

    @Test
    void somebodyElsesChangeSinceThePlanIsNotOverwritten() {
        Domain web = host.domains().define(WEB);
        Ensured<Domain> plan = host.domains().plan(WEB.toBuilder().cpus(3).build());
        web.update(spec -> spec.title("changed meanwhile"));
        assertThrows(ConflictException.class, plan::handle);
        assertEquals(2, web.info().cpus());
    }

    @Test
    void ensureIsThePlanCarriedOut() {
        assertEquals(host.domains().ensure(WEB), host.domains().ensure(WEB));
        assertEquals(1, memory.calls(Operation.DEFINE));
    }

    @Test
    void tuningTakesEffectWhereTheDomainIs() {
        Domain web = host.domains().define(WEB);
        web.start();
        web.tune(tuning -> tuning.cpuShares(100));
        assertEquals(100, web.describe(View.CONFIG).spec().tuning().cpuShares().orElseThrow());
        assertEquals(100, web.describe(View.LIVE).spec().tuning().cpuShares().orElseThrow());
    }

    @TestFactory
    Stream<DynamicTest> eachDifferenceIsNamedAndMended() {
        Map<String, UnaryOperator<DomainSpecBuilder>> changes = Map.ofEntries(
                Map.entry("description", spec -> spec.description("other")),
                Map.entry("owner", spec -> spec.owner(Owner.thisProcess("farm"))),
                Map.entry("CPU model", spec -> spec.cpuModel(CpuModel.named("qemu64"))),
                Map.entry("CPU topology", spec -> spec.cpuTopology(new CpuTopology(1, 1, 2, 1))),
                Map.entry(
                        "NUMA nodes",
                        spec -> spec.numaCell(
                                new NumaCell(CpuSet.parse("0-1"), DataSize.mebibytes(256), Optional.empty()))),
                Map.entry("memory", spec -> spec.memory(DataSize.mebibytes(512))),
                Map.entry(
                        "memory backing", spec -> spec.memoryBacking(new MemoryBacking(Optional.empty(), true, false))),
                Map.entry("boot", spec -> spec.boot(Boot.uefi())),
                Map.entry("disks", spec -> spec.disk(DiskSpec.file("/srv/other.qcow2"))),
                Map.entry("NICs", spec -> spec.nics(List.of(NicSpec.userMode().mac("52:54:00:00:00:02")))),
                Map.entry("filesystems", spec -> spec.filesystem(FilesystemSpec.directory("/srv/share", "share"))),
                Map.entry("consoles", spec -> spec.console(ConsoleSpec.serial())),
                Map.entry("channels", spec -> spec.channel(ChannelSpec.guestAgent())),
                Map.entry("displays", spec -> spec.display(DisplaySpec.vnc())));
        return changes.entrySet().stream()
                .map(change -> DynamicTest.dynamicTest(change.getKey(), () -> {
                    DomainSpec before = WEB.toBuilder()
                            .name("web with other " + change.getKey())
                            .build();
                    host.domains().define(before);
                    DomainSpec after =
                            change.getValue().apply(before.toBuilder()).build();
                    Ensured<Domain> plan = host.domains().plan(after);
                    assertTrue(plan.toString().startsWith(change.getKey() + ": "), plan::toString);
                    plan.handle();
                    assertTrue(
                            host.domains().plan(after).isSatisfied(),
                            () -> host.domains().plan(after).toString());
                }));
    }

    @Test
    void aDeviceIsFoundByItsKeyBeforeAnyOther() {
        DomainSpec two = DomainSpec.named("web")
                .disk(DiskSpec.file("/srv/a.qcow2").target("vda").serial("A"))
                .disk(DiskSpec.file("/srv/b.qcow2").target("vdb").serial("B"))
                .build();
        Domain web = host.domains().define(two);
        host.domains()
                .ensure(DomainSpec.named("web")
                        .disk(DiskSpec.file("/srv/b.qcow2").target("vda"))
                        .disk(DiskSpec.file("/srv/b.qcow2").target("vdb"))
                        .build());
        List<DiskSpec> disks = web.describe(View.CONFIG).spec().disks();
        assertEquals(
                List.of(Optional.of("A"), Optional.of("B")),
                disks.stream().map(DiskSpec::serial).toList());
    }
}
