package org.anfitrion.testkit.memory;

import java.util.ArrayList;
import java.util.List;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.event.DomainLifecycleEvent.Change;
import org.anfitrion.api.migration.MigrationSpec;
import org.jspecify.annotations.Nullable;

/** A domain that arrives on a host. Used under that host's lock only. */
final class Arrival {

    private final HostModel model;
    private final Departure departure;
    private final MigrationSpec spec;
    private final List<String> images = new ArrayList<>();
    private @Nullable MemoryDomain placed;

    Arrival(HostModel model, Departure departure, MigrationSpec spec) {
        this.model = model;
        this.departure = departure;
        this.spec = spec;
    }

    /** Checks that the domain can run here, before anything moves. */
    boolean isExpected(Call call) {
        DomainSpec live = departure.live().spec();
        model.inventory().requireFree(departure.name(), live.uuid().orElseThrow(), call.operation());
        model.completion().check(live);
        model.networks().requireUp(live, call.operation());
        return true;
    }

    /** Makes the domain and lets it go on. */
    MemoryDomain place(Call call) {
        isExpected(call);
        departure.images().forEach((path, content) -> {
            if (model.images().find(path).isEmpty()) {
                model.images().create(path, content.disk().format(), content.bytes(), call);
                images.add(path);
            }
        });
        MemoryDomain domain = new MemoryDomain(departure.live().spec().uuid().orElseThrow(), departure.name());
        domain.live = departure.live().revised(model.newRevision());
        if (spec.persistent()) {
            domain.config = departure.config().revised(model.newRevision());
        }
        model.inventory().add(domain);
        placed = domain;
        model.power().arrive(domain, departure.state());
        if (spec.persistent()) {
            model.announcements().tell(domain, Change.DEFINED, "added");
        }
        return domain;
    }

    /** Makes it as if nobody had come. */
    boolean undo() {
        MemoryDomain domain = placed;
        if (domain != null) {
            domain.config = null;
            model.power().stop(domain, StopCause.DESTROYED);
            model.inventory().remove(domain);
        }
        images.forEach(model.images()::delete);
        return domain != null;
    }
}
