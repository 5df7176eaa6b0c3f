package org.anfitrion.api;

import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.Facet;
import org.anfitrion.spi.Facets;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.Session;

/** The calls of one facet over a connection, for the handles that are made of them. */
final class FacetHandle<F extends Facet> {

    private final Hypervisor host;
    private final Class<F> type;

    FacetHandle(Hypervisor host, Class<F> type) {
        this.host = host;
        this.type = type;
    }

    Hypervisor host() {
        return host;
    }

    private F facet(Session session, Feature feature) {
        return Facets.require(session, type, feature);
    }

    <T> T read(String operation, Feature feature, Function<F, T> call) {
        return host.link().read(operation, session -> call.apply(facet(session, feature)));
    }

    <T> T change(String operation, Feature feature, Function<F, T> call) {
        return host.link().change(operation, session -> call.apply(facet(session, feature)));
    }

    void run(String operation, Feature feature, Consumer<F> call) {
        host.link().change(operation, session -> {
            call.accept(facet(session, feature));
            return true;
        });
    }

    /** Begins long work; {@code verb} and {@code target} are for messages. */
    <T> Job<T> job(String operation, Feature feature, String verb, String target, BiFunction<F, Progress, T> work) {
        return Job.start(
                verb,
                target,
                Threads.PLATFORM,
                progress -> change(operation, feature, facet -> work.apply(facet, progress)));
    }

    /** Begins long work that changes nothing on the host: begun again over a new session if the wire broke. */
    <T> Job<T> readJob(String operation, Feature feature, String verb, String target, BiFunction<F, Progress, T> work) {
        return Job.start(
                verb,
                target,
                Threads.PLATFORM,
                progress -> read(operation, feature, facet -> work.apply(facet, progress)));
    }
}
