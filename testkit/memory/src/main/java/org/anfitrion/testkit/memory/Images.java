package org.anfitrion.testkit.memory;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.ConflictException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.storage.Backing;
import org.jspecify.annotations.Nullable;

/**
 * The image files of a host: a path has one image, whether a pool knows it as a volume or a domain as a drive. Used under the
 * host's lock only.
 */
final class Images {

    private static final int CHUNK = ImageContent.CHUNK;

    private final Map<String, Image> byPath = new HashMap<>();
    private final Map<String, Map<String, Image>> byDirectory = new HashMap<>();

    /** Returns the path of a file in a directory. */
    static String path(String directory, String name) {
        return directory.endsWith("/") ? directory + name : directory + "/" + name;
    }

    Optional<Image> find(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    /** Returns the image at a path, or fails the call. */
    Image require(String path, Call call) {
        Image image = byPath.get(path);
        if (image == null) {
            throw new NotFoundException(call.failure("there is no image '" + path + "'"));
        }
        return image;
    }

    /** Returns the images that lie in a directory, by their file names, oldest first. */
    Map<String, Image> in(String directory) {
        return byDirectory.getOrDefault(path(directory, ""), Map.of());
    }

    /** Makes an image of nothing but a hole, or one over another; the other must be there. */
    Image create(String path, DiskFormat format, long capacity, Optional<Backing> backing, Call call) {
        if (byPath.containsKey(path)) {
            throw new AlreadyExistsException(call.failure("there is an image '" + path + "'"));
        }
        backing.ifPresent(below -> require(below.path(), call));
        Image image = new Image(path, format, capacity, backing);
        byPath.put(path, image);
        byDirectory
                .computeIfAbsent(directory(path), key -> new LinkedHashMap<>())
                .put(name(path), image);
        return image;
    }

    /** Makes an image that reads as that content, and lies on no other. */
    Image create(String path, DiskFormat format, ImageContent content, Call call) {
        Image image = create(path, format, content.capacity(), Optional.empty(), call);
        image.layer(content, ImageContent.EMPTY, Optional.empty());
        return image;
    }

    /** Deletes an image, if it is there. Images over it cannot be read any more, as on any host. */
    void delete(String path) {
        byPath.remove(path);
        Map<String, Image> siblings = byDirectory.get(directory(path));
        if (siblings != null) {
            siblings.remove(name(path));
            if (siblings.isEmpty()) {
                byDirectory.remove(directory(path));
            }
        }
    }

    /** Returns what an image reads as now. Cheap: no byte is copied. */
    ImageContent content(Image image, Call call) {
        TreeMap<Long, byte[]> all = new TreeMap<>();
        List<Image> chain = chain(image, call);
        for (int depth = chain.size() - 1; depth >= 0; depth--) {
            chain.get(depth).addTo(all);
        }
        all.tailMap(end(image.capacity()), true).clear();
        trim(all, image.capacity());
        return new ImageContent(image.capacity(), all);
    }

    /** Returns the image and those below it, the lowest last. */
    List<Image> chain(Image image, Call call) {
        List<Image> chain = new ArrayList<>(List.of(image));
        for (Image layer = image; layer.backing().isPresent(); ) {
            layer = require(layer.backing().get().path(), call);
            if (chain.contains(layer)) {
                throw new ConflictException(call.failure("the image '" + layer.path() + "' lies on itself"));
            }
            chain.add(layer);
        }
        return chain;
    }

    /** Writes to an image, which becomes larger if the bytes go beyond its end. */
    void write(Image image, long offset, ByteBuffer source, Call call) {
        grow(image, offset + source.remaining(), call);
        for (long at = offset; source.hasRemaining(); ) {
            int within = (int) (at % CHUNK);
            int piece = Math.min(source.remaining(), CHUNK - within);
            byte[] chunk = chunk(image, at / CHUNK, call).clone();
            source.get(chunk, within, piece);
            image.put(at / CHUNK, chunk);
            at += piece;
        }
    }

    /** Makes a part of an image a hole, which hides what lies under it. */
    void zero(Image image, long offset, long length, Call call) {
        long end = offset + length;
        grow(image, end, call);
        content(image, call).chunks().subMap(offset / CHUNK, end(end)).forEach((number, chunk) -> {
            int from = (int) Math.max(0, offset - number * CHUNK);
            int to = (int) Math.min(CHUNK, end - number * CHUNK);
            image.put(number, to - from == CHUNK ? ImageContent.ZERO : zeroed(chunk, from, to));
        });
    }

    /** Sets the capacity: what comes new is zeros, and what is cut off is gone. */
    void resize(Image image, long capacity, Call call) {
        long edge = Math.min(capacity, image.capacity());
        int within = (int) (edge % CHUNK);
        if (within > 0) {
            byte[] last = chunk(image, edge / CHUNK, call);
            if (last != ImageContent.ZERO) {
                image.put(edge / CHUNK, zeroed(last, within, CHUNK));
            }
        }
        image.resize(capacity);
    }

    /** Lets an image lie on another, or on none: it reads as before, and takes over what it would miss. */
    void rebase(Image image, Optional<Backing> backing, Call call) {
        ImageContent all = content(image, call);
        ImageContent below = backing.isEmpty()
                ? ImageContent.EMPTY
                : content(require(backing.get().path(), call), call);
        image.layer(all, below, backing);
    }

    /** Lets the lower image of a chain read as the upper one does: it takes over what those between and above have. */
    void commit(Image upper, Image lower, Call call) {
        ImageContent all = content(upper, call);
        Optional<Backing> backing = lower.backing();
        ImageContent below = backing.isEmpty()
                ? ImageContent.EMPTY
                : content(require(backing.get().path(), call), call);
        lower.layer(all, below, backing);
    }

    private void grow(Image image, long end, Call call) {
        if (end > image.capacity()) {
            resize(image, end, call);
        }
    }

    /** Returns what a chunk of an image reads as; not to be changed. */
    private byte[] chunk(Image image, long number, Call call) {
        Image layer = image;
        byte @Nullable [] own = layer.own(number);
        while (own == null && layer.showsBelow(number)) {
            layer = require(layer.backing().orElseThrow().path(), call);
            own = layer.own(number);
        }
        return own == null ? ImageContent.ZERO : own;
    }

    /** Makes the last chunk zero beyond the end, where a larger image shows through. */
    private static void trim(NavigableMap<Long, byte[]> chunks, long capacity) {
        int within = (int) (capacity % CHUNK);
        byte @Nullable [] last = within == 0 ? null : chunks.get(capacity / CHUNK);
        if (last != null && !Arrays.equals(last, within, CHUNK, ImageContent.ZERO, within, CHUNK)) {
            chunks.put(capacity / CHUNK, zeroed(last, within, CHUNK));
        }
    }

    private static byte[] zeroed(byte[] chunk, int from, int to) {
        byte[] changed = chunk.clone();
        Arrays.fill(changed, from, to, (byte) 0);
        return changed;
    }

    private static long end(long capacity) {
        return (capacity + CHUNK - 1) / CHUNK;
    }

    private static String directory(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
