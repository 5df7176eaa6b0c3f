package org.anfitrion.testkit.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.storage.PoolInfo;
import org.anfitrion.api.storage.PoolState;
import org.anfitrion.api.storage.VolumeInfo;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.StorageFacet;
import org.anfitrion.spi.Target;

/** What tests leave behind of pools and volumes: seen, and swept. */
final class StorageTraces {

    private StorageTraces() {}

    private static List<PoolInfo> rows(Session session, Predicate<String> names) {
        if (session.support(Feature.STORAGE, new Target.Host()).isNo()) {
            return List.of();
        }
        return session.facet(StorageFacet.class).map(StorageFacet::pools).orElse(List.of()).stream()
                .filter(row -> names.test(row.name()))
                .toList();
    }

    /** A line for each pool, and for each volume of those that can be used. What is free is left out: others use it too. */
    static Map<String, String> of(Session session, Predicate<String> names) {
        Map<String, String> lines = new TreeMap<>();
        for (PoolInfo row : rows(session, names)) {
            String line = row.uuid() + " " + row.state() + " " + row.source() + (row.autostart() ? ", autostart" : "");
            lines.merge("pool " + row.name(), line, (one, other) -> one + " and " + other);
            if (row.state() == PoolState.ACTIVE) {
                volumes(session, row)
                        .forEach(volume -> lines.merge(
                                volume.id().toString(), line(volume), (one, other) -> one + " and " + other));
            }
        }
        return lines;
    }

    private static List<VolumeInfo> volumes(Session session, PoolInfo pool) {
        return session.facet(StorageFacet.class).orElseThrow().volumes(pool.name());
    }

    private static String line(VolumeInfo volume) {
        return volume.path() + " " + volume.format() + " " + volume.capacity() + " " + volume.backing();
    }

    /** Stops pools and removes them with their volumes. Returns a line for each that would not go. */
    static List<String> sweep(Session session, Predicate<String> names) {
        List<String> stubborn = new ArrayList<>();
        for (PoolInfo row : rows(session, names)) {
            StorageFacet facet = session.facet(StorageFacet.class).orElseThrow();
            try {
                if (row.state() != PoolState.INACTIVE) {
                    facet.stop(row.name());
                }
                facet.remove(row.name(), true);
            } catch (NotFoundException e) {
                // Another sweep took it.
            } catch (HypervisorException e) {
                stubborn.add("pool " + row.name() + ": " + e.getMessage());
            }
        }
        return stubborn;
    }
}
