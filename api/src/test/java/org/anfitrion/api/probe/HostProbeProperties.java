package org.anfitrion.api.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class HostProbeProperties {

    private static final List<String> FILES = List.of(
            "/proc/cpuinfo",
            "/proc/sysinfo",
            "/proc/filesystems",
            "/proc/config.gz",
            "/proc/user_beancounters",
            "/proc/self/mountinfo",
            "/proc/self/mounts",
            "/proc/self/status",
            "/proc/self/uid_map",
            "/proc/1/environ",
            "/proc/1/cgroup",
            "/proc/sys/kernel/arch",
            "/proc/sys/kernel/osrelease",
            "/proc/sys/kernel/unprivileged_userns_clone",
            "/proc/sys/user/max_user_namespaces",
            "/proc/vz",
            "/proc/xen/capabilities",
            "/sys/hypervisor/type",
            "/sys/hypervisor/properties/features",
            "/sys/class/dmi/id/product_name",
            "/sys/devices/system/cpu/online",
            "/sys/devices/system/cpu/present",
            "/sys/devices/system/cpu/cpu0/topology/physical_package_id",
            "/sys/devices/system/cpu/cpu0/topology/core_id",
            "/sys/devices/system/cpu/cpu0/topology/thread_siblings_list",
            "/sys/devices/system/node",
            "/sys/module/kvm_intel/parameters/nested",
            "/run/systemd/container",
            "/etc/passwd",
            "/etc/subuid",
            "/etc/subgid",
            "/dev");

    /** What makes parsers take the content seriously. */
    private static final List<String> BAIT = List.of(
            "processor\t: 0\nflags\t: vmx ept\nvendor_id\t: GenuineIntel\ncpu cores\t: 0\nsiblings\t: 99999\n",
            "cpu MHz\t: 99999999999999\nphysical id\t:\n",
            "processor 0: version = 00, machine = \nvendor_id : IBM/S390\n# processors : -1\n",
            "isa\t: rv64\n",
            "isa\t: rv64_\nuarch\t:",
            "CPU implementer\t:\nCPU architecture\t:\n",
            "cpu\t: POWER\nclock\t: .MHz\n",
            "0-4294967295\n",
            "0-,-3,,\n",
            "65535\n",
            "5-2\n",
            "1 2 3 / / rw - \n",
            "1 2 3 / / rw -  cgroup  rw,,\n",
            "1 2 3 4 5 6 - a b c - d e f\n",
            "Uid:\n",
            "Uid:\t0\t99999999999999\nCapEff:\tffffffffffffffffff\nenvID:\t\n",
            "xen",
            "control_d",
            "0xffffffffffffffffffff",
            "../../../etc",
            "container=\0container=\0",
            "a:b\n:::\n::99999999999999999999\n",
            "\0\0\0",
            "\uFFFF");

    @Property(tries = 100)
    void whateverIsInTheFilesAProbeAnswersAllQuestions(@ForAll("contents") Map<String, byte[]> contents)
            throws IOException {
        Path root = Files.createTempDirectory("anf-probe");
        try {
            contents.forEach((path, content) -> Machine.bare(root).with(path, content));

            HostReport report = HostProbe.at(root).probe();

            assertEquals(Question.values().length, report.findings().size());
            report.findings().forEach(finding -> assertTrue(!finding.reason().isEmpty(), finding::toString));
            assertEquals(5, report.verdicts().size());
            assertTrue(report.toString().length() < 20_000, report::toString);
        } finally {
            delete(root);
        }
    }

    @Provide
    Arbitrary<Map<String, byte[]>> contents() {
        Arbitrary<byte[]> noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
        Arbitrary<byte[]> bait = Arbitraries.of(BAIT)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(parts -> String.join("", parts).getBytes(StandardCharsets.UTF_8));
        Arbitrary<byte[]> cut = bait.flatMap(
                whole -> Arbitraries.integers().between(0, whole.length).map(length -> Arrays.copyOf(whole, length)));
        return Arbitraries.maps(Arbitraries.of(FILES), Arbitraries.oneOf(noise, bait, cut))
                .ofMaxSize(FILES.size());
    }

    @Property
    void aListOfProcessorsIsReadAsTheKernelWritesIt(
            @ForAll @Size(max = 50) List<@IntRange(min = 0, max = 300) Integer> cpus) {
        BitSet set = new BitSet();
        cpus.forEach(set::set);

        assertEquals(Optional.of(set), CpuList.parse(written(set)));
    }

    /** Runs of numbers as ranges, in the kernel's manner. */
    private static String written(BitSet set) {
        return IntStream.iterate(
                        set.nextSetBit(0), first -> first >= 0, first -> set.nextSetBit(set.nextClearBit(first)))
                .mapToObj(first -> {
                    int last = set.nextClearBit(first) - 1;
                    return first == last ? String.valueOf(first) : first + "-" + last;
                })
                .collect(Collectors.joining(","));
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
