package org.anfitrion.driver.lxc.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.IdMap;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.libvirt.xml.HostFacts;
import org.anfitrion.libvirt.xml.LibvirtSchemas;
import org.junit.jupiter.api.Test;

/** What new containers get beside their descriptions is valid by the schema of the libvirt that is installed. */
class LxcSchemaIT {

    private static final HostFacts HOST = new HostFacts(
            "LXC",
            9_000_000,
            6_001_000,
            "x86_64",
            List.of(new HostFacts.Guest(
                    "exe", "x86_64", List.of("lxc"), Optional.of("/usr/lib/libvirt/libvirt_lxc"), List.of())),
            Map.of(),
            false,
            false,
            true);

    private static void assertValid(DomainSpec spec) {
        String xml = new LxcDialect().newDomain(spec, HOST);
        assertEquals(Optional.of(List.of()), LibvirtSchemas.installed().validate("domain XML", xml), xml);
    }

    @Test
    void aContainerIsValid() {
        assertValid(DomainSpec.named("web")
                .filesystem(FilesystemSpec.directory("/srv/web", "/"))
                .build());
    }

    @Test
    void aContainerWithAllThatItCanHaveIsValid() {
        assertValid(DomainSpec.named("web")
                .boot(Boot.init("/sbin/init", "--verbose"))
                .filesystem(FilesystemSpec.directory("/srv/web", "/"))
                .filesystem(FilesystemSpec.directory("/srv/data", "/data"))
                .idMap(IdMap.from(300_000))
                .nic(NicSpec.network("default"))
                .console(ConsoleSpec.paravirtual())
                .build());
    }
}
