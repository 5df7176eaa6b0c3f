package org.anfitrion.api.display;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.anfitrion.api.domain.DisplayProtocol;

/**
 * Where a running guest's screen can be seen.
 *
 * @param protocol how it is shown
 * @param host the address of the host that it listens on
 * @param port the TCP port
 * @param tlsPort the TCP port for encrypted connections
 * @param socket the UNIX socket, if it is one
 */
public record DisplayAddress(
        DisplayProtocol protocol,
        Optional<String> host,
        OptionalInt port,
        OptionalInt tlsPort,
        Optional<String> socket) {

    /**
     * Checks that nothing is missing.
     *
     * @param protocol how it is shown
     * @param host the address of the host that it listens on
     * @param port the TCP port
     * @param tlsPort the TCP port for encrypted connections
     * @param socket the UNIX socket, if it is one
     */
    public DisplayAddress {
        Objects.requireNonNull(protocol, "protocol");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(port, "port");
        Objects.requireNonNull(tlsPort, "tlsPort");
        Objects.requireNonNull(socket, "socket");
    }
}
