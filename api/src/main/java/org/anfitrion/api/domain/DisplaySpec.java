package org.anfitrion.api.domain;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.internal.Text;
import org.anfitrion.api.secret.Password;

/**
 * A guest's screen, shown over a network. Immutable.
 *
 * @param protocol how it is shown
 * @param listen the address of the host that it listens on
 * @param port the TCP port; empty leaves it to the backend
 * @param password what a viewer has to know; empty asks nothing
 */
public record DisplaySpec(DisplayProtocol protocol, String listen, OptionalInt port, Optional<Password> password) {

    /**
     * Creates the description.
     *
     * @param protocol how it is shown
     * @param listen the address of the host that it listens on
     * @param port the TCP port; empty leaves it to the backend
     * @param password what a viewer has to know; empty asks nothing
     * @throws InvalidSpecException if address or port cannot be one
     */
    public DisplaySpec {
        Objects.requireNonNull(protocol, "protocol");
        Objects.requireNonNull(listen, "listen");
        Objects.requireNonNull(port, "port");
        Objects.requireNonNull(password, "password");
        Text.oneLine("display address", listen);
        if (port.isPresent() && (port.getAsInt() < 1 || port.getAsInt() > 65_535)) {
            throw InvalidSpecException.of("display port", port.getAsInt(), "must be from 1 to 65535");
        }
    }

    /**
     * Sets the address that it listens on.
     *
     * @param value the address of the host that it listens on
     * @return the copy
     * @throws InvalidSpecException if the whole becomes impossible
     */
    public DisplaySpec listen(String value) {
        return new DisplaySpec(protocol, value, port, password);
    }

    /**
     * Sets the port.
     *
     * @param value the TCP port; empty leaves it to the backend
     * @return the copy
     * @throws InvalidSpecException if the whole becomes impossible
     */
    public DisplaySpec port(int value) {
        return new DisplaySpec(protocol, listen, OptionalInt.of(value), password);
    }

    /**
     * Sets the password.
     *
     * @param value what a viewer has to know; empty asks nothing
     * @return the copy
     * @throws InvalidSpecException if the whole becomes impossible
     */
    public DisplaySpec password(Password value) {
        return new DisplaySpec(protocol, listen, port, Optional.of(value));
    }

    /**
     * Describes a VNC server on the loopback address.
     *
     * @return the description
     */
    public static DisplaySpec vnc() {
        return new DisplaySpec(DisplayProtocol.VNC, "127.0.0.1", OptionalInt.empty(), Optional.empty());
    }

    /**
     * Describes a SPICE server on the loopback address.
     *
     * @return the description
     */
    public static DisplaySpec spice() {
        return new DisplaySpec(DisplayProtocol.SPICE, "127.0.0.1", OptionalInt.empty(), Optional.empty());
    }
}
