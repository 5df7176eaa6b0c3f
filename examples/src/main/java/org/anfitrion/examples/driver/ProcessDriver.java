package org.anfitrion.examples.driver;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.anfitrion.api.connection.DriverInfo;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.error.DriverUnavailableException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.spi.HypervisorDriver;
import org.anfitrion.spi.OpenContext;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.SpiLevel;

/** Takes {@code process:///directory}: domains are processes of this machine, described by files in that directory. */
public final class ProcessDriver implements HypervisorDriver {

    /** Creates the driver; ServiceLoader does. */
    public ProcessDriver() {}

    @Override
    public DriverInfo info() {
        return new DriverInfo(
                "process", "processes of this machine as domains", Set.of("process"), SpiLevel.CURRENT, false);
    }

    @Override
    public Session open(HypervisorUri uri, OpenContext context) {
        if (uri.host().isPresent() || uri.path().length() < 2) {
            throw InvalidSpecException.of("URI", uri, "expected process:///directory, a directory of this machine");
        }
        if (!Files.isDirectory(Path.of("/proc/self"))) {
            throw new DriverUnavailableException(
                    Failure.to("connect to", uri.toString()).because("this system has no /proc; Linux has"));
        }
        return new ProcessSession(GuestDirectory.of(Path.of(uri.path())), context);
    }
}
