package org.anfitrion.testkit.memory;

import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.storage.Backing;
import org.jspecify.annotations.Nullable;

/**
 * A disk image on the host: the layer that is its own, over the image below it if it has one. What it reads as, {@link Images}
 * knows. Its file is its content byte by byte, whatever the format: a format is a word here. Used under the host's lock only.
 */
final class Image {

    private static final int CHUNK = ImageContent.CHUNK;

    private final String path;
    private final DiskFormat format;
    private long capacity;
    private boolean preallocated;
    private @Nullable Backing backing;
    /** The first chunk that the image below does not show through any more: what was cut off stays cut off. */
    private long curtain;

    private NavigableMap<Long, byte[]> chunks = new TreeMap<>();

    Image(String path, DiskFormat format, long capacity, Optional<Backing> backing) {
        this.path = path;
        this.format = format;
        this.capacity = capacity;
        this.backing = backing.orElse(null);
        this.curtain = end(capacity);
    }

    String path() {
        return path;
    }

    DiskFormat format() {
        return format;
    }

    long capacity() {
        return capacity;
    }

    Optional<Backing> backing() {
        return Optional.ofNullable(backing);
    }

    /** Takes all the space that it may need. */
    void preallocate() {
        preallocated = true;
    }

    /** Returns the space that its own layer takes. */
    long allocation() {
        return preallocated ? capacity : allocatedChunks();
    }

    private long allocatedChunks() {
        return chunks.values().stream()
                        .filter(chunk -> chunk != ImageContent.ZERO)
                        .count()
                * CHUNK;
    }

    /** Returns its own layer as it is now, to be {@linkplain #restore given back} later: an internal snapshot. */
    State state() {
        return new State(capacity, backing(), curtain, new TreeMap<>(chunks));
    }

    /** Makes its own layer what it was. */
    void restore(State state) {
        capacity = state.capacity;
        backing = state.backing.orElse(null);
        curtain = state.curtain;
        chunks = new TreeMap<>(state.chunks);
    }

    /** Lets it lie on another image, or none, with another layer of its own. */
    void layer(ImageContent all, ImageContent below, Optional<Backing> newBacking) {
        capacity = all.capacity();
        backing = newBacking.orElse(null);
        curtain = end(capacity);
        chunks = all.over(below);
    }

    /** Says where the image below is now, without a change to the own layer: what a rename of that image needs. */
    void relink(Optional<Backing> newBacking) {
        backing = newBacking.orElse(null);
    }

    /** Adds what this layer has, or hides, to what lies under it. */
    void addTo(NavigableMap<Long, byte[]> below) {
        below.tailMap(curtain, true).clear();
        chunks.forEach((number, chunk) -> {
            if (chunk == ImageContent.ZERO) {
                below.remove(number);
            } else {
                below.put(number, chunk);
            }
        });
    }

    /** Returns a chunk of its own layer, {@link ImageContent#ZERO} if that hides what lies under it. */
    byte @Nullable [] own(long number) {
        return chunks.get(number);
    }

    /** Tells whether the image below is seen there, unless the own layer has something. */
    boolean showsBelow(long number) {
        return backing != null && number < curtain;
    }

    /** Puts a chunk in the place of another; nobody changes it from now on. */
    void put(long number, byte[] chunk) {
        if (chunk == ImageContent.ZERO && !showsBelow(number)) {
            chunks.remove(number);
        } else {
            chunks.put(number, chunk);
        }
    }

    /** Sets the capacity; what is cut off is gone. The chunk that the end is in has to be zero beyond it already. */
    void resize(long newCapacity) {
        capacity = newCapacity;
        curtain = Math.min(curtain, end(newCapacity));
        chunks.tailMap(end(newCapacity), true).clear();
    }

    private static long end(long capacity) {
        return (capacity + CHUNK - 1) / CHUNK;
    }

    /**
     * An own layer as it was once. Immutable.
     *
     * @param capacity the size in bytes
     * @param backing the image below
     * @param curtain the first chunk that it does not show through
     * @param chunks what the layer had
     */
    record State(long capacity, Optional<Backing> backing, long curtain, NavigableMap<Long, byte[]> chunks) {}
}
