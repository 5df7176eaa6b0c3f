package org.anfitrion.api;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.Leftover;
import org.anfitrion.api.domain.Owner;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;

/** Finds and removes what crashed runs of a program left on a host. */
final class Sweep {

    private static final Logger LOG = System.getLogger("org.anfitrion.sweep");

    private Sweep() {}

    static BulkResult of(Domains domains, String program) {
        return domains.where(row -> isLeft(domains.handle(row.id()), row, program))
                .forEach(Sweep::remove);
    }

    private static boolean isLeft(Domain domain, DomainInfo row, String program) {
        return owner(domain, row)
                .filter(owner -> owner.program().equals(program) && owner.isOver())
                .isPresent();
    }

    /** A domain that is gone meanwhile, or that cannot be read, is nobody's. */
    private static Optional<Owner> owner(Domain domain, DomainInfo row) {
        try {
            return domain.describe(row.persistent() ? View.CONFIG : View.LIVE)
                    .spec()
                    .owner();
        } catch (NotFoundException | InvalidStateException e) {
            LOG.log(Level.DEBUG, () -> domain + " went while it was looked at: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static void remove(Domain domain) {
        try {
            DomainInfo row = domain.info();
            if (row.state().isActive()) {
                domain.destroy();
            }
            if (row.persistent()) {
                domain.undefine(Leftover.values());
            }
        } catch (NotFoundException e) {
            LOG.log(Level.DEBUG, () -> domain + " was gone already: " + e.getMessage());
        }
    }
}
