package org.anfitrion.testkit.memory;

import java.util.EnumSet;
import java.util.Set;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.domain.DomainField;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.migration.MigrationSpec;
import org.anfitrion.api.unit.WorkUnit;
import org.anfitrion.spi.MigrationFacet;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.Session;

/**
 * Domains that move between hosts in memory. Never holds the locks of both hosts: what the target has got is undone if the
 * source cannot let go. Faults strike on either host; on the target twice, when it is asked and when the domain arrives.
 */
final class MemoryMigration implements MigrationFacet {

    private static final Set<DomainField> EVERYTHING = EnumSet.allOf(DomainField.class);

    private final MemorySession session;

    MemoryMigration(MemorySession session) {
        this.session = session;
    }

    @Override
    public DomainInfo migrate(
            DomainId id, Session target, HypervisorUri targetUri, MigrationSpec spec, Progress progress) {
        Call call = session.call(Operation.MIGRATION_MIGRATE, id)
                .needing(Feature.MIGRATION)
                .watchedBy(progress);
        Departure departure = session.perform(call, () -> Departure.of(session.model(), id, spec, call));
        if (!(target instanceof MemorySession destination)) {
            throw new InvalidSpecException(call.failure("the target " + targetUri + " is not a host in memory"));
        }
        if (destination.model() == session.model()) {
            throw new InvalidSpecException(call.failure("the target " + targetUri + " is the host that it is on"));
        }
        Call there = Call.onDomain(Operation.MIGRATION_MIGRATE, departure.name())
                .needing(Feature.MIGRATION)
                .watchedBy(progress);
        Arrival arrival = new Arrival(destination.model(), departure, spec);
        destination.perform(there, () -> arrival.isExpected(there));
        session.work(call, departure.memory(), WorkUnit.BYTES, moved -> {});
        return arrive(departure, arrival, destination, there);
    }

    private DomainInfo arrive(Departure departure, Arrival arrival, MemorySession destination, Call there) {
        boolean moved = false;
        try {
            MemoryDomain arrived = destination.perform(there, () -> arrival.place(there));
            GuestSystem inside = session.model().locked(departure::leave);
            moved = true;
            return destination.model().locked(() -> {
                arrived.system(inside);
                return arrived.row(EVERYTHING);
            });
        } finally {
            if (!moved) {
                destination.model().locked(arrival::undo);
            }
            session.model().clock().settle();
            destination.model().clock().settle();
        }
    }
}
