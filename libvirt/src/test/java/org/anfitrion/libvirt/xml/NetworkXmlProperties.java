package org.anfitrion.libvirt.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.anfitrion.api.network.NetworkSpec;
import org.anfitrion.testkit.contract.generate.NetworkSpecs;

class NetworkXmlProperties {

    @Provide
    static Arbitrary<NetworkSpec> networks() {
        return NetworkSpecs.any();
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void whatIsWrittenReadsAsItWasDescribed(@ForAll("networks") NetworkSpec spec) {
        NetworkSpec read = NetworkDescription.read(NetworkDescription.write(spec), spec.autostart());

        assertEquals(spec, read);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void anUpdateToTheDescriptionItselfIsNoChange(@ForAll("networks") NetworkSpec spec) {
        String xml = NetworkDescription.write(spec);

        Dialect.Edited edited = NetworkDescription.edit(xml, NetworkDescription.read(xml, false), spec);

        assertEquals(List.of(), edited.changes());
        assertEquals(xml, edited.xml());
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void anUpdateMakesAnyNetworkOfAnyOtherAndKeepsWhatIsUnknown(
            @ForAll("networks") NetworkSpec first, @ForAll("networks") NetworkSpec second) {
        String foreign = "<dns><txt name=\"note\" value=\"kept\"/></dns>";
        String xml = NetworkDescription.write(first).replace("</network>", foreign + "</network>");
        NetworkSpec base = NetworkDescription.read(xml, false);
        NetworkSpec wanted = new NetworkSpec(
                base.name(),
                base.uuid(),
                second.forward(),
                second.bridge().or(base::bridge),
                second.domainName(),
                second.subnets(),
                false);

        String edited = NetworkDescription.edit(xml, base, wanted).xml();

        assertTrue(edited.contains(foreign), edited);
        NetworkSpec read = NetworkDescription.read(edited, false);
        assertEquals(wanted.forward(), read.forward());
        assertEquals(wanted.bridge(), read.bridge());
        assertEquals(wanted.domainName(), read.domainName());
        assertEquals(unordered(wanted), unordered(read));
    }

    private static Set<Object> unordered(NetworkSpec spec) {
        return spec.subnets().stream()
                .map(subnet -> List.of(
                        subnet.gateway(),
                        subnet.prefix(),
                        new HashSet<>(subnet.dhcpRanges()),
                        new HashSet<>(subnet.dhcpHosts())))
                .collect(Collectors.toSet());
    }
}
