package org.anfitrion.testkit.memory;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.event.DomainLifecycleEvent.Change;
import org.anfitrion.api.snapshot.RevertState;
import org.anfitrion.api.snapshot.SnapshotInfo;
import org.anfitrion.api.snapshot.SnapshotSpec;
import org.anfitrion.api.storage.Backing;

/** Takes snapshots of a host's domains and brings these back. Used under the host's lock only. */
final class Snapshots {

    private final HostModel model;

    Snapshots(HostModel model) {
        this.model = model;
    }

    /** Looks whether a snapshot can be taken, and changes nothing. */
    void check(MemoryDomain domain, SnapshotSpec spec, Call call) {
        domain.snapshots.requireFree(spec.name(), call);
        if (spec.memory() && !domain.isActive()) {
            throw new InvalidStateException(
                    call.failure("it is " + domain.state() + ", so there is no memory to keep"));
        }
        if (spec.quiesce() && !domain.isActive()) {
            throw new InvalidStateException(call.failure("it is " + domain.state() + ", so no guest can be asked"));
        }
        domain.jobs.requireNone(call);
        if (spec.external()) {
            overlays(domain, spec.name()).forEach((target, path) -> {
                if (model.images().find(path).isPresent()) {
                    throw new AlreadyExistsException(call.failure("there is an image '" + path + "'"));
                }
            });
        }
    }

    SnapshotInfo take(MemoryDomain domain, SnapshotSpec spec, Call call) {
        check(domain, spec, call);
        Configuration live = domain.isActive() ? domain.live : null;
        Map<String, Image.State> layers = new HashMap<>();
        Map<String, Backing> bases = new LinkedHashMap<>();
        if (spec.external()) {
            Drives.written(domain.spec()).forEach((target, disk) -> {
                if (model.drives().path(disk).isPresent()) {
                    Image base = model.drives().image(disk, call);
                    bases.put(target, new Backing(base.path(), base.format()));
                }
            });
        } else {
            Drives.written(domain.spec()).values().stream()
                    .flatMap(disk -> model.drives().path(disk).stream())
                    .flatMap(path -> model.images().find(path).stream())
                    .forEach(image -> layers.put(image.path(), image.state()));
        }
        Moment moment = new Moment(
                spec,
                domain.snapshots.current(),
                model.clock().now(),
                domain.status.state(),
                domain.config,
                live,
                spec.memory() && live != null ? new SavedMemory(domain, live, null) : null,
                layers,
                bases);
        if (spec.external()) {
            lay(domain, bases, overlays(domain, spec.name()), call);
        }
        return domain.snapshots.add(moment);
    }

    /** Where each drive goes on when it is left behind. */
    private Map<String, String> overlays(MemoryDomain domain, String suffix) {
        Map<String, String> overlays = new LinkedHashMap<>();
        Drives.written(domain.spec())
                .forEach((target, disk) ->
                        model.drives().path(disk).ifPresent(path -> overlays.put(target, path + "." + suffix)));
        return overlays;
    }

    /** Lets drives go on in new images over others. */
    private void lay(MemoryDomain domain, Map<String, Backing> bases, Map<String, String> overlays, Call call) {
        bases.forEach((target, base) -> {
            String path = overlays.getOrDefault(target, base.path());
            long capacity = model.images().require(base.path(), call).capacity();
            model.images().create(path, DiskFormat.QCOW2, capacity, Optional.of(base), call);
            model.drives().move(domain, target, path, DiskFormat.QCOW2);
        });
    }

    /** Looks whether a domain can be brought back, and changes nothing. */
    void check(MemoryDomain domain, Moment moment, RevertState then, Call call) {
        domain.jobs.requireNone(call);
        boolean ends = then == RevertState.AS_TAKEN && moment.memory() == null;
        if (ends && !domain.isPersistent()) {
            throw new InvalidStateException(
                    call.failure("it is transient and would be gone: the snapshot has no memory to go on from"));
        }
        Configuration next = moment.memory() != null || moment.config() == null ? moment.live() : moment.config();
        if (!ends && next != null) {
            model.networks().requireUp(next.spec(), call.operation());
        }
    }

    void revert(MemoryDomain domain, Moment moment, RevertState then, MemorySession by, Call call) {
        check(domain, moment, then, call);
        Configuration live = moment.live();
        model.power().halt(domain, StopCause.SNAPSHOT);
        domain.saved = null;
        if (domain.isPersistent()) {
            Configuration config = moment.config() != null ? moment.config() : live;
            domain.config = config == null ? domain.config : config.revised(model.newRevision());
            model.announcements().tell(domain, Change.DEFINED, "from-snapshot");
        } else if (live != null) {
            domain.live = live.revised(model.newRevision());
        }
        moment.layers().forEach((path, layer) -> model.images()
                .find(path)
                .orElseGet(
                        () -> model.images().create(path, DiskFormat.QCOW2, layer.capacity(), Optional.empty(), call))
                .restore(layer));
        SavedMemory memory = moment.memory();
        if (memory != null && live != null) {
            domain.live = live.revised(model.newRevision());
        }
        lay(domain, moment.bases(), fresh(moment), call);
        domain.snapshots.goOnFrom(moment);
        if (memory != null) {
            boolean paused = then == RevertState.PAUSED || (then == RevertState.AS_TAKEN && memory.isPaused());
            model.power().goOn(domain, memory, paused, StopCause.SNAPSHOT, by);
        } else if (then != RevertState.AS_TAKEN) {
            model.power().boot(domain, by, StopCause.SNAPSHOT, then == RevertState.PAUSED);
        }
    }

    /** Names of images that are not there yet, for a domain that goes on from images that were left behind once before. */
    private Map<String, String> fresh(Moment moment) {
        Map<String, String> names = new HashMap<>();
        moment.bases().forEach((target, base) -> {
            String stem = base.path() + "." + moment.spec().name();
            int number = 1;
            while (model.images().find(stem + "-" + number).isPresent()) {
                number++;
            }
            names.put(target, stem + "-" + number);
        });
        return names;
    }
}
