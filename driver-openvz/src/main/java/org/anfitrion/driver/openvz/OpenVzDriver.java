package org.anfitrion.driver.openvz;

import java.util.Set;
import org.anfitrion.api.connection.DriverInfo;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.spi.HypervisorDriver;
import org.anfitrion.spi.OpenContext;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.SpiLevel;

/**
 * The driver for containers of OpenVZ and Virtuozzo, by the programs {@code vzctl}, {@code vzlist}, {@code vzmigrate} and, on OpenVZ 7,
 * {@code prlctl}.
 *
 * <pre>
 *  openvz:///system                              this machine's containers
 *  openvz+ssh://root@node.example:2222/system    another's, by the system's ssh: its keys, agent and configuration
 *         ?keyfile=/root/.ssh/id                 this key only
 *         &amp;known_hosts=/etc/ssh/nodes           hosts that are known
 *         &amp;tools=/opt/vz/sbin                   where the programs are, if not on the PATH
 *         &amp;config=/etc/vz                       where vz.conf and conf are
 * </pre>
 *
 * <p>Which of the two it is, legacy OpenVZ or OpenVZ 7, the driver finds by the version that vzctl says. libvirt's own driver for OpenVZ
 * is not used: it starts a container to remove it, and fails on its facts.
 */
public final class OpenVzDriver implements HypervisorDriver {

    private static final DriverInfo INFO =
            new DriverInfo("openvz", "OpenVZ through vzctl and prlctl", Set.of("openvz"), SpiLevel.CURRENT, false);

    /** Creates the driver; needs nothing and loads nothing. */
    public OpenVzDriver() {}

    @Override
    public DriverInfo info() {
        return INFO;
    }

    @Override
    public Session open(HypervisorUri uri, OpenContext context) {
        return OpenVzSession.open(OpenVzAddress.of(uri, context.deadline()), context);
    }
}
