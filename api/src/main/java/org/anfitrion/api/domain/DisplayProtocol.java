package org.anfitrion.api.domain;

import java.util.Locale;
import java.util.Objects;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.internal.Text;

/**
 * How a guest's screen is shown over a network. Open: a backend may have others.
 *
 * @param name the backend's word, in lower case
 */
public record DisplayProtocol(String name) {

    /**
     * Creates the description.
     *
     * @param name the backend's word, in lower case
     * @throws InvalidSpecException if it is not a word
     */
    public DisplayProtocol {
        Objects.requireNonNull(name, "name");
        name = Text.token("display protocol", name).toLowerCase(Locale.ROOT);
    }

    /** Virtual Network Computing (RFC 6143). */
    public static final DisplayProtocol VNC = new DisplayProtocol("vnc");

    /** SPICE. */
    public static final DisplayProtocol SPICE = new DisplayProtocol("spice");

    /** Remote Desktop Protocol; VirtualBox calls its server VRDE. */
    public static final DisplayProtocol RDP = new DisplayProtocol("rdp");

    @Override
    public String toString() {
        return name;
    }
}
