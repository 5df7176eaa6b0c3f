package org.anfitrion.examples;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.Lifetime;
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
     * Launches workers and waits until each is ready. If one fails, those before it are destroyed.
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
                workers.add(host.domains().launch(spec, Lifetime.TRANSIENT));
            }
            workers.forEach(worker -> worker.console().expect("READY", Duration.ofSeconds(60)));
            return workers;
        } catch (HypervisorException e) {
            workers.stream().filter(Domain::exists).forEach(Domain::destroy);
            throw e;
        }
    }
}
