package org.anfitrion.driver.lxc.liblxc;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.anfitrion.driver.lxc.liblxc.wire.RootedFiles;

/**
 * The files of a running container as its first process sees them, looked at from the host. Links are the container's, and lead
 * to its own files. Source: proc(5), {@code /proc/PID/root}.
 */
final class GuestFiles {

    /** What liblxc gives a program whose environment is empty. */
    static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private static final Splitter COLONS = Splitter.on(':');

    /** What nobody has more of in such a file; the container may have made one of any size. */
    private static final int MOST = 1 << 20;

    private final RootedFiles files;

    private GuestFiles(RootedFiles files) {
        this.files = files;
    }

    static GuestFiles of(long init) {
        return new GuestFiles(new RootedFiles(Path.of("/proc", Long.toString(init), "root")));
    }

    /** A user of the container. */
    record User(String name, int number, int group, String home) {
        static final User ROOT = new User("root", 0, 0, "/root");
    }

    /** Finds a user by name or number. */
    Optional<User> user(String name) {
        return lines("etc/passwd")
                .map(COLONS::splitToList)
                .filter(fields -> fields.size() >= 6
                        && (fields.get(0).equals(name) || fields.get(2).equals(name)))
                .flatMap(fields -> user(fields).stream())
                .findFirst();
    }

    private static Optional<User> user(List<String> fields) {
        try {
            return Optional.of(new User(
                    fields.get(0),
                    Integer.parseUnsignedInt(fields.get(2)),
                    Integer.parseUnsignedInt(fields.get(3)),
                    fields.get(5)));
        } catch (NumberFormatException e) {
            return Optional.empty(); // no line of a user
        }
    }

    /** Tells whether a program is there, as one who is in a directory of the container's would find it. */
    boolean hasProgram(String program, String path, String directory) {
        return program.indexOf('/') >= 0
                ? isThere(from(directory, program))
                : COLONS.splitToStream(path).anyMatch(folder -> isThere(from(directory, folder + "/" + program)));
    }

    /** Tells whether a directory is there. */
    boolean isDirectory(String path) {
        try {
            return files.isDirectory(path);
        } catch (IOException e) {
            return true; // the container tells
        }
    }

    private static String from(String directory, String path) {
        return path.startsWith("/") ? path : directory + "/" + path;
    }

    private boolean isThere(String path) {
        try {
            return files.exists(path);
        } catch (IOException e) {
            return true; // the container tells
        }
    }

    /** The value of a setting in {@code os-release}, without its quotes. */
    Optional<String> release(String key) {
        return Stream.concat(lines("etc/os-release"), lines("usr/lib/os-release"))
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1).replaceAll("^['\"]|['\"]$", ""))
                .findFirst();
    }

    private Stream<String> lines(String file) {
        try {
            return files.read(file, MOST).stream()
                    .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                    .flatMap(String::lines);
        } catch (IOException e) {
            return Stream.empty(); // there is none, or the container has ended
        }
    }
}
