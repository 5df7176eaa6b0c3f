package org.anfitrion.spi;

import java.util.List;
import org.anfitrion.api.backup.BackupExport;
import org.anfitrion.api.backup.BackupSpec;
import org.anfitrion.api.backup.CheckpointInfo;
import org.anfitrion.api.domain.DomainId;

/**
 * Backups of running domains, and the checkpoints between them.
 *
 * <ul>
 *   <li><b>BCK-1</b> A backup has the content that the drives had when it began, whatever the guest wrote meanwhile.
 *       <i>A backup is a moment, not a blur.</i>
 *   <li><b>BCK-2</b> A backup since a checkpoint has what changed since then; a checkpoint that is not there is
 *       NotFoundException, and nothing is written. <i>It would look like a backup.</i>
 *   <li><b>BCK-3</b> A checkpoint is listed once with its parent; a name that is taken is AlreadyExistsException; a
 *       deleted one is gone. <i>The chain is what the next backup hangs on.</i>
 *   <li><b>BCK-4</b> A backup that is cancelled or fails leaves no file of its own behind, and the domain runs on.
 *       <i>Half a backup is none.</i>
 *   <li><b>BCK-5</b> An export can be fetched until it is ended; ending where there is none is NotFoundException; a
 *       second one at the same time is ResourceBusyException. <i>The host keeps changes aside while it lasts.</i>
 *   <li><b>BCK-6</b> A domain that does not run is InvalidStateException; a drive that it does not have is
 *       NotFoundException. <i>Its files can be copied as they are.</i>
 * </ul>
 */
public interface BackupFacet extends Facet {

    /**
     * Writes a backup.
     *
     * @param id which domain
     * @param spec what goes where
     * @param progress told of the work; once it is cancelled, the work ends early and leaves nothing half done
     */
    void push(DomainId id, BackupSpec spec, Progress progress);

    /**
     * Begins a backup that another program fetches.
     *
     * @param id which domain
     * @param spec what is exported
     * @return where it is fetched
     */
    BackupExport begin(DomainId id, BackupSpec spec);

    /**
     * Ends what begin began.
     *
     * @param id which domain
     */
    void end(DomainId id);

    /**
     * Lists a domain's checkpoints.
     *
     * @param id which domain
     * @return the rows; parents come before their children
     */
    List<CheckpointInfo> checkpoints(DomainId id);

    /**
     * Makes a checkpoint without a backup.
     *
     * @param id which domain
     * @param name its name, unique in the domain
     * @return its row
     */
    CheckpointInfo checkpoint(DomainId id, String name);

    /**
     * Deletes a checkpoint; what was recorded since goes to the one before.
     *
     * @param id which domain
     * @param name its name
     */
    void deleteCheckpoint(DomainId id, String name);
}
