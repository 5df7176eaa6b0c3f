package org.anfitrion.libvirt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.storage.VolumeId;
import org.anfitrion.api.storage.VolumeInfo;
import org.anfitrion.api.storage.VolumeSpec;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.api.unit.WorkUnit;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.libvirt.wire.LibvirtError;
import org.anfitrion.libvirt.wire.Reference;
import org.anfitrion.libvirt.wire.ReferenceArray;
import org.anfitrion.libvirt.wire.WireConnection;
import org.anfitrion.libvirt.xml.VolumeXml;
import org.anfitrion.spi.Progress;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.CString;
import org.libvirt.jna.StoragePoolPointer;
import org.libvirt.jna.StorageVolPointer;

/** The volumes of libvirt's storage pools. Thread-safe. */
final class Volumes {

    private static final int PREALLOCATE = 1;
    private static final int SHRINK = 1 << 2;
    private static final int NO_VOLUME = 50;

    private final Calls calls;

    Volumes(Calls calls) {
        this.calls = calls;
    }

    /** What is done with a volume. */
    interface Body<T> {
        T on(WireConnection wire, StorageVolPointer volume);
    }

    static Attempt attempt(String operation, VolumeId id, boolean changes) {
        return new Attempt(operation, id.toString(), changes);
    }

    /** Looks a volume up; the caller holds a lease. Empty leaves the reason as this thread's last error. */
    private static Optional<Reference<StorageVolPointer>> lookUp(
            WireConnection wire, StoragePoolPointer pool, String name) {
        StorageVolPointer found = wire.library().virStorageVolLookupByName(pool, name);
        return Optional.ofNullable(found).map(volume -> new Reference<>(volume, wire.library()::virStorageVolFree));
    }

    /** The caller holds a lease. */
    static <T> T with(WireConnection wire, VolumeId id, Attempt attempt, Body<T> body) {
        return Pools.with(wire, id.pool(), attempt, (there, pool) -> {
            try (Reference<StorageVolPointer> volume =
                    lookUp(there, pool, id.name()).orElseThrow(() -> there.failed(attempt))) {
                return body.on(there, volume.pointer());
            }
        });
    }

    /** Who there is takes one call; what each is, one for each: libvirt has no other way. */
    List<VolumeInfo> volumes(String name) {
        Attempt attempt = Pools.attempt("list the volumes of", name, false);
        return calls.read(
                attempt,
                wire -> Pools.with(wire, name, attempt, (there, pool) -> {
                    List<VolumeInfo> rows = new ArrayList<>();
                    try (ReferenceArray<StorageVolPointer> all = Pools.volumes(there, pool, attempt)) {
                        for (StorageVolPointer volume : all.items()) {
                            found(there, volume, name, attempt).ifPresent(rows::add);
                        }
                    }
                    return rows;
                }));
    }

    Optional<VolumeInfo> volume(VolumeId id) {
        Attempt attempt = attempt("look up", id, false);
        return calls.read(
                attempt,
                wire -> Pools.ifThere(wire, id.pool(), attempt, (there, pool) -> {
                    Optional<Reference<StorageVolPointer>> found = lookUp(there, pool, id.name());
                    if (found.isEmpty()) {
                        LibvirtError error = LibvirtError.last(there.library());
                        if (error.is(NO_VOLUME)) {
                            return Optional.empty();
                        }
                        throw there.failed(attempt, error);
                    }
                    try (Reference<StorageVolPointer> volume = found.get()) {
                        return found(there, volume.pointer(), id.pool(), attempt);
                    }
                }));
    }

    /** Empty if it went away since it was found, or is no image. */
    private static Optional<VolumeInfo> found(
            WireConnection wire, StorageVolPointer volume, String pool, Attempt attempt) {
        CString xml = wire.library().virStorageVolGetXMLDesc(volume, 0);
        if (xml != null) {
            return VolumeXml.read(pool, xml.toString());
        }
        LibvirtError error = LibvirtError.last(wire.library());
        if (error.translate(attempt) instanceof NotFoundException) {
            return Optional.empty(); // or its file did, which libvirt learns when it looks at it
        }
        throw wire.failed(attempt, error);
    }

    static VolumeInfo row(WireConnection wire, StorageVolPointer volume, VolumeId id, Attempt attempt) {
        return found(wire, volume, id.pool(), attempt)
                .orElseThrow(() -> new NotFoundException(
                        attempt.failure().because("it is not there, or no image that a drive could have")));
    }

