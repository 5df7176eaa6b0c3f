package org.anfitrion.testkit.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.network.NetworkInfo;
import org.anfitrion.spi.NetworkFacet;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.Target;

/** What tests leave behind of networks: seen, and swept. */
final class NetworkTraces {

    private NetworkTraces() {}

    private static List<NetworkInfo> rows(Session session, Predicate<String> names) {
        if (session.support(Feature.NETWORKS, new Target.Host()).isNo()) {
            return List.of();
        }
        return session.facet(NetworkFacet.class).map(NetworkFacet::networks).orElse(List.of()).stream()
                .filter(row -> names.test(row.name()))
                .toList();
    }

    /** A line for each network. */
    static Map<String, String> of(Session session, Predicate<String> names) {
        Map<String, String> lines = new TreeMap<>();
        for (NetworkInfo row : rows(session, names)) {
            lines.merge("network " + row.name(), row + revision(session, row), (one, other) -> one + " and " + other);
        }
        return lines;
    }

    private static String revision(Session session, NetworkInfo row) {
        try {
            return ", revision "
                    + session.facet(NetworkFacet.class)
                            .orElseThrow()
                            .read(row.name(), View.CONFIG)
                            .revision();
        } catch (HypervisorException e) {
            return ", " + e;
        }
    }

    /** Takes networks down and removes them. Returns a line for each that would not go. */
    static List<String> sweep(Session session, Predicate<String> names) {
        List<String> stubborn = new ArrayList<>();
        for (NetworkInfo row : rows(session, names)) {
            NetworkFacet facet = session.facet(NetworkFacet.class).orElseThrow();
            try {
                if (row.active()) {
                    facet.stop(row.name());
                }
                facet.remove(row.name());
            } catch (NotFoundException e) {
                // It went by itself, as a network does that is not kept.
            } catch (HypervisorException e) {
                stubborn.add("network " + row.name() + ": " + e.getMessage());
            }
        }
        return stubborn;
    }
}
