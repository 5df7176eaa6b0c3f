package org.anfitrion.libvirt.xml.element;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.api.unit.MacAddress;
import org.anfitrion.libvirt.xml.LibvirtXml;
import org.anfitrion.libvirt.xml.domain.CharacterSource;
import org.anfitrion.libvirt.xml.domain.DiskTarget;
import org.anfitrion.libvirt.xml.domain.DomainDisk;
import org.anfitrion.libvirt.xml.domain.DomainElement;
import org.anfitrion.libvirt.xml.domain.DomainGraphics;
import org.anfitrion.libvirt.xml.domain.DomainSerial;
import org.anfitrion.libvirt.xml.domain.StorageSource;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** What libvirt's XML is as objects. */
class ElementTest {

    private static final String XML = """
            <domain type='kvm' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0' new='1'>
              <name>a&amp;b</name>
              <uuid>c7a5fdbd-edaf-9455-926a-d65c16db1809</uuid>
              <!-- kept -->
              <future answer="42"><deep/>text</future>
              <memory unit='MiB'>512</memory>
              <devices>
                <disk type='file' device='disk'>
                  <source file='/a &quot;b&quot;'/>
                  <target dev='vda' bus='quantum'/>
                </disk>
                <interface type='user'>
                  <mac address='52:54:00:12:34:56'/>
                </interface>
                <graphics type='vnc' passwd='secret'/>
              </devices>
              <qemu:commandline>
                <qemu:arg value='-foo'/>
              </qemu:commandline>
            </domain>""";

    private static DomainElement domain() {
        return LibvirtXml.parse(DomainElement::new, "domain XML", XML);
    }

    @Test
    void whatWasReadIsPrintedAsItStood() {
        assertEquals(XML.replace('\'', '"'), LibvirtXml.print(domain()));
    }

    @Test
    void valuesHaveTheirTypes() {
        DomainElement domain = domain();

        assertEquals(Optional.of(DomainElement.Type.KVM), domain.type());
        assertEquals(Optional.of("a&b"), domain.name());
        assertEquals(Optional.of(UUID.fromString("c7a5fdbd-edaf-9455-926a-d65c16db1809")), domain.uuid());
        assertEquals(Optional.of(DataSize.mebibytes(512)), domain.memory().flatMap(memory -> memory.size()));
        assertEquals(
                Optional.of(MacAddress.of("52:54:00:12:34:56")),
                domain.devicesOrNew().interfaces().get(0).macOrNew().address());
        assertEquals(
                Optional.of("-foo"), domain.qemuCommandLineOrNew().args().get(0).value());
    }

    @Test
    void aValueOfANewerVersionIsAValueToo() {
        DiskTarget target = domain().devicesOrNew().disks().get(0).targetOrNew();

        assertEquals(Optional.of(new DiskTarget.Bus("quantum")), target.bus());
        assertEquals("quantum", target.bus().orElseThrow().text());
    }

    @Test
    void alternativesAreTypes() {
        DomainDisk disk = domain().devicesOrNew().disks().get(0);
        StorageSource.FileSource file = assertInstanceOf(
                StorageSource.FileSource.class, disk.sourceKind().orElseThrow());
        assertEquals(Optional.of("/a \"b\""), file.file());

        file.element().setFile("/b");
        assertEquals(Optional.of("/b"), disk.source().flatMap(StorageSource::file));

        disk.setType(new DomainDisk.Type("quantum"));
        assertInstanceOf(StorageSource.OtherSource.class, disk.sourceKind().orElseThrow());
        assertEquals(Optional.empty(), disk.setSource(null).sourceKind());

        DomainGraphics graphics = domain().devicesOrNew().graphics().get(0);
        assertInstanceOf(DomainGraphics.VncGraphics.class, graphics.kind());

        DomainSerial serial = new DomainSerial().setType(DomainSerial.Type.TCP);
        serial.addSource().setHost("h");
        assertInstanceOf(CharacterSource.TcpSource.class, serial.sourceKinds().get(0));
    }

    @Test
    void aNewChildStandsInItsPlaceAndOnALineOfItsOwn() {
        DomainElement domain = domain();
        DomainDisk disk = domain.devicesOrNew().addDisk().setType(DomainDisk.Type.BLOCK);
        disk.sourceOrNew().setDev("/dev/sdb");
        domain.setTitle("<web>");

        String printed = LibvirtXml.print(domain);

        assertTrue(
                printed.contains(
                        "    </disk>\n    <disk type=\"block\">\n      <source dev=\"/dev/sdb\"/>\n    </disk>\n"
                                + "    <interface type=\"user\">\n"),
                printed);
        assertTrue(printed.contains("</uuid>\n  <title>&lt;web&gt;</title>\n"), printed);
    }

    @Test
    void aChildThatGoesTakesItsLineWithIt() {
        DomainElement domain = domain();
        domain.devicesOrNew().disks().remove(0);
        domain.setMemory(null);

        String printed = LibvirtXml.print(domain);

        assertTrue(printed.contains("  <devices>\n    <interface"), printed);
        assertTrue(printed.contains("</future>\n  <devices>"), printed);
    }

    @Test
    void whatIsMadeFromNothingIsLaidOutAsLibvirtDoes() {
        DomainElement domain =
                new DomainElement().setType(DomainElement.Type.TEST).setName("n");
        domain.devicesOrNew().addDisk().targetOrNew().setDev("vda");
        domain.qemuCommandLineOrNew().addArg().setValue("-s");

        assertEquals("""
                <domain type="test">
                  <name>n</name>
                  <devices>
                    <disk>
                      <target dev="vda"/>
                    </disk>
                  </devices>
                  <qemu:commandline xmlns:qemu="http://libvirt.org/schemas/domain/qemu/1.0">
                    <qemu:arg value="-s"/>
                  </qemu:commandline>
                </domain>""", LibvirtXml.print(domain));
    }

