package org.anfitrion.api;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.anfitrion.api.block.BlockJobInfo;
import org.anfitrion.api.block.CommitSpec;
import org.anfitrion.api.block.CopySpec;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.BlockJobFacet;
import org.anfitrion.spi.Progress;

/**
 * Work on the images of a running domain's drives.
 */
public final class BlockJobs {

    private final Domain domain;
    private final FacetHandle<BlockJobFacet> facet;

    BlockJobs(Domain domain) {
        this.domain = domain;
        this.facet = new FacetHandle<>(domain.host(), BlockJobFacet.class);
    }

    /**
     * Lists the jobs that work now, whoever began them.
     *
     * @return at most one for each drive
     */
    public List<BlockJobInfo> list() {
        return facet.read("blockJobs.list", Feature.BLOCK_PULL, jobs -> jobs.jobs(domain.id()));
    }

    /**
     * Fetches everything from lower images into the drive's own, so that it depends on none.
     *
     * @param target the drive, by the name of the device for the guest
     * @return results in the domain; cancelled or failed, it is on the image that it had
     */
    public Job<Domain> pull(String target) {
        return work(
                "blockJobs.pull",
                Feature.BLOCK_PULL,
                "pull",
                target,
                (jobs, progress) -> jobs.pull(domain.id(), target, Optional.empty(), progress));
    }

    /**
     * Writes upper images into one below.
     *
     * @param target the drive, by the name of the device for the guest
     * @param spec which images
     * @return results in the domain; cancelled or failed, it is on the image that it had
     */
    public Job<Domain> commit(String target, CommitSpec spec) {
        return work(
                "blockJobs.commit",
                Feature.BLOCK_COMMIT,
                "commit",
                target,
                (jobs, progress) -> jobs.commit(domain.id(), target, spec, progress));
    }

    /**
     * Copies a drive's content.
     *
     * @param target the drive, by the name of the device for the guest
     * @param spec where to
     * @return results in the domain; cancelled or failed, it is on the image that it had
     */
    public Job<Domain> copy(String target, CopySpec spec) {
        return work(
                "blockJobs.copy",
                Feature.BLOCK_COPY,
                "copy",
                target,
                (jobs, progress) -> jobs.copy(domain.id(), target, spec, progress));
    }

    /**
     * Makes a drive larger.
     *
     * @param target the drive, by the name of the device for the guest
     * @param capacity its new size as the guest sees it
     * @throws org.anfitrion.api.error.InvalidSpecException if that were smaller
     */
    public void resize(String target, DataSize capacity) {
        facet.run("blockJobs.resize", Feature.BLOCK_RESIZE, jobs -> jobs.resize(domain.id(), target, capacity));
    }

    private Job<Domain> work(
            String operation, Feature feature, String verb, String target, BiConsumer<BlockJobFacet, Progress> work) {
        return facet.job(operation, feature, verb, "disk " + target + " of " + domain, (jobs, progress) -> {
            work.accept(jobs, progress);
            return domain;
        });
    }
}
