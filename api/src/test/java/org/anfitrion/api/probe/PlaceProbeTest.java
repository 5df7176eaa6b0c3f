package org.anfitrion.api.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.anfitrion.api.host.Support.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceProbeTest {

    private static final String CONTAINER_MOUNTS = """
            500 400 0:50 / / rw,relatime - overlay overlay rw,lowerdir=%s
            501 500 0:51 / /proc rw - proc proc rw
            502 500 0:52 / /dev rw - tmpfs tmpfs rw,mode=755
            503 500 0:29 / /sys/fs/cgroup ro - cgroup2 cgroup rw
            """;

    @TempDir
    Path root;

    @Test
    void aGuestOfKvmSaysSo() {
        HostReport report = Machine.intel(root, Machine.INTEL + " hypervisor")
                .with("/sys/class/dmi/id/sys_vendor", "QEMU\n")
                .with("/sys/class/dmi/id/product_name", "KVM Virtual Machine\n")
                .probe();

        assertTrue(report.isYes(Question.INSIDE_VIRTUAL_MACHINE));
        assertEquals(Optional.of("KVM"), report.hypervisor());
        assertEquals(
                "the processor shows the flag hypervisor, and its firmware says KVM",
                report.finding(Question.INSIDE_VIRTUAL_MACHINE).reason());
        assertTrue(
                report.finding(Question.VIRTUALIZATION_EXTENSIONS).remedy().startsWith("turn nested virtualization on"),
                report::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "VMware Virtual Platform, VMware",
        "VirtualBox, VirtualBox",
        "HVM domU, Xen",
        "Virtual Machine, Hyper-V",
        "Google Compute Engine, Google Compute Engine",
    })
    void theFirmwareNamesTheHypervisor(String product, String hypervisor) {
        HostReport report = Machine.bare(root)
                .with("/sys/class/dmi/id/product_name", product + "\n")
                .probe();

        assertEquals(Optional.of(hypervisor), report.hypervisor());
        assertTrue(report.isYes(Question.INSIDE_VIRTUAL_MACHINE));
    }

    @Test
    void aServerIsNoVirtualMachineAndNoContainer() {
        HostReport report = Machine.intel(root, Machine.INTEL + " vmx")
                .with("/sys/class/dmi/id/sys_vendor", "Dell Inc.\n")
                .probe();

        assertTrue(report.finding(Question.INSIDE_VIRTUAL_MACHINE).isNo());
        assertTrue(report.finding(Question.INSIDE_CONTAINER).isNo());
        assertEquals(Optional.empty(), report.hypervisor());
    }

    @Test
    void aMachineOfAmazonsWithoutHypervisorIsNoVirtualMachine() {
        HostReport report = Machine.intel(root, Machine.INTEL + " vmx")
                .with("/sys/class/dmi/id/sys_vendor", "Amazon EC2\n")
                .with("/sys/class/dmi/id/product_name", "c5.metal\n")
                .probe();

        assertTrue(report.finding(Question.INSIDE_VIRTUAL_MACHINE).isNo());
    }

    @Test
    void aGuestOnZIsToldByItsControlProgram() {
        HostReport report = Machine.bare(root)
                .with("/proc/cpuinfo", "vendor_id       : IBM/S390\n# processors    : 2\nfeatures\t: esan3 zarch sie\n")
                .with("/proc/sysinfo", "VM00 Name:            web\nVM00 Control Program: KVM/Linux\n")
                .probe();

        assertEquals(Optional.of("KVM"), report.hypervisor());
        assertEquals(2, report.cpu().online());
        assertTrue(report.isYes(Question.VIRTUALIZATION_EXTENSIONS));
    }

    @Test
    void dockerIsKnownByItsOverlay() {
        HostReport report = Machine.intel(root, Machine.INTEL + " vmx ept")
                .with("/proc/self/mountinfo", CONTAINER_MOUNTS.formatted("/var/lib/docker/overlay2/l/AB"))
                .with("/.dockerenv", "")
                .probe();

        assertEquals(Optional.of("docker"), report.container());
        assertTrue(
                report.finding(Question.KVM_DEVICE_PRESENT).remedy().contains("--device /dev/kvm"), report::toString);
        assertEquals(Answer.UNKNOWN, report.forLxc().answer());
        assertTrue(report.forLxc().reason().contains("this is a container"), report.forLxc()::toString);
    }

    @Test
    void dockersMarkAloneIsEnoughWhereNothingSpeaksAgainstIt() {
        HostReport report = Machine.intel(root, Machine.INTEL)
                .with("/proc/self/mountinfo", CONTAINER_MOUNTS.formatted("/somewhere"))
                .with("/.dockerenv", "")
                .probe();

        assertEquals(Optional.of("docker"), report.container());
    }

    @Test
    void aMachineMadeOfADockerImageIsNoContainer() {
        HostReport report =
                Machine.intel(root, Machine.INTEL).with("/.dockerenv", "").probe();

        assertTrue(report.finding(Question.INSIDE_CONTAINER).isNo());
        assertEquals(Optional.empty(), report.container());
    }

    @Test
    void lxcIsKnownByWhatItTellsTheFirstProcess() {
        HostReport report = Machine.intel(root, Machine.INTEL)
                .with("/proc/1/environ", "PATH=/bin\0container=lxc\0".getBytes(StandardCharsets.UTF_8))
                .probe();

        assertEquals(Optional.of("lxc"), report.container());
    }

    @Test
    void systemdsNoteIsRead() {
        HostReport report = Machine.intel(root, Machine.INTEL)
                .with("/run/systemd/container", "systemd-nspawn\n")
                .probe();

        assertEquals(Optional.of("systemd-nspawn"), report.container());
    }

    @Test
    void mappedIdsMeanAContainerOfSomeKind() {
        HostReport report = Machine.intel(root, Machine.INTEL)
                .with("/proc/self/uid_map", "         0     100000      65536\n")
                .probe();

        assertTrue(report.isYes(Question.INSIDE_CONTAINER));
        assertEquals(Optional.empty(), report.container());
    }

    @Test
    void idsMappedToThemselvesMeanNothing() {
        HostReport report = Machine.intel(root, Machine.INTEL)
                .with("/proc/self/uid_map", "         0          0 4294967295\n")
                .probe();

        assertFalse(report.isYes(Question.INSIDE_CONTAINER));
    }

    @Test
    void xensControlDomainIsTold() {
        HostReport report = Machine.intel(root, Machine.INTEL + " hypervisor")
                .with("/proc/xen/capabilities", "control_d\n")
                .with("/sys/hypervisor/type", "xen\n")
                .with("/sys/hypervisor/properties/capabilities", "xen-3.0-x86_64 hvm-3.0-x86_64\n")
                .with("/dev/xen/privcmd", "")
                .probe();

        assertTrue(report.forXen().isYes(), report::toString);
        assertTrue(report.finding(Question.XEN_DOMU).isNo());
        assertTrue(report.finding(Question.INSIDE_VIRTUAL_MACHINE).isNo());
        assertTrue(report.isYes(Question.VIRTUALIZATION_EXTENSIONS));
        assertTrue(report.finding(Question.NESTED_PAGING).isUnknown());
    }

    @Test
    void xensControlDomainIsToldByItsFeaturesWhereXenfsIsNotMounted() {
        HostReport report = Machine.intel(root, Machine.INTEL)
                .with("/sys/hypervisor/type", "xen\n")
                .with("/sys/hypervisor/properties/features", "00002f05\n")
                .probe();

        assertTrue(report.isYes(Question.XEN_DOM0));
        assertEquals(
                "modprobe xen-privcmd", report.finding(Question.XEN_CONTROL).remedy());
        assertTrue(report.forXen().isNo());
    }

    @Test
    void aGuestOfXenMayNotControlIt() {
        HostReport report = Machine.intel(root, Machine.INTEL + " hypervisor")
                .with("/sys/hypervisor/type", "xen\n")
                .with("/sys/hypervisor/guest_type", "PVH\n")
                .with("/sys/hypervisor/properties/features", "00000705\n")
                .probe();

        assertTrue(report.isYes(Question.XEN_DOMU));
        assertEquals(Optional.of("Xen"), report.hypervisor());
        assertTrue(report.forXen().isNo());
        assertEquals("this is one of Xen's guests, of type PVH", report.forXen().reason());
    }

    @Test
    void onXenWithoutItsFilesNobodyKnowsAsWhat() {
        HostReport report = Machine.intel(root, Machine.INTEL)
                .with("/sys/hypervisor/type", "xen\n")
                .probe();

        assertTrue(report.finding(Question.XEN_DOM0).isUnknown());
        assertTrue(report.finding(Question.XEN_DOMU).isUnknown());
    }

    @Test
    void anOrdinaryLinuxIsNotOnXen() {
        HostReport report = Machine.intel(root, Machine.INTEL).probe();

        assertTrue(report.finding(Question.XEN_DOM0).isNo());
        assertTrue(report.finding(Question.XEN_DOMU).isNo());
        assertTrue(report.forXen().isNo());
    }
}
