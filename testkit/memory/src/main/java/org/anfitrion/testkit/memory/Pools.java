package org.anfitrion.testkit.memory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.event.PoolEvent;
import org.anfitrion.api.storage.PoolInfo;
import org.anfitrion.api.storage.PoolSource;
import org.anfitrion.api.storage.PoolSpec;

/** The storage pools of a host. A pool's volumes are the images in its directory. Used under the host's lock only. */
final class Pools {

    private final HostModel model;
    private final Map<String, Pool> byName = new LinkedHashMap<>();

    Pools(HostModel model) {
        this.model = model;
    }

    /** Returns where a drive's image is; empty if the source has no path, or its pool is not there. */
    Optional<String> path(DiskSource source) {
        if (source instanceof DiskSource.File file) {
            return Optional.of(file.path());
        } else if (source instanceof DiskSource.Block block) {
            return Optional.of(block.path());
        } else if (source instanceof DiskSource.Volume volume) {
            return find(volume.pool()).map(pool -> pool.path(volume.volume()));
        }
        return Optional.empty();
    }

    Optional<Pool> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    List<PoolInfo> rows() {
        return byName.values().stream().map(this::row).toList();
    }

    PoolInfo row(Pool pool) {
        return pool.row(model.images().in(pool.directory()).values());
    }

    Pool require(String name, Call call) {
        return find(name).orElseThrow(() -> new NotFoundException(call.failure("there is no such pool")));
    }

    Pool requireActive(String name, Call call) {
        Pool pool = require(name, call);
        if (!pool.active) {
            throw new InvalidStateException(call.failure(pool + " is inactive"));
        }
        return pool;
    }

    Pool define(PoolSpec wanted, Call call) {
        if (wanted.source() instanceof PoolSource.Native) {
            throw new UnsupportedCapabilityException(call.failure("only a native configuration can say where it is"));
        }
        PoolSpec spec = wanted.uuid().isPresent()
                ? wanted
                : wanted.uuid(model.completion().uuid());
        Pool pool = new Pool(spec);
        for (Pool other : byName.values()) {
            if (other.name().equals(pool.name())) {
                throw new AlreadyExistsException(call.failure("a pool of that name exists"));
            } else if (other.spec.uuid().equals(spec.uuid())) {
                throw new AlreadyExistsException(call.failure("its UUID is that of " + other));
            } else if (other.directory().equals(pool.directory())) {
                throw new AlreadyExistsException(call.failure("its place is that of " + other));
            }
        }
        byName.put(pool.name(), pool);
        announce(pool, PoolEvent.Change.DEFINED);
        return pool;
    }

    Pool start(String name, boolean build, Call call) {
        Pool pool = require(name, call);
        if (pool.active) {
            throw new InvalidStateException(call.failure("it is active"));
        }
        if (build) {
            announce(pool, PoolEvent.Change.BUILT);
        }
        return switchTo(pool, true);
    }

    Pool stop(String name, Call call) {
        return switchTo(requireActive(name, call), false);
    }

    private Pool switchTo(Pool pool, boolean active) {
        pool.active = active;
        announce(pool, active ? PoolEvent.Change.STARTED : PoolEvent.Change.STOPPED);
        return pool;
    }

    Pool refresh(String name, Call call) {
        Pool pool = requireActive(name, call);
        announce(pool, PoolEvent.Change.REFRESHED);
        return pool;
    }

    void remove(String name, boolean deleteVolumes, Call call) {
        Pool pool = require(name, call);
        if (pool.active) {
            throw new InvalidStateException(call.failure("it is active"));
        }
        if (deleteVolumes) {
            List.copyOf(model.images().in(pool.directory()).values())
                    .forEach(image -> model.images().delete(image.path()));
        }
        byName.remove(name);
        announce(pool, PoolEvent.Change.UNDEFINED);
    }

    /** Does what happens when the host restarts: pools with autostart are active, others are not. */
    void restart() {
        byName.values().stream()
                .filter(pool -> pool.active != pool.autostart)
                .forEach(pool -> switchTo(pool, pool.autostart));
    }

    private void announce(Pool pool, PoolEvent.Change change) {
        model.announcements()
                .announce(
                        new PoolEvent(pool.name(), change, model.announcements().now()));
    }
}
