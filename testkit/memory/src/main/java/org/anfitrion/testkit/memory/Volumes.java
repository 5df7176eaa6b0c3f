package org.anfitrion.testkit.memory;

import java.util.List;
import java.util.Optional;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.ResourceBusyException;
import org.anfitrion.api.storage.VolumeId;
import org.anfitrion.api.storage.VolumeInfo;
import org.anfitrion.api.storage.VolumeSpec;
import org.anfitrion.api.unit.DataSize;

/** The volumes of a host's pools: the images in their directories. Used under the host's lock only. */
final class Volumes {

    private final HostModel model;

    Volumes(HostModel model) {
        this.model = model;
    }

    List<VolumeInfo> rows(String pool, Call call) {
        Pool active = model.pools().requireActive(pool, call);
        return model.images().in(active.directory()).entrySet().stream()
                .filter(entry -> isVolume(entry.getKey()))
                .map(entry -> row(new VolumeId(pool, entry.getKey()), entry.getValue()))
                .toList();
    }

    /** Tells whether a file's name can be a volume's: a domain may have an image of any name there. */
    private static boolean isVolume(String name) {
        try {
            return new VolumeId("pool", name).name().equals(name);
        } catch (InvalidSpecException e) {
            return false;
        }
    }

    Optional<VolumeInfo> find(VolumeId id, Call call) {
        if (model.pools().find(id.pool()).isEmpty()) {
            return Optional.empty();
        }
        String path = model.pools().requireActive(id.pool(), call).path(id.name());
        return model.images().find(path).map(image -> row(id, image));
    }

    Image require(VolumeId id, Call call) {
        String path = model.pools().requireActive(id.pool(), call).path(id.name());
        return model.images().find(path).orElseThrow(() -> new NotFoundException(call.failure("there is no " + id)));
    }

    VolumeInfo create(VolumeId id, VolumeSpec spec, Call call) {
        String path = free(id, call);
        Image image = model.images().create(path, spec.format(), spec.capacity().bytes(), spec.backing(), call);
        if (spec.preallocated()) {
            image.preallocate();
        }
        return row(id, image);
    }

    VolumeInfo copy(VolumeId original, VolumeId id, VolumeSpec spec, Call call) {
        Image from = require(original, call);
        if (spec.capacity().bytes() < from.capacity()) {
            throw InvalidSpecException.of(
                    "capacity of the copy", spec.capacity(), "the original has " + DataSize.bytes(from.capacity()));
        }
        String path = free(id, call);
        ImageContent content = model.images().content(from, call);
        Image image = model.images().create(path, spec.format(), content, call);
        model.images().resize(image, spec.capacity().bytes(), call);
        if (spec.preallocated()) {
            image.preallocate();
        }
        return row(id, image);
    }

    VolumeInfo resize(VolumeId id, DataSize capacity, boolean shrink, Call call) {
        Image image = require(id, call);
        if (capacity.bytes() == 0) {
            throw InvalidSpecException.of("volume capacity", capacity, "must be more than nothing");
        }
        if (capacity.bytes() < image.capacity() && !shrink) {
            throw InvalidSpecException.of(
                    "volume capacity",
                    capacity,
                    "it has " + DataSize.bytes(image.capacity()) + ", and may not become smaller");
        }
        requireUnused(image, call);
        model.images().resize(image, capacity.bytes(), call);
        return row(id, image);
    }

    void wipe(VolumeId id, Call call) {
        Image image = require(id, call);
        requireUnused(image, call);
        image.layer(
                new ImageContent(image.capacity(), ImageContent.EMPTY.chunks()), ImageContent.EMPTY, Optional.empty());
    }

    void delete(VolumeId id, Call call) {
        model.images().delete(require(id, call).path());
    }

    private String free(VolumeId id, Call call) {
        String path = model.pools().requireActive(id.pool(), call).path(id.name());
        if (model.images().find(path).isPresent()) {
            throw new AlreadyExistsException(call.failure("a volume of that name exists"));
        }
        return path;
    }

    private void requireUnused(Image image, Call call) {
        for (MemoryDomain domain : model.inventory().all()) {
            boolean uses = domain.isActive()
                    && domain.spec().disks().stream().anyMatch(disk -> model.pools()
                            .path(disk.source())
                            .filter(image.path()::equals)
                            .isPresent());
            if (uses) {
                throw new ResourceBusyException(call.failure(domain + " runs and uses it"));
            }
        }
    }

    private static VolumeInfo row(VolumeId id, Image image) {
        DiskFormat format = image.format();
        return new VolumeInfo(
                id,
                image.path(),
                format,
                DataSize.bytes(image.capacity()),
                DataSize.bytes(image.allocation()),
                image.backing());
    }
}
