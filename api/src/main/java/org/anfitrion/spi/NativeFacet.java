package org.anfitrion.spi;

import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;

/**
 * The way past the neutral model: the backend's own language.
 *
 * <ul>
 *   <li><b>NAT-1</b> A domain defined natively from the native configuration of another (renamed, without UUID) has the same
 *       description.
 *   <li><b>NAT-2</b> What the neutral model does not know in a native configuration survives an update.
 *   <li><b>NAT-3</b> A raw interface that the backend does not have is {@code UnsupportedCapabilityException} and names those it
 *       has.
 * </ul>
 */
public interface NativeFacet extends Facet {

    /**
     * Defines a domain from a native configuration. One that exists is not replaced.
     *
     * @param configuration in the backend's own language
     * @return its row with all fields
     */
    DomainInfo define(String configuration);

    /**
     * Passes a request to the backend as it is.
     *
     * @param id about which domain
     * @param channel the backend's interface, such as {@code qmp}
     * @param request in that interface's language
     * @param deadline until when to wait for the answer
     * @return the answer in that interface's language
     */
    String call(DomainId id, String channel, String request, Deadline deadline);
}
