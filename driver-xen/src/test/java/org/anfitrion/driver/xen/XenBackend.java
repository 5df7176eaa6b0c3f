package org.anfitrion.driver.xen;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
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
     * Describes the host with guests that need no help of the processor, and what does not depend on guests.
     *
     * @param name the name in reports
     */
    static Backend withParavirtualGuests(String name) {
        return with(name, GuestType.PARAVIRTUAL, XenBackend::withWhatIsOfTheHost);
    }

    /**
     * Describes the same host with guests that the processor helps.
     *
     * @param name the name in reports
     */
    static Backend withHelpedGuests(String name) {
        return with(name, GuestType.HARDWARE_ASSISTED, (backend, place) -> backend);
    }

    private static Backend with(
            String name, GuestType family, BiFunction<BackendBuilder, XenPlace, BackendBuilder> more) {
        XenLab lab = XenLab.raised();
        return lab.unobtainable()
                .map(reason -> Backend.unobtainable(name, reason))
                .orElseGet(() -> {
                    XenPlace place = XenPlace.of(lab);
                    return more.apply(described(name, family, place, lab), place)
                            .afterwards(place::close)
                            .build();
                });
    }

    private static BackendBuilder described(String name, GuestType family, XenPlace place, XenLab lab) {
        UnaryOperator<DomainSpecBuilder> linux =
                domain -> domain.guestType(family).boot(lab.guest()).memory(DataSize.mebibytes(128));
        return Backend.of(name, new XenDriver(), lab.uri())
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
                .wire(() -> wire(lab))
                .silent(port -> "xen+tcp://127.0.0.1:" + port + "/system")
                .refuses("xen+unix:///system?socket=/no/such-sock", ConnectionLostException.class);
    }

    private static BackendBuilder withWhatIsOfTheHost(BackendBuilder backend, XenPlace place) {
        return backend.with(StorageFixture.of(pool -> PoolSpec.directory(pool, place.folder() + "/" + pool)))
                .with(new NodeDeviceFixture(Optional.empty(), Optional.of("computer")));
    }

    private static Wire wire(XenLab lab) {
        HypervisorUri far = HypervisorUri.parse(lab.uri());
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
