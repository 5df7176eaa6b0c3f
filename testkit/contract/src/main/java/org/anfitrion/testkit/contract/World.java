package org.anfitrion.testkit.contract;

import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.anfitrion.api.domain.DomainField;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.spi.BackupFacet;
import org.anfitrion.spi.SavedStateFacet;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.SnapshotFacet;

/**
 * All that can be seen of some domains, to tell whether an operation that failed changed something.
 *
 * @param domains a line for each domain, by name
 */
record World(Map<String, String> domains) {

    static World of(Session session, Predicate<String> names) {
        Map<String, String> domains = new TreeMap<>();
        for (DomainInfo row : session.domains().list(DomainFilter.all(), EnumSet.allOf(DomainField.class))) {
            if (names.test(row.name())) {
                domains.merge(row.name(), line(session, row), (one, other) -> one + " and again " + other);
            }
        }
        StorageTraces.of(session, names).forEach(domains::put);
        SecretTraces.of(session, names).forEach(domains::put);
        NetworkTraces.of(session, names).forEach(domains::put);
        return new World(domains);
    }

    private static String line(Session session, DomainInfo row) {
        String revision = row.persistent() ? revision(session, row) : "transient";
        return row.id() + " " + row.uuid().map(Object::toString).orElse("") + " " + row.state() + ", " + row.cpus()
                + " CPUs, " + row.memory() + (row.autostart() ? ", autostart" : "") + ", revision " + revision
                + (row.state().isActive() ? ", with " + devices(session, row) : "") + moments(session, row);
    }

    private static String devices(Session session, DomainInfo row) {
        try {
            return session.domains().read(row.id(), View.LIVE).spec().devices().stream()
                    .map(device -> device.key().map(Object::toString).orElse("a device"))
                    .sorted()
                    .toList()
                    .toString();
        } catch (HypervisorException e) {
            return e.toString();
        }
    }

    /** What is kept of the domain's past. */
    private static String moments(Session session, DomainInfo row) {
        return session.facet(SnapshotFacet.class)
                        .map(facet -> shown(", snapshots ", () -> facet.snapshots(row.id())))
                        .orElse("")
                + session.facet(SavedStateFacet.class)
                        .map(facet -> shown(", saved ", () -> facet.saved(row.id())))
                        .orElse("")
                + session.facet(BackupFacet.class)
                        .map(facet -> shown(", checkpoints ", () -> facet.checkpoints(row.id())))
                        .orElse("");
    }

    private static String shown(String what, Supplier<?> look) {
        try {
            return what + look.get();
        } catch (HypervisorException e) {
            return what + e.getClass().getSimpleName();
        }
    }

    private static String revision(Session session, DomainInfo row) {
        try {
            return session.domains().read(row.id(), View.CONFIG).revision();
        } catch (HypervisorException e) {
            return e.toString();
        }
    }
}
