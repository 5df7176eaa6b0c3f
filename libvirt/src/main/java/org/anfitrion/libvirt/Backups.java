package org.anfitrion.libvirt;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.anfitrion.api.backup.BackupDisk;
import org.anfitrion.api.backup.BackupExport;
import org.anfitrion.api.backup.BackupSpec;
import org.anfitrion.api.backup.CheckpointInfo;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.error.ResourceBusyException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.unit.WorkUnit;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.libvirt.wire.DomainReference;
import org.anfitrion.libvirt.wire.LibvirtError;
import org.anfitrion.libvirt.wire.LibvirtLibrary;
import org.anfitrion.libvirt.wire.Reference;
import org.anfitrion.libvirt.wire.ReferenceArray;
import org.anfitrion.libvirt.wire.WireConnection;
import org.anfitrion.libvirt.xml.BackupDescription;
import org.anfitrion.spi.BackupFacet;
import org.anfitrion.spi.Progress;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.CString;
import org.libvirt.jna.DomainCheckpointPointer;

/** Backups of running domains, and their checkpoints. Thread-safe. */
final class Backups implements BackupFacet {

    private static final Logger LOG = System.getLogger("org.anfitrion.libvirt.guests");
    private static final long LOOK_MILLIS = 100;

    private static final int NO_CHECKPOINT = 103;
    private static final int NO_BACKUP = 104;
    private static final int STATS_COMPLETED = 1;

    /** {@code virDomainJobType}. */
    private static final int JOB_COMPLETED = 3;

    private static final int JOB_FAILED = 4;
    private static final int JOB_CANCELLED = 5;

    /** {@code virDomainJobInfo}: an int, then eleven numbers of eight bytes. */
    private static final int INFO_SIZE = 96;

    private static final int INFO_TOTAL = 24;
    private static final int INFO_DONE = 32;

    private final Calls calls;
    private final BackendFeatures features;
    private final Definitions definitions;
    private final Starter starter;

    Backups(Calls calls, BackendFeatures features, Definitions definitions, Starter starter) {
        this.calls = calls;
        this.features = features;
        this.definitions = definitions;
        this.starter = starter;
    }

    private interface Work<T> {
        T on(WireConnection wire, DomainReference domain, Attempt named);
    }

    private <T> T change(Attempt attempt, UUID uuid, Work<T> work) {
        return calls.change(attempt, wire -> {
            try (DomainReference domain = wire.domain(uuid, attempt)) {
                return work.on(wire, domain, attempt.on("domain '" + domain.name() + "'"));
            }
        });
    }

    private <T> T look(Attempt attempt, UUID uuid, Work<T> work) {
        return calls.read(attempt, wire -> {
            try (DomainReference domain = wire.domain(uuid, attempt)) {
                return work.on(wire, domain, attempt.on("domain '" + domain.name() + "'"));
            }
        });
    }

    @Override
    public void push(DomainId id, BackupSpec spec, Progress progress) {
        Attempt attempt = new Attempt("back up", "domain " + id, true);
        calls.checkWritable(attempt);
        features.require(Feature.BACKUP_PUSH, attempt);
        UUID uuid = Inventory.uuid(id, attempt);
        DomainJobs.refuseCancelled(attempt, progress);
        List<Path> own = absent(spec);
        begin(attempt, uuid, spec, BackupDescription.push(spec));
        try {
            progress.report(0, 100, WorkUnit.PERCENT);
            awaitEnd(attempt, uuid, progress);
        } catch (OperationCancelledException | BackendFailureException e) {
            own.forEach(Backups::delete);
            throw e;
        }
    }

