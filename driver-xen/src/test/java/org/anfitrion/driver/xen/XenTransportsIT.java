package org.anfitrion.driver.xen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.anfitrion.api.ConnectOptions;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.testkit.contract.Proxy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Xen host is the same over each of libvirt's transports. */
class XenTransportsIT {

    private static final XenLab LAB = XenLab.raised();

    @BeforeEach
    void wantsTheLab() {
        assumeTrue(LAB.unobtainable().isEmpty(), () -> LAB.unobtainable().orElse(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls", "ssh"})
    void itIsTheSameHostOverAnotherWire(String transport) {
        assertSameHost(XenHost.shared(LAB).uri(transport));
    }

    @Test
    void itIsTheSameHostOverASocketOfThisMachine(@TempDir Path folder) {
        int port = HypervisorUri.parse(XenHost.shared(LAB).uri()).port().orElseThrow();
        Path socket = folder.resolve("s");
        try (Proxy ignored = Proxy.between(
                UnixDomainSocketAddress.of(socket), new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            assertSameHost("xen+unix:///system?socket=" + socket);
        }
    }

    private static void assertSameHost(String uri) {
        ConnectOptions patient = ConnectOptions.defaults().connectTimeout(Duration.ofMinutes(1));
        try (Hypervisor host = Hypervisors.connect(XenHost.shared(LAB).uri(), patient);
                Hypervisor same = Hypervisors.connect(uri, patient)) {
            Domain domain = host.domains()
                    .define(DomainSpec.named("it-" + UUID.randomUUID())
                            .guestType(GuestType.PARAVIRTUAL)
                            .boot(LAB.idle())
                            .memory(DataSize.mebibytes(32))
                            .build());
            try {
                assertEquals(domain.uuid(), same.domains().get(domain.name()).uuid());
            } finally {
                domain.undefine();
            }
        }
    }
}
