package org.anfitrion.driver.openvz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.anfitrion.testkit.contract.LabProperties;

/** Hosts of the lab's stand-in for OpenVZ, which are no hosts of OpenVZ. */
final class StandIn {

    static final String TEMPLATE = "anfitrion-lab";

    private static final LabProperties LAB = LabProperties.raised();

    private final Path folder;

    private StandIn(Path folder) {
        this.folder = folder;
    }

    /** Says what could not be had on this machine; empty if all is there. */
    static Optional<String> unobtainable() {
        return LAB.find("unobtainable")
                .map(packages -> "packages that cannot be had here: " + packages)
                .or(() -> LAB.find("openvz.unobtainable"));
    }

    /** A host of its own, which the lab clears away and whose containers it ends. */
    static StandIn node(String flavour) {
        Path folder = Path.of(LAB.get("openvz.dir"))
                .resolve("n" + UUID.randomUUID().toString().substring(0, 8));
        try {
            Process process = new ProcessBuilder(
                            LAB.get("openvz.node"), folder.toString(), flavour, LAB.get("container.rootfs"))
                    .inheritIO()
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("the stand-in's node could not be made");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return new StandIn(folder);
    }

    Path folder() {
        return folder;
    }

    String parameters() {
        return "tools=" + folder + "/bin&config=" + folder + "/etc/vz";
    }

    String uri() {
        return "openvz:///system?" + parameters();
    }
}
