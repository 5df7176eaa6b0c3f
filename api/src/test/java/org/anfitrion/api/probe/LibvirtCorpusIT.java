package org.anfitrion.api.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.anfitrion.api.host.Support.Answer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The probe reads the files of real machines that libvirt keeps for its own tests as libvirt does. */
class LibvirtCorpusIT {

    /** What libvirt's test expects; it counts processors on line, and all. */
    private static final Pattern EXPECTED = Pattern.compile(
            "CPUs: (\\d+)/(\\d+), MHz: (\\d+), Nodes: (\\d+), Sockets: (\\d+), Cores: (\\d+), Threads: (\\d+)");

    private static Path tests;

    @TempDir
    Path root;

    @BeforeAll
    static void theSourceIsThere() throws IOException {
        Properties sources = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(System.getProperty("anfitrion.sources", "")))) {
            sources.load(reader);
        }
        String source = sources.getProperty("source.libvirt");
        assertTrue(source != null, () -> "cannot be had here: " + sources.get("unobtainable"));
        tests = Path.of(source, "tests");
    }

    @Test
    void eachOfTheTwentyMachinesIsInTheTableBelow() throws IOException {
        assertEquals(20, names("virhostcpudata", ".cpuinfo").size());
        assertEquals(17, names("vircgroupdata", ".mounts").size());
    }

    @ParameterizedTest
    @CsvSource({
        "aarch64, f21-mustang,           UNKNOWN, UNKNOWN, UNKNOWN",
        "aarch64, high-ids,              UNKNOWN, UNKNOWN, UNKNOWN",
        "aarch64, rhel74-moonshot,       UNKNOWN, UNKNOWN, UNKNOWN",
        "aarch64, rhelsa-3.19.0-mustang, UNKNOWN, UNKNOWN, UNKNOWN",
        "armv6l,  raspberrypi,           UNKNOWN, UNKNOWN, UNKNOWN",
        "ppc,     test1,                 UNKNOWN, UNKNOWN, UNKNOWN",
        "ppc64,   deconf-cpus,           YES,     UNKNOWN, NO",
        "ppc64,   subcores1,             YES,     UNKNOWN, NO",
        "ppc64,   subcores2,             YES,     UNKNOWN, NO",
        "ppc64,   subcores3,             YES,     UNKNOWN, NO",
        "s390x,   with-frequency,        YES,     YES,     UNKNOWN",
        "x86_64,  test1,                 NO,      NO,      NO",
        "x86_64,  test2,                 YES,     NO,      NO",
        "x86_64,  test3,                 YES,     YES,     NO",
        "x86_64,  test4,                 YES,     YES,     NO",
        "x86_64,  test5,                 YES,     NO,      NO",
        "x86_64,  test6,                 YES,     YES,     NO",
        "x86_64,  test7,                 YES,     YES,     NO",
        "x86_64,  test8,                 YES,     YES,     NO",
        "x86_64,  with-die,              NO,      NO,      YES",
    })
    void aRealMachineIsReadAsLibvirtReadsIt(
            String architecture, String name, Answer extensions, Answer paging, Answer virtual) throws IOException {
        Path data = tests.resolve("virhostcpudata");
        Path cpuinfo = data.resolve("linux-" + architecture + "-" + name + ".cpuinfo");
        copy(data.resolve("linux-" + name), root.resolve("sys/devices/system"));
        Files.createDirectories(root.resolve("proc"));
        Files.copy(cpuinfo, root.resolve("proc/cpuinfo"));

        HostReport report = HostProbe.at(root).probe();

        assertEquals(
                extensions, report.finding(Question.VIRTUALIZATION_EXTENSIONS).answer(), report::toString);
        assertEquals(paging, report.finding(Question.NESTED_PAGING).answer(), report::toString);
        assertEquals(virtual, report.finding(Question.INSIDE_VIRTUAL_MACHINE).answer(), report::toString);
        compare(report.cpu(), architecture, Files.readString(sibling(cpuinfo, ".expected")));
        Path signature = sibling(cpuinfo, ".signature");
        if (Files.exists(signature)) {
            signed(report.cpu(), Files.readString(signature).replaceAll(" {2,}", " "));
        }
    }

    private static void compare(CpuFacts cpu, String architecture, String expectation) {
        Matcher expected = EXPECTED.matcher(expectation);
        assertTrue(expected.find(), expectation);
        int mhz = number(expected, 3);
        assertEquals(mhz == 0 ? OptionalInt.empty() : OptionalInt.of(mhz), cpu.mhz(), expectation);
        assertEquals(number(expected, 2), cpu.present(), expectation);
        CpuTopology topology =
                new CpuTopology(number(expected, 4), number(expected, 5), number(expected, 6), number(expected, 7));
        if (architecture.equals("ppc64") && cpu.online() != number(expected, 1)) {
            // libvirt asks KVM how many threads a subcore has, and counts those that are off line as its guests see
            // them.
            assertTrue(cpu.online() * 8 >= number(expected, 1), expectation);
            assertEquals(Optional.empty(), cpu.topology(), expectation);
            return;
        }
        assertEquals(number(expected, 1), cpu.online(), expectation);
        if (topology.equals(new CpuTopology(1, 1, cpu.present(), 1))) {
            // What libvirt says where four numbers cannot tell; here that is said by none.
            assertEquals(topology, cpu.topology().orElse(topology), expectation);
        } else {
            assertEquals(Optional.of(topology), cpu.topology(), expectation);
        }
    }

    private static void signed(CpuFacts cpu, String signature) {
        assertFalse(cpu.model().isEmpty());
        if (cpu.vendor().equals("IBM")) {
            assertTrue(signature.startsWith(cpu.model() + ", rev"), signature);
        } else if (cpu.architecture().equals("s390x")) {
            assertTrue(signature.startsWith(cpu.vendor() + ", "), signature);
            assertTrue(signature.contains(cpu.model().replace("machine ", "machine = ")), signature);
        } else {
            assertTrue(signature.startsWith(cpu.vendor() + ", " + cpu.model() + ", "), signature);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "all-in-one, V1",
        "cgroups1, V1",
        "cgroups2, V1",
        "cgroups3, V1",
        "fedora-18, V1",
        "fedora-21, V1",
        "hybrid, HYBRID",
        "kubevirt, V1",
        "logind, V1",
        "no-cgroups, NONE",
        "ovirt-node-6.6, V1",
        "ovirt-node-7.1, V1",
        "rhel-7.1, V1",
        "systemd, V1",
        "systemd-legacy, V1",
        "systemd-unified, V2",
        "unified, V2",
    })
    void theControlGroupsOfARealMachineAreRecognized(String name, CgroupLayout layout) throws IOException {
        Files.createDirectories(root.resolve("proc/self"));
        Files.copy(tests.resolve("vircgroupdata/" + name + ".mounts"), root.resolve("proc/self/mounts"));

        assertEquals(Optional.of(layout), HostProbe.at(root).probe().cgroups());
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    private static Path sibling(Path cpuinfo, String ending) {
        return cpuinfo.resolveSibling(cpuinfo.getFileName().toString().replace(".cpuinfo", ending));
    }

    private static List<String> names(String folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(tests.resolve(folder))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Path copy = to.resolve(from.relativize(path).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(path, copy);
            }
        }
    }
}
