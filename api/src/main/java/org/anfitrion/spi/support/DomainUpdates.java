package org.anfitrion.spi.support;

import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.InvalidSpecException;

/** What holds for an update of a domain on every backend: where it starts from, and what it cannot change. */
public final class DomainUpdates {

    private DomainUpdates() {}

    /**
     * Refuses an update that starts from the other view, or that is of another domain.
     *
     * @param base what was read
     * @param wanted what is wanted
     * @param scope what is to be changed
     * @throws InvalidSpecException if it cannot be told what is to be changed
     */
    public static void check(Described<DomainSpec> base, DomainSpec wanted, Scope scope) {
        View view = scope == Scope.CONFIG ? View.CONFIG : View.LIVE;
        if (base.view() != view) {
            throw InvalidSpecException.of(
                    "base", base.view(), "a change of " + scope + " starts from the " + view + " view");
        }
        DomainSpec there = base.spec();
        if (!there.name().equals(wanted.name())) {
            throw InvalidSpecException.of("domain name", wanted.name(), "an update cannot rename a domain");
        }
        if (wanted.uuid().isPresent() && !wanted.uuid().equals(there.uuid())) {
            throw InvalidSpecException.of("UUID", wanted.uuid().get(), "an update cannot change a domain's UUID");
        }
    }

    /**
     * Fills in what a description leaves open of what every domain has: that stays as it is.
     *
     * @param base what was read
     * @param wanted what is wanted
     * @return the same with the UUID, guest type, boot and id map that it has
     */
    public static DomainSpec filled(DomainSpec base, DomainSpec wanted) {
        DomainSpecBuilder filled = wanted.toBuilder();
        base.uuid().ifPresent(filled::uuid);
        wanted.guestType().or(base::guestType).ifPresent(filled::guestType);
        wanted.boot().or(base::boot).ifPresent(filled::boot);
        wanted.idMap().or(base::idMap).ifPresent(filled::idMap);
        return filled.build();
    }
}
