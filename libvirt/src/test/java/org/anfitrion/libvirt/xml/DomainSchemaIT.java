package org.anfitrion.libvirt.xml;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.thaiopensource.util.PropertyMapBuilder;
import com.thaiopensource.validate.ValidateProperty;
import com.thaiopensource.validate.ValidationDriver;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
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
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** What is written is valid by the schema of the libvirt that is installed. */
class DomainSchemaIT {

    /** From Debian's package libvirt0. */
    private static final File SCHEMA = new File("/usr/share/libvirt/schemas/domain.rng");

    /** Reading the schema takes longer than a hundred validations. */
    private static final List<String> ERRORS = new ArrayList<>();

    private static final ValidationDriver VALIDATOR = schema(ERRORS);

    private final LibvirtDialect dialect = new LibvirtDialect();

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void aNewDomainIsValid(@ForAll("specs") DomainSpec spec) throws IOException, SAXException {
        assertValid(dialect.newDomain(spec, Hosts.EMULATING));
    }

    @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
    void anUpdatedDomainIsValid(@ForAll("specs") DomainSpec first, @ForAll("specs") DomainSpec second)
            throws IOException, SAXException {
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

    private void assertValid(String xml) throws IOException, SAXException {
        ERRORS.clear();
        if (!VALIDATOR.validate(new InputSource(new StringReader(xml)))) {
            fail(String.join("\n", ERRORS) + "\n" + xml);
        }
    }

    private static ValidationDriver schema(List<String> errors) {
        PropertyMapBuilder properties = new PropertyMapBuilder();
        properties.put(ValidateProperty.ERROR_HANDLER, new Collector(errors));
        ValidationDriver driver = new ValidationDriver(properties.toPropertyMap());
        try {
            assertTrue(driver.loadSchema(ValidationDriver.fileInputSource(SCHEMA)), () -> "broken schema: " + errors);
        } catch (IOException | SAXException e) {
            throw new AssertionError("no schema in " + SCHEMA, e);
        }
        return driver;
    }

    private record Collector(List<String> errors) implements ErrorHandler {
        @Override
        public void warning(SAXParseException exception) {
            errors.add(exception.toString());
        }

        @Override
        public void error(SAXParseException exception) {
            errors.add(exception.toString());
        }

        @Override
        public void fatalError(SAXParseException exception) {
            errors.add(exception.toString());
        }
    }
}
