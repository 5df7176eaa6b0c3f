package org.anfitrion.spi;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Set;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.guest.ExecSpec;
import org.anfitrion.api.guest.GuestInfo;
import org.anfitrion.api.secret.Password;

/**
 * What is done inside guests, by an agent in a machine or by the host in a container.
 *
 * <ul>
 *   <li><b>GST-1</b> A program gets its arguments, variables, directory and input as they are, and its output, its
 *       errors and its exit code come back complete and apart. <i>Data is never syntax.</i>
 *   <li><b>GST-2</b> A program that is not there is NotFoundException. A guest in which nobody answers is
 *       InvalidStateException, or OperationTimeoutException at the deadline. <i>Each asks for another remedy.</i>
 *   <li><b>GST-3</b> A program is killed when its process is closed before it ended, where the backend can.
 *       <i>Whoever leaves must not leave things running.</i>
 *   <li><b>GST-4</b> A file that was written is read back byte for byte; one that is not there is NotFoundException.
 *       <i>Files are not text.</i>
 *   <li><b>GST-5</b> Freezing frozen file systems is InvalidStateException; thawing gives how many were thawed. <i>A
 *       backup must know whether it was consistent.</i>
 *   <li><b>GST-6</b> The facts are those of the guest, and a guest that does not know one leaves it out. <i>A guessed
 *       fact is worse than none.</i>
 *   <li><b>GST-7</b> A domain that does not run is InvalidStateException. <i>Nobody is there.</i>
 * </ul>
 */
public interface GuestFacet extends Facet {

    /**
     * Asks the guest for a sign of life.
     *
     * @param id which domain
     * @param deadline until when to wait
     */
    void ping(DomainId id, Deadline deadline);

    /**
     * Starts a program.
     *
     * @param id which domain
     * @param spec what to run
     * @param deadline until when to wait
     * @return the process; the caller closes it
     */
    GuestProcess exec(DomainId id, ExecSpec spec, Deadline deadline);

    /**
     * Opens a file of the guest for reading.
     *
     * @param id which domain
     * @param path an absolute path in the guest
     * @param deadline until when to wait
     * @return its bytes; the caller closes it
     */
    InputStream read(DomainId id, String path, Deadline deadline);

    /**
     * Opens a file of the guest for writing; what was in it is gone.
     *
     * @param id which domain
     * @param path an absolute path in the guest
     * @param deadline until when to wait
     * @return where the bytes go; they are there when it was closed without an error
     */
    OutputStream write(DomainId id, String path, Deadline deadline);

    /**
     * Asks the guest for facts about itself.
     *
     * @param id which domain
     * @param deadline until when to wait
     * @return the facts
     */
    GuestInfo info(DomainId id, Deadline deadline);

    /**
     * Lets the guest write everything out and hold its file systems still.
     *
     * @param id which domain
     * @param mountPoints which file systems, empty is all
     * @return how many are still
     */
    int freeze(DomainId id, Set<String> mountPoints);

    /**
     * Lets the guest's file systems go on.
     *
     * @param id which domain
     * @return how many went on
     */
    int thaw(DomainId id);

    /**
     * Sets a user's password in the guest.
     *
     * @param id which domain
     * @param user the user's name
     * @param password the new one
     */
    void password(DomainId id, String user, Password password);

    /**
     * Reads the guest's clock.
     *
     * @param id which domain
     * @return what it shows
     */
    Instant time(DomainId id);

    /**
     * Sets the guest's clock.
     *
     * @param id which domain
     * @param time what it should show
     */
    void setTime(DomainId id, Instant time);
}
