package org.anfitrion.api.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.anfitrion.api.host.Support.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorProbeTest {

    @TempDir
    Path root;

    @Test
    void anIntelServerWithVtxAndEptRunsKvm() {
        HostReport report = Machine.intel(root, Machine.INTEL + " vmx ept")
                .with("/dev/kvm", "")
                .with("/sys/module/kvm_intel/parameters/ept", "Y\n")
                .with("/sys/module/kvm_intel/parameters/nested", "N\n")
                .with("/sys/class/iommu/dmar0/name", "")
                .probe();

        assertEquals(
                "the processor shows vmx (VT-x)",
                report.finding(Question.VIRTUALIZATION_EXTENSIONS).reason());
        assertTrue(report.isYes(Question.NESTED_PAGING));
        assertEquals("the kernel uses dmar0", report.finding(Question.IOMMU).reason());
        assertTrue(report.isYes(Question.KVM_USABLE));
        assertTrue(report.forKvm().isYes(), report::toString);
        assertEquals("", report.forKvm().reason());
        Finding nested = report.finding(Question.NESTED_VIRTUALIZATION);
        assertTrue(nested.isNo());
        assertTrue(nested.remedy().startsWith("options kvm_intel nested=1 in /etc/modprobe.d"), nested::toString);
    }

    @Test
    void anAmdServerShowsNptAndNestedGuests() {
        HostReport report = Machine.amd(root, "fpu lm svm npt")
                .with("/dev/kvm", "")
                .with("/sys/module/kvm_amd/parameters/nested", "1\n")
                .probe();

        assertEquals("AuthenticAMD", report.cpu().vendor());
        assertEquals(
                "the processor shows svm (AMD-V)",
                report.finding(Question.VIRTUALIZATION_EXTENSIONS).reason());
        assertEquals(
                "the processor shows npt",
                report.finding(Question.NESTED_PAGING).reason());
        assertTrue(report.isYes(Question.NESTED_VIRTUALIZATION));
        assertTrue(report.forKvm().isYes());
    }

    @Test
    void vmxFlagsOnALineOfTheirOwnCount() {
        HostReport report = Machine.intel(root, "")
                .with("/proc/cpuinfo", "vendor_id\t: GenuineIntel\nflags\t\t: fpu lm vmx\nvmx flags\t: vnmi ept vpid\n")
                .probe();

        assertTrue(report.isYes(Question.NESTED_PAGING));
    }

    @Test
    void pagingThatKvmWasToldNotToUseIsANo() {
        HostReport report = Machine.intel(root, Machine.INTEL + " vmx ept")
                .with("/dev/kvm", "")
                .with("/sys/module/kvm_intel/parameters/ept", "N\n")
                .probe();

        assertEquals(
                "options kvm_intel ept=1 in /etc/modprobe.d",
                report.finding(Question.NESTED_PAGING).remedy());
        assertTrue(report.forKvm().isYes());
        assertTrue(report.forKvm().reason().startsWith("guests may be slow"), report.forKvm()::toString);
    }

    @Test
    void aServerWithoutExtensionsIsToldToLookIntoItsFirmware() {
        HostReport report = Machine.intel(root, Machine.INTEL).probe();

        Finding extensions = report.finding(Question.VIRTUALIZATION_EXTENSIONS);
        assertEquals("the processor shows neither vmx nor svm", extensions.reason());
        assertEquals("turn VT-x or AMD-V on in the firmware", extensions.remedy());
        assertTrue(report.forKvm().isNo());
        assertEquals("there is no /dev/kvm", report.forKvm().reason());
        assertTrue(
                report.forKvm().remedies().get(0).contains("use emulation"),
                report.forKvm().remedies()::toString);
    }

    @Test
    void aDeviceThatOpensIsNotUsableWhereTheProcessorShowsNothing() {
        HostReport report = Machine.intel(root, Machine.INTEL + " hypervisor")
                .with("/dev/kvm", "")
                .folder("/sys/module/kvm")
                .folder("/sys/module/kvm_pvm")
                .probe();

        assertTrue(report.isYes(Question.KVM_DEVICE_PRESENT));
        assertTrue(report.isYes(Question.KVM_DEVICE_ACCESSIBLE));
        Finding usable = report.finding(Question.KVM_USABLE);
        assertTrue(usable.isNo());
        assertEquals(
                "present but unusable for unmodified guests: the processor shows neither vmx nor svm,"
                        + " and what answers at /dev/kvm is kvm_pvm",
                usable.reason());
        assertTrue(usable.remedy().startsWith("use emulation"), usable::toString);
        assertTrue(usable.remedy().contains("hypervisor below"), usable::toString);
        assertTrue(report.forKvm().isNo());
    }

    @Test
    void withExtensionsAndAStrangerAtTheDeviceNobodyKnows() {
        HostReport report = Machine.intel(root, Machine.INTEL + " vmx ept")
                .with("/dev/kvm", "")
                .folder("/sys/module/kvm_pvm")
                .probe();

        assertTrue(report.finding(Question.KVM_USABLE).isUnknown());
        assertEquals(Answer.UNKNOWN, report.forKvm().answer());
    }

    @Test
    void aDeviceThatMayNotBeOpenedIsSaidToBeSo() {
        HostReport report = Machine.intel(root, Machine.INTEL + " vmx ept")
                .with("/dev/kvm", "")
                .forbidding("/dev/kvm")
                .probe();

        assertTrue(report.isYes(Question.KVM_USABLE));
        Finding accessible = report.finding(Question.KVM_DEVICE_ACCESSIBLE);
        assertTrue(accessible.isNo());
        assertTrue(
                accessible.reason().matches("this process may not read and write it \\(rw.*:.*\\)"),
                accessible::toString);
        assertTrue(accessible.remedy().contains("usermod -aG kvm"), accessible::toString);
        assertTrue(report.forKvm().isNo());
    }

    @Test
    void withoutTheModuleTheRightOneIsNamed() {
        HostReport report = Machine.amd(root, "lm svm npt").probe();

        assertEquals(
                "modprobe kvm_amd, and see what the kernel logs",
                report.finding(Question.KVM_DEVICE_PRESENT).remedy());
        assertTrue(report.finding(Question.NESTED_VIRTUALIZATION).isUnknown());
    }

    @Test
    void aCpuinfoThatCannotBeReadLeavesTheProcessorUnknown() {
        HostReport report = Machine.intel(root, Machine.INTEL + " vmx")
                .with("/dev/kvm", "")
                .forbidding("/proc/cpuinfo")
                .probe();

        Finding extensions = report.finding(Question.VIRTUALIZATION_EXTENSIONS);
        assertTrue(extensions.isUnknown());
        assertEquals("/proc/cpuinfo cannot be read: permission denied", extensions.reason());
        assertTrue(report.finding(Question.KVM_USABLE).isUnknown());
        assertTrue(report.finding(Question.NESTED_PAGING).isUnknown());
        assertTrue(report.forKvm().reason().startsWith("not known: "), report.forKvm()::toString);
    }

    @Test
    void armTellsItsExtensionsByTheDevice() {
        String cpuinfo = """
                processor\t: 0
                BogoMIPS\t: 50.00
                Features\t: fp asimd evtstrm
                CPU implementer\t: 0xc0
                CPU architecture: 8
                """;
        HostReport without = Machine.bare(root).with("/proc/cpuinfo", cpuinfo).probe();
        HostReport with = Machine.bare(root).with("/dev/kvm", "").probe();

        assertEquals("aarch64", without.cpu().architecture());
        assertEquals("Ampere", without.cpu().vendor());
        assertEquals(OptionalInt.empty(), without.cpu().mhz());
        assertTrue(without.finding(Question.VIRTUALIZATION_EXTENSIONS).isUnknown());
        assertTrue(with.isYes(Question.VIRTUALIZATION_EXTENSIONS));
        assertTrue(with.isYes(Question.NESTED_PAGING));
        assertTrue(with.forKvm().isYes(), with::toString);
    }

    @Test
    void riscvWithTheHypervisorExtensionRunsKvm() {
        HostReport report = Machine.bare(root)
                .with("/proc/cpuinfo", "processor\t: 0\nhart\t\t: 0\nisa\t\t: rv64imafdch_zicsr\nmmu\t\t: sv48\n")
                .with("/dev/kvm", "")
                .probe();

        assertEquals("riscv64", report.cpu().architecture());
        assertTrue(report.cpu().flags().contains("zicsr"));
        assertTrue(report.forKvm().isYes(), report::toString);
    }

    @Test
    void riscvWithoutItDoesNot() {
        HostReport report = Machine.bare(root)
                .with("/proc/cpuinfo", "processor\t: 0\nhart\t\t: 0\nisa\t\t: rv64imafdc_zihpm\n")
                .with("/dev/kvm", "")
                .probe();

        assertTrue(report.finding(Question.VIRTUALIZATION_EXTENSIONS).isNo());
        assertTrue(report.forKvm().isNo());
    }

    @Test
    void aPowerPartitionLearnsItFromKvmHv() {
        String cpuinfo = "processor\t: 0\ncpu\t\t: POWER9\nclock\t\t: 2300.000000MHz\nplatform\t: %s\n";
        HostReport partition = Machine.bare(root)
                .with("/proc/cpuinfo", cpuinfo.formatted("pSeries"))
                .probe();
        HostReport bare = Machine.bare(root)
                .with("/proc/cpuinfo", cpuinfo.formatted("PowerNV"))
                .probe();

        assertTrue(partition.finding(Question.VIRTUALIZATION_EXTENSIONS).isUnknown());
        assertEquals(OptionalInt.of(2300), bare.cpu().mhz());
        assertTrue(bare.isYes(Question.VIRTUALIZATION_EXTENSIONS));
    }

    @Test
    void processorsAreCountedAndArrangedAsSysTells() {
        Machine machine = Machine.intel(root, Machine.INTEL)
                .with("/sys/devices/system/cpu/online", "0-6\n")
                .with("/sys/devices/system/cpu/present", "0-7\n");
        for (int cpu = 0; cpu < 8; cpu++) {
            String topology = "/sys/devices/system/cpu/cpu" + cpu + "/topology/";
            machine.with(topology + "physical_package_id", cpu / 4 + "\n")
                    .with(topology + "core_id", cpu / 2 % 2 + "\n")
                    .with(topology + "thread_siblings_list", cpu / 2 * 2 + "-" + (cpu / 2 * 2 + 1) + "\n")
                    .folder("/sys/devices/system/node/node" + cpu / 4 + "/cpu" + cpu);
        }
        CpuFacts cpu = machine.probe().cpu();

        assertEquals(7, cpu.online());
        assertEquals(8, cpu.present());
        assertEquals(Optional.of(new CpuTopology(2, 1, 2, 2)), cpu.topology());
        assertEquals(OptionalInt.of(2499), cpu.mhz());
        assertEquals(
                "Intel(R) Xeon(R) CPU, x86_64, 7 CPUs of 8 on line (2 nodes × 1 socket × 2 cores × 2 threads), 2499 MHz",
                cpu.toString());
    }

    @Test
    void withoutSysTheProcessorsOwnWordsAreTaken() {
        String block = """
                processor\t: %d
                vendor_id\t: GenuineIntel
                physical id\t: %d
                siblings\t: 2
                cpu cores\t: 2
                flags\t\t: lm
                """;
        CpuFacts cpu = Machine.bare(root)
                .with(
                        "/proc/cpuinfo",
                        block.formatted(0, 0) + block.formatted(1, 0) + block.formatted(2, 1) + block.formatted(3, 1))
                .probe()
                .cpu();

        assertEquals(4, cpu.online());
        assertEquals(Optional.of(new CpuTopology(1, 2, 2, 1)), cpu.topology());
        assertFalse(cpu.flags().contains("vmx"));
    }
}
