package org.anfitrion.api;

import java.util.List;
import org.anfitrion.api.backup.BackupExport;
import org.anfitrion.api.backup.BackupSpec;
import org.anfitrion.api.backup.CheckpointInfo;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.BackupFacet;

/**
 * Backups of a running domain, and the checkpoints between them.
 */
public final class Backups {

    private final Domain domain;
    private final FacetHandle<BackupFacet> facet;

    Backups(Domain domain) {
        this.domain = domain;
        this.facet = new FacetHandle<>(domain.host(), BackupFacet.class);
    }

    /**
     * Writes a backup of the drives as they are when it begins.
     *
     * @param spec what goes where
     * @return results in the domain; cancelled or failed, its files are removed
     */
    public Job<Domain> push(BackupSpec spec) {
        return facet.job("backups.push", Feature.BACKUP_PUSH, "back up", domain.toString(), (backups, progress) -> {
            backups.push(domain.id(), spec, progress);
            return domain;
        });
    }

    /**
     * Begins a backup that another program fetches by NBD. The host keeps changes aside until {@link #end}.
     *
     * @param spec what is exported
     * @return where it is fetched
     * @throws org.anfitrion.api.error.ResourceBusyException if there is one already
     */
    public BackupExport begin(BackupSpec spec) {
        return facet.change("backups.begin", Feature.BACKUP_PULL, backups -> backups.begin(domain.id(), spec));
    }

    /**
     * Ends what {@link #begin} began.
     *
     * @throws org.anfitrion.api.error.NotFoundException if nothing was begun
     */
    public void end() {
        facet.run("backups.end", Feature.BACKUP_PULL, backups -> backups.end(domain.id()));
    }

    /**
     * Lists the checkpoints.
     *
     * @return the rows; parents come before their children
     */
    public List<CheckpointInfo> checkpoints() {
        return facet.read("backups.checkpoints", Feature.CHECKPOINTS, backups -> backups.checkpoints(domain.id()));
    }

    /**
     * Makes a checkpoint without a backup.
     *
     * @param name its name, unique in the domain
     * @return its row
     * @throws org.anfitrion.api.error.AlreadyExistsException if the name is taken
     */
    public CheckpointInfo checkpoint(String name) {
        return facet.change(
                "backups.checkpoint", Feature.CHECKPOINTS, backups -> backups.checkpoint(domain.id(), name));
    }

    /**
     * Deletes a checkpoint.
     *
     * @param name its name
     * @throws org.anfitrion.api.error.NotFoundException if there is none
     */
    public void deleteCheckpoint(String name) {
        facet.run(
                "backups.deleteCheckpoint",
                Feature.CHECKPOINTS,
                backups -> backups.deleteCheckpoint(domain.id(), name));
    }
}
