package org.anfitrion.driver.kvm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.libvirt.xml.HostFacts;
import org.anfitrion.libvirt.xml.LibvirtSchemas;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What new machines get beside their descriptions is valid by the schema of the libvirt that is installed. */
class KvmSchemaIT {

    @ParameterizedTest
    @CsvSource({"x86_64, q35", "x86_64, pc", "aarch64, virt", "ppc64, pseries"})
    void aNewMachineIsValidOnEveryBoard(String architecture, String board) {
        HostFacts host = new HostFacts(
                "QEMU",
                9_000_000,
                7_002_000,
                architecture,
                List.of(new HostFacts.Guest(
                        "hvm", architecture, List.of("qemu", "kvm"), Optional.empty(), List.of(board))),
                Map.of(),
                true,
                false,
                true);
        DomainSpec web = DomainSpec.named("web")
                .boot(Boot.kernel("/boot/vmlinuz").commandLine("console=ttyS0"))
                .disk(DiskSpec.file("/srv/web.qcow2"))
                .disk(DiskSpec.emptyCdrom())
                .nic(NicSpec.userMode())
                .console(ConsoleSpec.serial())
                .build();

        String xml = new KvmDialect().newDomain(web, host);

        assertEquals(Optional.of(List.of()), LibvirtSchemas.installed().validate("domain XML", xml), xml);
    }
}
