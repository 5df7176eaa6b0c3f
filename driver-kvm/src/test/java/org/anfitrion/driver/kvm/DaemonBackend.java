package org.anfitrion.driver.kvm;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.storage.PoolSpec;
import org.anfitrion.spi.Session;
import org.anfitrion.testkit.contract.Backend;
import org.anfitrion.testkit.contract.BackendBuilder;
import org.anfitrion.testkit.contract.CountedDevices;
import org.anfitrion.testkit.contract.MigrationFixture;
import org.anfitrion.testkit.contract.NativeDialect;
import org.anfitrion.testkit.contract.NodeDeviceFixture;
import org.anfitrion.testkit.contract.Proxy;
import org.anfitrion.testkit.contract.StorageFixture;
import org.anfitrion.testkit.contract.Wire;

/** The lab's libvirtd as the contract sees it, the same over each transport. */
final class DaemonBackend {

    /** Where guests of the lab's daemon can move to; it is started for the first that does. */
    private static final Path NEIGHBOUR = Lab.raised().place("n");

    private DaemonBackend() {}

    /**
     * Describes the daemon.
     *
     * @param name the name in reports, such as {@code qemu-tcp}
     * @param uri where the lab's daemon is reached
     */
    static Backend over(String name, Function<Lab, String> uri) {
        Lab lab = Lab.raised();
        return lab.unobtainable()
                .map(reason -> Backend.unobtainable(name, reason))
                .orElseGet(() -> described(name, uri.apply(lab), lab).build());
    }

    private static BackendBuilder described(String name, String uri, Lab lab) {
        Path place = lab.place("b");
        BackendBuilder backend = LabGuests.plainly(Backend.of(name, new KvmDriver(), uri), lab)
                .with(StorageFixture.of(pool -> PoolSpec.directory(
                        pool, place.resolve("volumes").resolve(pool).toString())))
                .with(QemuDevices.in(place.resolve("devices"), lab.emptyQcow2()))
                .with(LabNetworks.ground(lab, uri))
                .dialect(NativeDialect.libvirt("qmp", "agent"))
                .with(new NodeDeviceFixture(Optional.empty(), Optional.of("computer")))
                .wire(() -> wire(uri, lab))
                .refuses("qemu+unix:///system?socket=/no/such-sock", ConnectionLostException.class);
        return HypervisorUri.parse(uri).host().isEmpty()
                ? withGuests(backend, uri, lab)
                : backend.silent(port -> through(uri, port));
    }

    /** What depends on a guest, or on files of the host, is the same over every transport, and takes long: it is tried over one. */
    private static BackendBuilder withGuests(BackendBuilder backend, String uri, Lab lab) {
        return LabGuests.on(backend, lab, uri)
                .with(QemuDrives.in(lab.place("v"), lab.emptyQcow2(), uri))
                .with(QemuClones.in(lab.place("k"), uri))
                .with(LabNetworks.addressed(lab))
                .with(new CountedDevices(domain -> domain.disk(DiskSpec.file(lab.freshDisk()))))
                .with(new MigrationFixture(
                        () -> neighbour(lab),
                        HypervisorUri.parse(Daemon.uri(NEIGHBOUR)),
                        UnaryOperator.identity(),
                        spec -> spec.address("tcp://127.0.0.1")));
    }

    private static Session neighbour(Lab lab) {
        Daemon.besideTheLabs(lab, NEIGHBOUR);
        return Backend.of("neighbour", new KvmDriver(), Daemon.uri(NEIGHBOUR))
                .build()
                .open(false);
    }

    private static Wire wire(String uri, Lab lab) {
        HypervisorUri far = HypervisorUri.parse(uri);
        boolean network = far.host().isPresent();
        Proxy proxy = network
                ? Proxy.between(loopback(0), loopback(far.port().orElseThrow()))
                : Proxy.between(UnixDomainSocketAddress.of(lab.place("w")), socket(far));
        String through = network
                ? through(uri, ((InetSocketAddress) proxy.near()).getPort())
                : "qemu+unix:///system?socket=" + proxy.near();
        proxy.carries(Backend.of("wire", new KvmDriver(), through).build().open(false));
        return proxy;
    }

    private static SocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static SocketAddress socket(HypervisorUri uri) {
        return UnixDomainSocketAddress.of(Path.of(uri.parameter("socket").orElseThrow()));
    }

    /** The same URI with another port. */
    private static String through(String uri, int port) {
        return uri.replaceFirst(":\\d+/", ":" + port + "/");
    }
}