    VolumeInfo create(String name, VolumeSpec spec, Progress progress) {
        VolumeId id = new VolumeId(name, spec.name());
        Attempt attempt = attempt("create", id, true);
        calls.checkWritable(attempt);
        Pools.refuseCancelled(progress, attempt);
        String xml = VolumeXml.write(spec);
        VolumeInfo row = calls.change(
                attempt,
                wire -> Pools.with(wire, name, attempt, (there, pool) -> {
                    StorageVolPointer made = there.library().virStorageVolCreateXML(pool, xml, flags(spec));
                    return kept(there, made, id, progress, attempt);
                }));
        progress.report(1, 1, WorkUnit.STEPS);
        return row;
    }

    private static int flags(VolumeSpec spec) {
        // Raw ones are preallocated by their allocation alone, and libvirt refuses the flag for them.
        boolean needed = spec.preallocated() && !spec.format().equals(DiskFormat.RAW);
        return needed ? PREALLOCATE : 0;
    }

    /** Takes over what libvirt made. It cannot stop to make it; what was cancelled meanwhile goes again. */
    private static VolumeInfo kept(
            WireConnection wire, @Nullable StorageVolPointer made, VolumeId id, Progress progress, Attempt attempt) {
        if (made == null) {
            throw wire.failed(attempt);
        }
        try (Reference<StorageVolPointer> volume = new Reference<>(made, wire.library()::virStorageVolFree)) {
            if (progress.cancelled()) {
                Inventory.check(wire, wire.library().virStorageVolDelete(volume.pointer(), 0), attempt);
                throw new OperationCancelledException(attempt.failure().because("it was cancelled"));
            }
            return row(wire, volume.pointer(), id, attempt);
        }
    }

    VolumeInfo copy(VolumeId original, String name, VolumeSpec spec, Progress progress) {
        VolumeId id = new VolumeId(name, spec.name());
        Attempt attempt = attempt("copy " + original + " to", id, true);
        calls.checkWritable(attempt);
        Pools.refuseCancelled(progress, attempt);
        if (spec.backing().isPresent()) {
            throw InvalidSpecException.of("copy", spec.name(), "a copy has no backing image");
        }
        String xml = VolumeXml.write(spec);
        try (CopyWatch watch = new CopyWatch(calls, id, progress)) {
            VolumeInfo row = calls.change(
                    attempt,
                    wire -> with(wire, original, attempt, (there, from) -> {
                        DataSize least = row(there, from, original, attempt).capacity();
                        if (spec.capacity().bytes() < least.bytes()) {
                            throw InvalidSpecException.of(
                                    "capacity of the copy", spec.capacity(), "the original has " + least);
                        }
                        return Pools.with(there, name, attempt, (where, pool) -> {
                            watch.begin(least);
                            return kept(
                                    where,
                                    where.library().virStorageVolCreateXMLFrom(pool, xml, from, flags(spec)),
                                    id,
                                    progress,
                                    attempt);
                        });
                    }));
            progress.report(row.capacity().bytes(), row.capacity().bytes(), WorkUnit.BYTES);
            return row;
        }
    }

    VolumeInfo resize(VolumeId id, DataSize capacity, boolean shrink, Progress progress) {
        Attempt attempt = attempt("resize", id, true);
        Pools.refuseCancelled(progress, attempt);
        return calls.change(
                attempt,
                wire -> with(wire, id, attempt, (there, volume) -> {
                    DataSize present = row(there, volume, id, attempt).capacity();
                    boolean smaller = capacity.bytes() < present.bytes();
                    if (smaller && !shrink) {
                        throw InvalidSpecException.of(
                                "volume capacity", capacity, "it has " + present + ", and may not become smaller");
                    }
                    if (!capacity.equals(present)) {
                        Inventory.check(
                                there,
                                there.library().virStorageVolResize(volume, capacity.bytes(), smaller ? SHRINK : 0),
                                attempt);
                    }
                    return row(there, volume, id, attempt);
                }));
    }

    void delete(VolumeId id) {
        Attempt attempt = attempt("delete", id, true);
        calls.change(
                attempt,
                wire -> with(
                        wire,
                        id,
                        attempt,
                        (there, volume) ->
                                Inventory.check(there, there.library().virStorageVolDelete(volume, 0), attempt)));
    }
}
