package org.anfitrion.driver.lxc.liblxc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mount is found on a tree and below it, also through links and with signs that the kernel writes in octal. */
class HostMountsTest {

    @Test
    void whatIsMountedInATreeIsFound(@TempDir Path folder) throws IOException {
        Path tree = Files.createDirectory(folder.toRealPath().resolve("a tree"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.toRealPath());
        HostMounts mounts = HostMounts.parse(Stream.of(
                "25 30 0:23 / /proc rw,nosuid - proc proc rw",
                "31 25 254:1 /x " + (tree + "/in it").replace(" ", "\\040") + " rw shared:1 - ext4 /dev/vda rw"));
        assertEquals(Optional.of(tree + "/in it"), mounts.in(tree));
        assertEquals(Optional.of(tree + "/in it"), mounts.in(link.resolve("a tree")));
        assertEquals(Optional.empty(), mounts.in(folder.resolve("a tre")));
        assertEquals(Optional.of("/proc"), mounts.in(Path.of("/proc")));
    }
}
