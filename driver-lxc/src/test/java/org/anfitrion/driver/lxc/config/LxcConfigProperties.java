package org.anfitrion.driver.lxc.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.anfitrion.api.error.Failure;

class LxcConfigProperties {

    private static final List<String> KEYS = List.of(
            "lxc.net.0.type",
            "lxc.net.0.link",
            "lxc.net.1.type",
            "lxc.net.1.hwaddr",
            "lxc.net.0.ipv4.address",
            "lxc.net",
            "lxc.net.1",
            "lxc.network.type",
            "lxc.network.link",
            "lxc.network.1.name",
            "lxc.rootfs",
            "lxc.rootfs.path",
            "lxc.rootfs.options",
            "lxc.mount.entry",
            "lxc.cap.drop",
            "lxc.hook.start",
            "lxc.hook",
            "lxc.cgroup.memory.limit_in_bytes",
            "lxc.cgroup.cpu.cfs_quota_us",
            "lxc.cgroup.cpu.shares",
            "lxc.cgroup.cpuset.cpus",
            "lxc.cgroup2.memory.max",
            "lxc.cgroup",
            "lxc.init.cmd",
            "lxc.console.path",
            "lxc.id_map",
            "lxc.kmsg",
            "lxc.something.new");

    private static final List<String> VALUES = List.of(
            "",
            "veth",
            "phys",
            "none",
            "empty",
            "br0",
            "0",
            "1",
            "-1",
            "max",
            "200000",
            "99999999999999999999",
            "512M",
            "0-3,9",
            "x y",
            "\"quoted\"",
            "'",
            "52:54:00:00:00:01",
            "01:54:00:00:00:01",
            "/srv/a\\040b mnt none bind,ro 0 0",
            "tmpfs run tmpfs size=8m 0 0",
            "tmpfs / tmpfs size=8m 0 0",
            "dir:/srv",
            "overlay:/a:/b",
            "/srv");

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> settings = Combinators.combine(
                        Arbitraries.of(KEYS), Arbitraries.of("=", " = ", "\t=  "), Arbitraries.of(VALUES))
                .as((key, equals, value) -> key + equals + value);
        Arbitrary<String> others = Arbitraries.of(
                "",
                "# lxc.tty = 1",
                "   ",
                "lxc.no.value",
                "# anfitrion: title = a\\u000ab",
                "# anfitrion: cpus = x",
                "odd\r");
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(5, settings), net.jqwik.api.Tuple.of(1, others))
                .list()
                .ofMaxSize(12)
                .map(lines -> String.join("\n", lines));
    }

    /** Any characters, those that liblxc gives a meaning above all. */
    @Provide
    Arbitrary<List<String>> values() {
        return Arbitraries.oneOf(
                        Arbitraries.strings().withChars(" \t\"'=#\\ab").ofMaxLength(8),
                        Arbitraries.strings().all().ofMaxLength(8))
                .list()
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<String> keys() {
        return Arbitraries.of("lxc.net.0.link", "lxc.mount.entry", "lxc.rootfs.path", "lxc.cap.drop", "lxc.hook.start");
    }

    @Property(tries = 300)
    void aTextComesBackAsItWas(@ForAll("texts") String text) {
        assertEquals(text, LxcConfig.parseAlone(text).text());
    }

    @Property(tries = 300)
    void everyTextCanBeReadAndWrittenBackUnchanged(@ForAll("texts") String text) {
        Translation translation = new Translation(Hosts.V1);
        LxcConfig config = LxcConfig.parseAlone(text);
        var spec = translation.read("any", config);
        assertEquals(config, translation.update(config, spec, spec, Failure.to("update", "any")));
        assertEquals(List.of(), translation.changes(spec, spec));
    }

    @Property(tries = 300)
    void whatIsSetHoldsAndAllElseHoldsAsBefore(
            @ForAll("texts") String text, @ForAll("keys") String key, @ForAll("values") List<String> values) {
        List<String> wanted = values.stream()
                .map(value -> value.replaceAll("[\n\0]", ""))
                .filter(value -> !value.isEmpty())
                .limit(key.equals("lxc.net.0.link") || key.equals("lxc.rootfs.path") ? 1 : 3)
                .collect(Collectors.toList());
        LxcConfig before = LxcConfig.parseAlone(text);
        LxcConfig after = LxcConfig.parseAlone(before.setAll(key, wanted).text());
        assertEquals(wanted, after.all(key));
        List<String> others = new ArrayList<>(before.keys());
        others.remove(key);
        others.removeIf(other -> other.equals("lxc.kmsg")); // a change leaves what LXC has no more as a comment
        for (String other : others) {
            assertEquals(before.all(other), after.all(other), other);
        }
    }

    @Property(tries = 200)
    void aChangeAndItsReversalLeaveTheLinesOfOthersAlone(@ForAll("texts") String text) {
        LxcConfig config = LxcConfig.parseAlone(text).set("lxc.tty.max", "7");
        assertEquals(
                config.text(),
                config.set("lxc.tty.max", "8").set("lxc.tty.max", "7").text());
    }
}
