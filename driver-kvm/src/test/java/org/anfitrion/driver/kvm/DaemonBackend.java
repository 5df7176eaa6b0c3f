package org.anfitrion.driver.kvm;

import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.testkit.contract.Backend;
import org.anfitrion.testkit.contract.BackendBuilder;
import org.anfitrion.testkit.contract.BootableGuest;
import org.anfitrion.testkit.contract.NativeDialect;

/** The lab's libvirtd as the contract sees it, the same over each transport. */
final class DaemonBackend {

    private DaemonBackend() {}

    /**
     * Describes the daemon.
     *
     * @param name the name in reports, such as {@code qemu-tcp}
     * @param uri where the lab's daemon is reached
     * @param more adds what is special to the transport
     */
    static Backend over(String name, Function<Lab, String> uri, UnaryOperator<BackendBuilder> more) {
        Lab lab = Lab.raised();
        return lab.unobtainable()
                .map(reason -> Backend.unobtainable(name, reason))
                .orElseGet(
                        () -> more.apply(described(name, uri.apply(lab), lab)).build());
    }

    private static BackendBuilder described(String name, String uri, Lab lab) {
        return Backend.of(name, new KvmDriver(), uri)
                .devices(domain -> domain.disk(DiskSpec.file("/no/such.qcow2"))
                        .disk(DiskSpec.emptyCdrom())
                        .nic(NicSpec.userMode())
                        .nic(NicSpec.bridge("br0").mac("52:54:00:12:34:56"))
                        .console(ConsoleSpec.serial())
                        .console(ConsoleSpec.paravirtual()))
                .guest(BootableGuest.of(domain -> domain.memory(DataSize.mebibytes(128))
                                .boot(lab.guest())
                                .console(ConsoleSpec.serial()))
                        .says("READY")
                        .listens()
                        .echoes())
                .dialect(NativeDialect.libvirt("qmp", "agent"))
                .refuses("qemu+unix:///system?socket=/no/such-sock", ConnectionLostException.class);
    }
}
