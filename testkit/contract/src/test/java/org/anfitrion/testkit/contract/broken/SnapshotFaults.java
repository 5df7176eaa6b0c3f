package org.anfitrion.testkit.contract.broken;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.snapshot.RevertState;
import org.anfitrion.api.snapshot.SnapshotId;
import org.anfitrion.api.snapshot.SnapshotInfo;
import org.anfitrion.api.snapshot.SnapshotSpec;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.SnapshotFacet;
import org.anfitrion.testkit.contract.Rule;

/** What drivers do wrong with the snapshot facet. */
final class SnapshotFaults {

    private SnapshotFaults() {}

    static Stream<Fault> all() {
        return Stream.of(
                fault(Rule.SNP_1, "the text for people is lost", sound -> new Object() {
                    public SnapshotInfo take(DomainId id, SnapshotSpec spec, Progress progress) {
                        return sound.take(
                                id,
                                new SnapshotSpec(
                                        spec.name(), Optional.empty(), spec.memory(), spec.external(), spec.quiesce()),
                                progress);
                    }
                }),
                fault(Rule.SNP_2, "a snapshot of the same name is replaced", sound -> new Object() {
                    public SnapshotInfo take(DomainId id, SnapshotSpec spec, Progress progress) {
                        try {
                            return sound.take(id, spec, progress);
                        } catch (AlreadyExistsException e) {
                            sound.delete(id, new SnapshotId(spec.name()), false, progress);
                            return sound.take(id, spec, progress);
                        }
                    }
                }),
                fault(Rule.SNP_3, "reverting forgets what was taken later", sound -> new Object() {
                    public void revert(DomainId id, SnapshotId snapshot, RevertState then, Progress progress) {
                        sound.revert(id, snapshot, then, progress);
                        sound.snapshots(id).stream()
                                .filter(row -> row.parent().equals(Optional.of(snapshot)))
                                .forEach(row -> sound.delete(id, row.id(), true, progress));
                    }
                }),
                fault(Rule.SNP_4, "a domain without memory boots after a revert", sound -> new Object() {
                    public void revert(DomainId id, SnapshotId snapshot, RevertState then, Progress progress) {
                        boolean ran = row(sound, id, snapshot)
                                .filter(row -> row.state().isActive())
                                .isPresent();
                        sound.revert(
                                id,
                                snapshot,
                                ran && then == RevertState.AS_TAKEN ? RevertState.RUNNING : then,
                                progress);
                    }
                }),
                fault(Rule.SNP_5, "the children of what is deleted go too", sound -> new Object() {
                    public void delete(DomainId id, SnapshotId snapshot, boolean children, Progress progress) {
                        sound.delete(id, snapshot, true, progress);
                    }
                }),
                fault(Rule.SNP_6, "deleting what is not there succeeds", sound -> new Object() {
                    public void delete(DomainId id, SnapshotId snapshot, boolean children, Progress progress) {
                        try {
                            sound.delete(id, snapshot, children, progress);
                        } catch (NotFoundException e) {
                            return;
                        }
                    }
                }),
                fault(Rule.SNP_6, "memory that is not there is left out", sound -> new Object() {
                    public SnapshotInfo take(DomainId id, SnapshotSpec spec, Progress progress) {
                        try {
                            return sound.take(id, spec, progress);
                        } catch (InvalidStateException e) {
                            return sound.take(id, SnapshotSpec.named(spec.name()), progress);
                        }
                    }
                }));
    }

    private static Optional<SnapshotInfo> row(SnapshotFacet facet, DomainId id, SnapshotId snapshot) {
        List<SnapshotInfo> rows = facet.snapshots(id);
        return rows.stream().filter(row -> row.id().equals(snapshot)).findFirst();
    }

    private static Fault fault(Rule rule, String what, Function<SnapshotFacet, Object> twist) {
        return Fault.facet(rule, what, SnapshotFacet.class, twist);
    }
}
