package org.anfitrion.libvirt.xml.element;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBException;
import java.io.StringReader;
import java.io.StringWriter;
import org.anfitrion.libvirt.xml.LibvirtXml;
import org.anfitrion.libvirt.xml.network.NetworkElement;
import org.junit.jupiter.api.Test;

/** The generated classes are Jakarta XML Binding's, too: any runtime of it reads and writes them. */
class JaxbTest {

    private static final String XML = """
            <network xmlns:dnsmasq='http://libvirt.org/schemas/network/dnsmasq/1.0' new='1'>
              <name>n</name>
              <!-- a comment, which says nothing -->
              <unknown><deep a='b'/></unknown>
              <forward mode='nat'><interface dev='eth0'/></forward>
              <ip address='10.0.0.1' prefix='24'/>
              <dnsmasq:options><dnsmasq:option value='x'/></dnsmasq:options>
            </network>""";

    @Test
    void aRuntimeReadsAndWritesTheSame() throws JAXBException {
        JAXBContext context = JAXBContext.newInstance(NetworkElement.class);
        NetworkElement ours = LibvirtXml.parse(NetworkElement::new, "network XML", XML);

        Object theirs = context.createUnmarshaller().unmarshal(new StringReader(XML));
        StringWriter written = new StringWriter();
        context.createMarshaller().marshal(ours, written);

        assertEquals(ours, theirs);
        assertEquals(ours, LibvirtXml.parse(NetworkElement::new, "network XML", written.toString()));
    }
}
