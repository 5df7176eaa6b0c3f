package org.anfitrion.spi;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.domain.Applied;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainField;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.Leftover;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.View;

/**
 * The domains of a host: what every driver must offer.
 *
 * <p>Rules of making, finding and describing:
 *
 * <ul>
 *   <li><b>DOM-1</b> A defined domain is found, is persistent and shut off, and has the name, UUID, CPUs and memory of its
 * description. <i>What was asked for is what there is.</i>
 *   <li><b>DOM-2</b> A name or UUID that is taken is {@code AlreadyExistsException}, and the other domain is as it was.
 * <i>Defining never replaces.</i>
 *   <li><b>DOM-3</b> {@link #list} has every domain once, and only those that the filter selects, in a constant number of
 * round trips. <i>Hosts have thousands.</i>
 *   <li><b>DOM-4</b> {@link #find} works by id, name and UUID; what is not there is empty, not an error. <i>Looking is not a
 * mistake.</i>
 *   <li><b>DOM-5</b> A row has the wanted fields. <i>An accessor that throws is a driver's fault.</i>
 *   <li><b>DOM-6</b> An operation on a domain that is not there is {@code NotFoundException}. <i>It may have been there a
 * moment ago.</i>
 *   <li><b>DOM-7</b> A removed domain is gone from lists and look-ups, and its name can be used again. <i>Nothing
 * keeps a name that nobody has.</i>
 *   <li><b>DOM-8</b> An active domain is not removed: {@code InvalidStateException}. <i>A guest is not stopped by tidying
 * up.</i>
 *   <li><b>DOM-9</b> The CONFIG view says what the description said; what was left open is filled in. <i>Reading must be able
 * to start an update.</i>
 *   <li><b>DOM-10</b> The LIVE view of a domain that does not run, and the CONFIG view of a transient one, are {@code
 * InvalidStateException}. <i>The two are never mixed.</i>
 *   <li><b>DOM-11</b> An update changes what differs between the base's description and the wanted one, and nothing else.
 * <i>Native settings survive.</i>
 *   <li><b>DOM-12</b> If the configuration is not the base's any more, the update is {@code ConflictException} and changes
 * nothing. <i>Two writers must not lose each other's work.</i>
 *   <li><b>DOM-13</b> An update without a difference changes nothing and reports no changes. <i>Writing what is there
 * already is not a change.</i>
 *   <li><b>DOM-14</b> An update cannot change name or UUID: {@code InvalidSpecException}. <i>They are identity to somebody.</i>
 *   <li><b>DOM-15</b> A transient domain runs at once and is gone when it stops. <i>Nothing of it is kept.</i>
 *   <li><b>DOM-16</b> An ephemeral domain is gone when its session has closed. <i>A program that ends, ends its
 * guests.</i>
 *   <li><b>DOM-17</b> Autostart, once set, is in the rows; a transient domain has none: {@code
 * InvalidStateException}. <i>Who sets it must be able to see it.</i>
 *   <li><b>DOM-18</b> Every name that a description accepts comes back the same: spaces, Unicode, {@code $ % ; | * -}.
 * <i>Data is never syntax.</i>
 *   <li><b>DOM-19</b> A device that is described natively only cannot be asked for: {@code
 * UnsupportedCapabilityException} or {@code InvalidSpecException}, and no domain is made. <i>Half a
 * domain is worse than none.</i>
 *   <li><b>DOM-20</b> What a description asks for and the backend cannot have is {@code UnsupportedCapabilityException}, and
 * no domain is made. <i>What is left out silently is missed too late.</i>
 *   <li><b>DOM-21</b> An owner's tag comes back as it was written, in each view that the domain has. <i>What a crashed program
 * left is found by it.</i>
 * </ul>
 *
 * <p>Rules of tuning, by an update in either scope:
 *
 * <ul>
 *   <li><b>TUN-1</b> What was set is read back in its view, and what the update left empty stays. <i>Settings are changed one
 * at a time.</i>
 *   <li><b>TUN-2</b> A CPU that the host or the domain does not have is {@code InvalidSpecException}, and nothing changes.
 * <i>Half a setting is worse than none.</i>
 * </ul>
 *
 * <p>Rules of power:
 *
 * <ul>
 *   <li><b>PWR-1</b> START of a domain that is shut off makes it RUNNING; the returned row says so. <i>What was
 * started runs.</i>
 *   <li><b>PWR-2</b> START of an active domain is {@code InvalidStateException} and leaves it as it is. <i>A second
 * start must not touch the guest.</i>
 *   <li><b>PWR-3</b> SUSPEND makes a running domain PAUSED, RESUME makes it RUNNING again. <i>A paused guest loses
 * nothing.</i>
 *   <li><b>PWR-4</b> SUSPEND, RESUME, SHUTDOWN, REBOOT, RESET and DESTROY of a domain that is shut off are {@code
 *         InvalidStateException}. <i>There is nothing to act on.</i>
 *   <li><b>PWR-5</b> SUSPEND of a paused domain and RESUME of a running one are {@code InvalidStateException}. <i>A caller
 * that is wrong about the state wants to know.</i>
 *   <li><b>PWR-6</b> DESTROY leaves a persistent domain shut off, and it can be started again. <i>Pulling the plug is
 * not removing the machine.</i>
 *   <li><b>PWR-7</b> SHUTDOWN returns without waiting for the guest; a guest that listens is shut off soon. <i>How
 * long a guest takes is for the caller to wait or not.</i>
 *   <li><b>PWR-8</b> REBOOT and RESET leave the domain active, with the same identity. <i>A handle outlives a
 * reboot.</i>
 * </ul>
 */
public interface DomainFacet extends Facet {

    /**
     * Lists domains.
     *
     * @param filter which
     * @param wanted what is to be in the rows beside the identity
     * @return the rows, in no particular order
     */
    List<DomainInfo> list(DomainFilter filter, Set<DomainField> wanted);

    /**
     * Looks one domain up.
     *
     * @param ref which
     * @param wanted what is to be in the row beside the identity
     * @return its row, if it is there
     */
    Optional<DomainInfo> find(DomainRef ref, Set<DomainField> wanted);

    /**
     * Makes a domain.
     *
     * @param spec what it should be
     * @param creation whether to keep or to start it
     * @param progress told of long work
     * @return its row with all fields
     */
    DomainInfo create(DomainSpec spec, Creation creation, Progress progress);

    /**
     * Reads a configuration.
     *
     * @param id whose
     * @param view which of the two
     * @return description, native configuration and revision
     */
    Described<DomainSpec> read(DomainId id, View view);

    /**
     * Applies a difference.
     *
     * @param id whose configuration
     * @param base what was read
     * @param wanted what it should be
     * @param scope where to apply it; its view is the base's
     * @param progress told of long work
     * @return what was changed
     */
    Applied update(DomainId id, Described<DomainSpec> base, DomainSpec wanted, Scope scope, Progress progress);

    /**
     * Turns a domain on, off, or something between.
     *
     * @param id which domain
     * @param action what to do
     * @param deadline until when the backend may take; what a guest does later is not waited for
     * @return its row with all fields, afterwards. For a domain that is gone by then, its last state
     */
    DomainInfo power(DomainId id, PowerAction action, Deadline deadline);

    /**
     * Sets whether a domain starts with its host.
     *
     * @param id which domain
     * @param on whether it does
     */
    void autostart(DomainId id, boolean on);

    /**
     * Removes a domain's configuration.
     *
     * @param id which domain
     * @param alsoDelete what may be removed with it; with anything else left over, {@code InvalidStateException}
     */
    void remove(DomainId id, Set<Leftover> alsoDelete);
}
