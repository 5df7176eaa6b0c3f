package org.anfitrion.testkit.contract.broken;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.anfitrion.api.backup.BackupSpec;
import org.anfitrion.api.backup.CheckpointInfo;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.unit.WorkUnit;
import org.anfitrion.spi.BackupFacet;
import org.anfitrion.spi.Progress;
import org.anfitrion.testkit.contract.Rule;

/** What drivers do wrong with the backup facet. */
final class BackupFaults {

    private BackupFaults() {}

    static Stream<Fault> all() {
        return Stream.of(
                fault(Rule.BCK_1, "a backup has what the drive has in the end", sound -> new Object() {
                    public void push(DomainId id, BackupSpec spec, Progress progress) {
                        if (!progress.cancelled() && spec.since().isEmpty()) {
                            progress.report(0, 1, WorkUnit.STEPS);
                        }
                        sound.push(id, spec, progress);
                    }
                }),
                fault(Rule.BCK_2, "a checkpoint that is not there is passed over", sound -> new Object() {
                    public void push(DomainId id, BackupSpec spec, Progress progress) {
                        try {
                            sound.push(id, spec, progress);
                        } catch (NotFoundException e) {
                            if (spec.since().isEmpty()) {
                                throw e;
                            }
                            sound.push(id, new BackupSpec(spec.disks(), Optional.empty(), spec.checkpoint()), progress);
                        }
                    }
                }),
                fault(Rule.BCK_3, "checkpoints know no parent", sound -> new Object() {
                    public List<CheckpointInfo> checkpoints(DomainId id) {
                        return sound.checkpoints(id).stream()
                                .map(row -> new CheckpointInfo(row.name(), Optional.empty(), row.created()))
                                .toList();
                    }
                }),
                fault(Rule.BCK_4, "a cancelled backup is there all the same", sound -> new Object() {
                    public void push(DomainId id, BackupSpec spec, Progress progress) {
                        try {
                            sound.push(id, spec, progress);
                        } catch (OperationCancelledException e) {
                            sound.push(id, spec, Progress.unwatched());
                            throw e;
                        }
                    }
                }),
                fault(Rule.BCK_5, "ending what has not begun succeeds", sound -> new Object() {
                    public void end(DomainId id) {
                        try {
                            sound.end(id);
                        } catch (NotFoundException e) {
                            return;
                        }
                    }
                }),
                fault(Rule.BCK_6, "a backup of what is off does nothing", sound -> new Object() {
                    public void push(DomainId id, BackupSpec spec, Progress progress) {
                        try {
                            sound.push(id, spec, progress);
                        } catch (InvalidStateException e) {
                            return;
                        }
                    }
                }));
    }

    private static Fault fault(Rule rule, String what, Function<BackupFacet, Object> twist) {
        return Fault.facet(rule, what, BackupFacet.class, twist);
    }
}
