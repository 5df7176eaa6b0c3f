package org.anfitrion.libvirt;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.anfitrion.api.block.BlockJobInfo;
import org.anfitrion.api.block.BlockJobKind;
import org.anfitrion.api.block.CommitSpec;
import org.anfitrion.api.block.CopySpec;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.api.unit.WorkUnit;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.libvirt.wire.DomainReference;
import org.anfitrion.libvirt.wire.WireConnection;
import org.anfitrion.libvirt.xml.DiskImages;
import org.anfitrion.spi.BlockJobFacet;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.Progress;

/** Work on the images of running domains' drives, looked at until it is done. Thread-safe. */
final class BlockJobs implements BlockJobFacet {

    private static final NativeLong UNLIMITED = new NativeLong(0);
    private static final int ACTIVE = 1 << 2;
    private static final int COPY_SHALLOW = 1;
    private static final int COPY_TRANSIENT_JOB = 1 << 2;
    private static final int ABORT_PIVOT = 1 << 1;
    private static final int RESIZE_BYTES = 1;

    /** {@code virDomainBlockJobInfo}: an int, an unsigned long, and two numbers of eight bytes. */
    private static final int JOB_SIZE = 32;

    private static final int JOB_DONE = 16;
    private static final int JOB_TOTAL = 24;

    /** {@code virDomainBlockInfo}: capacity, allocation and physical, of eight bytes each. */
    private static final int INFO_SIZE = 24;

    private final Calls calls;
    private final BackendFeatures features;
    private final Definitions definitions;

    BlockJobs(Calls calls, BackendFeatures features, Definitions definitions) {
        this.calls = calls;
        this.features = features;
        this.definitions = definitions;
    }

    /** What is done with a running domain that has the drive. */
    private interface Work<T> {
        T on(WireConnection wire, DomainReference domain, Drive drive);
    }

    /**
     * A drive of a running domain.
     *
     * @param spec the drive
     * @param images its images, and the job on it
     */
    private record Drive(DiskSpec spec, DiskImages images) {}

    private static Attempt attempt(String operation, String target, DomainId id) {
        return new Attempt(operation, "disk " + target + " of domain " + id, true);
    }

    private <T> T change(DomainId id, String target, Attempt attempt, Work<T> work) {
        UUID uuid = Inventory.uuid(id, attempt);
        return calls.change(attempt, wire -> {
            try (DomainReference domain = wire.domain(uuid, attempt)) {
                return work.on(wire, domain, drive(wire, domain, target, attempt));
            }
        });
    }

    private Drive drive(WireConnection wire, DomainReference domain, String target, Attempt attempt) {
        var now = definitions.read(wire, domain, View.LIVE, attempt);
        DiskSpec spec = now.spec().disks().stream()
                .filter(disk -> disk.target().equals(Optional.of(target)))
                .findFirst()
                .orElseThrow(() ->
                        new NotFoundException(attempt.failure().because("the domain has no drive '" + target + "'")));
        return new Drive(spec, DiskImages.of(now.nativeConfiguration(), target));
    }

    @Override
    public List<BlockJobInfo> jobs(DomainId id) {
        Attempt attempt = new Attempt("list", "the block jobs of domain " + id, false);
        UUID uuid = Inventory.uuid(id, attempt);
        return calls.read(attempt, wire -> {
            List<BlockJobInfo> jobs = new ArrayList<>();
            try (DomainReference domain = wire.domain(uuid, attempt)) {
                var now = definitions.read(wire, domain, View.LIVE, attempt);
                for (DiskSpec disk : now.spec().disks()) {
                    String target = disk.target().orElse("");
                    DiskImages images = DiskImages.of(now.nativeConfiguration(), target);
                    if (!target.isEmpty()) {
                        job(wire, domain, target, images.ready(), attempt).ifPresent(jobs::add);
                    }
                }
            }
            return jobs;
        });
    }

