package org.anfitrion.testkit.memory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.anfitrion.api.backup.BackupDisk;
import org.anfitrion.api.backup.BackupExport;
import org.anfitrion.api.backup.BackupSpec;
import org.anfitrion.api.backup.CheckpointInfo;
import org.anfitrion.api.block.BlockJobKind;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.ResourceBusyException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.unit.WorkUnit;
import org.anfitrion.spi.BackupFacet;
import org.anfitrion.spi.Progress;

/**
 * The backup facet of a session in memory. Nothing serves an export over a network here: its socket is called {@value #SOCKET},
 * and what a client would read is in the images by the names of the exports, for {@link HostImages#read}, until it is ended.
 */
final class MemoryBackup implements BackupFacet {

    private static final String SOCKET = "mem-only";

    private final MemorySession session;

    MemoryBackup(MemorySession session) {
        this.session = session;
    }

    private HostModel model() {
        return session.model();
    }

    private MemoryDomain domain(DomainId id, Call call) {
        return model().inventory().require(id, call.operation());
    }

    @Override
    public void push(DomainId id, BackupSpec spec, Progress progress) {
        Call call = session.call(Operation.BACKUP_PUSH, id)
                .needing(Feature.BACKUP_PUSH)
                .watchedBy(progress);
        session.perform(
                call,
                () -> begin(domain(id, call), spec, call),
                work -> {
                    try {
                        session.work(call, work.total(), WorkUnit.BYTES, work::advance);
                    } catch (HypervisorException e) {
                        model().locked(() -> work.end(domain(id, call)));
                        throw e;
                    }
                },
                work -> {
                    MemoryDomain domain = domain(id, call);
                    if (!work.goesOn(domain)) {
                        throw new InvalidStateException(call.failure("it stopped meanwhile"));
                    }
                    try {
                        check(domain, spec, call);
                        write(spec, work.saved(), call);
                        spec.checkpoint()
                                .ifPresent(name -> domain.checkpoints.add(
                                        name, model().clock().now(), work.contents()));
                    } finally {
                        work.end(domain);
                    }
                    return true;
                });
    }

    private Work begin(MemoryDomain domain, BackupSpec spec, Call call) {
        check(domain, spec, call);
        spec.disks().forEach(disk -> domain.jobs.requireFree(disk.target(), call));
        Map<String, ImageContent> contents = freeze(domain, call);
        Map<String, ImageContent> saved = saved(domain, spec, contents, call);
        List<BlockJobs.Running> jobs = new ArrayList<>();
        for (BackupDisk disk : spec.disks()) {
            long total = saved.getOrDefault(disk.target(), ImageContent.EMPTY).capacity();
            jobs.add(domain.jobs.begin(disk.target(), BlockJobKind.BACKUP, total, call));
        }
        return new Work(contents, saved, jobs);
    }

    /** Looks whether a backup can be written, and changes nothing. */
    private void check(MemoryDomain domain, BackupSpec spec, Call call) {
        if (spec.since().isPresent() || spec.checkpoint().isPresent()) {
            model().missing(Feature.CHECKPOINTS).ifPresent(reason -> {
                throw new UnsupportedCapabilityException(call.failure(reason));
            });
        }
        spec.disks().forEach(disk -> model().drives().require(domain, disk.target(), call));
        spec.since().ifPresent(name -> domain.checkpoints.require(name, call));
        spec.checkpoint().ifPresent(name -> domain.checkpoints.requireFree(name, call));
        for (BackupDisk disk : spec.disks()) {
            if (model().images().find(disk.file()).isPresent()) {
                throw new AlreadyExistsException(call.failure("there is an image '" + disk.file() + "'"));
            }
        }
    }

    /** Returns what the drives read as now. */
    private Map<String, ImageContent> freeze(MemoryDomain domain, Call call) {
        Map<String, ImageContent> contents = new LinkedHashMap<>();
        domain.spec().disks().forEach(disk -> {
            if (disk.target().isPresent() && model().drives().path(disk).isPresent()) {
                Image image = model().drives().image(disk, call);
                contents.put(disk.target().get(), model().images().content(image, call));
            }
        });
        return contents;
    }

