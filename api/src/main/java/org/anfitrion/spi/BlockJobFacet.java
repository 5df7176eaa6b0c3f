package org.anfitrion.spi;

import java.util.List;
import java.util.Optional;
import org.anfitrion.api.block.BlockJobInfo;
import org.anfitrion.api.block.CommitSpec;
import org.anfitrion.api.block.CopySpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.unit.DataSize;

/**
 * Work on the images of running domains' drives.
 *
 * <ul>
 *   <li><b>BLK-1</b> After a pull the drive's image depends on nothing below the named base, and has the same
 *       content. <i>What lies below can be deleted.</i>
 *   <li><b>BLK-2</b> After a commit the drive's content is the same, and the domain goes on in the base or in what is
 *       left above it. <i>A chain is made shorter, not lost.</i>
 *   <li><b>BLK-3</b> A copy has the content of the drive when it ended; the domain goes on in it if asked to, else in
 *       the original. <i>That is how a disk moves.</i>
 *   <li><b>BLK-4</b> A job that is cancelled or fails leaves the domain on the image that it had, and running. <i>The
 *       guest must not notice.</i>
 *   <li><b>BLK-5</b> A resized drive has the new capacity in the running guest and on the host; smaller is
 *       InvalidSpecException. <i>A guest does not expect to lose the end of its disk.</i>
 *   <li><b>BLK-6</b> While a job works it is listed with how far it is; a second one on the same drive is
 *       ResourceBusyException. <i>Two would tear the chain apart.</i>
 *   <li><b>BLK-7</b> A drive that the domain does not have is NotFoundException; a domain that does not run is
 *       InvalidStateException. <i>Files that nobody uses are changed as volumes.</i>
 * </ul>
 */
public interface BlockJobFacet extends Facet {

    /**
     * Lists the jobs that work on a domain's drives.
     *
     * @param id which domain
     * @return at most one for each drive
     */
    List<BlockJobInfo> jobs(DomainId id);

    /**
     * Fetches the content of lower images into the drive's own, and waits until that is done.
     *
     * @param id which domain
     * @param target the drive
     * @param base the path of the image that is kept below, empty keeps none
     * @param progress told of the work; once it is cancelled, the work ends early and leaves nothing half done
     */
    void pull(DomainId id, String target, Optional<String> base, Progress progress);

    /**
     * Writes upper images into one below, and waits until that is done. Images of which the one does not lie under the other
     * are InvalidSpecException.
     *
     * @param id which domain
     * @param target the drive
     * @param spec which images
     * @param progress told of the work; once it is cancelled, the work ends early and leaves nothing half done
     */
    void commit(DomainId id, String target, CommitSpec spec, Progress progress);

    /**
     * Copies a drive's content, and waits until that is done.
     *
     * @param id which domain
     * @param target the drive
     * @param spec where to
     * @param progress told of the work; once it is cancelled, the work ends early and leaves nothing half done
     */
    void copy(DomainId id, String target, CopySpec spec, Progress progress);

    /**
     * Makes a running domain's drive larger.
     *
     * @param id which domain
     * @param target the drive
     * @param capacity its new size as the guest sees it
     */
    void resize(DomainId id, String target, DataSize capacity);
}
