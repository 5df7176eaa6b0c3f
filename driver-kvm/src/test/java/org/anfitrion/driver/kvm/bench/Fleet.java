package org.anfitrion.driver.kvm.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.unit.DataSize;

/**
 * As many domains as a comparison wants, which go when it is closed. They have no devices: so libvirt is quick, and what
 * others add to its time is seen best.
 */
final class Fleet implements AutoCloseable {

    private final Hypervisor host;
    private final String name = "bench-" + UUID.randomUUID();
    private final List<Domain> domains = new ArrayList<>();

    Fleet(Hypervisor host) {
        this.host = host;
    }

    void growTo(int count) {
        while (domains.size() < count) {
            domains.add(host.domains()
                    .define(DomainSpec.named(name + "-" + domains.size())
                            .memory(DataSize.mebibytes(128))
                            .build()));
        }
    }

    @Override
    public void close() {
        domains.forEach(Domain::undefine);
    }
}
