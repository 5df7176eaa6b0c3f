package org.anfitrion.libvirt;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.anfitrion.api.domain.CloneKind;
import org.anfitrion.api.domain.DiskDevice;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.storage.Backing;
import org.anfitrion.api.storage.PoolSource;
import org.anfitrion.api.storage.PoolState;
import org.anfitrion.api.storage.VolumeId;
import org.anfitrion.api.storage.VolumeInfo;
import org.anfitrion.api.storage.VolumeSpec;
import org.anfitrion.api.unit.WorkUnit;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.StorageFacet;

/**
 * Makes volumes for the drives of a copy of a domain, each beside the original's: copies, or layers over it. What is only
 * read both domains can read. Not thread-safe: made for one copy.
 */
final class ClonedDrives {

    private final StorageFacet storage;
    private final String name;
    private final CloneKind kind;
    private final Progress progress;
    private final Attempt attempt;
    private final Deque<VolumeId> made = new ArrayDeque<>();

    ClonedDrives(StorageFacet storage, String name, CloneKind kind, Progress progress, Attempt attempt) {
        this.storage = storage;
        this.name = name;
        this.kind = kind;
        this.progress = progress;
        this.attempt = attempt;
    }

    /** Says which drive of a domain is on no volume, so that there is no way to make another like it. */
    static Optional<String> outsideOfPools(StorageFacet storage, DomainSpec spec) {
        return spec.disks().stream()
                .filter(ClonedDrives::isOwn)
                .filter(disk -> volume(storage, disk.source()).isEmpty())
                .findFirst()
                .map(disk ->
                        "its drive " + disk.target().orElse("without target") + " is on no volume of an active pool");
    }

    /** Both may read an image; each has to have its own to write to. */
    private static boolean isOwn(DiskSpec disk) {
        return disk.device() == DiskDevice.DISK && !disk.readOnly() && !(disk.source() instanceof DiskSource.Empty);
    }

    private static Optional<VolumeInfo> volume(StorageFacet storage, DiskSource source) {
        if (source instanceof DiskSource.Volume volume) {
            return storage.pool(volume.pool())
                    .filter(pool -> pool.state() == PoolState.ACTIVE)
                    .flatMap(pool -> storage.volume(new VolumeId(volume.pool(), volume.volume())));
        }
        return source instanceof DiskSource.File file ? volume(storage, file.path()) : Optional.empty();
    }

    private static Optional<VolumeInfo> volume(StorageFacet storage, String path) {
        int slash = path.lastIndexOf('/');
        String folder = path.substring(0, Math.max(slash, 1));
        String file = path.substring(slash + 1);
        return storage.pools().stream()
                .filter(pool -> pool.state() == PoolState.ACTIVE)
                .filter(pool -> pool.source() instanceof PoolSource.Directory directory
                        && directory.path().equals(folder))
                .flatMap(pool -> storage.volume(new VolumeId(pool.name(), file)).stream())
                .filter(volume -> volume.path().equals(path))
                .findFirst();
    }

    /** Makes the volumes, and returns the description with them. */
    DomainSpec of(DomainSpec original) {
        List<Optional<VolumeInfo>> images = original.disks().stream()
                .map(disk -> isOwn(disk) ? Optional.of(image(disk)) : Optional.<VolumeInfo>empty())
                .toList();
        long total = images.stream()
                .flatMap(Optional::stream)
                .mapToLong(image -> image.capacity().bytes())
                .sum();
        List<DiskSpec> disks = new ArrayList<>();
        long done = 0;
        for (int i = 0; i < images.size(); i++) {
            DiskSpec disk = original.disks().get(i);
            Optional<VolumeInfo> image = images.get(i);
            disks.add(image.isPresent() ? drive(disk, image.get(), done, total) : disk);
            done += image.map(it -> it.capacity().bytes()).orElse(0L);
        }
        progress.report(total, total, WorkUnit.BYTES);
        return original.toBuilder().disks(disks).build();
    }

    private VolumeInfo image(DiskSpec disk) {
        return volume(storage, disk.source())
                .orElseThrow(() -> new UnsupportedCapabilityException(attempt.failure()
                        .because(outsideOfPools(storage, specOf(disk)).orElse("its volume went away"))));
    }

    private static DomainSpec specOf(DiskSpec disk) {
        return DomainSpec.named("one").disk(disk).build();
    }

    private DiskSpec drive(DiskSpec disk, VolumeInfo image, long done, long total) {
        VolumeId id = new VolumeId(image.id().pool(), fileName(disk, image.id().name()));
        VolumeSpec plain = VolumeSpec.qcow2(id.name(), image.capacity());
        Part part = new Part(progress, done, total);
        boolean linked = kind == CloneKind.LINKED;
        VolumeInfo copy = linked
                ? storage.create(id.pool(), plain.backing(new Backing(image.path(), image.format())), part)
                : storage.copy(image.id(), id.pool(), plain.format(image.format()), part);
        made.push(id);
        DiskSource source = disk.source() instanceof DiskSource.Volume
                ? new DiskSource.Volume(id.pool(), id.name())
                : new DiskSource.File(copy.path());
        return linked ? disk.source(source).format(DiskFormat.QCOW2) : disk.source(source);
    }

    private String fileName(DiskSpec disk, String original) {
        int dot = original.lastIndexOf('.');
        return name + "-" + disk.target().orElse("disk") + (dot > 0 ? original.substring(dot) : "");
    }

    /** Removes the volumes again, since there will be no domain that has them. */
    void undo(HypervisorException failure) {
        while (!made.isEmpty()) {
            try {
                storage.delete(made.pop());
            } catch (NotFoundException e) {
                // somebody else has removed it
            } catch (HypervisorException e) {
                failure.addSuppressed(e);
            }
        }
    }

    /** The progress of one volume among several. */
    private record Part(Progress whole, long before, long total) implements Progress {

        @Override
        public void report(long done, long ofThis, WorkUnit unit) {
            if (unit == WorkUnit.BYTES) {
                whole.report(before + done, total, unit);
            }
        }

        @Override
        public boolean cancelled() {
            return whole.cancelled();
        }

        @Override
        public void onCancel(Runnable action) {
            whole.onCancel(action);
        }
    }
}
