package org.anfitrion.examples;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.unit.DataSize;

/** A small application: launches workers, and never leaves half a fleet behind. Its test shows how to test one. */
public final class Fleet {

    private final Hypervisor host;

    /**
     * Creates a fleet.
     *
     * @param host where its guests run
     */
    public Fleet(Hypervisor host) {
        this.host = host;
    }

    /**
     * Launches workers and waits until each is ready. If one fails, all are removed.
     *
     * @param count how many
     * @return the workers
     */
    public List<Domain> launch(int count) {
        List<Domain> workers = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                DomainSpec spec = DomainSpec.named("worker-" + i)
                        .memory(DataSize.mebibytes(128))
                        .console(ConsoleSpec.serial())
                        .build();
                Domain worker = host.domains().define(spec);
                workers.add(worker);
                worker.start();
            }
            workers.forEach(worker -> worker.console().expect("READY", Duration.ofSeconds(60)));
            return workers;
        } catch (HypervisorException e) {
            workers.forEach(Fleet::remove);
            throw e;
        }
    }

    private static void remove(Domain worker) {
        if (worker.state().isActive()) {
            worker.destroy();
        }
        worker.undefine();
    }
}
