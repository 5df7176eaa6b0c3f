package org.anfitrion.api.domain;

import java.util.Objects;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.internal.Text;

/**
 * A channel between host and guest that is not a network: a virtio-serial port, a VirtualBox pipe. The guest agent
 * speaks over one. Immutable.
 *
 * @param name the port's name in the guest, such as {@code org.qemu.guest_agent.0}
 */
public record ChannelSpec(String name) {

    /**
     * Creates the description.
     *
     * @param name the port's name in the guest, such as {@code org.qemu.guest_agent.0}
     * @throws InvalidSpecException if it is not a word
     */
    public ChannelSpec {
        Objects.requireNonNull(name, "name");
        Text.token("channel", name);
    }

    /** The name of the port over which QEMU's guest agent speaks. */
    public static final String QEMU_GUEST_AGENT = "org.qemu.guest_agent.0";

    /**
     * Describes the channel of QEMU's guest agent.
     *
     * @return the description
     */
    public static ChannelSpec guestAgent() {
        return new ChannelSpec(QEMU_GUEST_AGENT);
    }
}
