package org.anfitrion.driver.vbox;

import java.nio.file.Path;
import java.util.Optional;
import org.anfitrion.testkit.contract.LabProperties;

/** What testkit/lab raised: a VirtualBox, room for its homes, and a guest. */
final class Lab {

    private static final Lab RAISED = new Lab();

    private final LabProperties properties = LabProperties.raised();

    private Lab() {}

    static Lab raised() {
        return RAISED;
    }

    /** Says why VirtualBox could not be had on this machine; empty if it is there. */
    Optional<String> unobtainable() {
        return properties.find("vbox.unobtainable");
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
        return properties.get(key);
    }
}
