package org.anfitrion.api.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.anfitrion.api.host.Support.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackendProbeTest {

    @TempDir
    Path root;

    @Test
    void anOpenvzNodeOfTheOldKindRunsContainers() {
        HostReport report = Machine.intel(root, Machine.INTEL + " vmx ept")
                .with("/proc/sys/kernel/osrelease", "2.6.32-042stab145.3\n")
                .with("/proc/self/status", Machine.status(0) + "envID:\t0\nVPid:\t4711\n")
                .with("/proc/vz/veinfo", "")
                .folder("/proc/bc/0")
                .with("/proc/user_beancounters", "Version: 2.5\n")
                .with("/usr/sbin/vzctl", "")
                .probe();

        assertEquals(
                "OpenVZ 2.6.32-042stab145.3",
                report.finding(Question.OPENVZ_KERNEL).reason());
        assertTrue(report.isYes(Question.OPENVZ_NODE));
        assertTrue(report.finding(Question.INSIDE_CONTAINER).isNo());
        assertTrue(report.forOpenvz().isYes(), report::toString);
    }

    @Test
    void anOpenvzContainerOfTheOldKindIsOne() {
        HostReport report = Machine.intel(root, Machine.INTEL + " vmx ept")
                .with("/proc/sys/kernel/osrelease", "2.6.32-042stab145.3\n")
                .with("/proc/self/status", Machine.status(0) + "envID:\t101\nVPid:\t12\n")
                .with("/proc/vz/veinfo", "")
                .with("/proc/user_beancounters", "Version: 2.5\n")
                .probe();

        assertEquals(Optional.of("openvz"), report.container());
        assertEquals(
                "this process is in OpenVZ's environment 101",
                report.finding(Question.INSIDE_CONTAINER).reason());
        assertTrue(report.finding(Question.OPENVZ_NODE).isNo());
        assertTrue(report.forOpenvz().reason().startsWith("this is one of its containers"), report::toString);
    }

    @Test
    void withoutAnEnvironmentTheMissingBeancountersTell() {
        HostReport report =
                Machine.intel(root, Machine.INTEL).folder("/proc/vz").probe();

        assertEquals(Optional.of("openvz"), report.container());
    }

    @Test
    void aVirtuozzoNodeRunsContainersWithPrlctl() {
        HostReport report = Machine.intel(root, Machine.INTEL + " vmx ept")
                .with("/proc/sys/kernel/osrelease", "3.10.0-1160.90.1.vz7.200.7\n")
                .with("/proc/self/status", Machine.status(0) + "envID:\t0\n")
                .with("/proc/vz/version", "7\n")
                .with("/proc/user_beancounters", "")
                .with("/usr/bin/prlctl", "")
                .with("/usr/sbin/vzctl", "")
                .probe();

        assertEquals(
                "Virtuozzo 3.10.0-1160.90.1.vz7.200.7",
                report.finding(Question.OPENVZ_KERNEL).reason());
        assertTrue(report.forOpenvz().isYes(), report::toString);
    }

    @Test
    void anOrdinaryKernelHasNoOpenvz() {
        HostReport report = Machine.intel(root, Machine.INTEL).probe();

        assertTrue(report.forOpenvz().isNo());
        assertTrue(report.forOpenvz().remedies().get(0).startsWith("start OpenVZ's or Virtuozzo's kernel"));
    }

    @Test
    void virtualBoxNeedsItsDriverAndTheProcessor() {
        Machine machine = Machine.intel(root, Machine.INTEL + " vmx ept");
        assertEquals("there is no /dev/vboxdrv", machine.probe().forVirtualBox().reason());

        machine.with("/dev/vboxdrv", "");
        assertTrue(machine.probe().forVirtualBox().isYes());
    }

    @Test
    void kvmThatHoldsTheExtensionsMayBeInVirtualBoxsWay() {
        HostReport report = Machine.intel(root, Machine.INTEL + " vmx ept")
                .with("/dev/vboxdrv", "")
                .with("/sys/module/kvm/parameters/enable_virt_at_load", "Y\n")
                .folder("/sys/module/kvm_intel")
                .probe();

        assertEquals(Answer.UNKNOWN, report.forVirtualBox().answer());
        assertTrue(report.forVirtualBox().reason().contains("kvm.enable_virt_at_load=0"), report::toString);
    }
}
