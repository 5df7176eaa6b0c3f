package org.anfitrion.driver.lxc.libvirt;

import java.util.List;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.libvirt.LibvirtConnections;
import org.anfitrion.spi.OpenContext;
import org.anfitrion.spi.Session;

/** Opens sessions with libvirt's driver for containers. It does not see those of liblxc, nor liblxc its. */
public final class LibvirtContainers {

    private LibvirtContainers() {}

    /**
     * Opens a session.
     *
     * @param uri {@code lxc:///system}, or with a transport and a host
     * @param context credentials and policies
     * @return the session
     * @throws org.anfitrion.api.error.DriverUnavailableException if libvirt, or its driver for this, is not installed
     * @throws org.anfitrion.api.error.ConnectionLostException if nobody is there
     * @throws org.anfitrion.api.error.AuthenticationFailedException if the login is refused
     * @throws org.anfitrion.api.error.InvalidSpecException if the URI cannot be meant
     */
    public static Session open(HypervisorUri uri, OpenContext context) {
        return LibvirtConnections.open(uri.toString(), uri, context, new LxcDialect(), List.of());
    }
}
