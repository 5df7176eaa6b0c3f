package org.anfitrion.libvirt.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBException;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.transform.stream.StreamSource;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.libvirt.xml.domain.DomainElement;
import org.anfitrion.libvirt.xml.element.Attribute;
import org.anfitrion.libvirt.xml.element.Element;
import org.anfitrion.libvirt.xml.element.ForeignElement;
import org.anfitrion.spi.support.SecureXml;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Every file that libvirt's own tests have is read, and printed with nothing lost. */
class LibvirtCorpusIT {

    /** What mdevctl prints: one has no root, the other two. */
    private static final Set<String> NOT_XML = Set.of("mdevctl-list-empty.out.xml", "mdevctl-list-multiple.out.xml");

    private static final Map<Path, String> FILES = new TreeMap<>();

    @BeforeAll
    static void theFilesAreThere() throws IOException {
        for (Path file : LibvirtCorpus.files()) {
            if (!NOT_XML.contains(file.getFileName().toString())) {
                FILES.put(file, Files.readString(file));
            }
        }
        assertTrue(FILES.size() > 3000, () -> "only " + FILES.size());
    }

    @Test
    void allAreReadAndNothingIsLost() {
        List<String> lost = new ArrayList<>();
        FILES.forEach((file, xml) -> {
            String printed = LibvirtXml.print(LibvirtXml.parse("file", xml));
            if (!tree(xml).isEqualNode(tree(printed))) {
                lost.add(file + ":\n" + printed);
            }
        });
        assertEquals(List.of(), lost);
    }

    @Test
    void whatNobodyKnowsSurvivesAnywhereInAnyOfThem() {
        Random random = new Random(7);
        FILES.forEach((file, xml) -> {
            Document document = SecureXml.parse("file", xml);
            NodeList elements = document.getElementsByTagName("*");
            for (int i = 0; i < 5; i++) {
                Node into = elements.item(random.nextInt(elements.getLength()));
                Node place = into.getChildNodes()
                        .item(random.nextInt(into.getChildNodes().getLength() + 1));
                into.insertBefore(document.createElementNS("urn:nobody", "n:x" + i), place)
                        .appendChild(document.createTextNode(" <" + i + "> "));
                ((org.w3c.dom.Element) into).setAttribute("nobody" + i, "\t\"&\n");
            }
            String given = SecureXml.print(document);
            String printed = LibvirtXml.print(LibvirtXml.parse("file", given));
            assertTrue(tree(given).isEqualNode(tree(printed)), () -> file + ":\n" + printed);
        });
    }

    /** Without comments, as the schema of equality of DOM's own tells pieces of text apart. */
    private static Node tree(String xml) {
        Document document = SecureXml.parse("file", xml);
        removeComments(document.getDocumentElement());
        document.getDocumentElement().normalize();
        return document.getDocumentElement();
    }

    private static void removeComments(Node node) {
        for (Node child = node.getFirstChild(); child != null; ) {
            Node next = child.getNextSibling();
            if (child.getNodeType() == Node.COMMENT_NODE) {
                node.removeChild(child);
            } else if (child.getNodeType() == Node.CDATA_SECTION_NODE) {
                node.replaceChild(child.getOwnerDocument().createTextNode(child.getNodeValue()), child);
            } else {
                removeComments(child);
            }
            child = next;
        }
    }

    @Test
    void almostAllThatIsSaidIsSaidInTypes() {
        Map<String, long[]> counts = new HashMap<>();
        FILES.values().stream()
                .map(xml -> LibvirtXml.parse("file", xml))
                .filter(root -> !(root instanceof ForeignElement))
                .forEach(root -> count(root, counts.computeIfAbsent(root.elementName(), any -> new long[2])));
        long all = counts.values().stream().mapToLong(count -> count[0]).sum();
        long typed = counts.values().stream().mapToLong(count -> count[1]).sum();

        assertTrue(typed >= 0.97 * all, () -> typed + " of " + all);
        for (String root : List.of("domain", "network", "pool", "volume", "domainsnapshot")) {
            long[] count = counts.get(root);
            assertTrue(count[1] >= 0.99 * count[0], () -> root + ": " + count[1] + " of " + count[0]);
        }
    }

