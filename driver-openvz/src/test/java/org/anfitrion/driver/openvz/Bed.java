package org.anfitrion.driver.openvz;

import java.time.Duration;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.anfitrion.api.ConnectOptions;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.unit.DataSize;

/** A connection to a host of the stand-in of its own; the lab ends its containers. */
final class Bed implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofMinutes(1);

    private final StandIn node;
    private final Hypervisor hypervisor;

    private Bed(StandIn node, String uri) {
        this.node = node;
        hypervisor = Hypervisors.connect(uri, ConnectOptions.defaults());
    }

    static Bed local(String flavour) {
        StandIn node = StandIn.node(flavour);
        return new Bed(node, node.uri());
    }

    static Bed remote(String flavour, SshServer server) {
        return remote(StandIn.node(flavour), server);
    }

    static Bed remote(StandIn node, SshServer server) {
        return new Bed(node, server.uri(node));
    }

    StandIn node() {
        return node;
    }

    Hypervisor hypervisor() {
        return hypervisor;
    }

    Domain defined(UnaryOperator<DomainSpecBuilder> more) {
        String name = "c-" + UUID.randomUUID().toString().substring(0, 8);
        return hypervisor
                .domains()
                .define(more.apply(StandInBackend.container()
                                .apply(DomainSpec.named(name).cpus(1).memory(DataSize.mebibytes(64))))
                        .build());
    }

    Domain running(UnaryOperator<DomainSpecBuilder> more) {
        Domain domain = defined(more);
        domain.start();
        return domain;
    }

    /** What a shell in a container says to a script. */
    static String said(Domain domain, String script) {
        return domain.guest().exec(PATIENCE, "sh", "-c", script).output().strip();
    }

    @Override
    public void close() {
        hypervisor.close();
    }
}
