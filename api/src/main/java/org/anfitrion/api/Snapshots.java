package org.anfitrion.api;

import java.util.List;
import java.util.Optional;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.snapshot.SnapshotId;
import org.anfitrion.api.snapshot.SnapshotInfo;
import org.anfitrion.api.snapshot.SnapshotSpec;
import org.anfitrion.spi.SnapshotFacet;

/**
 * The snapshots of a domain.
 *
 * <pre>{@code
 * Snapshot clean = web.snapshots().take(SnapshotSpec.named("clean").withMemory()).await();
 * ...
 * clean.revert().await();
 * }</pre>
 */
public final class Snapshots {

    private final Domain domain;
    private final FacetHandle<SnapshotFacet> facet;

    Snapshots(Domain domain) {
        this.domain = domain;
        this.facet = new FacetHandle<>(domain.host(), SnapshotFacet.class);
    }

    /**
     * Lists the snapshots.
     *
     * @return the rows; parents come before their children
     */
    public List<SnapshotInfo> list() {
        return facet.read("snapshots.list", Feature.SNAPSHOTS, snapshots -> snapshots.snapshots(domain.id()));
    }

    /**
     * Takes a snapshot.
     *
     * @param spec what it should be
     * @return results in its handle; fails with {@link org.anfitrion.api.error.AlreadyExistsException} if the name is
     * taken
     */
    public Job<Snapshot> take(SnapshotSpec spec) {
        return facet.job(
                "snapshots.take",
                spec.memory() ? Feature.SNAPSHOT_MEMORY : Feature.SNAPSHOTS,
                "take snapshot '" + spec.name() + "' of",
                domain.toString(),
                (snapshots, progress) ->
                        handle(snapshots.take(domain.id(), spec, progress).id()));
    }

    /**
     * Looks a snapshot up by its name.
     *
     * @param name the name, exactly
     * @return its handle, if it is there
     */
    public Optional<Snapshot> find(String name) {
        return list().stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .map(row -> handle(row.id()));
    }

    /**
     * Looks a snapshot up by its name.
     *
     * @param name the name, exactly
     * @return its handle
     * @throws org.anfitrion.api.error.NotFoundException if there is none
     */
    public Snapshot get(String name) {
        return find(name)
                .orElseThrow(() -> new NotFoundException(Failure.to("look up", "snapshot '" + name + "' of " + domain)
                        .because("there is no snapshot with this name")));
    }

    /**
     * Returns the snapshot that the domain goes on from.
     *
     * @return its handle, if there is one
     */
    public Optional<Snapshot> current() {
        return list().stream().filter(SnapshotInfo::current).findFirst().map(row -> handle(row.id()));
    }

    /**
     * Returns the handle of a snapshot whose identity is known. Asks nothing.
     *
     * @param id the identity, from a row
     * @return its handle
     */
    public Snapshot handle(SnapshotId id) {
        return new Snapshot(domain, facet, id);
    }
}