    private static void count(Element element, long[] counts) {
        counts[0]++;
        counts[1] += element instanceof ForeignElement ? 0 : 1;
        for (Attribute attribute : element.attributes()) {
            if (!attribute.isDeclaration()) {
                counts[0]++;
                counts[1] += element.knows(attribute) ? 1 : 0;
            }
        }
        element.elements().forEach(child -> count(child, counts));
    }

    @Test
    void whatIsValidStaysSoAndWhatIsNotSaysWhy() {
        LibvirtSchemas schemas = LibvirtSchemas.installed();
        int invalid = 0;
        for (Map.Entry<Path, String> file : FILES.entrySet()) {
            Optional<List<Finding>> before = schemas.validate("file", file.getValue());
            if (before.isPresent()) {
                String printed = LibvirtXml.print(LibvirtXml.parse("file", file.getValue()));
                List<Finding> after = schemas.validate("file", printed).orElseThrow();
                assertEquals(before.get().isEmpty(), after.isEmpty(), () -> file.getKey() + ": " + after);
                invalid += before.get().isEmpty() ? 0 : 1;
                assertTrue(before.get().stream()
                        .allMatch(finding ->
                                finding.line() > 0 && !finding.message().isBlank()));
            }
        }
        assertTrue(invalid >= 57, "libvirt keeps files that are invalid on purpose");
    }

    @Test
    void everyDomainIsReadAsADescriptionOrRefusedByName() {
        LibvirtDialect dialect = new LibvirtDialect();
        int read = 0;
        for (Map.Entry<Path, String> file : FILES.entrySet()) {
            if (LibvirtXml.parse("file", file.getValue()) instanceof DomainElement) {
                try {
                    dialect.read(file.getValue());
                    read++;
                } catch (InvalidSpecException e) {
                    assertTrue(e.getMessage().contains("domain name"), () -> file.getKey() + ": " + e.getMessage());
                }
            }
        }
        assertTrue(read > 2000, "only " + read);
    }

    @Test
    void whatIsChangedInADescriptionIsAllThatChangesInADomain() {
        LibvirtDialect dialect = new LibvirtDialect();
        FILES.forEach((file, xml) -> {
            if (LibvirtXml.parse("file", xml) instanceof DomainElement before) {
                DomainSpec base = dialect.read(xml);
                assertEquals(xml, dialect.edit(xml, base, base, Hosts.TEST).xml(), file::toString);

                DomainSpec wanted = base.toBuilder().title("changed").build();
                String edited = dialect.edit(xml, base, wanted, Hosts.TEST).xml();
                DomainElement after = LibvirtXml.parse(DomainElement::new, "file", edited);
                assertEquals(Optional.of("changed"), after.title());
                assertEquals(before, after.setTitle(before.title().orElse(null)), file::toString);
            }
        });
    }

    /** Of each kind of document, with its class given, since an element in another kind may have the same name. */
    @Test
    void aRuntimeOfJaxbReadsAndWritesTheSameOfEveryTenthDocument() throws JAXBException {
        Map<Class<?>, JAXBContext> contexts = new HashMap<>();
        Map<Class<?>, Integer> places = new HashMap<>();
        for (Map.Entry<Path, String> file : FILES.entrySet()) {
            Element ours = LibvirtXml.parse("file", file.getValue());
            Class<?> type = ours.getClass();
            if (!(ours instanceof ForeignElement) && places.merge(type, 1, Integer::sum) % 10 == 1) {
                if (!contexts.containsKey(type)) {
                    contexts.put(type, JAXBContext.newInstance(type));
                }
                Object theirs = contexts.get(type)
                        .createUnmarshaller()
                        .unmarshal(new StreamSource(new StringReader(file.getValue())), type)
                        .getValue();
                StringWriter written = new StringWriter();
                contexts.get(type).createMarshaller().marshal(theirs, written);

                assertEquals(ours, theirs, () -> file.getKey().toString());
                assertEquals(ours, LibvirtXml.parse("file", written.toString()), () -> file.getKey() + "\n" + written);
            }
        }
        assertTrue(contexts.size() >= 15, () -> "only " + contexts.keySet());
    }
}
