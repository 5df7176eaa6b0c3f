package org.anfitrion.libvirt.xml;

import java.util.Objects;
import org.anfitrion.api.domain.CpuCount;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.libvirt.xml.domain.DomainElement;
import org.anfitrion.libvirt.xml.domain.VcpuElement;

/** The number of CPUs: {@code <vcpu>} holds how many there can be, its attribute {@code current} how many there are. */
final class CpuConcern implements Concern {

    @Override
    public void read(DomainElement from, DomainSpecBuilder to) {
        to.cpus(read(from));
    }

    static CpuCount read(DomainElement from) {
        VcpuElement vcpu = from.vcpu;
        int maximum = vcpu == null ? 1 : Tolerant.number(vcpu.value, 1, 1, CpuCount.LIMIT);
        int current = vcpu == null ? 1 : Tolerant.number(vcpu.current, maximum, 1, maximum);
        return new CpuCount(current, maximum);
    }

    @Override
    public void write(Change change) {
        if (!change.concerns(DomainSpec::cpus)) {
            return;
        }
        DomainElement domain = change.domain();
        CpuCount wanted = change.wanted().cpus();
        VcpuElement vcpu = Objects.requireNonNullElseGet(domain.vcpu, VcpuElement::new);
        vcpu.value = Integer.toString(wanted.maximum());
        vcpu.current = wanted.current() == wanted.maximum() ? null : Integer.toString(wanted.current());
        domain.vcpu = vcpu;
        // It lists the CPUs one by one, and libvirt refuses a list that does not add up; it makes a new one itself.
        domain.vcpus = null;
        change.base().ifPresent(base -> change.note("CPUs", base.cpus(), wanted));
    }
}
