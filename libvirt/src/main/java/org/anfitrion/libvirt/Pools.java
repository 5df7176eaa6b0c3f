package org.anfitrion.libvirt;

import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.storage.PoolInfo;
import org.anfitrion.api.storage.PoolSpec;
import org.anfitrion.api.storage.PoolState;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.api.unit.WorkUnit;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.libvirt.wire.LibvirtError;
import org.anfitrion.libvirt.wire.Reference;
import org.anfitrion.libvirt.wire.ReferenceArray;
import org.anfitrion.libvirt.wire.WireConnection;
import org.anfitrion.libvirt.xml.PoolXml;
import org.anfitrion.spi.Progress;
import org.libvirt.jna.CString;
import org.libvirt.jna.StoragePoolPointer;
import org.libvirt.jna.StorageVolPointer;

/** libvirt's storage pools. Thread-safe. */
final class Pools {

    private static final int EVERY = 0;
    private static final int ACTIVE = 1 << 1;
    private static final int PERSISTENT = 1 << 2;
    private static final int AUTOSTART = 1 << 4;
    private static final int WITH_BUILD = 1;
    private static final int NO_POOL = 49;

    private final Calls calls;

    Pools(Calls calls) {
        this.calls = calls;
    }

    /** What is done with a pool. */
    interface Body<T> {
        T on(WireConnection wire, StoragePoolPointer pool);
    }

    static Attempt attempt(String operation, String pool, boolean changes) {
        return new Attempt(operation, "pool '" + pool + "'", changes);
    }

    /** Looks a pool up; the caller holds a lease. Empty leaves the reason as this thread's last error. */
    private static Optional<Reference<StoragePoolPointer>> lookUp(WireConnection wire, String name) {
        StoragePoolPointer found = wire.library().virStoragePoolLookupByName(wire.pointer(), name);
        return Optional.ofNullable(found).map(pool -> new Reference<>(pool, wire.library()::virStoragePoolFree));
    }

    /** The caller holds a lease. */
    static <T> T with(WireConnection wire, String name, Attempt attempt, Body<T> body) {
        try (Reference<StoragePoolPointer> pool = lookUp(wire, name).orElseThrow(() -> wire.failed(attempt))) {
            return body.on(wire, pool.pointer());
        }
    }

    /** As {@link #with}; empty if there is no such pool. */
    static <T> Optional<T> ifThere(WireConnection wire, String name, Attempt attempt, Body<Optional<T>> body) {
        Optional<Reference<StoragePoolPointer>> found = lookUp(wire, name);
        if (found.isEmpty()) {
            LibvirtError error = LibvirtError.last(wire.library());
            if (error.is(NO_POOL)) {
                return Optional.empty();
            }
            throw wire.failed(attempt, error);
        }
        try (Reference<StoragePoolPointer> pool = found.get()) {
            return body.on(wire, pool.pointer());
        }
    }

    /** Who there is and in which state takes four calls; what each is made of, one for each: libvirt has no other way. */
    List<PoolInfo> pools() {
        Attempt attempt = new Attempt("list", "pools", false);
        return calls.read(attempt, wire -> {
            Set<String> active = names(wire, ACTIVE, attempt);
            Set<String> persistent = names(wire, PERSISTENT, attempt);
            Set<String> autostart = names(wire, AUTOSTART, attempt);
            List<PoolInfo> rows = new ArrayList<>();
            try (ReferenceArray<StoragePoolPointer> all = all(wire, EVERY, attempt)) {
                for (StoragePoolPointer pool : all.items()) {
                    String name = wire.library().virStoragePoolGetName(pool);
                    xml(wire, pool, attempt)
                            .map(xml -> PoolXml.read(
                                    xml, active.contains(name), persistent.contains(name), autostart.contains(name)))
                            .ifPresent(rows::add);
                }
            }
            return rows;
        });
    }

