package org.anfitrion.api.probe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * The files of a machine below some root, each read at most once. Whatever is there, nothing here throws, blocks, or takes
 * more memory than its limits. Used by one thread.
 */
class Tree {

    /** The longest file that is read whole; {@code /proc/cpuinfo} of a thousand processors is a third of it. */
    static final int LARGEST_FILE = 4 << 20;

    private static final int MOST_ENTRIES = 1 << 16;

    private final Path root;
    private final Map<String, Reading> known = new HashMap<>();

    Tree(Path root) {
        this.root = root;
    }

    /** Starts to look at a machine. */
    @FunctionalInterface
    interface Opening {
        Tree open();
    }

    /** What came of reading a file. */
    sealed interface Reading {

        /** The text, if it could be read. */
        default Optional<String> text() {
            return Optional.empty();
        }

        /** Why it could not. */
        String why();

        /** It was read. */
        record Read(String content) implements Reading {
            @Override
            public Optional<String> text() {
                return Optional.of(content);
            }

            @Override
            public String why() {
                return "";
            }
        }

        /** There is no such file. */
        record Absent(String path) implements Reading {
            @Override
            public String why() {
                return "there is no " + path;
            }
        }

        /** It is there and cannot be read. */
        record Unreadable(String path, String because) implements Reading {
            @Override
            public String why() {
                return path + " cannot be read: " + because;
            }
        }
    }

    private Path at(String path) {
        return root.resolve(path.substring(1));
    }

    Reading read(String path) {
        Reading reading = known.get(path);
        if (reading == null) {
            reading = readNow(path);
            known.put(path, reading);
        }
        return reading;
    }

    /** The text of a file that can be read. */
    Optional<String> text(String path) {
        return read(path).text();
    }

    /** The first line of a file that can be read, without white space around it; empty if there is nothing in it. */
    Optional<String> line(String path) {
        return text(path)
                .flatMap(text -> text.lines().findFirst())
                .map(String::strip)
                .filter(line -> !line.isEmpty());
    }

    private Reading readNow(String path) {
        try (InputStream in = open(path)) {
            return new Reading.Read(new String(in.readNBytes(LARGEST_FILE), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return new Reading.Absent(path);
        } catch (FileSystemException e) {
            // "Not a directory": something on the way is a file.
            return Files.exists(at(path), LinkOption.NOFOLLOW_LINKS)
                    ? new Reading.Unreadable(path, reason(e))
                    : new Reading.Absent(path);
        } catch (IOException | SecurityException e) {
            return new Reading.Unreadable(path, reason(e));
        }
    }

    /** The text of a file that gzip wrote. */
    Optional<String> unzipped(String path) {
        try (InputStream in = new GZIPInputStream(open(path))) {
            return Optional.of(new String(in.readNBytes(LARGEST_FILE), StandardCharsets.UTF_8));
        } catch (IOException | SecurityException e) {
            return Optional.empty();
        }
    }

    /** Opens a file; the one place that does. */
    InputStream open(String path) throws IOException {
        // A pipe or a device below an injected root could keep the reader for ever.
        if (!Files.readAttributes(at(path), BasicFileAttributes.class).isRegularFile()) {
            throw new FileSystemException(path, null, "it is not a file");
        }
        return Files.newInputStream(at(path));
    }

    private static String reason(Exception e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        String message = e instanceof FileSystemException failed ? failed.getReason() : e.getMessage();
        return message == null ? e.getClass().getSimpleName() : Words.plain(message);
    }

    /** The names in a folder; empty if there is no such folder or it cannot be read. */
    Optional<List<String>> list(String path) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(at(path))) {
            List<String> names = new ArrayList<>();
            for (Path entry : entries) {
                if (names.size() == MOST_ENTRIES) {
                    break;
                }
                names.add(String.valueOf(entry.getFileName()));
            }
            return Optional.of(names);
        } catch (IOException | DirectoryIteratorException | SecurityException e) {
            return Optional.empty();
        }
    }

    /** Whether something is there, a link to nowhere included: those of {@code /proc/self/ns} lead out of every root. */
    boolean exists(String path) {
        return Files.exists(at(path), LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether this process may read and write it. */
    boolean mayOpen(String path) {
        return Files.isReadable(at(path)) && Files.isWritable(at(path));
    }

    /** Who may open it, in the manner of {@code ls -l}: {@code rw-rw---- root:kvm}. */
    Optional<String> permissions(String path) {
        try {
            PosixFileAttributes attributes = Files.readAttributes(at(path), PosixFileAttributes.class);
            return Optional.of(PosixFilePermissions.toString(attributes.permissions()) + " "
                    + attributes.owner().getName() + ":" + attributes.group().getName());
        } catch (IOException | UnsupportedOperationException | SecurityException e) {
            return Optional.empty();
        }
    }
}
