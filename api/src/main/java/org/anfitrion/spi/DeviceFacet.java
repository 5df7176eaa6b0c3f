package org.anfitrion.spi;

import java.util.Set;
import org.anfitrion.api.domain.DeviceKey;
import org.anfitrion.api.domain.DeviceSpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.Scope;

/**
 * Devices plugged into and out of domains.
 *
 * <p>What a driver is asked for: LIVE is {@code ATTACH_DISK}, {@code ATTACH_NIC} or {@code ATTACH_FILESYSTEM}, for a change
 * {@code CHANGE_MEDIUM}, {@code LINK_STATE}, {@code DISK_LIMITS} or {@code NIC_BANDWIDTH}; CONFIG is {@code UPDATE_CONFIG}.
 *
 * <ul>
 *   <li><b>DEV-1</b> An attached device is in the description of each named scope when the call returns, and the
 *       returned one has its key. LIVE has waited until the machine has it. <i>The caller uses it next.</i>
 *   <li><b>DEV-2</b> A detached device is gone from each named scope when the call returns. A guest that does not let
 *       go by the deadline is OperationTimeoutException, and the device is still there. <i>Its image may be deleted
 *       next.</i>
 *   <li><b>DEV-3</b> A key that the domain has already is AlreadyExistsException, and nothing changes. <i>Two drives
 *       must not answer to one name.</i>
 *   <li><b>DEV-4</b> Detaching or changing a device that is not there is NotFoundException. <i>It may have been
 *       pulled by somebody else.</i>
 *   <li><b>DEV-5</b> A change to a drive's medium or limits, or a card's link, source or bandwidth, changes that and
 *       nothing else; what only the native configuration says of the device survives. <i>A device is more than its
 *       description.</i>
 *   <li><b>DEV-6</b> LIVE for a domain that does not run, and CONFIG for a transient one, are InvalidStateException,
 *       and no scope is changed, not even the other one. <i>Half an attachment is worse than none.</i>
 * </ul>
 */
public interface DeviceFacet extends Facet {

    /**
     * Plugs a device in, and waits until it is there.
     *
     * @param id which domain
     * @param device what to plug in, what it leaves open is chosen by the driver
     * @param scopes where it is to take effect: one or both, all or nothing
     * @param progress told of the work; once it is cancelled, the work ends early and leaves nothing half done
     * @return the device as it is now, with its key
     */
    DeviceSpec attach(DomainId id, DeviceSpec device, Set<Scope> scopes, Progress progress);

    /**
     * Unplugs a device, and waits until the guest has let go.
     *
     * @param id which domain
     * @param key which device
     * @param scopes where it is to take effect: one or both, all or nothing
     * @param deadline until when to wait
     */
    void detach(DomainId id, DeviceKey key, Set<Scope> scopes, Deadline deadline);

    /**
     * Changes a device that stays plugged in: the medium in a drive, limits, a card's link or what it is connected
     * to. What the driver cannot change without unplugging is UnsupportedCapabilityException.
     *
     * @param id which domain
     * @param key which device
     * @param wanted what it should be, its key is the same or empty
     * @param scopes where it is to take effect: one or both, all or nothing
     * @param progress told of the work; once it is cancelled, the work ends early and leaves nothing half done
     * @return the device as it is now
     */
    DeviceSpec change(DomainId id, DeviceKey key, DeviceSpec wanted, Set<Scope> scopes, Progress progress);
}
