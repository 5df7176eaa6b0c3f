package org.anfitrion.libvirt.xml;

import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.Owner;
import org.anfitrion.libvirt.xml.domain.DomainElement;
import org.anfitrion.libvirt.xml.domain.MetadataElement;
import org.anfitrion.libvirt.xml.domain.OwnerElement;

/** Who made the domain: an element of a namespace of our own among the metadata. libvirt shows it in both views. */
final class OwnerConcern implements Concern {

    @Override
    public void read(DomainElement from, DomainSpecBuilder to) {
        if (from.metadata != null && from.metadata.owner != null) {
            Optional.ofNullable(from.metadata.owner.line)
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
            domain.metadata.owner = Objects.requireNonNullElseGet(domain.metadata.owner, OwnerElement::new);
            domain.metadata.owner.line = wanted.get().toString();
        } else if (domain.metadata != null) {
            domain.metadata.owner = null;
        }
        change.base().ifPresent(base -> change.note("owner", text(base.owner()), text(wanted)));
    }

    private static String text(Optional<Owner> owner) {
        return owner.map(it -> "'" + it + "'").orElse("none");
    }
}
