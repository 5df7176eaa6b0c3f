package org.anfitrion.paths;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;

/** A program that lists the drivers it sees and connects to a URI: started by {@link PathsIT} in a JVM of its own. */
final class ListDrivers {

    private ListDrivers() {}

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        Hypervisors.drivers()
                .forEach(driver -> out.println("driver " + driver.info().name()));
        out.println("api " + (Hypervisors.class.getModule().isNamed() ? "on the module path" : "on the class path"));
        for (String uri : arguments) {
            try (Hypervisor host = Hypervisors.connect(uri)) {
                out.println("connected to " + host.uri() + " by "
                        + host.driver().name() + " on " + host.info().hostName());
            }
        }
    }
}
