package org.anfitrion.libvirt.xml;

import java.util.List;
import java.util.Optional;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.libvirt.xml.element.Element;

/**
 * Prints the documents that this library makes itself. With the system property {@code anfitrion.libvirt.validate}, as in all tests,
 * each is tried against the schemas of the libvirt that is installed here, if one is, and one that is not valid is a fault of this
 * library's. Thread-safe.
 */
final class OwnXml {

    private static final boolean TRIED = Boolean.getBoolean("anfitrion.libvirt.validate");

    private OwnXml() {}

    /** Needed, with Jing, only where documents are tried. */
    private static final class Schemas {

        private static final Optional<LibvirtSchemas> INSTALLED = installed();

        private static Optional<LibvirtSchemas> installed() {
            try {
                return Optional.of(LibvirtSchemas.installed());
            } catch (InvalidSpecException e) {
                return Optional.empty(); // no libvirt is installed here
            }
        }

        static List<Finding> findings(String xml) {
            return INSTALLED.flatMap(schemas -> schemas.validate("XML", xml)).orElse(List.of());
        }
    }

    /** A new document. */
    static String print(Element root) {
        String xml = LibvirtXml.print(root);
        if (TRIED) {
            check(root, xml);
        }
        return xml;
    }

    /** A document that was changed, and may have been what no schema allows before. */
    static String print(Element root, String before) {
        String xml = LibvirtXml.print(root);
        if (TRIED && Schemas.findings(before).isEmpty()) {
            check(root, xml);
        }
        return xml;
    }

    private static void check(Element root, String xml) {
        List<Finding> findings = Schemas.findings(xml);
        if (!findings.isEmpty()) {
            throw new IllegalStateException("made what libvirt's schema refuses: " + findings + " in " + root);
        }
    }
}
