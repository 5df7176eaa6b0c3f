package org.anfitrion.driver.lxc.liblxc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a container writes to its console, in the file that the process which watches over it records it in. When that file is full
 * it is moved aside, where the one before it was, and another is begun: so a container never fills the host's disk. Positions grow
 * over the session's whole life, also where the file was begun anew. Thread-safe.
 */
final class ConsoleRecord {

    private static final int CHUNK = 65_536;

    /** What liblxc adds to the name of the file that was full. */
    static final String FULL = ".1";

    private final Path file;
    private final Path full;

    /** The file that is written now: which it is, where in all that was written it begins, and how long it was seen. */
    private @Nullable Object key;

    private long base;
    private long seen;

    /** The one before it. */
    private @Nullable Object keyBefore;

    private long baseBefore;

    /** Which that is: a new file may have got the inode of one that was deleted. */
    private String aside = "";

    private long run;

    ConsoleRecord(Path file) {
        this.file = file;
        this.full = file.resolveSibling(file.getFileName() + FULL);
    }

    Path file() {
        return file;
    }

    /** Where a change of the file is seen. */
    Path folder() {
        return file.toAbsolutePath().resolveSibling("").normalize();
    }

    /** Begins another run: what is kept of earlier ones is thrown away once it is more than that. */
    synchronized void begin(long keep) throws IOException {
        follow();
        if (seen > keep) {
            Files.delete(file);
            Files.deleteIfExists(full);
            base += seen;
            key = null;
            seen = 0;
        }
        run = base + seen;
    }

    synchronized long startOfRun() {
        return Math.max(run, baseBefore);
    }

    synchronized long end() throws IOException {
        follow();
        return base + seen;
    }

    /** Sees what has become of the file. */
    private void follow() throws IOException {
        Optional<BasicFileAttributes> found = attributes(file);
        if (found.isEmpty()) {
            return; // it was never written, or is moved aside at this moment
        }
        Object now = found.get().fileKey();
        long size = found.get().size();
        Optional<BasicFileAttributes> moved = attributes(full);
        String asideBefore = aside;
        aside = moved.map(is -> is.fileKey() + " " + is.lastModifiedTime()).orElse("");
        if (key == null) {
            key = now;
        } else if (!Objects.equals(key, now) || !aside.equals(asideBefore)) {
            Optional<BasicFileAttributes> before = moved.filter(is -> Objects.equals(key, is.fileKey()));
            baseBefore = before.isPresent() ? base : base + seen;
            keyBefore = before.isPresent() ? key : null;
            base += before.map(BasicFileAttributes::size).orElse(seen);
            key = now;
        } else if (size < seen) {
            // Somebody has emptied it.
            base += seen;
            baseBefore = base;
            keyBefore = null;
        }
        seen = size;
    }

    private static Optional<BasicFileAttributes> attributes(Path path) throws IOException {
        try {
            return Optional.of(Files.readAttributes(path, BasicFileAttributes.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** A piece of what was written. */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Piece(long position, byte[] bytes) {}

    /** What there is from a position on; what is not kept any more is left out. */
    synchronized Piece read(long position) throws IOException {
        follow();
        if (position < base && keyBefore != null) {
            long from = Math.max(position, baseBefore);
            byte[] bytes = bytes(full, keyBefore, from - baseBefore);
            if (bytes.length > 0) {
                return new Piece(from, bytes);
            }
        }
        long from = Math.min(Math.max(position, base), base + seen);
        return new Piece(from, bytes(file, key, from - base));
    }

    /** Nothing of a file that has meanwhile become another. */
    private static byte[] bytes(Path path, @Nullable Object which, long from) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.read(buffer, from);
        } catch (NoSuchFileException e) {
            return new byte[0];
        }
        boolean same = attributes(path)
                .filter(file -> Objects.equals(which, file.fileKey()))
                .isPresent();
        return same ? Arrays.copyOf(buffer.array(), buffer.position()) : new byte[0];
    }
}
