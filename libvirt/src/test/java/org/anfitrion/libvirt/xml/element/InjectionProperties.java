package org.anfitrion.libvirt.xml.element;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.anfitrion.libvirt.xml.LibvirtXml;
import org.anfitrion.spi.support.SecureXml;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Whatever stands anywhere in a document is there, in its place, when it was read and printed. */
class InjectionProperties {

    private static final String[] DOCUMENTS = {
        "<domain type='kvm'><name>n</name><memory>1024</memory><os><type>hvm</type></os><devices><disk type='file'>"
                + "<source file='/a'/><target dev='vda'/></disk></devices><metadata><x:y xmlns:x='urn:x'>z</x:y></metadata>"
                + "</domain>",
        "<network>\n  <name>n</name>\n  <forward mode='nat'/>\n  <ip address='10.0.0.1' prefix='8'>\n    <dhcp/>\n"
                + "  </ip>\n</network>",
        "<volume><name>v</name><capacity unit='G'>1</capacity><target/></volume>",
        "<pool type='dir'><name>p</name><target><path>/p</path></target></pool>",
        "<capabilities><host><cpu><arch>x</arch></cpu></host></capabilities>",
        "<filter name='f'><rule action='drop' direction='in'><tcp srcipaddr='$IP'/></rule></filter>",
        "<unheard-of><of/></unheard-of>"
    };

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void nothingIsLostOrMoved(@ForAll("texts") String text, @ForAll Random random) {
        Document document = SecureXml.parse("document", DOCUMENTS[random.nextInt(DOCUMENTS.length)]);
        for (int i = random.nextInt(20); i >= 0; i--) {
            NodeList elements = document.getElementsByTagName("*");
            inject(document, (Element) elements.item(random.nextInt(elements.getLength())), text, random);
        }
        document.getDocumentElement().normalize();
        String given = SecureXml.print(document);

        String printed = LibvirtXml.print(LibvirtXml.parse("document", given));

        Document again = SecureXml.parse("document", printed);
        Document before = SecureXml.parse("document", given);
        assertTrue(
                before.getDocumentElement().isEqualNode(again.getDocumentElement()),
                () -> given + "\nbecame\n" + printed);
    }

    private static void inject(Document document, Element into, String text, Random random) {
        String name = "n" + random.nextInt(5);
        int number = random.nextInt(6);
        // A prefix for each: the JDK's printer mixes up two namespaces that share one.
        String namespace = number < 3 ? null : "urn:example:" + number;
        String prefixed = namespace == null ? name : "p" + number + ":" + name;
        NodeList children = into.getChildNodes();
        Node place = children.getLength() == 0 ? null : children.item(random.nextInt(children.getLength()));
        switch (random.nextInt(4)) {
            case 0 -> into.setAttributeNS(namespace, prefixed, text);
            case 1 -> into.insertBefore(document.createTextNode(text), place);
            case 2 -> into.insertBefore(document.createComment(" a comment "), place);
            default -> {
                Element added = random.nextInt(3) == 0
                        ? document.createElementNS(null, into.getTagName().replaceAll(".*:", ""))
                        : document.createElementNS(namespace, prefixed);
                added.appendChild(document.createTextNode(text));
                into.insertBefore(added, place);
            }
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("ab <>&\"'\t\n\r]]>äß€\u2028").ofMaxLength(12);
    }
}
