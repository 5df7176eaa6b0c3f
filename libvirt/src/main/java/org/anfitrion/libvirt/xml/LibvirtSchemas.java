package org.anfitrion.libvirt.xml;

import com.thaiopensource.util.PropertyMap;
import com.thaiopensource.util.PropertyMapBuilder;
import com.thaiopensource.validate.IncorrectSchemaException;
import com.thaiopensource.validate.Schema;
import com.thaiopensource.validate.ValidateProperty;
import com.thaiopensource.validate.auto.AutoSchemaReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.libvirt.xml.element.Element;
import org.anfitrion.libvirt.xml.element.ForeignElement;
import org.anfitrion.spi.support.SecureXml;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * The schemas of a libvirt that is installed, to try documents against without a daemon. Needs Jing
 * ({@code org.relaxng:jing}) on the class path, which Anfitrion needs for nothing else.
 *
 * <pre>{@code
 * LibvirtSchemas.installed().validate("domain XML", xml).orElseThrow().forEach(System.out::println);
 * // line 12, column 31: value of attribute "bus" is invalid; must be equal to "fdc", "ide", …
 * }</pre>
 *
 * <p>Thread-safe. Each schema is read once, on first use: some tenths of a second.
 */
public final class LibvirtSchemas {

    /** Where distributions put them: Debian's package {@code libvirt0}, Fedora's {@code libvirt-libs}. */
    private static final Path INSTALLED = Path.of("/usr/share/libvirt/schemas");

    private final Path folder;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    private LibvirtSchemas(Path folder) {
        this.folder = folder;
    }

    /**
     * Takes the schemas of this machine's libvirt.
     *
     * @return the schemas
     * @throws InvalidSpecException if there are none
     */
    public static LibvirtSchemas installed() {
        return in(INSTALLED);
    }

    /**
     * Takes the schemas of a folder, of whatever version.
     *
     * @param folder the folder with {@code domain.rng} and the others
     * @return the schemas
     * @throws InvalidSpecException if there are none
     */
    public static LibvirtSchemas in(Path folder) {
        if (!Files.isRegularFile(folder.resolve("domain.rng"))) {
            throw InvalidSpecException.of("folder of libvirt's schemas", folder, "there is no domain.rng in it");
        }
        return new LibvirtSchemas(folder);
    }

    /**
     * Tries a document against the schema for its root element.
     *
     * @param what what it is, for messages: {@code domain XML}
     * @param xml the text
     * @return what is wrong with it, nothing if it is valid; empty if libvirt has no schema for such documents
     * @throws InvalidSpecException if it is not well-formed, unsafe, or too large
     */
    public Optional<List<Finding>> validate(String what, String xml) {
        Element root = LibvirtXml.parse(what, xml);
        String name = root instanceof ForeignElement ? null : Roots.schema(root.elementName());
        return Optional.ofNullable(name).map(schema -> {
            Findings findings = new Findings();
            var handler = schemas.computeIfAbsent(schema, this::read)
                    .createValidator(reportingTo(findings))
                    .getContentHandler();
            SecureXml.read(what, xml, new WithoutDeclarations(handler));
            return List.copyOf(findings.found);
        });
    }

    private Schema read(String name) {
        Path file = folder.resolve(name);
        try {
            return new AutoSchemaReader()
                    .createSchema(new InputSource(file.toUri().toString()), reportingTo(new Findings()));
        } catch (IOException | SAXException | IncorrectSchemaException e) {
            throw InvalidSpecException.of("libvirt's schema", file, String.valueOf(e.getMessage()));
        }
    }

    private static PropertyMap reportingTo(ErrorHandler errors) {
        PropertyMapBuilder properties = new PropertyMapBuilder();
        properties.put(ValidateProperty.ERROR_HANDLER, errors);
        return properties.toPropertyMap();
    }

    private static final class Findings implements ErrorHandler {

        private final List<Finding> found = new ArrayList<>();

        @Override
        public void warning(SAXParseException exception) {
            // what is only a warning leaves a document valid
        }

        @Override
        public void error(SAXParseException exception) {
            found.add(new Finding(
                    exception.getLineNumber(), exception.getColumnNumber(), String.valueOf(exception.getMessage())));
        }

        @Override
        public void fatalError(SAXParseException exception) {
            error(exception);
        }
    }
}
