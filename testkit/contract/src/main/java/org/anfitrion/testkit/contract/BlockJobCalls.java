package org.anfitrion.testkit.contract;

import java.util.List;
import java.util.Optional;
import org.anfitrion.api.block.CommitSpec;
import org.anfitrion.api.block.CopySpec;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.BlockJobFacet;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.Target;

/** Every call of {@link BlockJobFacet}, for rules that hold for all calls. */
final class BlockJobCalls {

    private static final String DRIVE = "vda";

    private BlockJobCalls() {}

    /** Calls that change nothing. */
    static List<Call> looks(Bench bench, BlockJobFacet facet, DomainId id) {
        return List.of(Call.of("list block jobs", () -> facet.jobs(id)));
    }

    /** Calls that change something, or would if they were let. */
    static List<Call> changes(Bench bench, BlockJobFacet facet, DomainId off, DomainId on) {
        Target there = new Target.OfDomain(on);
        CopySpec copy = CopySpec.to("/srv/contract.copy", DiskFormat.RAW);
        return List.of(
                Call.of(Feature.BLOCK_PULL, there, () -> facet.pull(on, DRIVE, Optional.empty(), Progress.unwatched())),
                Call.of(
                        Feature.BLOCK_COMMIT,
                        there,
                        () -> facet.commit(on, DRIVE, CommitSpec.everything(), Progress.unwatched())),
                Call.of(Feature.BLOCK_COPY, there, () -> facet.copy(on, DRIVE, copy, Progress.unwatched())),
                Call.of(Feature.BLOCK_RESIZE, there, () -> facet.resize(on, DRIVE, DataSize.gibibytes(4))));
    }
}
