package org.anfitrion.testkit.contract;

import java.util.List;
import org.anfitrion.api.backup.BackupDisk;
import org.anfitrion.api.backup.BackupSpec;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.BackupFacet;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.Target;

/** Every call of {@link BackupFacet}, for rules that hold for all calls. */
final class BackupCalls {

    private static final BackupSpec SPEC =
            BackupSpec.of(new BackupDisk("vda", "/srv/contract.backup", DiskFormat.QCOW2));

    private BackupCalls() {}

    /** Calls that change nothing. */
    static List<Call> looks(Bench bench, BackupFacet facet, DomainId id) {
        return List.of(Call.of(Feature.CHECKPOINTS, new Target.OfDomain(id), () -> facet.checkpoints(id)));
    }

    /** Calls that change something, or would if they were let. */
    static List<Call> changes(Bench bench, BackupFacet facet, DomainId off, DomainId on) {
        Target there = new Target.OfDomain(on);
        return List.of(
                Call.of(Feature.BACKUP_PUSH, there, () -> facet.push(on, SPEC, Progress.unwatched())),
                Call.of(Feature.BACKUP_PULL, there, () -> facet.begin(on, SPEC)),
                Call.of(Feature.BACKUP_PULL, there, () -> facet.end(on)),
                Call.of(Feature.CHECKPOINTS, there, () -> facet.checkpoint(on, "contract")),
                Call.of(Feature.CHECKPOINTS, there, () -> facet.deleteCheckpoint(on, "contract")));
    }
}
