package org.anfitrion.driver.xen;

import java.nio.file.Path;
import java.util.Optional;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.testkit.contract.LabProperties;

/** What testkit/lab raised: a Xen host, which has a guest's kernel in its own files. */
final class XenLab {

    private static final XenLab RAISED = new XenLab();

    private final LabProperties properties = LabProperties.raised();

    private XenLab() {}

    static XenLab raised() {
        return RAISED;
    }

    /** Says what could not be had on this machine; empty if all is there. */
    Optional<String> unobtainable() {
        return properties
                .find("unobtainable")
                .map(packages -> "packages that cannot be had here: " + packages)
                .or(() -> properties.find("xen.unobtainable"));
    }

    /** A Linux that says READY on its console, and powers off when asked. */
    Boot.Kernel guest() {
        return Boot.kernel(properties.get("xen.kernel"))
                .initrd(properties.get("xen.initrd"))
                .commandLine(properties.get("xen.cmdline"));
    }

    /** A kernel that does nothing, at once. */
    Boot.Kernel idle() {
        return Boot.kernel(properties.get("xen.idle"));
    }

    /** The bridge that guests are put on. */
    String bridge() {
        return properties.get("xen.bridge");
    }

    /** The program that starts Xen hosts. */
    Path command() {
        return Path.of(properties.get("xen.command"));
    }

    /** What such a host is made of. */
    Path image() {
        return Path.of(properties.get("xen.image"));
    }

    /** Where the host lies that was raised. */
    Path folder() {
        return Path.of(properties.get("xen.dir"));
    }

    /** Where hosts of a test's own may lie: the lab clears them away. */
    Path folder(String name) {
        return folder().resolveSibling(name + Long.toHexString(System.nanoTime()));
    }
}
