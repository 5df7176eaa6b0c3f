package org.anfitrion.libvirt.xml;

import java.util.UUID;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.libvirt.xml.domain.DomainElement;

/** Makes of one domain's configuration that of another domain like it. Stateless and thread-safe. */
public final class DomainCopy {

    private static final String WHAT = "domain XML";

    private DomainCopy() {}

    /**
     * Gives a configuration another name, and leaves open what no two domains may share: UUID, Ethernet addresses and the
     * file of the firmware's variables. A generation ID becomes another one, which tells the guest that it is a copy.
     *
     * @param xml the configuration of the original
     * @param name the copy's name
     * @return a configuration to be defined
     * @throws org.anfitrion.api.error.InvalidSpecException if it is not domain XML, or the name cannot be
     */
    public static String named(String xml, String name) {
        DomainElement domain = LibvirtXml.parse(DomainElement::new, WHAT, xml);
        domain.setName(DomainSpec.named(name).build().name()).setUuid(null);
        if (domain.find("", "genid").isPresent()) {
            domain.setGenid(UUID.randomUUID());
        }
        domain.os().ifPresent(os -> os.setNvram(null));
        domain.devices().ifPresent(devices -> devices.interfaces().forEach(card -> card.setMac(null)));
        return OwnXml.print(domain, xml);
    }
}
