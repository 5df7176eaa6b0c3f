package org.anfitrion.driver.lxc.liblxc;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A user who is not root, and has a range of numbers to give away, runs containers. */
class UnprivilegedIT {

    private static final int FIRST = 1_200_000;

    private final LxcLab lab = LxcLab.raised();

    @Test
    void aUserRunsAContainerWhoseUsersAreHisNumbers() throws IOException, InterruptedException {
        Path home = lab.place("u");
        Path root = lab.rootOf(FIRST);
        Map<String, String> seen = ChildJvm.running(UnprivilegedWalk.class)
                .with(ChildJvm.copied(lab.place("j")))
                .told(home.resolve("containers").toString(), root.toString())
                .within(List.of(
                        "unshare",
                        "--mount",
                        "sh",
                        "-c",
                        UnprivilegedWalk.AS_USER,
                        "as-user",
                        home.toString(),
                        Integer.toString(FIRST),
                        lab.uidmap().toString()))
                .lines();
        assertAll(
                () -> assertEquals("[0 1200000 65536]", seen.get("map"), "whose numbers its users are"),
                () -> assertEquals("0", seen.get("inside"), "root inside"),
                () -> assertEquals("0 1200000 65536", seen.get("outside"), "who root is outside"),
                () -> assertEquals("1", seen.get("rows"), "what is listed"),
                () -> assertEquals("true", seen.get("counted"), "whether its memory is counted"),
                () -> assertEquals("PAUSED", seen.get("held"), "when it is suspended"),
                () -> assertEquals("SHUT_OFF", seen.get("stopped"), "when it is asked to stop"),
                () -> assertEquals("0", seen.get("left"), "what is left"));
        assertEquals(FIRST, Files.getAttribute(root.resolve("root/file"), "unix:uid"), "whose file it wrote");
    }
}
