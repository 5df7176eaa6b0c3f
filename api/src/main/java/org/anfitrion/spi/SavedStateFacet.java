package org.anfitrion.spi;

import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;

/**
 * Domains whose memory is put on disk, so that they go on later.
 *
 * <ul>
 *   <li><b>SAV-1</b> A saved domain is shut off with reason SAVED, and its next START goes on where it was: RUNNING
 *       with reason RESTORED. The saved memory is used up by that. <i>The guest does not notice.</i>
 *   <li><b>SAV-2</b> After the saved memory is discarded, the next START boots. <i>There is a way out of a bad
 *       state.</i>
 *   <li><b>SAV-3</b> Saving a domain that does not run is InvalidStateException; discarding where nothing is saved is
 *       NotFoundException. <i>There is nothing to save.</i>
 *   <li><b>SAV-4</b> A domain with saved memory is not removed unless MANAGED_SAVE is named. <i>It holds a guest's
 *       work.</i>
 *   <li><b>SAV-5</b> A domain that was saved to a file is restored from it with its identity, and runs. A file that
 *       is not there is NotFoundException. <i>The file is all that is needed.</i>
 * </ul>
 */
public interface SavedStateFacet extends Facet {

    /**
     * Puts a running domain's memory where the backend keeps it, and stops the domain. A transient one, which nothing could
     * start again, is InvalidStateException.
     *
     * @param id which domain
     * @param progress told of the work; once it is cancelled, the work ends early and leaves nothing half done
     * @return its row with all fields
     */
    DomainInfo save(DomainId id, Progress progress);

    /**
     * Tells whether the backend keeps a domain's memory.
     *
     * @param id which domain
     * @return true if its next start goes on
     */
    boolean saved(DomainId id);

    /**
     * Throws saved memory away.
     *
     * @param id which domain
     */
    void discard(DomainId id);

    /**
     * Puts a running domain's memory and configuration into a file, and stops the domain.
     *
     * @param id which domain
     * @param file an absolute path on the host, which is overwritten
     * @param progress told of the work; once it is cancelled, the work ends early and leaves nothing half done
     * @return its last row with all fields; a transient domain is gone by then
     */
    DomainInfo saveTo(DomainId id, String file, Progress progress);

    /**
     * Lets a domain go on from a file.
     *
     * @param file an absolute path on the host
     * @param progress told of the work; once it is cancelled, the work ends early and leaves nothing half done
     * @return its row with all fields
     */
    DomainInfo restore(String file, Progress progress);
}
