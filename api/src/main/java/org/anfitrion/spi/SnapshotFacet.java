package org.anfitrion.spi;

import java.util.List;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.snapshot.RevertState;
import org.anfitrion.api.snapshot.SnapshotId;
import org.anfitrion.api.snapshot.SnapshotInfo;
import org.anfitrion.api.snapshot.SnapshotSpec;

/**
 * Snapshots of domains.
 *
 * <ul>
 *   <li><b>SNP-1</b> A taken snapshot is listed once with the name, text and kind of its description, is the current
 *       one, and is the child of the one that was current. <i>The tree is the history.</i>
 *   <li><b>SNP-2</b> A name that the domain has already is AlreadyExistsException, and the other snapshot is as it
 *       was. <i>Taking never replaces.</i>
 *   <li><b>SNP-3</b> Reverting brings back the configuration and the content of the drives of that moment, and makes
 *       the snapshot the current one; the others stay. <i>That is what they are for.</i>
 *   <li><b>SNP-4</b> A running domain runs on after a snapshot. Reverting to one with memory goes on as it was then;
 *       to one without memory, as after a power cut: the domain is shut off unless it is asked to run. <i>A guest
 *       without its memory has to boot.</i>
 *   <li><b>SNP-5</b> When a snapshot is deleted its children become children of its parent; with its children, all
 *       below it go too. <i>The others still work.</i>
 *   <li><b>SNP-6</b> Operations on a snapshot that is not there are NotFoundException. A snapshot with memory of a
 *       domain that does not run is InvalidStateException. <i>There is no memory to keep.</i>
 * </ul>
 */
public interface SnapshotFacet extends Facet {

    /**
     * Lists a domain's snapshots.
     *
     * @param id which domain
     * @return the rows; parents come before their children
     */
    List<SnapshotInfo> snapshots(DomainId id);

    /**
     * Takes a snapshot.
     *
     * @param id which domain
     * @param spec what it should be
     * @param progress told of the work; once it is cancelled, the work ends early and leaves nothing half done
     * @return its row
     */
    SnapshotInfo take(DomainId id, SnapshotSpec spec, Progress progress);

    /**
     * Brings a domain back to a snapshot. What happened since is lost unless another snapshot has it; so is memory that was
     * saved. A transient domain that would be shut off by it, and so be gone, is InvalidStateException.
     *
     * @param id which domain
     * @param snapshot which snapshot
     * @param then what the domain does afterwards
     * @param progress told of the work; once it is cancelled, the work ends early and leaves nothing half done
     */
    void revert(DomainId id, SnapshotId snapshot, RevertState then, Progress progress);

    /**
     * Deletes a snapshot; the domain stays as it is now.
     *
     * @param id which domain
     * @param snapshot which snapshot
     * @param children whether those taken on top of it go too
     * @param progress told of the work; once it is cancelled, the work ends early and leaves nothing half done
     */
    void delete(DomainId id, SnapshotId snapshot, boolean children, Progress progress);
}
