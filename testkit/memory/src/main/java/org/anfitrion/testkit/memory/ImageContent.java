package org.anfitrion.testkit.memory;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an image read as at one moment, whatever happens to the image later. Immutable, and cheap: it shares its chunks with the
 * image, which never changes one but puts another in its place.
 *
 * @param capacity the size in bytes
 * @param chunks what is not a hole, by its number: chunk n begins at byte n * {@link #CHUNK}
 */
record ImageContent(long capacity, NavigableMap<Long, byte[]> chunks) {

    /** The size of a chunk; a hole that is smaller is not seen. */
    static final int CHUNK = 4096;

    /** A chunk that was made zero, and hides what lies under it. Recognized by identity. */
    static final byte[] ZERO = new byte[CHUNK];

    static final ImageContent EMPTY = new ImageContent(0, new TreeMap<>());

    /** Returns the content of a program's array: for what is made outside, such as an upload. */
    static ImageContent of(byte[] bytes) {
        NavigableMap<Long, byte[]> chunks = new TreeMap<>();
        for (int at = 0; at < bytes.length; at += CHUNK) {
            byte[] chunk = new byte[CHUNK];
            System.arraycopy(bytes, at, chunk, 0, Math.min(CHUNK, bytes.length - at));
            chunks.put((long) at / CHUNK, chunk);
        }
        return new ImageContent(bytes.length, chunks);
    }

    /** Reads on from an offset, holes as zeros, and returns how many bytes: none at the end. */
    int read(long offset, ByteBuffer target) {
        int length = (int) Math.max(0, Math.min(target.remaining(), capacity - offset));
        int left = length;
        for (long at = offset; left > 0; ) {
            int within = (int) (at % CHUNK);
            int piece = Math.min(left, CHUNK - within);
            byte[] chunk = chunks.get(at / CHUNK);
            target.put(chunk == null ? ZERO : chunk, within, piece);
            at += piece;
            left -= piece;
        }
        return length;
    }

    /** Reads a part of it, which must not be longer than an array can be. */
    byte[] read(long offset, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        int read = read(offset, bytes);
        return read == length ? bytes.array() : Arrays.copyOf(bytes.array(), read);
    }

    /** Returns how long the hole is that an offset is in: 0 if there is data, or the end. */
    long holeAt(long offset) {
        if (offset >= capacity) {
            return 0;
        }
        Long data = chunks.ceilingKey(offset / CHUNK);
        return data == null ? capacity - offset : Math.max(0, data * CHUNK - offset);
    }

    /** Returns how much is not a hole. */
    long allocation() {
        return (long) chunks.size() * CHUNK;
    }

    /** Returns the numbers of the chunks that are other ones than before: what an incremental backup has to carry. */
    NavigableSet<Long> changedSince(ImageContent before) {
        NavigableSet<Long> changed = new TreeSet<>();
        for (Map.Entry<Long, byte[]> chunk : chunks.entrySet()) {
            if (chunk.getValue() != before.chunks.get(chunk.getKey())) {
                changed.add(chunk.getKey());
            }
        }
        for (Long number : before.chunks.keySet()) {
            if (!chunks.containsKey(number)) {
                changed.add(number);
            }
        }
        return changed;
    }

    /** Returns the chunks that an image over that content needs, so that it reads as this one does. */
    NavigableMap<Long, byte[]> over(ImageContent below) {
        NavigableMap<Long, byte[]> own = new TreeMap<>();
        for (Long number : changedSince(below)) {
            byte @Nullable [] chunk = chunks.get(number);
            own.put(number, chunk == null ? ZERO : chunk);
        }
        return own;
    }
}
