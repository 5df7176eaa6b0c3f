package org.anfitrion.driver.lxc.liblxc;

import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.anfitrion.api.ConnectOptions;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.Leftover;
import org.anfitrion.api.unit.DataSize;

/** A connection to a folder of containers of its own, and containers in it that are gone when it is closed. */
final class Bed implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofMinutes(1);

    private final LxcLab lab = LxcLab.raised();
    private final Path lxcPath = lab.lxcPath();
    private final Path root = lab.root();
    private final Hypervisor hypervisor;

    Bed() {
        hypervisor = Hypervisors.connect("lxc://" + lxcPath, ConnectOptions.defaults());
    }

    Path lxcPath() {
        return lxcPath;
    }

    Path root() {
        return root;
    }

    Hypervisor hypervisor() {
        return hypervisor;
    }

    /** Waits for something; tells whether it came. */
    static boolean eventually(BooleanSupplier holds) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(50_000_000);
        }
        return true;
    }

    /** A description that works, with a name of its own. */
    DomainSpec spec(UnaryOperator<DomainSpecBuilder> more) {
        String name = "c-" + UUID.randomUUID().toString().substring(0, 8);
        return more.apply(LiblxcBackend.container(root)
                        .apply(DomainSpec.named(name)
                                .memory(DataSize.mebibytes(64))
                                .console(ConsoleSpec.paravirtual())))
                .build();
    }

    Domain defined(UnaryOperator<DomainSpecBuilder> more) {
        return hypervisor.domains().define(spec(more));
    }

    /** One that says that it is up. */
    Domain running(UnaryOperator<DomainSpecBuilder> more) {
        Domain domain = defined(more);
        domain.start();
        domain.console().expect("READY", PATIENCE);
        return domain;
    }

    @Override
    public void close() {
        for (DomainInfo row : hypervisor.domains().list()) {
            Domain domain = hypervisor.domains().handle(row.id());
            if (row.state().isActive()) {
                domain.destroy();
            }
            if (domain.exists()) {
                domain.undefine(Leftover.SNAPSHOT_METADATA);
            }
        }
        hypervisor.close();
    }
}
