package org.anfitrion.testkit.contract;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Predicate;
import org.anfitrion.api.domain.DomainField;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.Leftover;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DomainFacet;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Session;

/** Removes domains from a host: those with certain names, never another. */
public final class Broom {

    private Broom() {}

    /**
     * Destroys and removes domains.
     *
     * @param session a session to the host
     * @param names which domains
     * @return a line for each domain that would not go; empty if all went
     */
    public static List<String> sweep(Session session, Predicate<String> names) {
        List<String> stubborn = new ArrayList<>();
        DomainFacet domains = session.domains();
        for (DomainInfo row : domains.list(DomainFilter.all(), EnumSet.of(DomainField.STATUS))) {
            if (names.test(row.name())) {
                try {
                    remove(session, row);
                } catch (HypervisorException e) {
                    stubborn.add(row.name() + ": " + e.getMessage());
                }
            }
        }
        stubborn.addAll(StorageTraces.sweep(session, names));
        stubborn.addAll(SecretTraces.sweep(session, names));
        stubborn.addAll(NetworkTraces.sweep(session, names));
        return stubborn;
    }

    private static void remove(Session session, DomainInfo row) {
        try {
            if (row.state().isActive()) {
                session.domains().power(row.id(), PowerAction.DESTROY, Deadline.after(Bench.ENOUGH));
            }
        } catch (NotFoundException | InvalidStateException e) {
            // It ended by itself meanwhile, which is what is wanted.
        }
        try {
            session.domains().remove(row.id(), EnumSet.allOf(Leftover.class));
        } catch (NotFoundException e) {
            // It was transient, or another sweep took it.
        }
    }
}
