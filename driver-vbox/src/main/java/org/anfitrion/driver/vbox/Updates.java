package org.anfitrion.driver.vbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.anfitrion.api.domain.Applied;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.ConflictException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.driver.vbox.display.RemoteDisplay;
import org.anfitrion.driver.vbox.manage.Manage;
import org.anfitrion.driver.vbox.settings.MachineSettings;
import org.anfitrion.spi.Progress;

/** Changes machines by the difference of two descriptions: what the difference does not touch stays as it is. Thread-safe. */
final class Updates {

    private final Manage manage;
    private final Inventory inventory;
    private final Demands demands;
    private final RemoteDisplay remote;

    Updates(Manage manage, Inventory inventory, Demands demands, RemoteDisplay remote) {
        this.manage = manage;
        this.inventory = inventory;
        this.demands = demands;
        this.remote = remote;
    }

    Applied update(DomainId id, Described<DomainSpec> base, DomainSpec given, Scope scope, Progress progress) {
        Failure attempt = Failure.to("update", "domain '" + base.spec().name() + "'");
        manage.gate().admit(attempt, true);
        MachineSettings machine = inventory.require(id, "update");
        if (scope == Scope.LIVE) {
            throw Demands.unsupported(attempt, Features.LOCKED);
        }
        if (base.view() != View.CONFIG) {
            throw InvalidSpecException.of("base", base.view(), "a change of CONFIG starts from the CONFIG view");
        }
        checkIdentity(base.spec(), given);
        DomainSpec wanted = filled(base.spec(), given);
        demands.check(wanted, attempt);
        try (MachineLocks.Held held = MachineLocks.hold(machine.uuid())) {
            if (inventory.state(machine, attempt).isActive()) {
                throw Demands.unsupported(attempt, Features.LOCKED);
            }
            MachineSettings now = inventory.require(id, "update");
            if (!Revision.of(now).equals(base.revision())) {
                throw new ConflictException(attempt.because("its configuration was changed since it was read"));
            }
            return apply(now, base.spec(), wanted, attempt);
        }
    }

    private static void checkIdentity(DomainSpec base, DomainSpec wanted) {
        if (!base.name().equals(wanted.name())) {
            throw InvalidSpecException.of("domain name", wanted.name(), "an update cannot rename a domain");
        }
        if (wanted.uuid().isPresent() && !wanted.uuid().equals(base.uuid())) {
            throw InvalidSpecException.of("UUID", wanted.uuid().get(), "an update cannot change a domain's UUID");
        }
    }

    /** What a description leaves open stays as it is. */
    private static DomainSpec filled(DomainSpec base, DomainSpec wanted) {
        DomainSpecBuilder filled = wanted.toBuilder();
        base.uuid().ifPresent(filled::uuid);
        if (wanted.guestType().isEmpty()) {
            base.guestType().ifPresent(filled::guestType);
        }
        if (wanted.tuning().cpuQuota().isEmpty() && base.tuning().cpuQuota().isPresent()) {
            filled.tuning(wanted.tuning()
                    .cpuQuota(base.tuning().cpuQuota().get())
                    .cpuPeriod(wanted.tuning().cpuPeriod().orElse(CpuCap.PERIOD)));
        }
        return filled.build();
    }

    private Applied apply(MachineSettings machine, DomainSpec base, DomainSpec wanted, Failure attempt) {
        List<String> changes = new ArrayList<>();
        List<String> words = new ArrayList<>(List.of("modifyvm", machine.uuid().toString()));
        for (Setting setting : Setting.ALL) {
            if (setting.differs(base, wanted)) {
                changes.add(setting.change(base, wanted));
                words.addAll(setting.words().apply(wanted));
            }
        }
        if (!changes.isEmpty()) {
            manage.to(attempt).changing().waitingForUnlock().run(words);
        }
        if (!base.displays().equals(wanted.displays())) {
            remote.write(machine.uuid().toString(), wanted.displays(), attempt);
            changes.add("displays");
        }
        return new Applied(changes, changes.isEmpty() ? Set.of() : Set.of(Scope.CONFIG), false);
    }
}
