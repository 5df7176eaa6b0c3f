package org.anfitrion.driver.xen;

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

/** What new guests get beside their descriptions is valid by the schema of the libvirt that is installed. */
class XenSchemaIT {

    @ParameterizedTest
    @CsvSource({"xen, xenpv, true", "hvm, xenfv, false", "xenpvh, xenpvh, true"})
    void aNewGuestOfEachFamilyIsValid(String osType, String machine, boolean kernel) {
        HostFacts host = new HostFacts(
                "Xen",
                9_000_000,
                4_017_000,
                "x86_64",
                List.of(new HostFacts.Guest(osType, "x86_64", List.of("xen"), Optional.empty(), List.of(machine))),
                Map.of(),
                false,
                false,
                true);
        DomainSpec web = DomainSpec.named("web")
                .boot(kernel ? Boot.kernel("/boot/guest") : Boot.bios())
                .disk(DiskSpec.file("/srv/web.img"))
                .nic(NicSpec.bridge("br0"))
                .console(kernel ? ConsoleSpec.paravirtual() : ConsoleSpec.serial())
                .build();

        String xml = new XenDialect().newDomain(web, host);

        assertEquals(Optional.of(List.of()), LibvirtSchemas.installed().validate("domain XML", xml), xml);
    }
}
