package org.anfitrion.driver.lxc.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.error.Failure;
import org.anfitrion.driver.lxc.liblxc.wire.Container;

/** What this driver takes a configuration for, liblxc itself takes it for. */
class LiblxcReadsIT {

    private static final Failure ATTEMPT = Failure.to("read", "container 'read'");
    private static final String NAME = "read";

    /** Keys with any text in them, of both kinds: some have one value, some several. */
    private static final List<String> FREE = List.of(
            "lxc.uts.name",
            "lxc.init.cmd",
            "lxc.rootfs.options",
            "lxc.mount.entry",
            "lxc.hook.start",
            "lxc.group",
            "lxc.cgroup.memory.limit_in_bytes",
            "lxc.cgroup2.memory.max");

    /** Keys whose values are words. */
    private static final Set<String> WORDS = Set.of("lxc.cap.drop", "lxc.group");

    private static Path lxcPath;

    @BeforeContainer
    static void aFolderOfContainers() throws IOException {
        lxcPath = Files.createTempDirectory("anfitrion-liblxc-reads-");
        Files.createDirectory(lxcPath.resolve(NAME));
    }

    @AfterContainer
    static void isTakenAway() throws IOException {
        Files.deleteIfExists(lxcPath.resolve(NAME).resolve("config"));
        Files.deleteIfExists(lxcPath.resolve(NAME));
        Files.delete(lxcPath);
        // liblxc leaves its locks.
        Path locks = Path.of("/run/lxc/lock").resolve(lxcPath.toString().substring(1));
        Files.deleteIfExists(locks.resolve("." + NAME));
        Files.deleteIfExists(locks);
    }

    private static void assertReadAlike(LxcConfig config) throws IOException {
        Files.write(lxcPath.resolve(NAME).resolve("config"), config.bytes());
        try (Container container = Container.configured(NAME, lxcPath, ATTEMPT)) {
            Map<String, String> ours = new TreeMap<>();
            Map<String, String> theirs = new TreeMap<>();
            for (String key : config.keys()) {
                // liblxc tells the flags that it makes of its words.
                if (!key.equals("lxc.mount.auto")) {
                    ours.put(key, plain(key, String.join("\n", config.all(key))));
                    theirs.put(key, container.item(key).orElse("none"));
                }
            }
            assertEquals(ours, theirs, config::text);
        }
    }

    /** As liblxc tells it: kinds of storage apart from their places, each word on a line. */
    private static String plain(String key, String value) {
        return (key.equals("lxc.rootfs.path")
                        ? value.replaceFirst("^(dir|loop):", "")
                        : WORDS.contains(key) ? value.strip().replaceAll("[ \t\n]+", "\n") : value)
                .stripTrailing();
    }

    @Provide
    Arbitrary<DomainSpec> specs() {
        return ContainerSpecs.all();
    }

    @Provide
    Arbitrary<ContainerHost> hosts() {
        return Arbitraries.of(Hosts.V1, Hosts.V2, Hosts.HYBRID);
    }

    @Property(tries = 150, shrinking = ShrinkingMode.BOUNDED)
    void aConfigurationThatIsWrittenForADescriptionIsReadAlike(
            @ForAll("hosts") ContainerHost host, @ForAll("specs") DomainSpec spec) throws IOException {
        assertReadAlike(LxcConfig.parseAlone(new Translation(host).create(spec).text()));
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> values = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(
                        6,
                        Arbitraries.strings()
                                .withChars("ab =\t\"'#\\$ü")
                                .ofMinLength(1)
                                .ofMaxLength(6)),
                net.jqwik.api.Tuple.of(1, Arbitraries.of("")));
        Arbitrary<String> lines = Combinators.combine(
                        Arbitraries.of("", " ", "\t "),
                        Arbitraries.of(FREE),
                        Arbitraries.of("=", " = ", "\t=  "),
                        values,
                        Arbitraries.of("", " ", "# lxc.uts.name = c\n"))
                .as((before, key, equals, value, after) -> after.startsWith("#")
                        ? after + before + key + equals + value
                        : before + key + equals + value + after);
        return lines.list().ofMaxSize(8).map(all -> all.stream().collect(Collectors.joining("\n")) + "\n");
    }

    @Property(tries = 300, shrinking = ShrinkingMode.BOUNDED)
    void aTextOfSomebodyElseIsReadAlike(@ForAll("texts") String text) throws IOException {
        assertReadAlike(LxcConfig.parseAlone(text));
    }
}
