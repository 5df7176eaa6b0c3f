package org.anfitrion.driver.lxc.libvirt;

import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.FilesystemSource;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.network.NetworkSpec;
import org.anfitrion.api.network.Subnet;
import org.anfitrion.api.storage.PoolSpec;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.driver.lxc.LxcDriver;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.support.Command;
import org.anfitrion.testkit.contract.AddressedGuest;
import org.anfitrion.testkit.contract.Backend;
import org.anfitrion.testkit.contract.BackendBuilder;
import org.anfitrion.testkit.contract.BootableGuest;
import org.anfitrion.testkit.contract.CountedDevices;
import org.anfitrion.testkit.contract.DeviceFixture;
import org.anfitrion.testkit.contract.NativeDialect;
import org.anfitrion.testkit.contract.NetworkGround;
import org.anfitrion.testkit.contract.NodeDeviceFixture;
import org.anfitrion.testkit.contract.Proxy;
import org.anfitrion.testkit.contract.StorageFixture;
import org.anfitrion.testkit.contract.Wire;

/** The lab's libvirtd and its driver for containers, as the contract sees them. */
final class LibvirtLxcBackend {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final String KEPT = "kept-by-an-update";

    private LibvirtLxcBackend() {}

    static Backend over(String name, String uri) {
        ContainerLab lab = ContainerLab.raised();
        return lab.unobtainable()
                .map(reason -> Backend.unobtainable(name, reason))
                .orElseGet(() -> described(name, uri, lab).build());
    }

    private static BackendBuilder described(String name, String uri, ContainerLab lab) {
        Path place = lab.place("b");
        UnaryOperator<DomainSpecBuilder> container = container(lab.root());
        String bridge = bridge(lab);
        String leases = network(uri);
        return Backend.of(name, new LxcDriver(), uri)
                .patience(Duration.ofSeconds(15))
                .domains(container)
                .devices(domain -> domain.filesystem(
                                FilesystemSpec.directory("/srv", "/srv").asReadOnly())
                        .filesystem(new FilesystemSpec(
                                new FilesystemSource.Temporary(DataSize.mebibytes(1)),
                                "/scratch",
                                false,
                                Optional.empty()))
                        .nic(NicSpec.bridge("br0").mac("52:54:00:12:34:56"))
                        .nic(NicSpec.network("default"))
                        .console(ConsoleSpec.paravirtual()))
                .guest(BootableGuest.of(domain -> domain.console(ConsoleSpec.paravirtual()))
                        .begins("READY")
                        .says("READY")
                        .listens()
                        .echoes())
                .with(StorageFixture.of(pool -> PoolSpec.directory(
                        pool, place.resolve("volumes").resolve(pool).toString())))
                .with(new DeviceFixture(
                        List.of(() -> NicSpec.bridge(bridge)),
                        Optional.empty(),
                        new DiskSource.File("/no/such.iso"),
                        Optional.empty()))
                .with(new CountedDevices(domain -> domain.nic(NicSpec.bridge(bridge))))
                .with(NetworkGround.of(LibvirtLxcBackend::nat)
                        .client(LibvirtLxcBackend::dhcp, PATIENCE)
                        .foreign(network -> define(uri, network), xml -> xml.contains(KEPT)))
                .with(new AddressedGuest(domain -> dhcp(domain).nic(NicSpec.network(leases)), PATIENCE))
                .with(new NodeDeviceFixture(Optional.empty(), Optional.of("computer")))
                .dialect(NativeDialect.libvirt())
                .wire(() -> wire(uri, lab))
                .silent(port -> "lxc+tcp://127.0.0.1:" + port + "/system")
                .refuses("lxc+unix:///system?socket=/no/such-sock", ConnectionLostException.class);
    }

    /** Over a Unix socket, of the URI that is reached by one. */
    private static Wire wire(String uri, ContainerLab lab) {
        Path daemon = Path.of(HypervisorUri.parse(uri).parameter("socket").orElseThrow());
        Proxy proxy = Proxy.between(UnixDomainSocketAddress.of(lab.place("w")), UnixDomainSocketAddress.of(daemon));
        String through = "lxc+unix:///system?socket=" + proxy.near();
        proxy.carries(Backend.of("wire", new LxcDriver(), through).build().open(false));
        return proxy;
    }

    /** What every description needs: files, and what to start of them. */
    static UnaryOperator<DomainSpecBuilder> container(Path root) {
        return domain -> domain.filesystem(FilesystemSpec.directory(root.toString(), "/"));
    }

    private static DomainSpecBuilder dhcp(DomainSpecBuilder domain) {
        return domain.boot(Boot.init("/sbin/init", "dhcp"));
    }

    /** Makes a bridge that nothing else is on. */
    static String bridge(ContainerLab lab) {
        String name = "b" + UUID.randomUUID().toString().substring(0, 8);
        lab.enter("ip", "link", "add", name, "type", "bridge");
        lab.enter("ip", "link", "set", name, "up");
        return name;
    }

    /** Makes a network that gives addresses, until the lab is lowered. */
    private static String network(String uri) {
        String name = "n" + UUID.randomUUID().toString().substring(0, 8);
        int third = ThreadLocalRandom.current().nextInt(256);
        String xml = """
                <network>
                  <name>%s</name>
                  <ip address='10.88.%d.1' prefix='24'><dhcp><range start='10.88.%d.2' end='10.88.%d.99'/></dhcp></ip>
                </network>
                """.formatted(name, third, third, third);
        virsh(uri, xml, "net-create");
        return name;
    }

    private static void virsh(String uri, String xml, String command) {
        Command.of("virsh", "-c", uri, command, "/dev/stdin")
                .input(xml)
                .run(Deadline.after(PATIENCE))
                .orThrow();
    }

    private static NetworkSpec nat(String name) {
        return NetworkSpec.nat(name, Subnet.of("10.77.0.1/24").dhcp("10.77.0.2", "10.77.0.99"));
    }

    /** By libvirt's own tool, so that what no description has is in it. */
    private static void define(String uri, String name) {
        String xml = """
                <network>
                  <name>%s</name>
                  <uuid>%s</uuid>
                  <dns><txt name='note' value='%s'/></dns>
                  <ip address='10.77.1.1' prefix='24'/>
                </network>
                """.formatted(name, UUID.randomUUID(), KEPT);
        virsh(uri, xml, "net-define");
    }
}
