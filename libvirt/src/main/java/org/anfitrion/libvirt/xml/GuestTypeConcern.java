package org.anfitrion.libvirt.xml;

import java.util.Objects;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.libvirt.xml.domain.CpuElement;
import org.anfitrion.libvirt.xml.domain.DomainElement;
import org.anfitrion.libvirt.xml.domain.OsTypeElement;

/** The family of the guest: what {@code <domain type=…>} and {@code <os><type>} say together. */
final class GuestTypeConcern implements Concern {

    @Override
    public void read(DomainElement from, DomainSpecBuilder to) {
        to.guestType(read(from));
    }

    private static GuestType read(DomainElement domain) {
        return HostFacts.guestType(Objects.requireNonNullElse(domain.type, ""), osType(domain));
    }

    static boolean isContainer(DomainElement domain) {
        return osType(domain).equals("exe");
    }

    static boolean isFullyVirtual(DomainElement domain) {
        return osType(domain).equals("hvm");
    }

    private static String osType(DomainElement domain) {
        OsTypeElement type = domain.os == null ? null : domain.os.type;
        return type == null || type.value == null ? "hvm" : type.value.strip();
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
        domain.type = change.host().guests().stream()
                .filter(guest -> guest.osType().equals(osType))
                .flatMap(guest -> guest.domainTypes().stream())
                .filter(type -> HostFacts.guestType(type, osType) == wanted)
                .filter(change.host()::usable)
                .findFirst()
                .orElseThrow(() -> change.unsupported("guest type " + wanted, WayToRun.whyNot(change.host(), wanted)));
        CpuElement cpu = domain.cpu;
        if (wanted == GuestType.EMULATED && cpu != null && isHosts(cpu)) {
            // Software cannot pass the host's processor through, and libvirt refuses the two together.
            domain.cpu = null;
        }
        change.note("guest type", was, wanted);
    }

    private static boolean isHosts(CpuElement cpu) {
        return "host-passthrough".equals(cpu.mode) || "host-model".equals(cpu.mode);
    }
}
