package org.anfitrion.driver.kvm;

import java.util.List;
import java.util.Set;
import org.anfitrion.api.connection.DriverInfo;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.libvirt.LibvirtConnections;
import org.anfitrion.spi.HypervisorDriver;
import org.anfitrion.spi.OpenContext;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.SpiLevel;

/**
 * The driver for KVM and QEMU, through libvirt.
 *
 * <pre>
 *  qemu:///embed?root=/var/tmp/demo    QEMU's driver inside this process: no daemon needed
 *  qemu:///system                      the host's own libvirt
 *  qemu:///session                     the user's own libvirt
 *  qemu+ssh://admin@host/system        another host's; every transport of libvirt's: ssh, libssh2, tls, tcp, unix, ext
 *  kvm:                                the best of those on this machine; the host's notes say which
 * </pre>
 *
 * <p>Every {@code qemu} URI goes to libvirt as it is. Source: "Connection URIs" in libvirt's documentation.
 */
public final class KvmDriver implements HypervisorDriver {

    private static final DriverInfo INFO =
            new DriverInfo("kvm", "KVM and QEMU through libvirt", Set.of("qemu", "kvm"), SpiLevel.CURRENT, false);

    /** Creates the driver; needs nothing and loads nothing. */
    public KvmDriver() {}

    @Override
    public DriverInfo info() {
        return INFO;
    }

    @Override
    public Session open(HypervisorUri uri, OpenContext context) {
        if (!uri.scheme().equals("kvm")) {
            return LibvirtConnections.open(uri.toString(), uri, context, new KvmDialect(), List.of());
        }
        if (uri.transport().isPresent()
                || uri.host().isPresent()
                || !uri.path().replace("/", "").isEmpty()) {
            throw InvalidSpecException.of(
                    "URI",
                    uri,
                    "kvm: alone is this machine's best; for anything else say qemu+ssh://host/system and so on");
        }
        return LocalChoice.openFirst(
                LocalChoice.ofThisMachine().candidates(context.readOnly()),
                (chosen, notes) -> LibvirtConnections.open(chosen, uri, context, new KvmDialect(), notes));
    }
}