    /** The files that this backup makes, where this process can see them. */
    private List<Path> absent(BackupSpec spec) {
        return !starter.looksAtFiles()
                ? List.of()
                : spec.disks().stream()
                        .map(disk -> Path.of(disk.file()))
                        .filter(Files::notExists)
                        .toList();
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "a file of a backup that was given up is left: " + file, e);
        }
    }

    private void begin(Attempt attempt, UUID uuid, BackupSpec spec, String xml) {
        String checkpoint = spec.checkpoint().map(BackupDescription::checkpoint).orElse(null);
        change(attempt, uuid, (wire, domain, named) -> {
            check(wire, domain, spec, named);
            return Inventory.check(
                    wire, wire.library().virDomainBackupBegin(domain.pointer(), xml, checkpoint, 0), named);
        });
    }

    private void check(WireConnection wire, DomainReference domain, BackupSpec spec, Attempt named) {
        requireRunning(wire, domain, named);
        var drives = definitions.read(wire, domain, View.LIVE, named).spec().disks();
        for (BackupDisk disk : spec.disks()) {
            if (drives.stream().noneMatch(drive -> drive.target().equals(Optional.of(disk.target())))) {
                throw new NotFoundException(named.failure().because("it has no drive '" + disk.target() + "'"));
            }
        }
        spec.since().ifPresent(name -> get(wire, domain, name, named).close());
        spec.checkpoint().ifPresent(name -> refuseTaken(wire, domain, name, named));
        if (isRunning(wire, domain, named)) {
            throw new ResourceBusyException(named.failure().because("another backup of it is being made or served"));
        }
    }

    private static void requireRunning(WireConnection wire, DomainReference domain, Attempt named) {
        if (Inventory.check(wire, wire.library().virDomainIsActive(domain.pointer()), named) == 0) {
            throw new InvalidStateException(named.failure().because("it does not run"));
        }
    }

    private static boolean isRunning(WireConnection wire, DomainReference domain, Attempt named) {
        CString backup = wire.library().virDomainBackupGetXMLDesc(domain.pointer(), 0);
        if (backup == null) {
            LibvirtError error = LibvirtError.last(wire.library());
            if (error.is(NO_BACKUP)) {
                return false;
            }
            throw wire.failed(named, error);
        }
        return !backup.toString().isEmpty(); // which frees it, too
    }

    /** libvirt writes in the background; how it ended is in the statistics of the last job. */
    private void awaitEnd(Attempt attempt, UUID uuid, Progress progress) {
        CountDownLatch never = new CountDownLatch(1);
        boolean asked = false;
        while (look(attempt, uuid, (wire, domain, named) -> isRunning(wire, domain, named))) {
            if (progress.cancelled() && !asked) {
                asked = abort(attempt, uuid);
            } else {
                look(attempt, uuid, (wire, domain, named) -> tell(wire, domain, progress));
            }
            pause(never, attempt, uuid);
        }
        if (progress.cancelled()) {
            throw new OperationCancelledException(attempt.failure().because("it was cancelled"));
        }
        int end = look(attempt, uuid, Backups::end);
        if (end == JOB_FAILED || end == JOB_CANCELLED) {
            throw new BackendFailureException(attempt.failure()
                    .because(end == JOB_FAILED ? "libvirt's job failed" : "somebody else ended libvirt's job"));
        }
    }

    private void pause(CountDownLatch never, Attempt attempt, UUID uuid) {
        try {
            boolean unused = never.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            abort(attempt, uuid);
            Thread.currentThread().interrupt();
            throw new OperationCancelledException(attempt.failure()
                    .because("the thread was interrupted while it waited")
                    .causedBy(e));
        }
    }

    /** It may have ended by itself meanwhile. */
    private boolean abort(Attempt attempt, UUID uuid) {
        return change(
                attempt,
                uuid,
                (wire, domain, named) ->
                        wire.library().virDomainAbortJob(domain.pointer()) == 0 || !isRunning(wire, domain, named));
    }

    private static boolean tell(WireConnection wire, DomainReference domain, Progress progress) {
        try (Memory info = new Memory(INFO_SIZE)) {
            info.clear();
            boolean known =
                    wire.library().virDomainGetJobInfo(domain.pointer(), info) == 0 && info.getLong(INFO_TOTAL) > 0;
            if (known) {
                progress.report(info.getLong(INFO_DONE), info.getLong(INFO_TOTAL), WorkUnit.BYTES);
            }
            return known;
        }
    }

    private static int end(WireConnection wire, DomainReference domain, Attempt named) {
        IntByReference type = new IntByReference();
        PointerByReference array = new PointerByReference();
        IntByReference count = new IntByReference();
        LibvirtLibrary library = wire.library();
        Inventory.check(
                wire, library.virDomainGetJobStats(domain.pointer(), type, array, count, STATS_COMPLETED), named);
        Pointer parameters = array.getValue();
        if (parameters != null) {
            library.virTypedParamsFree(parameters, count.getValue());
        }
        return type.getValue() == 0 ? JOB_COMPLETED : type.getValue();
    }

    @Override
    public BackupExport begin(DomainId id, BackupSpec spec) {
        Attempt attempt = new Attempt("serve a backup of", "domain " + id, true);
        calls.checkWritable(attempt);
        features.require(Feature.BACKUP_PULL, attempt);
        UUID uuid = Inventory.uuid(id, attempt);
        String socket = spec.disks().get(0).file() + ".sock";
        begin(attempt, uuid, spec, BackupDescription.pull(spec, socket));
        Map<String, String> exports = new LinkedHashMap<>();
        spec.disks().forEach(disk -> exports.put(disk.target(), disk.target()));
        return new BackupExport("", 0, Optional.of(socket), exports);
    }

    @Override
    public void end(DomainId id) {
        Attempt attempt = new Attempt("end the backup of", "domain " + id, true);
        calls.checkWritable(attempt);
        features.require(Feature.BACKUP_PULL, attempt);
        UUID uuid = Inventory.uuid(id, attempt);
        change(attempt, uuid, (wire, domain, named) -> {
            if (!isRunning(wire, domain, named)) {
                throw new NotFoundException(named.failure().because("no backup of it is served"));
            }
            return Inventory.check(wire, wire.library().virDomainAbortJob(domain.pointer()), named);
        });
        CountDownLatch never = new CountDownLatch(1);
        while (look(attempt, uuid, (wire, domain, named) -> isRunning(wire, domain, named))) {
            pause(never, attempt, uuid);
        }
    }

    @Override
    public List<CheckpointInfo> checkpoints(DomainId id) {
        Attempt attempt = new Attempt("list", "checkpoints of domain " + id, false);
        features.require(Feature.CHECKPOINTS, attempt);
        UUID uuid = Inventory.uuid(id, attempt);
        return look(attempt, uuid, (wire, domain, named) -> {
            LibvirtLibrary library = wire.library();
            PointerByReference array = new PointerByReference();
            int count = Inventory.check(wire, library.virDomainListAllCheckpoints(domain.pointer(), array, 0), named);
            try (ReferenceArray<DomainCheckpointPointer> found =
                    new ReferenceArray<>(array, count, Backups::pointer, library::virDomainCheckpointFree)) {
                List<CheckpointInfo> rows = new ArrayList<>();
                for (DomainCheckpointPointer checkpoint : found.items()) {
                    rows.add(row(wire, checkpoint, named));
                }
                return parentsFirst(rows);
            }
        });
    }

    private static DomainCheckpointPointer pointer(Pointer bare) {
        DomainCheckpointPointer pointer = new DomainCheckpointPointer();
        pointer.setPointer(bare);
        return pointer;
    }

    private static CheckpointInfo row(WireConnection wire, DomainCheckpointPointer checkpoint, Attempt attempt) {
        CString xml = wire.library().virDomainCheckpointGetXMLDesc(checkpoint, 1 << 1);
        if (xml == null) {
            throw wire.failed(attempt);
        }
        return BackupDescription.readCheckpoint(xml.toString());
    }

    private static List<CheckpointInfo> parentsFirst(List<CheckpointInfo> rows) {
        List<CheckpointInfo> left = new ArrayList<>(rows);
        left.sort(Comparator.comparing(CheckpointInfo::created));
        Map<String, CheckpointInfo> sorted = new LinkedHashMap<>();
        while (left.removeIf(row ->
                row.parent().map(sorted::containsKey).orElse(true) && sorted.putIfAbsent(row.name(), row) == null)) {
            // once more: each turn finds the next generation
        }
        left.forEach(row -> sorted.put(row.name(), row));
        return List.copyOf(sorted.values());
    }

    @Override
    public CheckpointInfo checkpoint(DomainId id, String name) {
        Attempt attempt = new Attempt("make checkpoint '" + name + "' of", "domain " + id, true);
        calls.checkWritable(attempt);
        features.require(Feature.CHECKPOINTS, attempt);
        UUID uuid = Inventory.uuid(id, attempt);
        String xml = BackupDescription.checkpoint(name);
        return change(attempt, uuid, (wire, domain, named) -> {
            requireRunning(wire, domain, named);
            refuseTaken(wire, domain, name, named);
            DomainCheckpointPointer made = wire.library().virDomainCheckpointCreateXML(domain.pointer(), xml, 0);
            if (made == null) {
                throw wire.failed(named);
            }
            try (Reference<DomainCheckpointPointer> owned = own(wire, made)) {
                return row(wire, owned.pointer(), named);
            }
        });
    }

    private static Reference<DomainCheckpointPointer> own(WireConnection wire, DomainCheckpointPointer checkpoint) {
        return new Reference<>(checkpoint, wire.library()::virDomainCheckpointFree);
    }

    private static @Nullable Reference<DomainCheckpointPointer> find(
            WireConnection wire, DomainReference domain, String name, Attempt attempt) {
        DomainCheckpointPointer found = wire.library().virDomainCheckpointLookupByName(domain.pointer(), name, 0);
        if (found != null) {
            return own(wire, found);
        }
        LibvirtError error = LibvirtError.last(wire.library());
        if (error.is(NO_CHECKPOINT)) {
            return null;
        }
        throw wire.failed(attempt, error);
    }

    private static void refuseTaken(WireConnection wire, DomainReference domain, String name, Attempt attempt) {
        try (Reference<DomainCheckpointPointer> taken = find(wire, domain, name, attempt)) {
            if (taken != null) {
                throw new AlreadyExistsException(
                        attempt.failure().because("it has a checkpoint '" + name + "' already"));
            }
        }
    }

    private static Reference<DomainCheckpointPointer> get(
            WireConnection wire, DomainReference domain, String name, Attempt attempt) {
        Reference<DomainCheckpointPointer> found = find(wire, domain, name, attempt);
        if (found == null) {
            throw new NotFoundException(attempt.failure().because("it has no checkpoint '" + name + "'"));
        }
        return found;
    }

    @Override
    public void deleteCheckpoint(DomainId id, String name) {
        Attempt attempt = new Attempt("delete checkpoint '" + name + "' of", "domain " + id, true);
        calls.checkWritable(attempt);
        features.require(Feature.CHECKPOINTS, attempt);
        UUID uuid = Inventory.uuid(id, attempt);
        change(attempt, uuid, (wire, domain, named) -> {
            try (Reference<DomainCheckpointPointer> found = get(wire, domain, name, named)) {
                return Inventory.check(wire, wire.library().virDomainCheckpointDelete(found.pointer(), 0), named);
            }
        });
    }
}
