package org.anfitrion.driver.xen;

import java.util.List;
import java.util.Set;
import org.anfitrion.api.connection.DriverInfo;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.libvirt.LibvirtConnections;
import org.anfitrion.spi.HypervisorDriver;
import org.anfitrion.spi.OpenContext;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.SpiLevel;

/**
 * The driver for Xen, through libvirt.
 *
 * <pre>
 *  xen:///system                      this machine, if it is a Xen host's own domain (Domain-0)
 *  xen+ssh://admin@host/system        another host's; every transport of libvirt's: ssh, libssh2, tls, tcp, unix, ext
 * </pre>
 *
 * <p>Which family of guests a description means follows from its type and from how it starts:
 *
 * <pre>
 *  guestType            boot               Xen's name
 *  PARAVIRTUAL          Kernel, Loader     PV: no help of the processor
 *  HARDWARE_ASSISTED    Kernel             PVH: the processor helps, nothing is emulated
 *  HARDWARE_ASSISTED    Firmware           HVM: a whole PC, by a device model
 *  left open            any                the fastest of these that the host can run
 * </pre>
 *
 * <p>Every URI goes to libvirt as it is. Source: "Xen hypervisor driver" in libvirt's documentation, and xl.cfg(5).
 */
public final class XenDriver implements HypervisorDriver {

    private static final DriverInfo INFO =
            new DriverInfo("xen", "Xen through libvirt", Set.of("xen"), SpiLevel.CURRENT, false);

    /** Creates the driver; needs nothing and loads nothing. */
    public XenDriver() {}

    @Override
    public DriverInfo info() {
        return INFO;
    }

    @Override
    public Session open(HypervisorUri uri, OpenContext context) {
        return LibvirtConnections.open(uri.toString(), uri, context, new XenDialect(), List.of());
    }
}
