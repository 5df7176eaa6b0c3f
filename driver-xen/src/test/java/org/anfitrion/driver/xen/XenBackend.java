package org.anfitrion.driver.xen;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DiskBus;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.storage.PoolSpec;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.testkit.contract.Backend;
import org.anfitrion.testkit.contract.BackendBuilder;
import org.anfitrion.testkit.contract.BootableGuest;
import org.anfitrion.testkit.contract.CountedDevices;
import org.anfitrion.testkit.contract.DeviceFixture;
import org.anfitrion.testkit.contract.DriveFixture;
import org.anfitrion.testkit.contract.NativeDialect;
import org.anfitrion.testkit.contract.NodeDeviceFixture;
import org.anfitrion.testkit.contract.Proxy;
import org.anfitrion.testkit.contract.StorageFixture;
import org.anfitrion.testkit.contract.Wire;

/** The lab's Xen host as the contract sees it, with guests of one family. */
final class XenBackend {

    private XenBackend() {}

    /**
     * Describes the lab's host with guests that need no help of the processor, and what does not depend on guests.
     *
     * @param name the name in reports
     */
    static Backend withParavirtualGuests(String name) {
        return with(name, lab -> {
            XenPlace place = XenPlace.of(XenHost.shared(lab));
            return withWhatIsOfTheHost(described(name, GuestType.PARAVIRTUAL, XenHost.shared(lab), place, lab), place)
                    .afterwards(place::close);
        });
    }

    /**
     * Describes a host of its own with guests that the processor helps: it is as busy as one can be with emulating that.
     *
     * @param name the name in reports
     */
    static Backend withHelpedGuests(String name) {
        return with(name, lab -> {
            XenHost host = XenHost.booted(lab);
            return described(name, GuestType.HARDWARE_ASSISTED, host, XenPlace.of(host), lab)
                    .afterwards(host::close);
        });
    }

    private static Backend with(String name, Function<XenLab, BackendBuilder> described) {
        XenLab lab = XenLab.raised();
        return lab.unobtainable()
                .map(reason -> Backend.unobtainable(name, reason))
                .orElseGet(() -> described.apply(lab).build());
    }

    private static BackendBuilder described(String name, GuestType family, XenHost host, XenPlace place, XenLab lab) {
        UnaryOperator<DomainSpecBuilder> linux =
                domain -> domain.guestType(family).boot(lab.guest()).memory(DataSize.mebibytes(128));
        return Backend.of(name, new XenDriver(), host.uri())
                .opening(Duration.ofMinutes(1))
                .patience(Duration.ofSeconds(30))
                .limit(Duration.ofMinutes(10))
                .domains(domain -> domain.guestType(family).boot(lab.idle()).console(ConsoleSpec.paravirtual()))
                .devices(domain -> domain.disk(DiskSpec.file("/srv/a.img"))
                        .disk(DiskSpec.block("/dev/loop7").target("xvdb"))
                        .disk(DiskSpec.file("/srv/b.qcow2").format(DiskFormat.QCOW2))
                        .nic(NicSpec.bridge("br0").mac("00:16:3e:12:34:56"))
                        .nic(NicSpec.network("default")))
                .guest(BootableGuest.of(linux)
                        .says("READY")
                        .within(Duration.ofMinutes(4))
                        .listens()
                        .echoes()
                        .suspends())
                .with(new DeviceFixture(
                        List.of(() -> NicSpec.bridge(lab.bridge()), () -> DiskSpec.file(place.disk())
                                .bus(DiskBus.XEN)),
                        Optional.empty(),
                        new DiskSource.File("/no/such.iso"),
                        Optional.empty()))
                .with(new CountedDevices(
                        domain -> domain.disk(DiskSpec.file(place.disk())).nic(NicSpec.bridge(lab.bridge()))))
                .with(new DriveFixture(
                        drive -> DiskSpec.file(place.disk()).target("xvdd"),
                        file -> place.folder() + "/" + file,
                        Optional.empty()))
                .dialect(NativeDialect.libvirt())
                .wire(() -> wire(host))
                .silent(port -> "xen+tcp://127.0.0.1:" + port + "/system")
                .refuses("xen+unix:///system?socket=/no/such-sock", ConnectionLostException.class);
    }

    private static BackendBuilder withWhatIsOfTheHost(BackendBuilder backend, XenPlace place) {
        return backend.with(StorageFixture.of(pool -> PoolSpec.directory(pool, place.folder() + "/" + pool)))
                .with(new NodeDeviceFixture(Optional.empty(), Optional.of("computer")));
    }

    private static Wire wire(XenHost host) {
        HypervisorUri far = HypervisorUri.parse(host.uri());
        Proxy proxy = Proxy.between(loopback(0), loopback(far.port().orElseThrow()));
        String through = "xen+tcp://127.0.0.1:" + ((InetSocketAddress) proxy.near()).getPort() + "/system";
        proxy.carries(Backend.of("wire", new XenDriver(), through)
                .opening(Duration.ofMinutes(1))
                .build()
                .open(false));
        return proxy;
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
