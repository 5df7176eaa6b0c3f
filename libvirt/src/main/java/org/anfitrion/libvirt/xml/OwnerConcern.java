package org.anfitrion.libvirt.xml;

import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.Owner;
import org.anfitrion.libvirt.xml.domain.DomainElement;
import org.anfitrion.libvirt.xml.domain.MetadataElement;
import org.anfitrion.libvirt.xml.domain.OwnElement;

/** Who made the domain: an element of a namespace of our own among the metadata. libvirt shows it in both views. */
final class OwnerConcern implements Concern {

    @Override
    public void read(DomainElement from, DomainSpecBuilder to) {
        if (from.metadata != null && from.metadata.own != null) {
            Optional.ofNullable(from.metadata.own.owner)
                    .flatMap(line -> Owner.parse(line.strip()))
                    .ifPresent(to::owner);
        }
    }

    @Override
    public void write(Change change) {
        if (!change.concerns(DomainSpec::owner)) {
            return;
        }
        DomainElement domain = change.domain();
        Optional<Owner> wanted = change.wanted().owner();
        if (wanted.isPresent()) {
            domain.metadata = Objects.requireNonNullElseGet(domain.metadata, MetadataElement::new);
            domain.metadata.own = Objects.requireNonNullElseGet(domain.metadata.own, OwnElement::new);
            domain.metadata.own.owner = wanted.get().toString();
        } else if (domain.metadata != null && domain.metadata.own != null) {
            domain.metadata.own.owner = null;
        }
        change.base().ifPresent(base -> change.note("owner", text(base.owner()), text(wanted)));
    }

    private static String text(Optional<Owner> owner) {
        return owner.map(it -> "'" + it + "'").orElse("none");
    }
}
