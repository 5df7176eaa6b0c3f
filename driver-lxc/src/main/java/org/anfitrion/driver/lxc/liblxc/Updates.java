package org.anfitrion.driver.lxc.liblxc;

import java.util.List;
import java.util.Set;
import org.anfitrion.api.domain.Applied;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.error.ConflictException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.driver.lxc.config.LxcConfig;
import org.anfitrion.driver.lxc.config.Translation;
import org.anfitrion.spi.support.DomainUpdates;

/** Applies differences between descriptions to configurations. Thread-safe. */
final class Updates {

    private final Containers containers;
    private final Inventory inventory;
    private final Definitions definitions;
    private final Translation translation;
    private final Features features;
    private final LiveUpdates live;

    Updates(
            Containers containers,
            Inventory inventory,
            Definitions definitions,
            Translation translation,
            Features features) {
        this.features = features;
        live = new LiveUpdates(containers, translation);
        this.containers = containers;
        this.inventory = inventory;
        this.definitions = definitions;
        this.translation = translation;
    }

    Applied update(DomainId id, Described<DomainSpec> base, DomainSpec given, Scope scope) {
        Failure attempt = containers.begin("update", id, true);
        try (Containers.Held held = containers.hold(id.key())) {
            DomainInfo row = inventory.row(id.key(), attempt);
            DomainUpdates.check(base, given, scope);
            DomainSpec wanted = DomainUpdates.filled(base.spec(), given);
            if (scope == Scope.LIVE) {
                return live(id, base, wanted, attempt);
            }
            if (!row.persistent()) {
                throw new InvalidStateException(
                        attempt.because("the container is transient: it has no configuration to keep"));
            }
            LxcConfig now = containers.config(id, attempt);
            if (!Revision.of(now).equals(base.revision())) {
                throw new ConflictException(attempt.because("its configuration was changed since it was read"));
            }
            definitions.check(wanted, attempt);
            features.demands().check(base.spec(), wanted, attempt);
            LxcConfig changed = translation.update(now, base.spec(), wanted, attempt);
            List<String> changes = translation.changes(base.spec(), wanted);
            if (changes.isEmpty()) {
                return new Applied(List.of(), Set.of(), false);
            }
            containers.folder().replace(id.key(), changed, attempt);
            return new Applied(changes, Set.of(Scope.CONFIG), row.state().isActive());
        }
    }

    private Applied live(DomainId id, Described<DomainSpec> base, DomainSpec wanted, Failure attempt) {
        LxcConfig running = definitions.live(id, attempt);
        if (!Revision.of(running).equals(base.revision())) {
            throw new ConflictException(attempt.because("what runs was changed since it was read"));
        }
        definitions.check(wanted, attempt);
        features.demands().check(base.spec(), wanted, attempt);
        return live.apply(running, base.spec(), wanted, attempt);
    }
}
