package org.anfitrion.testkit.memory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.snapshot.SnapshotId;
import org.anfitrion.api.snapshot.SnapshotInfo;
import org.jspecify.annotations.Nullable;

/** The snapshots of one domain, and which it goes on from. Used under the host's lock only. */
final class SnapshotTree {

    /** In the order in which they were taken: parents come before their children. */
    private final Map<SnapshotId, Moment> moments = new LinkedHashMap<>();

    private @Nullable SnapshotId current;

    boolean isEmpty() {
        return moments.isEmpty();
    }

    List<SnapshotInfo> rows() {
        return moments.values().stream()
                .map(moment -> moment.row(moment.id().equals(current)))
                .toList();
    }

    Optional<SnapshotId> current() {
        return Optional.ofNullable(current);
    }

    void requireFree(String name, Call call) {
        if (moments.containsKey(new SnapshotId(name))) {
            throw new AlreadyExistsException(call.failure("it has a snapshot '" + name + "' already"));
        }
    }

    Moment require(SnapshotId id, Call call) {
        Moment moment = moments.get(id);
        if (moment == null) {
            throw new NotFoundException(call.failure("it has no snapshot '" + id + "'"));
        }
        return moment;
    }

    SnapshotInfo add(Moment moment) {
        moments.put(moment.id(), moment);
        current = moment.id();
        return moment.row(true);
    }

    void goOnFrom(Moment moment) {
        current = moment.id();
    }

    /** Forgets a snapshot; its children become its parent's, and if the domain went on from it, it does from the parent. */
    void remove(Moment moment) {
        moments.remove(moment.id());
        Optional<SnapshotId> id = Optional.of(moment.id());
        moments.replaceAll((key, other) -> other.parent().equals(id) ? other.below(moment.parent()) : other);
        if (id.equals(current())) {
            current = moment.parent().orElse(null);
        }
    }

    /** Forgets a snapshot and all that were taken on top of it. */
    void removeAll(Moment moment) {
        Deque<SnapshotId> going = new ArrayDeque<>(List.of(moment.id()));
        while (!going.isEmpty()) {
            SnapshotId next = going.pop();
            Optional<SnapshotId> parent = Optional.of(next);
            moments.values().stream()
                    .filter(other -> other.parent().equals(parent))
                    .forEach(other -> going.push(other.id()));
            moments.remove(next);
        }
        if (current != null && !moments.containsKey(current)) {
            current = moment.parent().orElse(null);
        }
    }
}
