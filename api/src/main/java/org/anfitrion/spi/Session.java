package org.anfitrion.spi;

import java.util.Optional;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.HostInfo;
import org.anfitrion.api.host.Support;

/**
 * One connection to one host, with the facets that the backend has.
 *
 * <p>Thread-safe: any number of threads call at once. Calls block. Rules:
 *
 * <ul>
 *   <li><b>SES-1</b> {@link #close()} may be called twice, from any thread, and throws nothing for it. <i>Cleaning up must
 *       not fail.</i>
 *   <li><b>SES-2</b> After close every call throws {@code InvalidStateException}. <i>A dead session must not be mistaken for
 *       an empty host.</i>
 *   <li><b>SES-3</b> Close unblocks callers that wait in the session; they get {@code InvalidStateException} or {@code
 *       ConnectionLostException}. <i>A program must be able to end.</i>
 *   <li><b>SES-4</b> {@link #host()} names host, product and version, and counts CPUs and memory. <i>Reports and bug reports
 *       begin with them.</i>
 *   <li><b>SES-5</b> {@link #facet} gives the same answer for the session's whole life. <i>Callers cache it.</i>
 *   <li><b>SES-6</b> Where {@link #support} says no, the operation throws {@code UnsupportedCapabilityException} and changes
 *       nothing. <i>An application asks first and relies on the answer.</i>
 *   <li><b>SES-7</b> A read-only session refuses whatever changes something with {@code AccessDeniedException}, before
 *       anything is sent. <i>It is asked for by people who are afraid of changes.</i>
 *   <li><b>SES-8</b> {@link #hostId()} is the same for all sessions to one host, and stays so. <i>Handles are compared by
 *       it.</i>
 *   <li><b>SES-9</b> When the wire breaks, the call in flight throws {@code ConnectionLostException}, and so does every later
 *       call. For a change that was sent, the exception says that the outcome is unknown. <i>The API opens another session
 *       and retries reads, and only reads.</i>
 *   <li><b>SES-10</b> Two threads that change different domains do not disturb each other. <i>Every handle is shared
 *       between threads.</i>
 * </ul>
 */
public interface Session extends AutoCloseable {

    /**
     * Returns the identity of the host.
     *
     * @return an opaque key, never empty
     */
    String hostId();

    /**
     * Returns facts about the host.
     *
     * @return the facts, as they are now
     */
    HostInfo host();

    /**
     * Returns the one facet that every session has.
     *
     * @return the domains of the host
     */
    DomainFacet domains();

    /**
     * Asks the backend for a sign of life.
     *
     * @param deadline until when to wait
     */
    void ping(Deadline deadline);

    /**
     * Returns a facet.
     *
     * @param type the facet's interface
     * @param <F> the facet
     * @return the facet, if this session has it
     */
    <F extends Facet> Optional<F> facet(Class<F> type);

    /**
     * Tells whether something can be done.
     *
     * @param feature what
     * @param on on what
     * @return yes, no with a reason, or not known
     */
    Support support(Feature feature, Target on);

    /** Ends the session: unblocks callers, releases everything, treats guests by the policy it was opened with. */
    @Override
    void close();
}
