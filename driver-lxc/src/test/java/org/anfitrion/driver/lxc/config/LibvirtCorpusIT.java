package org.anfitrion.driver.lxc.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.anfitrion.api.domain.CpuSet;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.FilesystemSource;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.IdMap;
import org.anfitrion.api.domain.NicSource;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.Tuning;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.unit.DataSize;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Configurations that libvirt keeps for its own tests are read as libvirt reads them, and written back as they were. */
class LibvirtCorpusIT {

    private static final Translation TRANSLATION = new Translation(Hosts.V1);
    private static final Failure ATTEMPT = Failure.to("update", "domain 'migrate_test'");

    private static Path folder;

    @BeforeAll
    static void theSourceIsThere() throws IOException {
        folder();
    }

    private static Path folder() throws IOException {
        if (folder == null) {
            Properties sources = new Properties();
            try (Reader reader = Files.newBufferedReader(Path.of(System.getProperty("anfitrion.sources", "")))) {
                sources.load(reader);
            }
            String source = sources.getProperty("source.libvirt");
            assertTrue(source != null, () -> "cannot be had here: " + sources.get("unobtainable"));
            folder = Path.of(source, "tests", "lxcconf2xmldata");
        }
        return folder;
    }

    static List<String> files() throws IOException {
        try (Stream<Path> entries = Files.list(folder())) {
            return entries.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".config"))
                    .sorted()
                    .toList();
        }
    }

    static List<String> oldFiles() throws IOException {
        return files().stream().filter(name -> !name.endsWith("-v3.config")).toList();
    }

    private static LxcConfig config(String name) throws IOException {
        return LxcConfig.read(folder().resolve(name));
    }

    private static DomainSpec spec(String name) throws IOException {
        return TRANSLATION.read("migrate_test", config("lxcconf2xml-" + name + ".config"));
    }

    @Test
    void allFilesAreThere() throws IOException {
        assertEquals(28, files().size());
        assertEquals(14, oldFiles().size());
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFileIsWrittenBackByteForByteAndAnUpdateWithoutDifferenceLeavesItSo(String name) throws IOException {
        LxcConfig config = config(name);
        assertEquals(List.of(), config.problems());
        DomainSpec spec = TRANSLATION.read("migrate_test", config);
        LxcConfig same = TRANSLATION.update(config, spec, spec, ATTEMPT);
        assertArrayEquals(Files.readAllBytes(folder().resolve(name)), same.bytes());
    }

    @ParameterizedTest
    @MethodSource("files")
    void anUpdateLeavesAllElseOfAFileAsItWas(String name) throws IOException {
        LxcConfig config = config(name);
        DomainSpec base = TRANSLATION.read("migrate_test", config);
        DomainSpec wanted = base.toBuilder()
                .title("changed")
                .memory(DataSize.mebibytes(77))
                .nic(NicSpec.bridge("br7").mac("52:54:00:00:00:07"))
                .build();
        LxcConfig changed = LxcConfig.parse(
                TRANSLATION.update(config, base, wanted, ATTEMPT).text());
        DomainSpec read = TRANSLATION.read("migrate_test", changed);
        assertEquals(wanted, read);
        assertFalse(changed.isOld());
        DomainSpec back = wanted.toBuilder()
                .title("")
                .memory(base.memory())
                .nics(base.nics())
                .build();
        assertEquals(base, TRANSLATION.read("migrate_test", TRANSLATION.update(changed, read, back, ATTEMPT)));
    }

    @ParameterizedTest
    @MethodSource("oldFiles")
    void anOldFileSaysTheSameAsItsNewSpelling(String name) throws IOException {
        LxcConfig old = config(name);
        LxcConfig now = config(name.replace(".config", "-v3.config"));
        assertTrue(old.isOld());
        // libvirt's new spelling gives the card of this one another number.
        String moved = name.contains("vlannetwork") && !name.contains("macvlan") ? "lxc.net.1." : "lxc.net.0.";
        assertEquals(
                values(now),
                values(old).entrySet().stream()
                        .collect(Collectors.toMap(
                                entry -> entry.getKey().replace("lxc.net.0.", moved), Map.Entry::getValue)));
    }

    private static Map<String, List<String>> values(LxcConfig config) {
        return config.keys().stream().collect(Collectors.toMap(key -> key, config::all));
    }

    @Test
    void aSimpleContainerIsWhatLibvirtTakesItFor() throws IOException {
        DomainSpec spec = spec("simple");
        assertEquals(
                List.of(
                        FilesystemSpec.directory("/var/lib/lxc/migrate_test/rootfs", "/"),
                        new FilesystemSpec(
                                new FilesystemSource.Temporary(DataSize.mebibytes(8)), "/run", false, Optional.empty()),
                        FilesystemSpec.directory("/etc/resolv.conf", "/etc/resolv.conf")
                                .asReadOnly()),
                spec.filesystems());
        assertEquals(List.of(NicSpec.bridge("virbr0").mac("02:00:15:8f:05:c1")), spec.nics());
    }

    @Test
    void cardsOfAllKindsAreToldApart() throws IOException {
        assertEquals(
                List.of(
                        NicSpec.of(new NicSource.HostInterface("eth0")),
                        NicSpec.of(new NicSource.Native("vlan")).mac("02:00:15:8f:05:c1"),
                        // It has the address of the one before.
                        NicSpec.of(new NicSource.HostInterface("eth0")).model(Cards.MACVLAN)),
                spec("miscnetwork").nics());
        assertEquals(
                List.of(NicSpec.of(new NicSource.Native("none"))),
                spec("nonenetwork").nics());
        assertEquals(List.of(), spec("nonetwork").nics());
        assertEquals(
                List.of(NicSpec.unconnected().mac("02:00:15:8f:05:c1")),
                spec("ethernet").nics());
    }

    @Test
    void tuningIsReadFromControlGroups() throws IOException {
        DomainSpec memory = spec("memtune");
        assertEquals(DataSize.gibibytes(1), memory.memory().current());
        assertEquals(
                Tuning.NONE.memorySoftLimit(DataSize.mebibytes(128)).swapLimit(DataSize.gibibytes(2)), memory.tuning());
        assertEquals(
                Tuning.NONE.cpuShares(1024).cpuPeriod(Duration.ofMillis(500)),
                spec("cputune").tuning());
        DomainSpec pinned = spec("cpusettune");
        assertEquals(5, pinned.cpus().current());
        assertEquals(CpuSet.parse("1-2,5-7"), pinned.tuning().pinning().get(4));
        assertEquals(Tuning.NONE.blockWeight(500), spec("blkiotune").tuning());
    }

    @Test
    void idsAreMapped() throws IOException {
        assertEquals(
                Optional.of(new IdMap(
                        List.of(new IdMap.Range(10_000, 0, 2_000)), List.of(new IdMap.Range(10_000, 0, 1_000)))),
                spec("idmap").idMap());
    }
}