    /** libvirt tells of one drive at a time. */
    private static Optional<BlockJobInfo> job(
            WireConnection wire, DomainReference domain, String target, boolean ready, Attempt attempt) {
        try (Memory info = new Memory(JOB_SIZE)) {
            info.clear();
            int found = Inventory.check(
                    wire, wire.library().virDomainGetBlockJobInfo(domain.pointer(), target, info, 0), attempt);
            if (found == 0) {
                return Optional.empty();
            }
            long done = info.getLong(JOB_DONE);
            long total = info.getLong(JOB_TOTAL);
            if (total == 0) {
                // An image with nothing in it: what there was to do is done, or has not been looked at yet.
                total = capacity(wire, domain, target, attempt);
                done = ready ? total : 0;
            }
            return Optional.of(new BlockJobInfo(target, kind(info.getInt(0)), done, total, ready));
        }
    }

    private static BlockJobKind kind(int type) {
        return switch (type) {
            case 1 -> BlockJobKind.PULL;
            case 2 -> BlockJobKind.COPY;
            case 3, 4 -> BlockJobKind.COMMIT;
            case 5 -> BlockJobKind.BACKUP;
            default -> BlockJobKind.OTHER;
        };
    }

    private static long capacity(WireConnection wire, DomainReference domain, String target, Attempt attempt) {
        try (Memory info = new Memory(INFO_SIZE)) {
            info.clear();
            Inventory.check(wire, wire.library().virDomainGetBlockInfo(domain.pointer(), target, info, 0), attempt);
            return info.getLong(0);
        }
    }

    @Override
    public void pull(DomainId id, String target, Optional<String> base, Progress progress) {
        Attempt attempt = begin("pull into", target, id, Feature.BLOCK_PULL, progress);
        change(id, target, attempt, (wire, domain, drive) -> {
            int begun = base.isPresent()
                    ? wire.library().virDomainBlockRebase(domain.pointer(), target, base.get(), UNLIMITED, 0)
                    : wire.library().virDomainBlockPull(domain.pointer(), target, UNLIMITED, 0);
            return Inventory.check(wire, begun, attempt);
        });
        awaitEnd(id, target, false, attempt, progress);
        change(id, target, attempt, (wire, domain, drive) -> {
            List<String> below = drive.images().below();
            if (base.isEmpty() ? !below.isEmpty() : !below.get(0).equals(base.get())) {
                throw failed(attempt);
            }
            return true;
        });
    }

    private Attempt begin(String operation, String target, DomainId id, Feature feature, Progress progress) {
        Attempt attempt = attempt(operation, target, id);
        calls.checkWritable(attempt);
        features.require(feature, attempt);
        Pools.refuseCancelled(progress, attempt);
        return attempt;
    }

    private static BackendFailureException failed(Attempt attempt) {
        return new BackendFailureException(
                attempt.failure().because("the job ended before it was done; libvirt keeps no record of why"));
    }

    @Override
    public void commit(DomainId id, String target, CommitSpec spec, Progress progress) {
        Attempt attempt = begin("commit", target, id, Feature.BLOCK_COMMIT, progress);
        boolean active = change(id, target, attempt, (wire, domain, drive) -> {
            boolean uppermost =
                    spec.top().isEmpty() || spec.top().equals(drive.images().top());
            requireOver(spec, drive.images(), attempt);
            Inventory.check(
                    wire,
                    wire.library()
                            .virDomainBlockCommit(
                                    domain.pointer(),
                                    target,
                                    spec.base().orElse(null),
                                    uppermost ? null : spec.top().orElse(null),
                                    UNLIMITED,
                                    uppermost ? ACTIVE : 0),
                    attempt);
            return uppermost;
        });
        awaitEnd(id, target, active, attempt, progress);
        if (active) {
            end(id, target, true, attempt);
            return;
        }
        change(id, target, attempt, (wire, domain, drive) -> {
            if (spec.top().filter(drive.images().below()::contains).isPresent()) {
                throw failed(attempt);
            }
            return true;
        });
    }

