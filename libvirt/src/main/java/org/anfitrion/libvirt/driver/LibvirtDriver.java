package org.anfitrion.libvirt.driver;

import java.util.List;
import java.util.Set;
import org.anfitrion.api.connection.DriverInfo;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.libvirt.LibvirtConnections;
import org.anfitrion.libvirt.xml.LibvirtDialect;
import org.anfitrion.spi.HypervisorDriver;
import org.anfitrion.spi.OpenContext;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.SpiLevel;

/**
 * The driver for every URI that libvirt takes and that no driver of its own claims: {@code test:///default}, {@code
 * esx://host}, {@code bhyve:///system} and the rest.
 */
public final class LibvirtDriver implements HypervisorDriver {

    /** The schemes of libvirt 9.0's drivers ({@code uri.rst}), without transports. */
    private static final Set<String> SCHEMES = Set.of(
            "bhyve",
            "ch",
            "esx",
            "gsx",
            "hyperv",
            "lxc",
            "openvz",
            "parallels",
            "qemu",
            "test",
            "vbox",
            "vmwarefusion",
            "vmwareplayer",
            "vmwarews",
            "vpx",
            "vz",
            "xen");

    private static final DriverInfo INFO = new DriverInfo(
            "libvirt", "anything that libvirt connects to and no other driver claims", SCHEMES, SpiLevel.CURRENT, true);

    /** Creates the driver; needs nothing and loads nothing. */
    public LibvirtDriver() {}

    @Override
    public DriverInfo info() {
        return INFO;
    }

    @Override
    public Session open(HypervisorUri uri, OpenContext context) {
        return LibvirtConnections.open(uri.toString(), uri, context, new LibvirtDialect(), List.of());
    }
}
