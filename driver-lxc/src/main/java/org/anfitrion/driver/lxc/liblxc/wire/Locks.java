package org.anfitrion.driver.lxc.liblxc.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The files by which liblxc keeps processes from changing one container at once. It makes one for each that it looks at, and
 * leaves it. Source: {@code lxclock.c}, 5.0.
 */
public final class Locks {

    private Locks() {}

    /**
     * Takes away what is left of a container that is no more.
     *
     * @param name the container's name
     * @param lxcPath the folder of containers
     * @throws IOException if somebody else's is there instead
     */
    public static void remove(String name, Path lxcPath) throws IOException {
        for (Path folder : List.of(lxcPath.toAbsolutePath(), Path.of(Container.NOWHERE))) {
            Files.deleteIfExists(root().resolve(Path.of("/").relativize(folder)).resolve("." + name));
        }
    }

    private static Path root() {
        Path own = Optional.ofNullable(System.getenv("XDG_RUNTIME_DIR"))
                .map(Path::of)
                .orElse(Path.of(System.getProperty("user.home"), ".cache", "lxc", "run"));
        Path run = System.getProperty("user.name").equals("root") ? Path.of("/run") : own;
        return run.resolve("lxc").resolve("lock");
    }
}
