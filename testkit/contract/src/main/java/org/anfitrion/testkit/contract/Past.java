package org.anfitrion.testkit.contract;

import java.util.List;
import java.util.Optional;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.snapshot.RevertState;
import org.anfitrion.api.snapshot.SnapshotId;
import org.anfitrion.api.snapshot.SnapshotInfo;
import org.anfitrion.api.snapshot.SnapshotSpec;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.SnapshotFacet;
import org.anfitrion.spi.Target;

/** Takes snapshots and goes back to them, for the tests of these. */
record Past(Bench bench, SnapshotFacet facet, SnapshotFixture fixture) {

    static Past of(Bench bench) {
        SnapshotFacet facet = bench.facet(SnapshotFacet.class, Feature.SNAPSHOTS);
        return new Past(
                bench,
                facet,
                bench.backend()
                        .find(SnapshotFixture.class)
                        .orElseGet(() -> SnapshotFixture.of(bench.backend().fixture(DriveFixture.class))));
    }

    /** A domain with something to keep, shut off. */
    DomainInfo domain() {
        return bench.define(fixture.domain().apply(bench.spec().toBuilder()).build());
    }

    DomainInfo running() {
        return bench.power(domain().id(), PowerAction.START);
    }

    private static Feature feature(SnapshotSpec spec) {
        return spec.memory()
                ? Feature.SNAPSHOT_MEMORY
                : spec.external() ? Feature.SNAPSHOT_EXTERNAL : Feature.SNAPSHOTS;
    }

    SnapshotInfo take(DomainId id, String name) {
        return take(id, SnapshotSpec.named(name));
    }

    SnapshotInfo take(DomainId id, SnapshotSpec spec) {
        return bench.perform(feature(spec), new Target.OfDomain(id), () -> facet.take(id, spec, Progress.unwatched()));
    }

    void refused(Class<? extends HypervisorException> type, DomainId id, SnapshotSpec spec) {
        bench.questions()
                .refused(
                        type, feature(spec), new Target.OfDomain(id), () -> facet.take(id, spec, Progress.unwatched()));
    }

    void revert(DomainId id, SnapshotId snapshot, RevertState then) {
        bench.perform(Feature.SNAPSHOT_REVERT, new Target.OfDomain(id), () -> {
            facet.revert(id, snapshot, then, Progress.unwatched());
            return true;
        });
    }

    void delete(DomainId id, SnapshotId snapshot, boolean children) {
        facet.delete(id, snapshot, children, Progress.unwatched());
    }

    List<SnapshotInfo> rows(DomainId id) {
        return facet.snapshots(id);
    }

    SnapshotInfo row(DomainId id, SnapshotId snapshot) {
        List<SnapshotInfo> found =
                rows(id).stream().filter(row -> row.id().equals(snapshot)).toList();
        if (found.size() != 1) {
            throw new AssertionError("snapshot " + snapshot + " is listed " + found.size() + " times");
        }
        return found.get(0);
    }

    Optional<SnapshotId> current(DomainId id) {
        return rows(id).stream()
                .filter(SnapshotInfo::current)
                .map(SnapshotInfo::id)
                .findFirst();
    }
}
