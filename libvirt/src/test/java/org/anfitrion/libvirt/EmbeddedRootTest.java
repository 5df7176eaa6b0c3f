package org.anfitrion.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.spi.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A root for the embedded driver is prepared once, and a process has one. */
class EmbeddedRootTest {

    private static final Session SESSION = (Session) Proxy.newProxyInstance(
            Session.class.getClassLoader(), new Class<?>[] {Session.class}, (proxy, method, arguments) -> null);

    private static EmbeddedRoot open(String root) {
        AtomicReference<EmbeddedRoot> opened = new AtomicReference<>();
        EmbeddedRoot.open(HypervisorUri.parse("qemu:///embed?root=" + root), (prepared, remarks) -> {
            opened.set(prepared);
            return SESSION;
        });
        return opened.get();
    }

    @Test
    void onlyTheEmbeddedPathOfThisMachineIsMeant() {
        assertTrue(EmbeddedRoot.isMeantBy(HypervisorUri.parse("qemu:///embed?root=/x")));
        assertFalse(EmbeddedRoot.isMeantBy(HypervisorUri.parse("qemu:///system")));
        assertFalse(EmbeddedRoot.isMeantBy(HypervisorUri.parse("qemu+ssh://host/embed")));
    }

    @Test
    void aUriWithoutAUsableRootIsRefused() {
        HypervisorUri none = HypervisorUri.parse("qemu:///embed");
        assertThrows(InvalidSpecException.class, () -> EmbeddedRoot.open(none, (root, remarks) -> SESSION));
        assertThrows(InvalidSpecException.class, () -> open("relative/path"));
        InvalidSpecException deep = assertThrows(InvalidSpecException.class, () -> open("/tmp/" + "x".repeat(60)));
        assertTrue(deep.getMessage().contains("too long"), deep.getMessage());
    }

    /** In one test, since what it shows lasts for the life of the process. */
    @Test
    void theFirstRootIsPreparedAndStaysTheOnlyOne(@TempDir Path folder) throws IOException {
        Path blocked = Files.createFile(folder.resolve("file"));
        assertThrows(InvalidSpecException.class, () -> open(blocked.toString()));

        Path root = folder.resolve("with space");
        UUID orphan = UUID.fromString("0351edcf-4fd8-4668-a541-0ec92ae427ba");
        Files.createDirectories(root.resolve("anfitrion/ephemeral"));
        Files.createFile(root.resolve("anfitrion/ephemeral/" + orphan));
        EmbeddedRoot first = open(root.toString().replace(" ", "%20"));
        Path configuration = root.resolve("etc/qemu.conf");
        String written = Files.readString(configuration);
        assertTrue(written.contains("stdio_handler = \"file\""));
        assertTrue(port(written, "max") - port(written, "min") == 99 && port(written, "min") >= 5900, written);
        assertTrue(first.libvirtUri().endsWith("/with%20space"), first.libvirtUri());
        assertEquals(List.of(orphan), first.orphans(), "what a crashed process left is this one's to clear");

        Files.writeString(configuration, "# mine\n");
        EmbeddedRoot again = open(root.resolve("../with%20space").toString().replace(" ", "%20"));
        assertEquals("# mine\n", Files.readString(configuration), "a configuration that is there stays as it is");
        assertEquals(first.hostId(), again.hostId());
        again.markEphemeral(new UUID(1, 2));
        assertEquals(List.of(), again.orphans(), "what this process marked is in use");

        InvalidStateException second = assertThrows(
                InvalidStateException.class, () -> open(folder.resolve("other").toString()));
        assertTrue(second.getMessage().contains("whole life of a process"), second.getMessage());
        assertFalse(Files.exists(folder.resolve("other")), "a root that is refused is not made");
    }

    private static int port(String configuration, String end) {
        return configuration
                .lines()
                .filter(line -> line.startsWith("remote_display_port_" + end + " = "))
                .mapToInt(line -> Integer.parseInt(line.substring(line.indexOf('=') + 2)))
                .findFirst()
                .orElseThrow();
    }
}
