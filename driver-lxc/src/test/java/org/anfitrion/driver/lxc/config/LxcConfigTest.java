package org.anfitrion.driver.lxc.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.anfitrion.api.error.InvalidSpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A configuration keeps its lines, and means what liblxc 5.0.2 said it means ({@code lxc-info -c KEY}). */
class LxcConfigTest {

    private static final String OLD = """
            # Template used to create this container
            lxc.network.type = veth
            lxc.network.link = br0
            lxc.network.ipv4 = 192.168.122.2/24

            lxc.network.type = phys
            lxc.network.0.name = eth7
            lxc.rootfs = /srv/rootfs
              lxc.tty=2
            lxc.kmsg = 0
            """;

    private static LxcConfig config(String... lines) {
        return LxcConfig.parse(String.join("\n", lines));
    }

    @Test
    void blanksAndOnePairOfQuotesAreNotPartOfAValue() {
        LxcConfig config = config(
                "lxc.uts.name = \"  a b  \"",
                "  \tlxc.tty.max\t=\t3\t",
                "lxc.environment = 'A=\"x y\"'",
                "lxc.environment = B=\"q\"",
                "lxc.hook.pre-start = \"/bin/a\" b",
                "lxc.environment = C=a#b ");
        assertEquals(Optional.of("  a b  "), config.get("lxc.uts.name"));
        assertEquals(Optional.of("3"), config.get("lxc.tty.max"));
        assertEquals(List.of("A=\"x y\"", "B=\"q\"", "C=a#b"), config.all("lxc.environment"));
        assertEquals(Optional.of("\"/bin/a\" b"), config.get("lxc.hook.pre-start"));
    }

    @Test
    void aLaterValueReplacesOrJoinsAnEarlierOneAsTheKeyHasIt() {
        LxcConfig config = config(
                "lxc.tty.max = 1",
                "lxc.tty.max = 2",
                "lxc.cgroup.memory.limit_in_bytes = 100M",
                "lxc.cgroup.memory.limit_in_bytes = 200M");
        assertEquals(List.of("2"), config.all("lxc.tty.max"));
        assertEquals(List.of("100M", "200M"), config.all("lxc.cgroup.memory.limit_in_bytes"));
        assertEquals(Optional.of("200M"), config.get("lxc.cgroup.memory.limit_in_bytes"));
    }

    @Test
    void anEmptyValueTakesBackWhatWasSaidBefore() {
        LxcConfig config = config(
                "lxc.cap.drop = mknod",
                "lxc.cap.drop =",
                "lxc.cap.drop = sys_time",
                "lxc.net.0.type = veth",
                "lxc.net.1.type = phys",
                "lxc.net.0 =",
                "lxc.hook.start = /bin/a",
                "lxc.hook =");
        assertEquals(List.of("sys_time"), config.all("lxc.cap.drop"));
        assertEquals(List.of("lxc.cap.drop", "lxc.net.1.type"), config.keys());
    }

    @Test
    void oldKeysAreReadByTheirNewNames() {
        LxcConfig config = LxcConfig.parse(OLD);
        assertTrue(config.isOld());
        assertEquals(Optional.of("veth"), config.get("lxc.net.0.type"));
        assertEquals(Optional.of("192.168.122.2/24"), config.get("lxc.net.0.ipv4.address"));
        assertEquals(Optional.of("phys"), config.get("lxc.net.1.type"));
        assertEquals(Optional.of("eth7"), config.get("lxc.net.0.name"));
        assertEquals(Optional.of("/srv/rootfs"), config.get("lxc.rootfs.path"));
        assertEquals(Optional.of("2"), config.get("lxc.tty.max"));
        assertEquals(OLD, config.text());
    }

    @Test
    void aChangeSpellsOldKeysAnewInTheirPlaces() {
        assertEquals("""
                # Template used to create this container
                lxc.net.0.type = veth
                lxc.net.0.link = br0
                lxc.net.0.ipv4.address = 192.168.122.2/24

                lxc.net.1.type = phys
                lxc.net.0.name = eth7
                lxc.rootfs.path = /srv/rootfs
                lxc.tty.max = 4
                # lxc.kmsg = 0
                """, LxcConfig.parse(OLD).set("lxc.tty.max", "4").text());
    }

    @Test
    void aChangeTouchesItsOwnLineOnly() {
        LxcConfig config = config("# one", "lxc.tty.max=1", "  weird line", "lxc.unknown.key =  x ", "");
        assertEquals(
                "# one\nlxc.tty.max = 2\n  weird line\nlxc.unknown.key =  x \n",
                config.set("lxc.tty.max", "2").text());
        assertEquals(config, config.set("lxc.tty.max", "1"));
        assertEquals(
                "# one\n  weird line\nlxc.unknown.key =  x \n",
                config.remove("lxc.tty.max").text());
    }

