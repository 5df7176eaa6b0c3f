package org.anfitrion.testkit.memory;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.anfitrion.api.backup.CheckpointInfo;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.NotFoundException;
import org.jspecify.annotations.Nullable;

/** The checkpoints of one domain, as a chain. Used under the host's lock only. */
final class Checkpoints {

    private final Map<String, Checkpoint> byName = new LinkedHashMap<>(0);
    private @Nullable String last;

    boolean isEmpty() {
        return byName.isEmpty();
    }

    List<CheckpointInfo> rows() {
        return byName.values().stream().map(Checkpoint::row).toList();
    }

    void requireFree(String name, Call call) {
        if (byName.containsKey(name)) {
            throw new AlreadyExistsException(call.failure("it has a checkpoint '" + name + "' already"));
        }
    }

    Checkpoint require(String name, Call call) {
        Checkpoint checkpoint = byName.get(name);
        if (checkpoint == null) {
            throw new NotFoundException(call.failure("it has no checkpoint '" + name + "'"));
        }
        return checkpoint;
    }

    CheckpointInfo add(String name, Instant created, Map<String, ImageContent> contents) {
        Checkpoint checkpoint = new Checkpoint(name, Optional.ofNullable(last), created, contents);
        byName.put(name, checkpoint);
        last = name;
        return checkpoint.row();
    }

    /** Forgets a checkpoint; the one after it comes after the one before it. */
    void remove(Checkpoint checkpoint) {
        byName.remove(checkpoint.name);
        Optional<String> name = Optional.of(checkpoint.name);
        byName.replaceAll((key, other) -> other.parent.equals(name)
                ? new Checkpoint(other.name, checkpoint.parent, other.created, other.contents)
                : other);
        if (checkpoint.name.equals(last)) {
            last = checkpoint.parent.orElse(null);
        }
    }

    /**
     * A moment since which changes are known.
     *
     * @param name its name
     * @param parent the one before it
     * @param created when it was made
     * @param contents what the drives read as, by their targets
     */
    record Checkpoint(String name, Optional<String> parent, Instant created, Map<String, ImageContent> contents) {

        private CheckpointInfo row() {
            return new CheckpointInfo(name, parent, created);
        }

        /** Returns what of a drive is other than it was; all of a drive that was not there. */
        ImageContent changes(String target, ImageContent now) {
            ImageContent then = contents.getOrDefault(target, ImageContent.EMPTY);
            NavigableMap<Long, byte[]> chunks = new TreeMap<>();
            now.changedSince(then).forEach(number -> {
                byte[] chunk = now.chunks().get(number);
                if (chunk != null) {
                    chunks.put(number, chunk);
                }
            });
            return new ImageContent(now.capacity(), chunks);
        }
    }
}
