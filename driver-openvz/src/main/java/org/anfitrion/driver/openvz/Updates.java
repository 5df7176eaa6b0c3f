package org.anfitrion.driver.openvz;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.anfitrion.api.domain.Applied;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.error.ConflictException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.driver.openvz.config.Parameter;
import org.anfitrion.driver.openvz.config.VeConfig;
import org.anfitrion.spi.support.DomainUpdates;

/** Applies differences between descriptions. Thread-safe. */
final class Updates {

    private final Containers containers;
    private final Inventory inventory;
    private final Definitions definitions;
    private final Translation translation;
    private final Demands demands;
    private final Runs runs;

    Updates(
            Containers containers,
            Inventory inventory,
            Definitions definitions,
            Translation translation,
            Demands demands,
            Runs runs) {
        this.containers = containers;
        this.inventory = inventory;
        this.definitions = definitions;
        this.translation = translation;
        this.demands = demands;
        this.runs = runs;
    }

    Applied update(DomainId id, Described<DomainSpec> base, DomainSpec given, Scope scope) {
        Failure attempt = containers.begin("update", id, true);
        try (Containers.Held held = containers.hold(id.key())) {
            DomainUpdates.check(base, given, scope);
            boolean active = inventory.container(id.key(), attempt).isActive();
            VeConfig now = scope == Scope.CONFIG
                    ? containers.config(id, attempt)
                    : definitions.live(id, attempt).valid();
            if (!Revision.of(now).equals(base.revision())) {
                throw new ConflictException(attempt.because("its configuration was changed since it was read"));
            }
            DomainSpec wanted = Translation.filled(base.spec(), given);
            demands.check(base.spec(), wanted, attempt);
            definitions.check(wanted, attempt);
            List<Setting> changes = translation.differences(base.spec(), wanted);
            if (changes.isEmpty()) {
                return new Applied(List.of(), Set.of(), false);
            }
            VeConfig changed = translation.update(now, id.key(), changes, wanted);
            if (scope == Scope.CONFIG) {
                definitions.save(id.key(), now, changed, active, attempt);
            } else {
                live(id.key(), now, changed, changes, attempt);
            }
            return new Applied(
                    changes.stream().map(Setting::title).toList(), Set.of(scope), scope == Scope.CONFIG && active);
        }
    }

    private void live(String id, VeConfig now, VeConfig changed, List<Setting> changes, Failure attempt) {
        if (!changes.stream().allMatch(Setting::live)) {
            throw new UnsupportedCapabilityException(attempt.because(Features.ONLY_LIMITS));
        }
        List<String> words = new ArrayList<>(List.of("vzctl", "set", id));
        for (Parameter parameter : Setting.OPTIONS) {
            if (!changed.get(parameter).equals(now.get(parameter))) {
                words.addAll(List.of(parameter.option(), changed.get(parameter).orElse("")));
            }
        }
        containers.change(words, attempt);
        runs.change(id, now, config -> changed);
    }
}
