package org.anfitrion.api.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.anfitrion.api.host.Support.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IsolationProbeTest {

    private static final String V1 = """
            32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct
            35 31 0:32 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory
            40 31 0:37 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,xattr,name=systemd
            """;
    private static final String V2 = "41 31 0:38 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw,nsdelegate\n";

    @TempDir
    Path root;

    @Test
    void oneHierarchyForEachControllerIsVersionOne() {
        HostReport report = Machine.intel(root, Machine.INTEL).mounts(V1).probe();

        assertEquals(Optional.of(CgroupLayout.V1), report.cgroups());
        assertEquals(
                "version 1 with cpu, cpuacct and memory",
                report.finding(Question.CGROUPS).reason());
    }

    @Test
    void oneHierarchyForAllIsVersionTwo() {
        HostReport report = Machine.intel(root, Machine.INTEL)
                .mounts(V2)
                .with("/sys/fs/cgroup/cgroup.controllers", "cpuset cpu memory\n")
                .probe();

        assertEquals(Optional.of(CgroupLayout.V2), report.cgroups());
        assertEquals(
                "version 2 with cpuset, cpu and memory",
                report.finding(Question.CGROUPS).reason());
    }

    @Test
    void bothAreAHybrid() {
        HostReport report = Machine.intel(root, Machine.INTEL).mounts(V1 + V2).probe();

        assertEquals(Optional.of(CgroupLayout.HYBRID), report.cgroups());
        assertTrue(report.finding(Question.CGROUPS).reason().endsWith("and version 2 beside it"));
    }

    @Test
    void eachControllerIsInTheVersionThatHasIt() {
        HostReport report = Machine.intel(root, Machine.INTEL)
                .mounts(V1 + "42 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw,nsdelegate\n")
                .with("/sys/fs/cgroup/unified/cgroup.controllers", "hugetlb pids\n")
                .probe();

        assertEquals(
                List.of(
                        new CgroupController("cpu", 1, "/sys/fs/cgroup/cpu,cpuacct"),
                        new CgroupController("cpuacct", 1, "/sys/fs/cgroup/cpu,cpuacct"),
                        new CgroupController("memory", 1, "/sys/fs/cgroup/memory"),
                        new CgroupController("hugetlb", 2, "/sys/fs/cgroup/unified"),
                        new CgroupController("pids", 2, "/sys/fs/cgroup/unified")),
                report.cgroupControllers());
    }

    @Test
    void aHybridIsSaidToBeOneInTheVerdictOnContainers() {
        HostReport report = Machine.intel(root, Machine.INTEL)
                .mounts(V1 + "42 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n")
                .with("/sys/fs/cgroup/unified/cgroup.controllers", "pids\n")
                .probe();

        assertEquals(
                "version 1 with cpu, cpuacct and memory, and version 2 beside it with pids",
                report.finding(Question.CGROUPS).reason());
        assertTrue(report.forLxc().isYes(), report::toString);
        assertTrue(
                report.forLxc()
                        .reason()
                        .contains("control groups of both versions are mounted, with which liblxc starts"),
                report.forLxc()::toString);
        assertTrue(
                report.forLxc().reason().endsWith("without limits of what needs the missing cgroup controller cpuset"),
                report.forLxc()::toString);
    }

    @Test
    void rootWithoutUserNamespacesSharesItsUsersWithContainers() {
        HostReport report = Machine.intel(root, Machine.INTEL)
                .mounts(V2)
                .with("/proc/sys/user/max_user_namespaces", "0\n")
                .probe();

        assertTrue(report.forLxc().isYes(), report::toString);
        assertEquals(
                "users of a container are the host's own: /proc/sys/user/max_user_namespaces is 0",
                report.forLxc().reason());
    }

    @Test
    void rootNeedsIdsToGiveWhereAProgramChecksThem() {
        Machine machine = Machine.intel(root, Machine.INTEL)
                .mounts(V2)
                .with("/usr/bin/newuidmap", "")
                .with("/usr/bin/newgidmap", "")
                .with("/etc/passwd", "root:x:0:0::/root:/bin/sh\n");

        assertEquals(
                "users of a container can be its own only with ids for root: /etc/subuid gives root none",
                machine.probe().forLxc().reason());
        machine.with("/etc/subuid", "root:100000:65536\n").with("/etc/subgid", "root:100000:65536\n");
        assertEquals("", machine.probe().forLxc().reason());
    }

    @Test
    void noneIsNone() {
        HostReport report = Machine.intel(root, Machine.INTEL).probe();

        assertEquals(List.of(), report.cgroupControllers());
        assertEquals(Optional.of(CgroupLayout.NONE), report.cgroups());
        assertTrue(report.finding(Question.CGROUPS).isNo());
        assertTrue(report.forLxc().isNo());
        assertEquals("no control group is mounted", report.forLxc().reason());
    }

    @Test
    void mountsThatCannotBeReadLeaveThemUnknown() {
        HostReport report = Machine.intel(root, Machine.INTEL)
                .forbidding("/proc/self/mountinfo")
                .probe();

        assertEquals(Optional.empty(), report.cgroups());
        assertEquals(
                "/proc/self/mountinfo cannot be read: permission denied",
                report.finding(Question.CGROUPS).reason());
        assertEquals(Answer.UNKNOWN, report.forLxc().answer());
    }

    @Test
    void theOlderTableOfMountsServesToo() {
        HostReport report = Machine.intel(root, Machine.INTEL)
                .without("/proc/self/mountinfo")
                .with("/proc/self/mounts", "none /sys/fs/cgroup cgroup2 rw 0 0\n")
                .probe();

        assertEquals(Optional.of(CgroupLayout.V2), report.cgroups());
    }

    @Test
    void rootRunsContainersWithoutIdsOfItsOwn() {
        HostReport report = Machine.intel(root, Machine.INTEL).mounts(V2).probe();

        assertTrue(report.isYes(Question.SUPERUSER));
        assertTrue(report.finding(Question.SUBORDINATE_IDS).isNo());
        assertTrue(report.forLxc().isYes(), report::toString);
    }

    @Test
    void aUserWithIdsAndMappersRunsContainersToo() {
        HostReport report = user().with("/etc/subuid", "root:1:1\nana:100000:65536\n")
                .with("/etc/subgid", "1000:100000:65536\n")
                .with("/usr/bin/newuidmap", "")
                .with("/usr/bin/newgidmap", "")
                .probe();

        assertTrue(report.isYes(Question.SUBORDINATE_IDS), report::toString);
        assertTrue(report.isYes(Question.USER_NAMESPACES));
        assertTrue(report.forLxc().isYes(), report::toString);
        assertEquals(
                "for an unprivileged user: the user id is 1000", report.forLxc().reason());
    }

    @Test
    void aUserWithoutThemIsToldHowToGetThem() {
        HostReport report = user().with("/etc/subuid", "ben:100000:65536\n").probe();

        assertEquals(
                "/etc/subuid gives ana none; /usr/bin has no newuidmap and newgidmap",
                report.forLxc().reason());
        assertEquals(
                "usermod --add-subuids 165536-231071 --add-subgids 165536-231071 ana",
                report.forLxc().remedies().get(0));
        assertEquals("install the package uidmap", report.forLxc().remedies().get(1));
    }

    @Test
    void debiansSwitchForUserNamespacesIsSeen() {
        HostReport report =
                user().with("/proc/sys/kernel/unprivileged_userns_clone", "0\n").probe();

        assertTrue(report.finding(Question.USER_NAMESPACES).isNo());
        assertEquals(
                "sysctl kernel.unprivileged_userns_clone=1",
                report.finding(Question.USER_NAMESPACES).remedy());
    }

    @Test
    void theSwitchIsNotForRoot() {
        HostReport report = Machine.intel(root, Machine.INTEL)
                .with("/proc/sys/kernel/unprivileged_userns_clone", "0\n")
                .probe();

        assertTrue(report.isYes(Question.USER_NAMESPACES));
    }

    @Test
    void noUserNamespaceAtAllIsForEverybody() {
        HostReport report = Machine.intel(root, Machine.INTEL)
                .with("/proc/sys/user/max_user_namespaces", "0\n")
                .probe();

        assertTrue(report.finding(Question.USER_NAMESPACES).isNo());
    }

    @Test
    void rootWithoutPowersIsNoSuperuser() {
        HostReport report = Machine.intel(root, Machine.INTEL)
                .with("/proc/self/status", "Uid:\t0\t0\t0\t0\nCapEff:\t00000000a80425fb\n")
                .probe();

        assertEquals(
                "the user is root, but without CAP_SYS_ADMIN",
                report.finding(Question.SUPERUSER).reason());
    }

    @Test
    void aMissingNamespaceIsNamed() {
        HostReport report = Machine.intel(root, Machine.INTEL)
                .without("/proc/self/ns/pid")
                .mounts(V2)
                .probe();

        assertEquals("the kernel lacks pid", report.forLxc().reason());
    }

    @Test
    void partsOfTheKernelAreFoundWhereverTheyAreTold() {
        HostReport report = Machine.intel(root, Machine.INTEL)
                .with("/lib/modules/6.1.0-18-amd64/modules.builtin", "kernel/net/bridge/bridge.ko\n")
                .with("/lib/modules/6.1.0-18-amd64/modules.dep", "kernel/drivers/net/veth.ko.xz:\n")
                .probe();

        assertEquals("the kernel has bridge", report.finding(Question.BRIDGE).reason());
        assertEquals(
                "the kernel has veth as a module, loaded when needed",
                report.finding(Question.VETH).reason());
        assertTrue(report.isYes(Question.OVERLAYFS));
    }

    @Test
    void theKernelsOwnConfigurationTellsWhatItLacks() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
            zip.write("#\nCONFIG_BRIDGE=y\n# CONFIG_VETH is not set\n".getBytes(StandardCharsets.UTF_8));
        }
        HostReport report = Machine.intel(root, Machine.INTEL)
                .mounts(V2)
                .with("/proc/config.gz", zipped.toByteArray())
                .probe();

        assertTrue(report.isYes(Question.BRIDGE));
        assertEquals(
                "start a kernel with CONFIG_VETH", report.finding(Question.VETH).remedy());
        assertTrue(report.forLxc().isYes());
        assertTrue(report.forLxc().reason().contains("without networks of their own"), report.forLxc()::toString);
    }

    @Test
    void whereNothingTellsOfAPartItIsUnknown() {
        HostReport report = Machine.intel(root, Machine.INTEL).probe();

        assertTrue(report.finding(Question.VETH).isUnknown());
        assertEquals("modprobe veth", report.finding(Question.VETH).remedy());
    }

    @Test
    void tapDevicesNeedTheirDevice() {
        Machine machine = Machine.intel(root, Machine.INTEL);
        assertEquals("modprobe tun", machine.probe().finding(Question.TUN).remedy());

        machine.with("/dev/net/tun", "");
        assertTrue(machine.probe().isYes(Question.TUN));

        machine.forbidding("/dev/net/tun");
        assertTrue(machine.probe().finding(Question.TUN).isNo());
    }

    private Machine user() {
        return Machine.intel(root, Machine.INTEL)
                .mounts(V2)
                .with("/proc/self/status", Machine.status(1000))
                .with("/etc/passwd", "root:x:0:0:root:/root:/bin/sh\nana:x:1000:1000::/home/ana:/bin/sh\n");
    }
}
