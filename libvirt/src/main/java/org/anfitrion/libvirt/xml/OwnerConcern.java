package org.anfitrion.libvirt.xml;

import java.util.Optional;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.Owner;
import org.anfitrion.libvirt.xml.domain.DomainElement;

/** Who made the domain: an element of a namespace of our own among the metadata. libvirt shows it in both views. */
final class OwnerConcern implements Concern {

    @Override
    public void read(DomainElement from, DomainSpecBuilder to) {
        OwnMetadata.owner(from).flatMap(line -> Owner.parse(line.strip())).ifPresent(to::owner);
    }

    @Override
    public void write(Change change) {
        if (!change.concerns(DomainSpec::owner)) {
            return;
        }
        Optional<Owner> wanted = change.wanted().owner();
        OwnMetadata.setOwner(change.domain(), wanted.map(Owner::toString).orElse(null));
        change.base().ifPresent(base -> change.note("owner", text(base.owner()), text(wanted)));
    }

    private static String text(Optional<Owner> owner) {
        return owner.map(it -> "'" + it + "'").orElse("none");
    }
}
