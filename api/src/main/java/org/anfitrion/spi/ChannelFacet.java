package org.anfitrion.spi;

import java.nio.channels.ByteChannel;
import org.anfitrion.api.domain.DomainId;

/**
 * Channels between host and guest that are not networks.
 *
 * <ul>
 *   <li><b>CHN-1</b> What one end writes arrives at the other, in order and unaltered, both ways. <i>Protocols are
 *       spoken over it.</i>
 *   <li><b>CHN-2</b> A channel that the domain does not have is NotFoundException; a domain that does not run is
 *       InvalidStateException. <i>Talking into the void must not look like success.</i>
 *   <li><b>CHN-3</b> A channel has one user at a time: a second is ResourceBusyException until the first has closed.
 *       <i>Two speakers garble a protocol.</i>
 *   <li><b>CHN-4</b> When the domain stops or the session closes, a waiting read ends. <i>A program must be able to
 *       end.</i>
 * </ul>
 */
public interface ChannelFacet extends Facet {

    /**
     * Opens the host's end of a channel. Reading blocks until there is a byte.
     *
     * @param id which domain
     * @param channel its name in the description
     * @param deadline until when to wait
     * @return the end; the caller closes it
     */
    ByteChannel open(DomainId id, String channel, Deadline deadline);
}
