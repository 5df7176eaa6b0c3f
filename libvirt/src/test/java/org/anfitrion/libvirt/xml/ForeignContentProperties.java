package org.anfitrion.libvirt.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.ChannelSpec;
import org.anfitrion.api.domain.CpuFeaturePolicy;
import org.anfitrion.api.domain.CpuModel;
import org.anfitrion.api.domain.CpuSet;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.MemoryBacking;
import org.anfitrion.api.domain.NicSource;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.Owner;
import org.anfitrion.api.domain.Tuning;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.support.SecureXml;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** What nobody here knows keeps its content and its place, whatever else is changed. */
class ForeignContentProperties {

    private static final String NAMESPACE = "urn:example:foreign";

    private final LibvirtDialect dialect = new LibvirtDialect();

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void unknownElementsAndAttributesSurviveAnUpdateInTheirPlaces(
            @ForAll("specs") DomainSpec spec,
            @ForAll("disks") DiskSpec newDisk,
            @ForAll("nics") NicSpec newNic,
            @ForAll("boots") Boot newBoot,
            @ForAll Random random) {
        String plain = dialect.newDomain(spec, Hosts.TEST);
        DomainSpec base = dialect.read(plain);
        DomainSpec wanted = changed(base, newDisk, newNic, newBoot);
        Document foreign = SecureXml.parse("domain XML", plain);
        inject(foreign.getDocumentElement(), random, 0);
        String given = SecureXml.print(foreign);
        List<String> before = places(SecureXml.parse("domain XML", given));

        String edited = dialect.edit(given, base, wanted, Hosts.TEST).xml();

        Document after = SecureXml.parse("domain XML", edited);
        List<String> places = places(after);
        before.removeIf(place -> !places.contains(place) && isBelowReplaced(place));
        assertEquals(String.join("\n", before), String.join("\n", places));
        String withoutForeign = dialect.edit(plain, base, wanted, Hosts.TEST).xml();
        assertEquals(stripped(SecureXml.parse("domain XML", withoutForeign)), stripped(after));
    }

    /** A firmware's own settings mean nothing to a kernel, and the reverse. */
    private static boolean isBelowReplaced(String place) {
        return place.matches(".*/(loader|nvram|kernel|initrd|cmdline|boot|source|readonly|model|feature)\\b.*");
    }

    @Provide
    Arbitrary<DomainSpec> specs() {
        return Descriptions.any();
    }

    @Provide
    Arbitrary<DiskSpec> disks() {
        return Descriptions.disk()
                .map(disk -> new DiskSpec(
                        disk.source(),
                        disk.device(),
                        disk.format(),
                        disk.bus(),
                        java.util.Optional.empty(),
                        disk.readOnly(),
                        disk.serial(),
                        disk.limits()));
    }

    @Provide
    Arbitrary<NicSpec> nics() {
        return Descriptions.nic();
    }

    @Provide
    Arbitrary<Boot> boots() {
        return Descriptions.boot();
    }

    /** Changes every part, but takes nothing away that something foreign could be in. */
    private static DomainSpec changed(DomainSpec base, DiskSpec disk, NicSpec nic, Boot boot) {
        List<DiskSpec> disks = new ArrayList<>();
        base.disks().forEach(it -> disks.add(it.source(new DiskSource.File("/changed"))));
        disks.add(disk);
        List<NicSpec> nics = new ArrayList<>();
        base.nics()
                .forEach(it ->
                        nics.add(new NicSpec(new NicSource.UserMode(), it.mac(), it.model(), true, it.bandwidth())));
        if (base.nics().stream().noneMatch(it -> it.mac().isEmpty() || it.mac().equals(nic.mac()))) {
            nics.add(nic);
        }
        DomainSpecBuilder changed = base.toBuilder();
        if (base.numa().isEmpty() && base.cpuTopology().isEmpty()) {
            changed.cpus(3).memory(DataSize.gibibytes(3));
        }
        return changed.title("changed")
                .owner(new Owner("changed", "local.0", 1, 0))
                .cpuModel(CpuModel.named("EPYC").feature("svm", CpuFeaturePolicy.REQUIRE))
                .memoryBacking(new MemoryBacking(base.memoryBacking().hugepages(), true, true))
                .tuning(Tuning.NONE.cpuShares(7).blockWeight(200).pin(0, CpuSet.of(1)))
                .channel(new ChannelSpec("changed"))
                .boot(boot)
                .disks(disks)
                .nics(nics.stream().allMatch(it -> it.mac().isPresent()) ? nics : base.nics())
                .build();
    }

    private static int inject(Element element, Random random, int start) {
        int count = start;
        List<Element> children = children(element);
        for (Element child : children) {
            count = inject(child, random, count);
        }
        if (random.nextInt(3) == 0) {
            element.setAttribute("foreign" + count++, "a<b>&\"' " + random.nextInt());
        }
        boolean holdsText = children.isEmpty() && !element.getTextContent().isEmpty();
        while (!holdsText && random.nextInt(2) == 0) {
            Document document = element.getOwnerDocument();
            Element added = random.nextBoolean()
                    ? document.createElement("foreign" + count++)
                    : document.createElementNS(NAMESPACE, "f:foreign" + count++);
            added.setAttribute("x", "1");
            added.appendChild(document.createElement("inner"));
            added.appendChild(document.createTextNode("mixed "));
            added.appendChild(document.createCDATASection("<&>"));
            added.appendChild(document.createComment("said"));
            Node place = children.isEmpty() ? null : children.get(random.nextInt(children.size()));
            element.insertBefore(added, place);
        }
        return count;
    }

    /** Lists all foreign content in document order, with where it is. */
    private static List<String> places(Document document) {
        List<String> found = new ArrayList<>();
        collect(document.getDocumentElement(), "", found);
        return found;
    }

    private static void collect(Element element, String path, List<String> found) {
        String here = path + "/" + element.getTagName();
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Node attribute = element.getAttributes().item(i);
            if (attribute.getNodeName().startsWith("foreign")) {
                found.add(here + "@" + attribute);
            }
        }
        for (Element child : children(element)) {
            if (isForeign(child)) {
                found.add(here + " " + SecureXml.print(child));
            } else {
                collect(child, here, found);
            }
        }
    }

    private static boolean isForeign(Element element) {
        return element.getTagName().contains("foreign");
    }

    private static String stripped(Document document) {
        strip(document.getDocumentElement());
        return Stillness.of(LibvirtXml.parse("domain XML", SecureXml.print(document)));
    }

    private static void strip(Element element) {
        for (int i = element.getAttributes().getLength() - 1; i >= 0; i--) {
            String name = element.getAttributes().item(i).getNodeName();
            if (name.startsWith("foreign")) {
                element.removeAttribute(name);
            }
        }
        for (Element child : children(element)) {
            if (isForeign(child)) {
                element.removeChild(child);
            } else {
                strip(child);
            }
        }
    }

    private static List<Element> children(Element parent) {
        List<Element> found = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                found.add(element);
            }
        }
        return found;
    }
}
