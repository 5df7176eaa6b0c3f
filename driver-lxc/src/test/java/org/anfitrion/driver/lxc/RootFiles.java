package org.anfitrion.driver.lxc;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;

/** Root file systems for containers of the tests. */
public final class RootFiles {

    private RootFiles() {}

    /** Copies one, so that it belongs to somebody. */
    public static void copy(Path from, Path to, int owner) {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Iterator<Path> each = paths.iterator(); each.hasNext(); ) {
                Path path = each.next();
                Path copy = to.resolve(from.relativize(path).toString());
                Files.copy(path, copy, COPY_ATTRIBUTES, NOFOLLOW_LINKS);
                Files.setAttribute(copy, "unix:uid", owner, NOFOLLOW_LINKS);
                Files.setAttribute(copy, "unix:gid", owner, NOFOLLOW_LINKS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