    private static ReferenceArray<StoragePoolPointer> all(WireConnection wire, int flags, Attempt attempt) {
        PointerByReference array = new PointerByReference();
        int count = Inventory.check(
                wire, wire.library().virConnectListAllStoragePools(wire.pointer(), array, flags), attempt);
        return new ReferenceArray<>(
                array,
                count,
                pointer -> {
                    StoragePoolPointer pool = new StoragePoolPointer();
                    pool.setPointer(pointer);
                    return pool;
                },
                wire.library()::virStoragePoolFree);
    }

    private static Set<String> names(WireConnection wire, int flags, Attempt attempt) {
        try (ReferenceArray<StoragePoolPointer> some = all(wire, flags, attempt)) {
            return some.items().stream()
                    .map(wire.library()::virStoragePoolGetName)
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    /** Empty if it went away since it was found. */
    private static Optional<String> xml(WireConnection wire, StoragePoolPointer pool, Attempt attempt) {
        CString xml = wire.library().virStoragePoolGetXMLDesc(pool, 0);
        if (xml != null) {
            return Optional.of(xml.toString());
        }
        LibvirtError error = LibvirtError.last(wire.library());
        if (error.is(NO_POOL)) {
            return Optional.empty();
        }
        throw wire.failed(attempt, error);
    }

    Optional<PoolInfo> pool(String name) {
        Attempt attempt = attempt("look up", name, false);
        return calls.read(attempt, wire -> ifThere(wire, name, attempt, (there, pool) -> found(there, pool, attempt)));
    }

    private static Optional<PoolInfo> found(WireConnection wire, StoragePoolPointer pool, Attempt attempt) {
        Optional<String> xml = xml(wire, pool, attempt);
        if (xml.isEmpty()) {
            return Optional.empty();
        }
        boolean active = isActive(wire, pool, attempt);
        boolean persistent = Inventory.check(wire, wire.library().virStoragePoolIsPersistent(pool), attempt) == 1;
        IntByReference autostart = new IntByReference();
        boolean on = persistent
                && wire.library().virStoragePoolGetAutostart(pool, autostart) == 0
                && autostart.getValue() != 0;
        return Optional.of(PoolXml.read(xml.get(), active, persistent, on));
    }

    private static boolean isActive(WireConnection wire, StoragePoolPointer pool, Attempt attempt) {
        return Inventory.check(wire, wire.library().virStoragePoolIsActive(pool), attempt) == 1;
    }

    private static PoolInfo row(WireConnection wire, StoragePoolPointer pool, Attempt attempt) {
        return found(wire, pool, attempt)
                .orElseThrow(() -> new NotFoundException(attempt.failure().because("somebody removed it meanwhile")));
    }

    PoolInfo define(PoolSpec spec) {
        Attempt attempt = attempt("define", spec.name(), true);
        calls.checkWritable(attempt);
        String xml = PoolXml.write(spec);
        return calls.change(attempt, wire -> {
            // libvirt replaces a pool that has the same name and UUID.
            ifThere(wire, spec.name(), attempt, (there, taken) -> {
                throw new AlreadyExistsException(attempt.failure().because("there is a pool of this name already"));
            });
            StoragePoolPointer defined = wire.library().virStoragePoolDefineXML(wire.pointer(), xml, 0);
            if (defined == null) {
                throw wire.failed(attempt);
            }
            try (Reference<StoragePoolPointer> pool = new Reference<>(defined, wire.library()::virStoragePoolFree)) {
                if (spec.autostart() && wire.library().virStoragePoolSetAutostart(pool.pointer(), 1) < 0) {
                    LibvirtError error = LibvirtError.last(wire.library());
                    wire.library().virStoragePoolUndefine(pool.pointer());
                    throw wire.failed(attempt, error);
                }
                return row(wire, pool.pointer(), attempt);
            }
        });
    }

    PoolInfo start(String name, boolean build, Progress progress) {
        Attempt attempt = attempt("start", name, true);
        refuseCancelled(progress, attempt);
        PoolInfo row = changed(
                attempt, name, (wire, pool) -> wire.library().virStoragePoolCreate(pool, build ? WITH_BUILD : 0));
        progress.report(1, 1, WorkUnit.STEPS);
        return row;
    }

    PoolInfo refresh(String name, Progress progress) {
        Attempt attempt = attempt("refresh", name, true);
        refuseCancelled(progress, attempt);
        PoolInfo row = changed(attempt, name, (wire, pool) -> wire.library().virStoragePoolRefresh(pool, 0));
        progress.report(1, 1, WorkUnit.STEPS);
        return row;
    }

    static void refuseCancelled(Progress progress, Attempt attempt) {
        if (progress.cancelled()) {
            throw new OperationCancelledException(
                    attempt.failure().because("it was cancelled before anything was sent"));
        }
    }

    private PoolInfo changed(Attempt attempt, String name, Body<Integer> change) {
        return calls.change(
                attempt,
                wire -> with(wire, name, attempt, (there, pool) -> {
                    Inventory.check(there, change.on(there, pool), attempt);
                    return row(there, pool, attempt);
                }));
    }

    PoolInfo stop(String name) {
        Attempt attempt = attempt("stop", name, true);
        return calls.change(
                attempt,
                wire -> with(wire, name, attempt, (there, pool) -> {
                    PoolInfo before = row(there, pool, attempt);
                    Inventory.check(there, there.library().virStoragePoolDestroy(pool), attempt);
                    return found(there, pool, attempt).orElseGet(() -> gone(before)); // as a transient one is
                }));
    }

    private static PoolInfo gone(PoolInfo before) {
        return new PoolInfo(
                before.name(),
                before.uuid(),
                PoolState.INACTIVE,
                before.source(),
                before.persistent(),
                false,
                DataSize.bytes(0),
                DataSize.bytes(0),
                DataSize.bytes(0));
    }

    void autostart(String name, boolean on) {
        Attempt attempt = attempt("set autostart of", name, true);
        calls.change(
                attempt,
                wire -> with(
                        wire,
                        name,
                        attempt,
                        (there, pool) -> Inventory.check(
                                there, there.library().virStoragePoolSetAutostart(pool, on ? 1 : 0), attempt)));
    }

    void remove(String name, boolean deleteVolumes) {
        Attempt attempt = attempt("remove", name, true);
        calls.change(
                attempt,
                wire -> with(wire, name, attempt, (there, pool) -> {
                    if (isActive(there, pool, attempt)) {
                        throw new InvalidStateException(attempt.failure().because("it is active"));
                    }
                    if (deleteVolumes) {
                        empty(there, pool, attempt);
                    }
                    return Inventory.check(there, there.library().virStoragePoolUndefine(pool), attempt);
                }));
    }

    /** libvirt knows the volumes of active pools only, so it becomes one for as long as that takes. */
    private static void empty(WireConnection wire, StoragePoolPointer pool, Attempt attempt) {
        if (wire.library().virStoragePoolCreate(pool, 0) < 0) {
            LibvirtError error = LibvirtError.last(wire.library());
            if (error.translate(attempt) instanceof NotFoundException) {
                return; // its place was never made, or somebody else deleted it
            }
            throw wire.failed(attempt, error);
        }
        try (ReferenceArray<StorageVolPointer> volumes = volumes(wire, pool, attempt)) {
            for (StorageVolPointer volume : volumes.items()) {
                Inventory.check(wire, wire.library().virStorageVolDelete(volume, 0), attempt);
            }
        } finally {
            wire.library().virStoragePoolDestroy(pool);
        }
    }

    /** The caller holds a lease. */
    static ReferenceArray<StorageVolPointer> volumes(WireConnection wire, StoragePoolPointer pool, Attempt attempt) {
        PointerByReference array = new PointerByReference();
        int count = Inventory.check(wire, wire.library().virStoragePoolListAllVolumes(pool, array, 0), attempt);
        return new ReferenceArray<>(
                array,
                count,
                pointer -> {
                    StorageVolPointer volume = new StorageVolPointer();
                    volume.setPointer(pointer);
                    return volume;
                },
                wire.library()::virStorageVolFree);
    }
}
