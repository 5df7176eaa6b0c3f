package org.anfitrion.driver.kvm.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.unit.DataSize;

/** As many domains as a comparison wants, each with a drive and a card, which go when it is closed. */
final class Fleet implements AutoCloseable {

    private final Hypervisor host;
    /** A raw image, the same for all: none of them is started. */
    private final Path disk;

    private final String name = "bench-" + UUID.randomUUID();
    private final List<Domain> domains = new ArrayList<>();

    Fleet(Hypervisor host, Path disk) {
        this.host = host;
        this.disk = disk;
    }

    void resizeTo(int count) {
        while (domains.size() > count) {
            domains.remove(domains.size() - 1).undefine();
        }
        while (domains.size() < count) {
            domains.add(host.domains()
                    .define(DomainSpec.named(name + "-" + domains.size())
                            .memory(DataSize.mebibytes(128))
                            .disk(DiskSpec.file(disk))
                            .nic(NicSpec.userMode())
                            .build()));
        }
    }

    @Override
    public void close() {
        domains.forEach(Domain::undefine);
    }
}