    @Test
    void namespacesAreDeclaredWhereTheirPrefixStandsForAnother() {
        String xml = "<domain xmlns:qemu=\"urn:other\"><qemu:x/></domain>";
        DomainElement domain = LibvirtXml.parse(DomainElement::new, "domain XML", xml);
        domain.qemuCommandLineOrNew().addArg().setValue("-s");

        DomainElement again = LibvirtXml.parse(DomainElement::new, "domain XML", LibvirtXml.print(domain));

        assertEquals(1, again.qemuCommandLineOrNew().args().size());
        assertEquals(Optional.of("urn:other"), again.find("urn:other", "x").map(Element::elementNamespace));
    }

    @Test
    void aChildIsTakenOutOfItsDocumentWithTheNamespacesThatItNeeds() {
        String alone = LibvirtXml.print(domain().qemuCommandLineOrNew());

        assertTrue(
                alone.startsWith("<qemu:commandline xmlns:qemu=\"http://libvirt.org/schemas/domain/qemu/1.0\">"),
                alone);
    }

    @Test
    void elementsAreEqualIfTheySayTheSame() {
        String other = XML.replace("type='kvm' ", "")
                .replace("new='1'", "new='1' type='kvm'")
                .replace("  <!-- kept -->\n", "")
                .replace("\n    <interface", "<interface");

        DomainElement same = LibvirtXml.parse(DomainElement::new, "domain XML", other);

        assertEquals(domain(), same);
        assertEquals(domain().hashCode(), same.hashCode());
        assertNotEquals(domain(), same.setName("other"));
    }

    @Test
    void aPasswordIsNotShownToThoseWhoLookAtAnObject() {
        assertFalse(domain().toString().contains("secret"));
        assertTrue(LibvirtXml.print(domain()).contains("secret"));

        String cookies = "<cookies><cookie name=\"session\">secret</cookie></cookies>";
        assertEquals(
                cookies.replace(">secret<", ">***<"),
                LibvirtXml.parse("file", cookies).toString());
    }

    @Test
    void aListOfChildrenIsLive() {
        List<DomainDisk> disks = domain().devicesOrNew().disks();
        DomainDisk first = disks.get(0);
        DomainDisk added = new DomainDisk().setType(DomainDisk.Type.DIR);

        disks.add(0, added);
        assertEquals(List.of(added, first), disks);

        disks.removeIf(disk -> disk.type().equals(Optional.of(DomainDisk.Type.FILE)));
        assertEquals(List.of(added), disks);

        disks.clear();
        assertEquals(0, disks.size());
    }

    @Test
    void aListOfChildrenCanBeSorted() {
        DomainElement domain = new DomainElement();
        for (String name : List.of("vdc", "vda", "vdb")) {
            domain.devicesOrNew().addDisk().targetOrNew().setDev(name);
        }
        List<DomainDisk> disks = domain.devicesOrNew().disks();

        disks.sort(Comparator.comparing(disk -> disk.targetOrNew().dev().orElseThrow()));
        assertEquals(List.of("vda", "vdb", "vdc"), names(disks));

        Collections.reverse(disks);
        assertEquals(List.of("vdc", "vdb", "vda"), names(disks));
        assertEquals(
                disks,
                LibvirtXml.parse(DomainElement::new, "domain XML", LibvirtXml.print(domain))
                        .devicesOrNew()
                        .disks());
    }

    private static List<String> names(List<DomainDisk> disks) {
        return disks.stream()
                .map(disk -> disk.targetOrNew().dev().orElseThrow())
                .toList();
    }

    @Test
    void onlyXmlsOwnBlanksSayNothing() {
        String wide = "<metadata>\u2003<a/></metadata>";

        assertNotEquals(LibvirtXml.parse("file", wide), LibvirtXml.parse("file", "<metadata><a/></metadata>"));
        assertEquals(wide, Markup.printBare(LibvirtXml.parse("file", wide)));
    }

    @Test
    void anyDocumentCanBeReadAndOneWithoutASchemaIsKeptAsItIs() {
        String foreign = "<qemuCaps arch=\"x\"><flag name=\"a\"/> <!-- b --></qemuCaps>";

        assertInstanceOf(DomainElement.class, LibvirtXml.parse("file", XML));
        assertInstanceOf(ForeignElement.class, LibvirtXml.parse("file", foreign));
        assertEquals(foreign, LibvirtXml.print(LibvirtXml.parse("file", foreign)));
    }

    @Test
    void whatXmlCannotHoldIsRefusedBeforeItIsSent() {
        for (String text : List.of("nul \u0000", "escape \u001b", "half \ud800", "\udc00 half", "none \uffff")) {
            DomainElement domain = new DomainElement().setTitle(text);
            Assertions.assertThrows(InvalidSpecException.class, () -> LibvirtXml.print(domain), text);
        }
        String legal = "\t\n\r \ud83d\ude00 \ufffd";
        DomainElement domain = new DomainElement().setTitle(legal);
        domain.setAttribute("type", legal);

        assertEquals(domain, LibvirtXml.parse(DomainElement::new, "domain XML", LibvirtXml.print(domain)));
    }

    @Test
    void anotherKindOfDocumentIsRefused() {
        InvalidSpecException refused = Assertions.assertThrows(
                InvalidSpecException.class, () -> LibvirtXml.parse(DomainElement::new, "domain XML", "<network/>"));

        assertTrue(refused.getMessage().contains("<network>"), refused.getMessage());
    }
}
