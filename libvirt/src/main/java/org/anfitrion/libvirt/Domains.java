package org.anfitrion.libvirt;

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

/** The facet of domains, as one face of the parts that do the work. */
record Domains(Inventory inventory, Definitions definitions, Updates updates, Power switches) implements DomainFacet {

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
        return definitions.create(spec, creation, progress);
    }

    @Override
    public Described<DomainSpec> read(DomainId id, View view) {
        return definitions.read(id, view);
    }

    @Override
    public Applied update(DomainId id, Described<DomainSpec> base, DomainSpec wanted, Scope scope, Progress progress) {
        return updates.update(id, base, wanted, scope);
    }

    @Override
    public DomainInfo power(DomainId id, PowerAction action, Deadline deadline) {
        return switches.power(id, action, deadline);
    }

    @Override
    public void autostart(DomainId id, boolean on) {
        switches.autostart(id, on);
    }

    @Override
    public void remove(DomainId id, Set<Leftover> alsoDelete) {
        switches.remove(id, alsoDelete);
    }
}
