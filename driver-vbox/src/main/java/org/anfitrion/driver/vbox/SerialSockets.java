package org.anfitrion.driver.vbox;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;

/** Where the other ends of serial ports are: sockets in VirtualBox's home folder, named after the machine. Immutable. */
final class SerialSockets {

    /** What a socket's address holds on every Unix, with a zero at its end ({@code sun_path} of macOS; Linux has 108). */
    private static final int LONGEST = 103;

    private final Path home;

    SerialSockets(Path home) {
        this.home = home;
    }

    /** The socket of a serial port; in the folder for temporary files if the home folder's path is too long for a socket. */
    Path path(UUID uuid, int slot) {
        String name = "anfitrion-" + uuid + "-" + slot;
        Path path = home.resolve(name);
        return path.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST
                ? path
                : Path.of(System.getProperty("java.io.tmpdir"), name).toAbsolutePath();
    }
}
