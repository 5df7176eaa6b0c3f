package org.anfitrion.testkit.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.secret.SecretInfo;
import org.anfitrion.spi.SecretFacet;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.Target;

/** What tests leave behind of secrets, which have no names but what they are for: seen, and swept. */
final class SecretTraces {

    private SecretTraces() {}

    private static List<SecretInfo> rows(Session session, Predicate<String> names) {
        if (session.support(Feature.SECRETS, new Target.Host()).isNo()) {
            return List.of();
        }
        return session.facet(SecretFacet.class).map(SecretFacet::secrets).orElse(List.of()).stream()
                .filter(row -> names.test(row.usage() + " " + row.description().orElse("")))
                .toList();
    }

    /** A line for each secret. */
    static Map<String, String> of(Session session, Predicate<String> names) {
        Map<String, String> lines = new TreeMap<>();
        for (SecretInfo row : rows(session, names)) {
            lines.merge("secret " + row.id(), row.toString(), (one, other) -> one + " and " + other);
        }
        return lines;
    }

    /** Removes secrets. Returns a line for each that would not go. */
    static List<String> sweep(Session session, Predicate<String> names) {
        List<String> stubborn = new ArrayList<>();
        for (SecretInfo row : rows(session, names)) {
            try {
                session.facet(SecretFacet.class).orElseThrow().remove(row.id());
            } catch (NotFoundException e) {
                // Another sweep took it.
            } catch (HypervisorException e) {
                stubborn.add("secret " + row.id() + ": " + e.getMessage());
            }
        }
        return stubborn;
    }
}
