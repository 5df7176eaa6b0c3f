package org.anfitrion.driver.lxc.liblxc;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which containers run is told from the kernel's list of sockets, whatever their names. */
class CommandSocketsTest {

    /** As {@code cat /proc/net/unix} shows it, with containers of two folders. */
    private static final String LIST = """
            Num       RefCount Protocol Flags    Type St Inode Path
            00000000a1: 00000002 00000000 00010000 0001 01 7296400 @/var/lib/lxc/p $(x); ü 854ba312/command
            00000000a2: 00000002 00000000 00010000 0001 01 7279602 @/srv/lxc/web/command
            00000000a3: 00000003 00000000 00000000 0001 03 7279603
            00000000a4: 00000002 00000000 00010000 0001 01   16400 /run/dbus/system_bus_socket
            00000000a5: 00000002 00000000 00010000 0001 01 7279604 @lxc/%s/command
            00000000a6: 00000002 00000000 00010000 0001 01 7279605 @/var/lib/lxc/command/command
            """;

    private static final String LONG = "x".repeat(200);

    private final CommandSockets sockets =
            CommandSockets.parse(Path.of("/var/lib/lxc"), LIST.formatted("6d3a9115b693069a"));

    @Test
    void aContainerRunsIfItsSocketIsThere() {
        assertAll(
                () -> assertTrue(sockets.has("p $(x); ü 854ba312"), "a name with spaces"),
                () -> assertTrue(sockets.has("command"), "a name like the socket's"),
                () -> assertTrue(sockets.has(LONG), "a name that is too long for a socket's"),
                () -> assertFalse(sockets.has("web"), "one of another folder"),
                () -> assertFalse(sockets.has("p"), "the first word of a name"));
    }

    @Test
    void namesAreReadFromSocketsAsFarAsTheyAreThere() {
        assertEquals(Set.of("p $(x); ü 854ba312", "command"), sockets.legible());
    }
}
