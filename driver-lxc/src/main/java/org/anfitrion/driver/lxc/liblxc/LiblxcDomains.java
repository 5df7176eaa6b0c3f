package org.anfitrion.driver.lxc.liblxc;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.domain.Applied;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainField;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.Leftover;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.View;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DomainFacet;
import org.anfitrion.spi.DomainRef;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Progress;

/** The containers of one folder. Thread-safe. */
final class LiblxcDomains implements DomainFacet {

    private final Inventory inventory;
    private final Definitions definitions;
    private final Updates updates;
    private final Power power;
    private final Runnable changed;

    LiblxcDomains(Inventory inventory, Definitions definitions, Updates updates, Power power, Runnable changed) {
        this.inventory = inventory;
        this.definitions = definitions;
        this.updates = updates;
        this.power = power;
        this.changed = changed;
    }

    private <T> T told(T result) {
        changed.run();
        return result;
    }

    @Override
    public List<DomainInfo> list(DomainFilter filter, Set<DomainField> wanted) {
        return inventory.list(filter, wanted);
    }

    @Override
    public Optional<DomainInfo> find(DomainRef ref, Set<DomainField> wanted) {
        return inventory.find(ref, wanted);
    }

    @Override
    public DomainInfo create(DomainSpec spec, Creation creation, Progress progress) {
        return told(definitions.create(spec, creation, progress));
    }

    @Override
    public Described<DomainSpec> read(DomainId id, View view) {
        return definitions.read(id, view);
    }

    @Override
    public Applied update(DomainId id, Described<DomainSpec> base, DomainSpec wanted, Scope scope, Progress progress) {
        return told(updates.update(id, base, wanted, scope));
    }

    @Override
    public DomainInfo power(DomainId id, PowerAction action, Deadline deadline) {
        return told(power.power(id, action, deadline));
    }

    @Override
    public void autostart(DomainId id, boolean on) {
        definitions.autostart(id, on);
    }

    @Override
    public void remove(DomainId id, Set<Leftover> alsoDelete) {
        definitions.remove(id, alsoDelete);
        changed.run();
    }
}
