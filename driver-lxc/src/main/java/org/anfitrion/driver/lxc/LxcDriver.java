package org.anfitrion.driver.lxc;

import java.util.Set;
import org.anfitrion.api.connection.DriverInfo;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.driver.lxc.liblxc.LiblxcSession;
import org.anfitrion.driver.lxc.libvirt.LibvirtContainers;
import org.anfitrion.spi.HypervisorDriver;
import org.anfitrion.spi.OpenContext;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.SpiLevel;

/**
 * The driver for Linux containers, which the URI shows two ways to:
 *
 * <pre>
 *  lxc:///                                   liblxc, the host's own folder of containers (/var/lib/lxc)
 *  lxc:///srv/containers                     liblxc, the containers in another folder
 *      ──────┬────────
 *         lxcpath, as lxc-ls -P says it
 *
 *  lxc:///system                             libvirt's driver for containers, on this machine
 *  lxc+unix:///system?socket=/run/a/socket   the same, through a libvirt that listens elsewhere
 *  lxc+ssh://admin@host/system               another host's; every transport of libvirt's: ssh, libssh2, tls, tcp, ext
 * </pre>
 *
 * <p>The two do not see each other's containers. liblxc is what {@code lxc-ls} and {@code lxc-start} are made of.
 */
public final class LxcDriver implements HypervisorDriver {

    private static final DriverInfo INFO =
            new DriverInfo("lxc", "Linux containers through liblxc or libvirt", Set.of("lxc"), SpiLevel.CURRENT, false);

    /** Creates the driver; needs nothing and loads nothing. */
    public LxcDriver() {}

    @Override
    public DriverInfo info() {
        return INFO;
    }

    @Override
    public Session open(HypervisorUri uri, OpenContext context) {
        if (isLibvirts(uri)) {
            return LibvirtContainers.open(uri, context);
        }
        return LiblxcSession.open(uri, context);
    }

    private static boolean isLibvirts(HypervisorUri uri) {
        return uri.transport().isPresent()
                || uri.host().isPresent()
                || uri.path().equals("/system");
    }
}
