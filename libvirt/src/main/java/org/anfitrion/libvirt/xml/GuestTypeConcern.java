package org.anfitrion.libvirt.xml;

import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.libvirt.xml.domain.DomainCpu;
import org.anfitrion.libvirt.xml.domain.DomainElement;
import org.anfitrion.libvirt.xml.domain.DomainOs;
import org.anfitrion.libvirt.xml.domain.OsType;

/** The family of the guest: what {@code <domain type=…>} and {@code <os><type>} say together. */
final class GuestTypeConcern implements Concern {

    @Override
    public void read(DomainElement from, DomainSpecBuilder to) {
        to.guestType(read(from));
    }

    static GuestType read(DomainElement domain) {
        return HostFacts.guestType(domain.type().map(DomainElement.Type::text).orElse(""), osType(domain));
    }

    static boolean isContainer(DomainElement domain) {
        return osType(domain).equals("exe");
    }

    static boolean isFullyVirtual(DomainElement domain) {
        return osType(domain).equals("hvm");
    }

    private static String osType(DomainElement domain) {
        return domain.os()
                .flatMap(DomainOs::type)
                .flatMap(OsType::value)
                .map(value -> value.text().strip())
                .orElse("hvm");
    }

    @Override
    public void write(Change change) {
        DomainElement domain = change.domain();
        GuestType wanted = change.wanted().guestType().orElseGet(() -> read(domain));
        // A new domain got its type with its frame, before all other concerns.
        if (change.isNew() || read(domain) == wanted) {
            return;
        }
        String osType = osType(domain);
        GuestType was = read(domain);
        String type = change.host().guests().stream()
                .filter(guest -> guest.osType().equals(osType))
                .flatMap(guest -> guest.domainTypes().stream())
                .filter(it -> HostFacts.guestType(it, osType) == wanted)
                .filter(change.host()::usable)
                .findFirst()
                .orElseThrow(() -> change.unsupported("guest type " + wanted, WayToRun.whyNot(change.host(), wanted)));
        domain.setType(new DomainElement.Type(type));
        if (wanted == GuestType.EMULATED
                && domain.cpu().filter(GuestTypeConcern::isHosts).isPresent()) {
            // Software cannot pass the host's processor through, and libvirt refuses the two together.
            domain.setCpu(null);
        }
        change.note("guest type", was, wanted);
    }

    private static boolean isHosts(DomainCpu cpu) {
        return cpu.mode()
                .filter(mode -> mode.equals(DomainCpu.Mode.HOST_PASSTHROUGH) || mode.equals(DomainCpu.Mode.HOST_MODEL))
                .isPresent();
    }
}
