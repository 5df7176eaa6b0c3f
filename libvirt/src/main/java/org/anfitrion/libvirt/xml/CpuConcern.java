package org.anfitrion.libvirt.xml;

import java.util.Optional;
import org.anfitrion.api.domain.CpuCount;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.libvirt.xml.domain.DomainElement;
import org.anfitrion.libvirt.xml.domain.DomainVcpu;

/** The number of CPUs: {@code <vcpu>} holds how many there can be, its attribute {@code current} how many there are. */
final class CpuConcern implements Concern {

    @Override
    public void read(DomainElement from, DomainSpecBuilder to) {
        to.cpus(read(from));
    }

    static CpuCount read(DomainElement from) {
        Optional<DomainVcpu> vcpu = from.vcpu();
        int maximum = Tolerant.number(vcpu.flatMap(DomainVcpu::value), 1, 1, CpuCount.LIMIT);
        int current = Tolerant.number(vcpu.flatMap(DomainVcpu::current), maximum, 1, maximum);
        return new CpuCount(current, maximum);
    }

    @Override
    public void write(Change change) {
        if (!change.concerns(DomainSpec::cpus)) {
            return;
        }
        CpuCount wanted = change.wanted().cpus();
        change.domain()
                // It lists the CPUs one by one, and libvirt refuses a list that does not add up; it makes a new one
                // itself.
                .setVcpus(null)
                .vcpuOrNew()
                .setValue((long) wanted.maximum())
                .setCurrent(wanted.current() == wanted.maximum() ? null : (long) wanted.current());
        change.base().ifPresent(base -> change.note("CPUs", base.cpus(), wanted));
    }
}
