package org.anfitrion.libvirt.xml.element;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.anfitrion.libvirt.xml.LibvirtXml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** XML that libvirt does not write, and that others may: it is printed as it stood. */
class UnusualXmlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<?xml-stylesheet href=\"a.xsl\"?>\n<!-- before -->\n<domain/>\n<?after it?>",
                "<domain><?php echo 1 ?><name>n</name><?nothing ?></domain>",
                "<domain><name><![CDATA[a <b> & c]]></name><title>a<![CDATA[ b]]> c</title></domain>",
                "<domain><name>a</name><name>b</name><devices/><name>c</name><devices><disk/></devices></domain>",
                "<domain><devices><disk/><interface/><disk/><x/><interface/></devices></domain>",
                "<domain><metadata>a<b/>c<b>d<e/></b>f</metadata></domain>",
                "<domain><name xml:space=\"preserve\" xml:lang=\"de\">  n  </name></domain>",
                "<domain><title>&#13;\n\t\u0085\u2028\u2003\ud83d\ude00]]&gt;</title></domain>",
                "<domain type=\"a&#9;b&#10;c&#13;  d\"/>",
                "<domain xmlns:p=\"urn:1\"><p:a xmlns:p=\"urn:2\" p:b=\"\"><p:a/></p:a><p:a/></domain>",
                "<domain><a xmlns=\"urn:1\"><b xmlns=\"\"><c/></b><d/></a><e/></domain>",
                "<domain xmlns:p=\"urn:1\" xmlns:q=\"urn:1\"><q:a p:b=\"1\"/><p:a q:b=\"1\"/></domain>",
                "<l:domain xmlns:l=\"urn:other\"><l:name>n</l:name></l:domain>",
                "<domain xmlns=\"urn:other\" type=\"kvm\"><name>n</name></domain>",
                "<domain><l:name xmlns:l=\"urn:other\">n</l:name><name>m</name></domain>",
                "<domain><q:commandline xmlns:q=\"http://libvirt.org/schemas/domain/qemu/1.0\"><q:arg value=\"x\"/>"
                        + "</q:commandline></domain>",
                "<domain><commandline xmlns=\"http://libvirt.org/schemas/domain/qemu/1.0\"><arg value=\"x\"/>"
                        + "</commandline></domain>",
                "<domain><vcpu placement=\" static \"> 2\n</vcpu><memory unit=\"\">x</memory><uuid>none</uuid></domain>",
                "<\u00e4 \u00f6=\"\u00fc\"/>"
            })
    void isPrintedAsItStood(String xml) {
        assertEquals(xml, LibvirtXml.print(LibvirtXml.parse("file", xml)));
    }

    @Test
    void whatStandsAroundADocumentIsNotPrintedWithAPartOfIt() {
        Element root = LibvirtXml.parse("file", "<?a b?><domain/>");
        Element other = LibvirtXml.parse("file", "<x/>");
        other.add(root);

        assertEquals("<x><domain/></x>", LibvirtXml.print(other).replaceAll("\\s+<", "<"));
    }

    @Test
    void manyNamespacesTakeNoLongerThanManyAttributes() {
        String xml = IntStream.range(0, 5000)
                        .mapToObj(i -> " xmlns:p" + i + "=\"urn:" + i + "\"")
                        .collect(Collectors.joining("", "<domain", ">"))
                + "<a/>".repeat(20_000) + "</domain>";
        Element root = LibvirtXml.parse("file", xml);

        assertEquals(xml, assertTimeoutPreemptively(Duration.ofSeconds(10), () -> LibvirtXml.print(root)));
    }
}