    private static Map<String, ImageContent> saved(
            MemoryDomain domain, BackupSpec spec, Map<String, ImageContent> contents, Call call) {
        Optional<Checkpoints.Checkpoint> since = spec.since().map(name -> domain.checkpoints.require(name, call));
        Map<String, ImageContent> saved = new LinkedHashMap<>();
        for (BackupDisk disk : spec.disks()) {
            ImageContent now = contents.get(disk.target());
            if (now == null) {
                throw new NotFoundException(
                        call.failure("its drive '" + disk.target() + "' has no image on this host"));
            }
            saved.put(
                    disk.target(),
                    since.map(then -> then.changes(disk.target(), now)).orElse(now));
        }
        return saved;
    }

    private void write(BackupSpec spec, Map<String, ImageContent> saved, Call call) {
        for (BackupDisk disk : spec.disks()) {
            ImageContent content = saved.getOrDefault(disk.target(), ImageContent.EMPTY);
            model().images().create(disk.file(), disk.format(), content, call);
        }
    }

    @Override
    public BackupExport begin(DomainId id, BackupSpec spec) {
        Call call = session.call(Operation.BACKUP_BEGIN, id).needing(Feature.BACKUP_PULL);
        return session.perform(call, () -> {
            MemoryDomain domain = domain(id, call);
            if (!domain.exported.isEmpty()) {
                throw new ResourceBusyException(call.failure("another backup of it is exported"));
            }
            check(domain, spec, call);
            Map<String, ImageContent> contents = freeze(domain, call);
            write(spec, saved(domain, spec, contents, call), call);
            spec.checkpoint()
                    .ifPresent(
                            name -> domain.checkpoints.add(name, model().clock().now(), contents));
            domain.exported = spec.disks().stream().map(BackupDisk::file).toList();
            return new BackupExport(
                    "",
                    0,
                    Optional.of(SOCKET),
                    spec.disks().stream().collect(Collectors.toMap(BackupDisk::target, BackupDisk::file)));
        });
    }

    @Override
    public void end(DomainId id) {
        Call call = session.call(Operation.BACKUP_END, id).needing(Feature.BACKUP_PULL);
        session.perform(call, () -> {
            MemoryDomain domain = domain(id, call);
            if (domain.exported.isEmpty()) {
                throw new NotFoundException(call.failure("no backup of it is exported"));
            }
            model().drives().endExport(domain);
            return true;
        });
    }

    @Override
    public List<CheckpointInfo> checkpoints(DomainId id) {
        Call call = session.call(Operation.BACKUP_CHECKPOINTS, id).needing(Feature.CHECKPOINTS);
        return session.perform(call, () -> domain(id, call).checkpoints.rows());
    }

    @Override
    public CheckpointInfo checkpoint(DomainId id, String name) {
        Call call = session.call(Operation.BACKUP_CHECKPOINT, id).needing(Feature.CHECKPOINTS);
        return session.perform(call, () -> {
            MemoryDomain domain = domain(id, call);
            if (!domain.isActive()) {
                throw new InvalidStateException(call.failure("it is " + domain.state()));
            }
            domain.checkpoints.requireFree(name, call);
            return domain.checkpoints.add(name, model().clock().now(), freeze(domain, call));
        });
    }

    @Override
    public void deleteCheckpoint(DomainId id, String name) {
        Call call = session.call(Operation.BACKUP_DELETE_CHECKPOINT, id).needing(Feature.CHECKPOINTS);
        session.perform(call, () -> {
            Checkpoints checkpoints = domain(id, call).checkpoints;
            checkpoints.remove(checkpoints.require(name, call));
            return true;
        });
    }

    /**
     * A backup that is being written.
     *
     * @param contents what all drives were when it began
     * @param saved what of them goes into the files
     * @param jobs what is listed for it meanwhile
     */
    private record Work(
            Map<String, ImageContent> contents, Map<String, ImageContent> saved, List<BlockJobs.Running> jobs) {

        long total() {
            return jobs.stream().mapToLong(BlockJobs.Running::total).sum();
        }

        void advance(long done) {
            long left = done;
            for (BlockJobs.Running job : jobs) {
                job.advance(Math.min(left, job.total()));
                left -= Math.min(left, job.total());
            }
        }

        boolean goesOn(MemoryDomain domain) {
            return jobs.stream().allMatch(domain.jobs::has);
        }

        boolean end(MemoryDomain domain) {
            jobs.forEach(domain.jobs::end);
            return true;
        }
    }
}
