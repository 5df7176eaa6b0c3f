package org.anfitrion.api.backup;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A backup that another program fetches: the drives as they were, served by NBD until it is ended.
 *
 * @param host the address to connect to
 * @param port the TCP port; 0 if it is a socket
 * @param socket the UNIX socket, if it is one
 * @param exports the name of each drive's export, by the drive's target
 */
public record BackupExport(String host, int port, Optional<String> socket, Map<String, String> exports) {

    /**
     * Checks that nothing is missing.
     *
     * @param host the address to connect to
     * @param port the TCP port; 0 if it is a socket
     * @param socket the UNIX socket, if it is one
     * @param exports the name of each drive's export, by the drive's target
     */
    public BackupExport {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(socket, "socket");
        exports = Map.copyOf(exports);
    }
}
