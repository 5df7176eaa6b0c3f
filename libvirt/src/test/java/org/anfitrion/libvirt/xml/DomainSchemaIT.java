package org.anfitrion.libvirt.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.anfitrion.api.domain.DiskBus;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpec;

/** What is written is valid by the schema of the libvirt that is installed. */
class DomainSchemaIT {

    /** Reading a schema takes longer than a hundred validations. */
    private static final LibvirtSchemas SCHEMAS = LibvirtSchemas.installed();

    private final LibvirtDialect dialect = new LibvirtDialect();

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void aNewDomainIsValid(@ForAll("specs") DomainSpec spec) {
        assertValid(dialect.newDomain(spec, Hosts.EMULATING));
    }

    @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
    void anUpdatedDomainIsValid(@ForAll("specs") DomainSpec first, @ForAll("specs") DomainSpec second) {
        String xml = dialect.newDomain(first, Hosts.EMULATING);
        DomainSpec base = dialect.read(xml);
        var identity = second.toBuilder().name(base.name());
        DomainSpec wanted = first.uuid().isPresent()
                ? identity.uuid(first.uuid().get()).build()
                : second.uuid().isPresent() ? base : identity.build();

        assertValid(dialect.edit(xml, base, wanted, Hosts.EMULATING).xml());
    }

    @Provide
    Arbitrary<DomainSpec> specs() {
        return Descriptions.any().map(spec -> spec.toBuilder()
                .disks(spec.disks().stream().map(DomainSchemaIT::inSchema).toList())
                .build());
    }

    /** Our types leave lists open that the schema of one version closes. */
    private static DiskSpec inSchema(DiskSpec disk) {
        return new DiskSpec(
                disk.source(),
                disk.device(),
                disk.format().name().equals("luks2") ? DiskFormat.VMDK : disk.format(),
                disk.bus().map(bus -> bus.name().equals("nvme") ? DiskBus.USB : bus),
                disk.target().filter(target -> !target.equals("xyz")),
                disk.readOnly(),
                disk.serial().map(serial -> serial.replaceAll("[^A-Za-z0-9_.+ -]", "_")),
                disk.limits());
    }

    static void assertValid(String xml) {
        List<Finding> findings = SCHEMAS.validate("document", xml).orElseThrow();
        assertEquals(List.of(), findings, xml);
    }
}
