package org.anfitrion.spi;

import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;

/**
 * The way past the neutral model: the backend's own language.
 *
 * <ul>
 *   <li><b>NAT-1</b> A domain defined natively from the native configuration of another (renamed, without UUID) has
 * the same description. <i>The native configuration is all of a domain, not an excerpt.</i>
 *   <li><b>NAT-2</b> What the neutral model does not know in a native configuration survives an update. <i>Somebody
 * put it there.</i>
 *   <li><b>NAT-3</b> A raw interface that the backend does not have is {@code UnsupportedCapabilityException} and
 * names those it has. <i>The caller should learn what there is.</i>
 *   <li><b>NAT-4</b> A native configuration that was read, changed and written back is the configuration from then on, with
 * the same identity. If the configuration is not the base's any more it is {@code ConflictException}, and nothing
 * changes. <i>Two writers must not lose each other's work.</i>
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

    /**
     * Replaces a domain's configuration by a native one.
     *
     * @param id which domain; a transient one has no configuration to replace
     * @param base what was read, with {@link org.anfitrion.api.domain.View#CONFIG}
     * @param configuration in the backend's own language; name and UUID are the domain's
     * @return its row with all fields
     */
    DomainInfo redefine(DomainId id, Described<DomainSpec> base, String configuration);

    /**
     * Passes a request about the host as a whole to the backend as it is.
     *
     * @param channel the backend's interface, such as a tool's own commands
     * @param request in that interface's language
     * @param deadline until when to wait for the answer
     * @return the answer in that interface's language
     */
    String call(String channel, String request, Deadline deadline);
}
