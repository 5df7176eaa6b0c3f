package org.anfitrion.driver.lxc.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.CpuCount;
import org.anfitrion.api.domain.CpuSet;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.FilesystemSource;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.api.domain.IdMap;
import org.anfitrion.api.domain.Memory;
import org.anfitrion.api.domain.NicSource;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.Owner;
import org.anfitrion.api.domain.Tuning;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.unit.DataSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A description becomes a configuration that says it, and comes back from it. */
class TranslationTest {

    private static final Failure ATTEMPT = Failure.to("update", "domain 'web'");
    private static final Translation V1 = new Translation(Hosts.V1);
    private static final Translation V2 = new Translation(Hosts.V2);

    private static DomainSpecBuilder web() {
        return DomainSpec.named("web").filesystem(FilesystemSpec.directory("/srv/web", "/"));
    }

    private static DomainSpec rich() {
        return web().uuid(UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8"))
                .guestType(GuestType.OPERATING_SYSTEM)
                .idMap(IdMap.HOST)
                .title("Web; $(server)")
                .description("two\nlines = here # ok")
                .owner(Owner.thisProcess("shop"))
                .cpus(new CpuCount(2, 4))
                .memory(new Memory(DataSize.mebibytes(512), DataSize.gibibytes(1)))
                .tuning(Tuning.NONE
                        .cpuShares(777)
                        .cpuQuota(Duration.ofMillis(20))
                        .cpuPeriod(Duration.ofMillis(50))
                        .pin(0, CpuSet.parse("1-3"))
                        .pin(1, CpuSet.parse("1-3"))
                        .pin(2, CpuSet.parse("1-3"))
                        .pin(3, CpuSet.parse("1-3"))
                        .memoryHardLimit(DataSize.gibibytes(2))
                        .memorySoftLimit(DataSize.mebibytes(256))
                        .swapLimit(DataSize.gibibytes(3))
                        .blockWeight(500)
                        .processLimit(400))
                .boot(Boot.init("/bin/sh", "-c", "exec=$0;'x'"))
                .filesystem(FilesystemSpec.directory("/srv/my data\\x", "/mnt/with space")
                        .asReadOnly())
                .filesystem(new FilesystemSpec(
                        new FilesystemSource.Temporary(DataSize.mebibytes(8)), "/run", false, Optional.empty()))
                .nic(NicSpec.bridge("br0").mac("52:54:00:00:00:01"))
                .nic(NicSpec.unconnected().mac("52:54:00:00:00:02"))
                .nic(NicSpec.of(new NicSource.HostInterface("eth7")))
                .nic(NicSpec.of(new NicSource.HostInterface("eth8"))
                        .model(Cards.MACVLAN)
                        .mac("52:54:00:00:00:03"))
                .console(ConsoleSpec.paravirtual())
                .build();
    }

    static List<ContainerHost> hosts() {
        return List.of(Hosts.V1, Hosts.V2, Hosts.HYBRID);
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void allThatADescriptionSaysComesBackFromTheText(ContainerHost host) {
        Translation translation = new Translation(host);
        LxcConfig config = LxcConfig.parse(translation.create(rich()).text());
        assertEquals(rich(), translation.read("web", config));
        assertEquals(List.of(), config.problems());
    }

    @Test
    void limitsAreInTheWordsOfTheVersionThatHasTheirController() {
        LxcConfig one = V1.create(rich());
        assertEquals(Optional.of("2147483648"), one.get("lxc.cgroup.memory.limit_in_bytes"));
        assertEquals(Optional.of("3221225472"), one.get("lxc.cgroup.memory.memsw.limit_in_bytes"));
        assertEquals(Optional.of("40000"), one.get("lxc.cgroup.cpu.cfs_quota_us"));
        assertEquals(Optional.of("777"), one.get("lxc.cgroup.cpu.shares"));
        assertFalse(one.text().contains("cgroup2"));

        LxcConfig two = V2.create(rich());
        assertEquals(Optional.of("2147483648"), two.get("lxc.cgroup2.memory.max"));
        assertEquals(Optional.of("1073741824"), two.get("lxc.cgroup2.memory.swap.max"));
        assertEquals(Optional.of("40000 50000"), two.get("lxc.cgroup2.cpu.max"));
        assertEquals(Optional.of("30"), two.get("lxc.cgroup2.cpu.weight"));
        assertFalse(two.text().contains("lxc.cgroup."));

        LxcConfig both = new Translation(Hosts.HYBRID).create(rich());
        assertEquals(Optional.of("2147483648"), both.get("lxc.cgroup.memory.limit_in_bytes"));
        assertEquals(Optional.of("400"), both.get("lxc.cgroup2.pids.max"));
        assertEquals(Optional.of("500"), both.get("lxc.cgroup2.io.bfq.weight"));
    }

    @Test
    void withoutControllersNothingIsLimitedAndCpusAndMemoryAreNoted() {
        Translation bare = new Translation(Hosts.BARE);
        DomainSpec spec = web().cpus(2).memory(DataSize.mebibytes(64)).build();
        LxcConfig config = bare.create(spec);
        assertFalse(config.text().contains("lxc.cgroup"));
        assertEquals(spec.cpus(), bare.read("web", config).cpus());
        assertEquals(spec.memory(), bare.read("web", config).memory());
    }

    @Test
    void anewContainerSharesNothingOfTheHosts() {
        LxcConfig config = V1.create(web().build());
        assertEquals(Optional.of("empty"), config.get("lxc.net.0.type"));
        assertEquals(Optional.of("1"), config.get("lxc.autodev"));
        assertEquals(List.of("a"), config.all("lxc.cgroup.devices.deny"));
        assertEquals(Optional.of("web"), config.get("lxc.uts.name"));
        assertEquals(Optional.of("none"), config.get("lxc.console.path"));
        assertEquals(List.of("a"), V2.create(web().build()).all("lxc.cgroup2.devices.deny"));
        assertEquals(List.of(), V1.read("web", config).nics());
    }

    @Test
    void anUnprivilegedContainerHasItsIdsAndNeedsNoRulesForDevices() {
        IdMap ids = new IdMap(
                List.of(IdMaps.subordinate("root:1:2\nann:100000:65536\n", "ann", 1000)
                        .orElseThrow()),
                List.of(IdMaps.subordinate("1000:200000:65536\n", "ann", 1000).orElseThrow()));
        DomainSpec spec = web().idMap(ids)
                .filesystem(FilesystemSpec.directory("/", "/mnt/host").asReadOnly())
                .build();
        LxcConfig config = V1.create(spec);
        assertEquals(List.of("/ mnt/host none bind,ro,create=dir 0 0"), config.all("lxc.mount.entry"));
        assertEquals(List.of("u 0 100000 65536", "g 0 200000 65536"), config.all("lxc.idmap"));
        assertEquals(Optional.of(ids), IdMaps.of(config));
        assertFalse(config.text().contains("devices"));
    }

    @Test
    void anUpdateChangesWhatDiffersAndNothingElse() {
        LxcConfig config = LxcConfig.parse("""
            # by hand
            lxc.rootfs.path   = /srv/web
            lxc.cgroup.memory.limit_in_bytes = 100M
            lxc.hook.start = /bin/odd  thing

            lxc.net.3.type = veth
            lxc.net.3.link = br0
            lxc.net.3.ipv4.address = 10.0.0.2/24
            lxc.cgroup.cpu.rt_runtime_us = 5
            """);
        DomainSpec base = V1.read("web", config);
        assertEquals(DataSize.mebibytes(100), base.memory().current());
        assertEquals(8, base.cpus().current());
        assertEquals(config, V1.update(config, base, base, ATTEMPT));
        assertEquals(List.of(), V1.changes(base, base));

        DomainSpec wanted =
                base.toBuilder().memory(DataSize.mebibytes(200)).title("Web").build();
        assertEquals("""
            # anfitrion: title = Web
            # by hand
            lxc.rootfs.path   = /srv/web
            lxc.cgroup.memory.limit_in_bytes = 209715200
            lxc.hook.start = /bin/odd  thing

            lxc.net.3.type = veth
            lxc.net.3.link = br0
            lxc.net.3.ipv4.address = 10.0.0.2/24
            lxc.cgroup.cpu.rt_runtime_us = 5
            """, V1.update(config, base, wanted, ATTEMPT).text());
        assertEquals(2, V1.changes(base, wanted).size());
    }

    @Test
    void whatTuningLeavesOpenStays() {
        LxcConfig config = V1.create(rich());
        DomainSpec base = V1.read("web", config);
        DomainSpec open = base.toBuilder().tuning(Tuning.NONE).build();
        assertEquals(config, V1.update(config, base, open, ATTEMPT));
        DomainSpec more = base.toBuilder().tuning(Tuning.NONE.cpuShares(512)).build();
        DomainSpec read = V1.read("web", V1.update(config, base, more, ATTEMPT));
        assertEquals(base.tuning().cpuShares(512), read.tuning());
    }

    @Test
    void aCardKeepsWhatOnlyItsConfigurationSaysWhenItMovesToAnotherBridge() {
        LxcConfig config = LxcConfig.parse("""
            lxc.net.0.type = veth
            lxc.net.0.link = br0
            lxc.net.0.hwaddr = 52:54:00:00:00:01
            lxc.net.0.veth.pair = out7
            lxc.net.1.type = phys
            lxc.net.1.link = eth9
            """);
        DomainSpec base = V1.read("web", config);
        DomainSpec wanted = base.toBuilder()
                .nics(List.of(NicSpec.bridge("br1").mac("52:54:00:00:00:01")))
                .build();
        assertEquals("""
            lxc.net.0.type = veth
            lxc.net.0.link = br1
            lxc.net.0.hwaddr = 52:54:00:00:00:01
            lxc.net.0.veth.pair = out7
            """, V1.update(config, base, wanted, ATTEMPT).text());
    }

    @Test
    void theLastCardLeavesALoopAndTheFirstTakesItsPlace() {
        LxcConfig config = LxcConfig.parse("lxc.net.2.type = veth\nlxc.net.2.link = br0\n");
        DomainSpec base = V1.read("web", config);
        DomainSpec none = base.toBuilder().nics(List.of()).build();
        LxcConfig alone = V1.update(config, base, none, ATTEMPT);
        assertEquals("lxc.net.0.type = empty\n", alone.text());
        DomainSpec one = none.toBuilder()
                .nic(NicSpec.bridge("br1").mac("52:54:00:00:00:01"))
                .build();
        assertEquals(
                "lxc.net.0.type = veth\n"
                        + "lxc.net.0.link = br1\n"
                        + "lxc.net.0.flags = up\n"
                        + "lxc.net.0.hwaddr = 52:54:00:00:00:01\n",
                V1.update(alone, V1.read("web", alone), one, ATTEMPT).text());
    }

    @Test
    void aCardWithoutAddressGetsOneThatStays() {
        DomainSpec spec = web().nic(NicSpec.bridge("br0")).build();
        String mac = V1.create(spec).get("lxc.net.0.hwaddr").orElseThrow();
        assertTrue(mac.matches("00:16:3e(:[0-9a-f]{2}){3}"), mac);
        assertEquals(
                mac,
                V1.read("web", V1.create(spec))
                                .nics()
                                .get(0)
                                .mac()
                                .orElseThrow()
                                .text()
                                .substring(0, 8)
                        + mac.substring(8));
    }

    @Test
    void theHostsNetworkIsSeenAndCannotBeAskedFor() {
        DomainSpec spec = V1.read("web", LxcConfig.parse("lxc.net.0.type = none\n"));
        assertEquals(new NicSource.Native("none"), spec.nics().get(0).source());
        assertThrows(UnsupportedCapabilityException.class, () -> new Demands(Hosts.V1)
                .check(web().nic(NicSpec.of(new NicSource.Native("none"))).build(), ATTEMPT));
    }

    @Test
    void mountsAreReadFromTheTextAndFromItsFstab(@TempDir Path folder) throws IOException {
        Path fstab = Files.writeString(
                folder.resolve("fstab"), "# none\n/srv/a a none bind 0 0\nproc proc proc nodev 0 0\n");
        LxcConfig config = LxcConfig.parse("lxc.rootfs.path = dir:/srv/root\nlxc.mount.fstab = " + fstab
                + "\nlxc.mount.entry = /srv/b /srv/root/b none rbind,ro,optional 0 0"
                + "\nlxc.mount.entry = tmpfs run tmpfs size=8m,mode=0755 0 0"
                + "\nlxc.mount.entry = /dev/sda1 disk ext4 defaults 0 0"
                + "\nlxc.mount.entry = sysfs sys sysfs defaults 0 0\n");
        DomainSpec base = V1.read("web", config);
        assertEquals(
                List.of("/", "/a", "/b", "/run", "/disk"),
                base.filesystems().stream().map(FilesystemSpec::target).toList());
        DomainSpec writable = base.toBuilder()
                .filesystems(base.filesystems().stream()
                        .map(one -> one.target().equals("/b") ? FilesystemSpec.directory("/srv/b", "/b") : one)
                        .toList())
                .build();
        assertEquals(
                List.of("/srv/b b none bind,create=dir,optional 0 0"),
                V1.update(config, base, writable, ATTEMPT)
                        .all("lxc.mount.entry")
                        .subList(0, 1));
        DomainSpec without = base.toBuilder()
                .filesystems(base.filesystems().stream()
                        .filter(one -> !one.target().equals("/a"))
                        .toList())
                .build();
        assertThrows(UnsupportedCapabilityException.class, () -> V1.update(config, base, without, ATTEMPT));
    }

    @Test
    void whatRunsIsReadFromTheFilesOfItsGroups() {
        LxcConfig config = V1.create(web().memory(DataSize.mebibytes(64)).build());
        DomainSpec base = V1.read("web", config);
        LimitsChange change = V1.limitsChange(
                base,
                base.toBuilder()
                        .tuning(Tuning.NONE.memoryHardLimit(DataSize.gibibytes(1)))
                        .build());
        assertEquals(Map.of("memory.limit_in_bytes", "1073741824"), change.files());
        Map<String, String> files = Map.of(
                "memory.limit_in_bytes", "1073741824\n",
                "memory.soft_limit_in_bytes", "9223372036854771712\n",
                "cpu.shares", "1024\n",
                "cpu.cfs_quota_us", "100000\n",
                "pids.max", "max\n");
        DomainSpec live = V1.read(
                "web",
                config,
                name -> Optional.ofNullable(files.get(name)),
                name -> Optional.ofNullable(change.notes().get(name)));
        assertEquals(DataSize.mebibytes(64), live.memory().current());
        assertEquals(Optional.of(DataSize.gibibytes(1)), live.tuning().memoryHardLimit());
        assertEquals(Optional.empty(), live.tuning().memorySoftLimit());
        assertEquals(OptionalLong.of(1024), live.tuning().cpuShares());
        assertEquals(1, live.cpus().current());
    }

    @Test
    void aTargetThatWouldLeadOutOfTheContainerOrHideItsRootIsRefused() {
        for (String target : List.of("/../../etc", "/srv/..", "/./", "/.", "/srv//data", "/srv/")) {
            DomainSpec spec = web().filesystem(FilesystemSpec.directory("/srv/data", target))
                    .build();
            assertThrows(InvalidSpecException.class, () -> new Demands(Hosts.V1).check(spec, ATTEMPT), target);
        }
    }

    @Test
    void moreMemoryThanMemoryAndSwapTogetherIsRefusedAlsoIfItsLimitStays() {
        DomainSpec base = web().memory(DataSize.mebibytes(64))
                .tuning(Tuning.NONE.swapLimit(DataSize.mebibytes(128)))
                .build();
        Demands demands = new Demands(Hosts.V1);
        demands.check(base, base.toBuilder().memory(DataSize.mebibytes(128)).build(), ATTEMPT);
        DomainSpec more = base.toBuilder().memory(DataSize.mebibytes(129)).build();
        assertThrows(InvalidSpecException.class, () -> demands.check(base, more, ATTEMPT));
        assertThrows(
                InvalidSpecException.class,
                () -> demands.check(base, more.toBuilder().tuning(Tuning.NONE).build(), ATTEMPT));
    }

    @Test
    void whatAContainerCannotBeIsRefusedWithAReason() {
        Demands demands = new Demands(Hosts.V1);
        List<DomainSpec> impossible = List.of(
                web().boot(Boot.bios()).build(),
                web().boot(Boot.init("/bin/sh", "-c", "echo two words")).build(),
                web().boot(Boot.init("/bin/sh", "")).build(),
                web().guestType(GuestType.EMULATED).build(),
                web().disk(DiskSpec.file("/srv/a.img")).build(),
                web().console(ConsoleSpec.serial()).build(),
                web().nic(NicSpec.userMode()).build(),
                web().nic(NicSpec.network("default")).build(),
                web().nic(NicSpec.bridge("br0").link(false)).build(),
                web().nic(NicSpec.bridge("br0").model(Cards.MACVLAN)).build(),
                web().tuning(Tuning.NONE.emulatorPinning(CpuSet.of(0))).build(),
                web().cpus(2).tuning(Tuning.NONE.pin(0, CpuSet.of(0))).build(),
                web().filesystem(new FilesystemSpec(
                                new FilesystemSource.Image("/srv/a.img", DiskFormat.RAW),
                                "/x",
                                false,
                                Optional.empty()))
                        .build(),
                web().filesystem(FilesystemSpec.directory("/srv", "/x").driver("virtiofs"))
                        .build());
        for (DomainSpec spec : impossible) {
            assertThrows(UnsupportedCapabilityException.class, () -> demands.check(spec, ATTEMPT), spec::toString);
        }
        List<DomainSpec> nonsense = List.of(
                DomainSpec.named("bare").boot(Boot.init("/sbin/init")).build(),
                web().filesystem(FilesystemSpec.directory("/srv", "tag")).build(),
                web().tuning(Tuning.NONE.pin(0, CpuSet.of(99))).build(),
                web().tuning(Tuning.NONE.pin(7, CpuSet.of(0))).build());
        for (DomainSpec spec : nonsense) {
            assertThrows(InvalidSpecException.class, () -> demands.check(spec, ATTEMPT), spec::toString);
        }
    }

    @Test
    void whatTheHostHasNoControllerForIsLackingByItsName() {
        Demands bare = new Demands(Hosts.BARE);
        assertEquals(Optional.of("the host has no cgroup controller pids"), bare.lacking(Feature.TUNE_PROCESSES));
        assertTrue(bare.lacking(Feature.TUNE_BLOCK).isPresent());
        assertEquals(Optional.empty(), new Demands(Hosts.V2).lacking(Feature.TUNE_BLOCK));
        assertEquals(Optional.empty(), bare.lacking(Feature.CONSOLE));
    }

    @Test
    void aNameThatIsNoHostNameBecomesOne() {
        assertEquals("a-b", Translation.hostName("A b"));
        assertEquals("container", Translation.hostName("漢字"));
        assertEquals("container", Translation.hostName("-*;|"));
        assertEquals(63, Translation.hostName("x".repeat(200)).length());
    }
}