    @Test
    void aNewLineComesBehindItsRelatives() {
        LxcConfig config = config("lxc.net.0.type = veth", "lxc.tty.max = 1");
        assertEquals(
                "lxc.net.0.type = veth\nlxc.net.0.link = br0\nlxc.tty.max = 1",
                config.set("lxc.net.0.link", "br0").text());
        assertEquals(
                "lxc.net.0.type = veth\nlxc.tty.max = 1\nlxc.arch = x86_64\n",
                config.set("lxc.arch", "x86_64").text());
    }

    @Test
    void aValueThatLooksQuotedOrHasBlanksAroundItComesBackTheSame() {
        for (String value : List.of(" a", "a ", "\"a\"", "'a' 'b'", "\"", "a=b", "# c", "\t", "' \"")) {
            LxcConfig config = LxcConfig.empty().set("lxc.uts.name", value);
            assertEquals(Optional.of(value), LxcConfig.parse(config.text()).get("lxc.uts.name"), value);
        }
    }

    @Test
    void aLineBreakIsRefused() {
        assertThrows(
                InvalidSpecException.class, () -> LxcConfig.empty().set("lxc.uts.name", "a\nlxc.net.0.type = none"));
        assertThrows(InvalidSpecException.class, () -> LxcConfig.empty().set("lxc.uts.name", ""));
    }

    @Test
    void includedFilesAndFoldersCountAndAreNotRewritten(@TempDir Path folder) throws IOException {
        Path common = Files.writeString(folder.resolve("common.conf"), "lxc.cap.drop = mknod\nlxc.tty.max = 9\n");
        Path more = Files.createDirectory(folder.resolve("more.d"));
        Files.writeString(more.resolve("a.conf"), "lxc.cap.drop = sys_time\n");
        Files.writeString(more.resolve("ignored.txt"), "lxc.cap.drop = all\n");
        Path file = Files.writeString(
                folder.resolve("config"),
                "lxc.tty.max = 1\nlxc.include = " + common + "\nlxc.include = " + more + "\nlxc.include = /nowhere\n");
        LxcConfig config = LxcConfig.read(file);
        assertEquals(List.of("mknod", "sys_time"), config.all("lxc.cap.drop"));
        assertEquals(Optional.of("9"), config.get("lxc.tty.max"));
        assertEquals(List.of("what is to be included cannot be read: /nowhere"), config.problems());

        LxcConfig changed = config.set("lxc.tty.max", "1").setAll("lxc.cap.drop", List.of("mknod"));
        Files.write(file, changed.bytes());
        LxcConfig again = LxcConfig.read(file);
        assertEquals(List.of("mknod"), again.all("lxc.cap.drop"));
        assertEquals(Optional.of("1"), again.get("lxc.tty.max"));
        assertEquals("lxc.cap.drop = mknod\nlxc.tty.max = 9\n", Files.readString(common));
    }

    @Test
    void filesThatIncludeThemselvesAreReadToAnEnd(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("config");
        Files.writeString(file, "lxc.tty.max = 1\nlxc.include = " + file + "\n");
        LxcConfig config = LxcConfig.read(file);
        assertEquals(Optional.of("1"), config.get("lxc.tty.max"));
        assertTrue(config.problems().get(0).contains("circle"));
    }

    @Test
    void bytesThatAreNotUtf8ComeBackAsTheyWere(@TempDir Path folder) throws IOException {
        byte[] latin = "# caf\u00e9\nlxc.tty.max = 1\n".getBytes(StandardCharsets.ISO_8859_1);
        LxcConfig config = LxcConfig.read(Files.write(folder.resolve("config"), latin));
        assertEquals(
                "# caf\u00e9\nlxc.tty.max = 2\n",
                new String(config.set("lxc.tty.max", "2").bytes(), StandardCharsets.ISO_8859_1));
        assertThrows(InvalidSpecException.class, () -> config.withNote("title", "\u6f22")
                .bytes());
    }

    @Test
    void notesAreCommentsAndComeBackWithAllTheirCharacters() {
        String text = "two\nlines, a \\ and \\u000a, \u6f22\u5b57 \u0085 ";
        LxcConfig config =
                config("lxc.tty.max = 1", "").withNote("description", text).withNote("title", "t");
        assertEquals(Optional.of(text), LxcConfig.parse(config.text()).note("description"));
        assertEquals(4, config.text().lines().count() + 1);
        assertEquals(
                "lxc.tty.max = 1\n",
                config.withNote("title", "").withNote("description", "").text());
    }
}