    private static void requireOver(CommitSpec spec, DiskImages images, Attempt attempt) {
        List<String> chain = new ArrayList<>();
        images.top().ifPresent(chain::add);
        chain.addAll(images.below());
        int top = spec.top().map(chain::indexOf).orElse(0);
        int base = spec.base().map(chain::indexOf).orElse(chain.size() - 1);
        if (top < 0 || base <= top) {
            throw new InvalidSpecException(attempt.failure()
                    .because("the one image does not lie under the other: the drive's images are "
                            + String.join(", ", chain)));
        }
    }

    @Override
    public void copy(DomainId id, String target, CopySpec spec, Progress progress) {
        Attempt attempt = begin("copy", target, id, Feature.BLOCK_COPY, progress);
        String destination = DiskImages.copyTo(spec.file(), spec.format().name());
        int flags = (spec.shallow() ? COPY_SHALLOW : 0) | COPY_TRANSIENT_JOB;
        change(
                id,
                target,
                attempt,
                (wire, domain, drive) -> Inventory.check(
                        wire,
                        wire.library()
                                .virDomainBlockCopy(domain.pointer(), target, destination, Pointer.NULL, 0, flags),
                        attempt));
        awaitEnd(id, target, true, attempt, progress);
        end(id, target, spec.pivot(), attempt);
    }

    /** Ends a job that has caught up: the guest goes on in what it was about, or in the image that it had. */
    private void end(DomainId id, String target, boolean pivot, Attempt attempt) {
        change(
                id,
                target,
                attempt,
                (wire, domain, drive) -> Inventory.check(
                        wire,
                        wire.library().virDomainBlockJobAbort(domain.pointer(), target, pivot ? ABORT_PIVOT : 0),
                        attempt));
    }

    /** Looks until a job is gone, or has caught up if it is one of those that go on then. */
    private void awaitEnd(DomainId id, String target, boolean catchesUp, Attempt attempt, Progress progress) {
        Deadline never = Deadline.after(Duration.ofDays(36_500));
        boolean told = false;
        while (true) {
            Optional<BlockJobInfo> job = look(id, target, attempt);
            if (job.isEmpty() && catchesUp) {
                throw failed(attempt);
            }
            if (job.isPresent()) {
                // Told once before it can be done: whoever watches sees it begin.
                long done = told ? job.get().done() : 0;
                progress.report(done, job.get().total(), WorkUnit.BYTES);
                told = true;
            }
            if (progress.cancelled() && job.isPresent()) {
                end(id, target, false, attempt);
                throw new OperationCancelledException(attempt.failure().because("it was cancelled"));
            }
            if (job.isEmpty() || (catchesUp && job.get().ready())) {
                return;
            }
            pause(id, target, never, attempt);
        }
    }

    private void pause(DomainId id, String target, Deadline never, Attempt attempt) {
        try {
            Pauses.pause(never, attempt);
        } catch (OperationCancelledException e) {
            boolean interrupted = Thread.interrupted();
            try {
                end(id, target, false, attempt);
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
            throw e;
        }
    }

    private Optional<BlockJobInfo> look(DomainId id, String target, Attempt attempt) {
        UUID uuid = Inventory.uuid(id, attempt);
        return calls.read(attempt, wire -> {
            try (DomainReference domain = wire.domain(uuid, attempt)) {
                Drive drive = drive(wire, domain, target, attempt);
                return job(wire, domain, target, drive.images().ready(), attempt);
            }
        });
    }

    @Override
    public void resize(DomainId id, String target, DataSize capacity) {
        Attempt attempt = attempt("resize", target, id);
        calls.checkWritable(attempt);
        features.require(Feature.BLOCK_RESIZE, attempt);
        change(id, target, attempt, (wire, domain, drive) -> {
            long present = capacity(wire, domain, target, attempt);
            if (capacity.bytes() < present) {
                throw InvalidSpecException.of(
                        "capacity", capacity, "the drive has " + DataSize.bytes(present) + " and does not shrink");
            }
            return Inventory.check(
                    wire,
                    wire.library().virDomainBlockResize(domain.pointer(), target, capacity.bytes(), RESIZE_BYTES),
                    attempt);
        });
    }
}
