package org.anfitrion.api;

import java.util.Objects;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.snapshot.RevertState;
import org.anfitrion.api.snapshot.SnapshotId;
import org.anfitrion.api.snapshot.SnapshotInfo;
import org.anfitrion.spi.SnapshotFacet;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of a domain. A handle: holds nothing, may be kept and shared, and goes on to name the snapshot when that
 * is gone.
 */
public final class Snapshot {

    private final Domain domain;
    private final FacetHandle<SnapshotFacet> facet;
    private final SnapshotId id;

    Snapshot(Domain domain, FacetHandle<SnapshotFacet> facet, SnapshotId id) {
        this.domain = domain;
        this.facet = facet;
        this.id = Objects.requireNonNull(id, "id");
    }

    /**
     * Returns the domain that it was taken of.
     *
     * @return the domain
     */
    public Domain domain() {
        return domain;
    }

    /**
     * Returns the snapshot's identity.
     *
     * @return the driver's key
     */
    public SnapshotId id() {
        return id;
    }

    /**
     * Asks for all facts.
     *
     * @return the facts, as they are now
     * @throws org.anfitrion.api.error.NotFoundException if it is gone
     */
    public SnapshotInfo info() {
        return facet.read("snapshot.info", Feature.SNAPSHOTS, snapshots -> snapshots.snapshots(domain.id())).stream()
                .filter(row -> row.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        new NotFoundException(Failure.to("look up", toString()).because("it is not there")));
    }

    /**
     * Brings the domain back to it; afterwards the domain does what it did then.
     *
     * @return results in the domain; what happened since is lost unless another snapshot has it
     */
    public Job<Domain> revert() {
        return revert(RevertState.AS_TAKEN);
    }

    /**
     * Brings the domain back to it.
     *
     * @param then what the domain does afterwards
     * @return results in the domain; what happened since is lost unless another snapshot has it
     */
    public Job<Domain> revert(RevertState then) {
        return facet.job("snapshot.revert", Feature.SNAPSHOT_REVERT, "revert to", toString(), (snapshots, progress) -> {
            snapshots.revert(domain.id(), id, then, progress);
            return domain;
        });
    }

    /**
     * Deletes it; those taken on top of it stay.
     *
     * @return results in the domain, which stays as it is now
     */
    public Job<Domain> delete() {
        return delete(false);
    }

    /**
     * Deletes it and those taken on top of it.
     *
     * @return results in the domain, which stays as it is now
     */
    public Job<Domain> deleteWithChildren() {
        return delete(true);
    }

    private Job<Domain> delete(boolean children) {
        return facet.job("snapshot.delete", Feature.SNAPSHOTS, "delete", toString(), (snapshots, progress) -> {
            snapshots.delete(domain.id(), id, children, progress);
            return domain;
        });
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Snapshot that && domain.equals(that.domain) && id.equals(that.id);
    }

    @Override
    public int hashCode() {
        return Objects.hash(domain, id);
    }

    @Override
    public String toString() {
        return "snapshot " + id + " of " + domain;
    }
}
