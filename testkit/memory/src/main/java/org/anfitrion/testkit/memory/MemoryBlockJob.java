package org.anfitrion.testkit.memory;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.anfitrion.api.block.BlockJobInfo;
import org.anfitrion.api.block.BlockJobKind;
import org.anfitrion.api.block.CommitSpec;
import org.anfitrion.api.block.CopySpec;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.event.BlockJobEvent;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.storage.Backing;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.api.unit.WorkUnit;
import org.anfitrion.spi.BlockJobFacet;
import org.anfitrion.spi.Progress;

/** The block job facet of a session in memory. A job changes nothing before it is done, so there is nothing to take back. */
final class MemoryBlockJob implements BlockJobFacet {

    private final MemorySession session;

    MemoryBlockJob(MemorySession session) {
        this.session = session;
    }

    private HostModel model() {
        return session.model();
    }

    private MemoryDomain domain(DomainId id, Call call) {
        return model().inventory().require(id, call.operation());
    }

    @Override
    public List<BlockJobInfo> jobs(DomainId id) {
        Call call = session.call(Operation.BLOCK_JOB_JOBS, id);
        return session.perform(call, () -> domain(id, call).jobs.rows());
    }

    @Override
    public void pull(DomainId id, String target, Optional<String> base, Progress progress) {
        Call call = session.call(Operation.BLOCK_JOB_PULL, id)
                .needing(Feature.BLOCK_PULL)
                .watchedBy(progress);
        run(call, id, target, BlockJobKind.PULL, drive -> drive.below(base, call), drive -> {
            Optional<Image> kept = drive.below(base, call);
            model().images().rebase(drive.image(), kept.map(image -> new Backing(image.path(), image.format())), call);
        });
    }

    @Override
    public void commit(DomainId id, String target, CommitSpec spec, Progress progress) {
        Call call = session.call(Operation.BLOCK_JOB_COMMIT, id)
                .needing(Feature.BLOCK_COMMIT)
                .watchedBy(progress);
        run(call, id, target, BlockJobKind.COMMIT, drive -> drive.ends(spec, call), drive -> {
            Ends ends = drive.ends(spec, call);
            Image base = ends.base();
            model().images().commit(ends.top(), base, call);
            ends.above()
                    .ifPresentOrElse(
                            above -> above.relink(Optional.of(new Backing(base.path(), base.format()))),
                            () -> model().drives().move(drive.domain(), target, base.path(), base.format()));
        });
    }

    @Override
    public void copy(DomainId id, String target, CopySpec spec, Progress progress) {
        Call call = session.call(Operation.BLOCK_JOB_COPY, id)
                .needing(Feature.BLOCK_COPY)
                .watchedBy(progress);
        run(call, id, target, BlockJobKind.COPY, drive -> requireFree(spec.file(), call), drive -> {
            ImageContent content = model().images().content(drive.image(), call);
            Image copy = model().images().create(spec.file(), spec.format(), content, call);
            if (spec.shallow()) {
                model().images().rebase(copy, drive.image().backing(), call);
            }
            if (spec.pivot()) {
                model().drives().move(drive.domain(), target, spec.file(), spec.format());
            }
        });
    }

    private void requireFree(String file, Call call) {
        if (model().images().find(file).isPresent()) {
            throw new AlreadyExistsException(call.failure("there is an image '" + file + "'"));
        }
    }

    @Override
    public void resize(DomainId id, String target, DataSize capacity) {
        Call call = session.call(Operation.BLOCK_JOB_RESIZE, id).needing(Feature.BLOCK_RESIZE);
        session.perform(call, () -> {
            MemoryDomain domain = domain(id, call);
            DiskSpec disk = model().drives().require(domain, target, call);
            domain.jobs.requireFree(target, call);
            Image image = model().drives().image(disk, call);
            if (capacity.bytes() < image.capacity()) {
                throw new InvalidSpecException(call.failure("its drive '" + target + "' has "
                        + DataSize.bytes(image.capacity()) + ", and " + capacity + " is less"));
            }
            model().images().resize(image, capacity.bytes(), call);
            return true;
        });
    }

    /** Lets a job work on a drive, and takes note of how it ends. */
    private void run(
            Call call, DomainId id, String target, BlockJobKind kind, Consumer<Drive> check, Consumer<Drive> effect) {
        session.perform(
                call,
                () -> {
                    MemoryDomain domain = domain(id, call);
                    Drive drive = drive(domain, target, call);
                    domain.jobs.requireFree(target, call);
                    check.accept(drive);
                    return domain.jobs.begin(target, kind, drive.image().capacity(), call);
                },
                job -> {
                    try {
                        session.work(call, job.total(), WorkUnit.BYTES, job::advance);
                    } catch (HypervisorException e) {
                        model().locked(() -> end(id, job, call, outcome(e)));
                        throw e;
                    }
                },
                job -> {
                    MemoryDomain domain = domain(id, call);
                    if (!domain.jobs.has(job)) {
                        throw new InvalidStateException(call.failure("it stopped meanwhile"));
                    }
                    BlockJobEvent.Outcome outcome = BlockJobEvent.Outcome.FAILED;
                    try {
                        effect.accept(drive(domain, target, call));
                        outcome = BlockJobEvent.Outcome.COMPLETED;
                    } finally {
                        end(id, job, call, outcome);
                    }
                    return true;
                });
    }

    private static BlockJobEvent.Outcome outcome(HypervisorException why) {
        return why instanceof OperationCancelledException
                ? BlockJobEvent.Outcome.CANCELLED
                : BlockJobEvent.Outcome.FAILED;
    }

    private boolean end(DomainId id, BlockJobs.Running job, Call call, BlockJobEvent.Outcome outcome) {
        MemoryDomain domain = domain(id, call);
        domain.jobs.end(job);
        model().announcements()
                .announce(new BlockJobEvent(
                        id,
                        domain.name,
                        job.target(),
                        job.kind(),
                        outcome,
                        model().announcements().now()));
        return true;
    }

    private Drive drive(MemoryDomain domain, String target, Call call) {
        Image image = model().drives().image(model().drives().require(domain, target, call), call);
        return new Drive(domain, image, model().images().chain(image, call));
    }

    /** A drive that is worked on: its image and, below it, the others; the lowest is the last. */
    private record Drive(MemoryDomain domain, Image image, List<Image> chain) {

        /** Finds the image that stays below. */
        Optional<Image> below(Optional<String> path, Call call) {
            return path.map(there -> chain.get(place(there, call)));
        }

        private int place(String path, Call call) {
            for (int place = 0; place < chain.size(); place++) {
                if (chain.get(place).path().equals(path)) {
                    return place;
                }
            }
            throw new NotFoundException(call.failure("no image '" + path + "' lies under its drive"));
        }

        Ends ends(CommitSpec spec, Call call) {
            int top = spec.top().map(path -> place(path, call)).orElse(0);
            int base = spec.base().map(path -> place(path, call)).orElse(chain.size() - 1);
            if (top >= base) {
                throw new InvalidSpecException(
                        call.failure("the image '" + chain.get(base).path() + "' does not lie under '"
                                + chain.get(top).path() + "'"));
            }
            return new Ends(
                    chain.get(top), chain.get(base), top == 0 ? Optional.empty() : Optional.of(chain.get(top - 1)));
        }
    }

    /** What a commit takes out of a chain, and the image that lies on that. */
    private record Ends(Image top, Image base, Optional<Image> above) {}
}
