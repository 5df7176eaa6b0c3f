package org.anfitrion.driver.vbox;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** What testkit/lab raised: a VirtualBox, room for its homes, and a guest. */
final class Lab {

    private static final Lab RAISED = new Lab();

    private final Properties properties = new Properties();

    private Lab() {
        String file = System.getProperty("anfitrion.lab", "");
        if (file.isEmpty()) {
            throw new IllegalStateException("these tests need the lab: mvn verify -Plab");
        }
        try (Reader reader = Files.newBufferedReader(Path.of(file))) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("the lab was not raised", e);
        }
    }

    static Lab raised() {
        return RAISED;
    }

    /** Says why VirtualBox could not be had on this machine; empty if it is there. */
    Optional<String> unobtainable() {
        return Optional.ofNullable(properties.getProperty("vbox.unobtainable"));
    }

    Path executable() {
        return Path.of(get("vbox.executable"));
    }

    /** A folder for homes, machines and disks, which the lab clears away. Its path is short. */
    Path folder() {
        return Path.of(get("vbox.dir"));
    }

    /** What the name of every VBoxSVC's socket begins with. */
    String ipc() {
        return get("vbox.ipc");
    }

    /** A DVD with a guest that says READY on its first serial port, and goes off when its power button is pressed. */
    Path guestDvd() {
        return Path.of(get("vbox.guest.iso"));
    }

    /** The same guest on a disk, sector by sector. */
    Path guestDisk() {
        return Path.of(get("vbox.guest.raw"));
    }

    private String get(String key) {
        String value = properties.getProperty(key, "");
        if (value.isEmpty()) {
            throw new IllegalStateException("the lab has no " + key);
        }
        return value;
    }
}
