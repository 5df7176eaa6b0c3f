package org.anfitrion.testkit.memory;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.event.DomainLifecycleEvent.Change;
import org.anfitrion.api.migration.MigrationSpec;

/**
 * A domain that is about to leave its host.
 *
 * @param model the host
 * @param domain the domain
 * @param machine its run
 * @param live what runs
 * @param config what starts next on the target
 * @param state running or paused
 * @param images what its drives read as, by their paths, if they move too
 * @param spec how it moves
 * @param call who moves it
 */
record Departure(
        HostModel model,
        MemoryDomain domain,
        Machine machine,
        Configuration live,
        Configuration config,
        DomainState state,
        Map<String, Content> images,
        MigrationSpec spec,
        Call call) {

    /** What a drive reads as. */
    record Content(DiskSpec disk, ImageContent bytes) {}

    /** Looks at a domain that runs, under the host's lock. */
    static Departure of(HostModel model, DomainId id, MigrationSpec spec, Call call) {
        MemoryDomain domain = model.inventory().require(id, call.operation());
        Machine machine = domain.machine;
        if (machine == null) {
            throw new InvalidStateException(call.failure("it is " + domain.state()));
        }
        if (machine.isEphemeral()) {
            throw new InvalidStateException(call.failure("it ends with the connection that started it"));
        }
        Configuration live = Objects.requireNonNull(domain.live);
        Map<String, Content> images = new LinkedHashMap<>();
        if (spec.copyStorage()) {
            for (DiskSpec disk : live.spec().disks()) {
                model.pools().path(disk.source()).ifPresent(path -> model.images()
                        .find(path)
                        .ifPresent(image -> images.put(
                                path, new Content(disk, model.images().content(image, call)))));
            }
        }
        return new Departure(
                model,
                domain,
                machine,
                live,
                domain.config == null ? live : domain.config,
                domain.status.state(),
                images,
                spec,
                call);
    }

    String name() {
        return domain.name;
    }

    long memory() {
        return live.spec().memory().current().bytes();
    }

    /** Lets it go, and hands out what is inside its guest. Under the host's lock. */
    GuestSystem leave() {
        Configuration now = domain.live;
        if (domain.machine != machine || now == null || !now.revision().equals(live.revision())) {
            throw new InvalidStateException(call.failure("it stopped or was changed while it moved"));
        }
        GuestSystem inside = domain.handOver();
        boolean undefined = domain.config != null && spec.undefineSource();
        if (undefined) {
            domain.config = null;
        }
        model.power().stop(domain, StopCause.MIGRATED);
        if (undefined) {
            model.announcements().tell(domain, Change.UNDEFINED, "removed");
        }
        return inside;
    }
}
