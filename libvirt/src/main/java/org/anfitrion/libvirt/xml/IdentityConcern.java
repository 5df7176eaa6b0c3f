package org.anfitrion.libvirt.xml;

import java.util.Optional;
import java.util.UUID;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.libvirt.xml.domain.DomainElement;

/** Name, UUID, title and description. */
final class IdentityConcern implements Concern {

    private static final UUID NIL = new UUID(0, 0);

    @Override
    public void read(DomainElement from, DomainSpecBuilder to) {
        uuid(from.uuid()).ifPresent(to::uuid);
        from.title().map(Tolerant::oneLine).ifPresent(to::title);
        from.description().ifPresent(to::description);
    }

    /** The nil UUID counts as none. */
    static Optional<UUID> uuid(Optional<UUID> read) {
        return read.filter(uuid -> !uuid.equals(NIL));
    }

    @Override
    public void write(Change change) {
        DomainElement domain = change.domain();
        DomainSpec wanted = change.wanted();
        if (change.isNew()) {
            domain.setName(wanted.name()).setUuid(wanted.uuid().orElse(null));
        } else if (change.concerns(DomainSpec::name)) {
            throw InvalidSpecException.of("domain name", wanted.name(), "an update cannot rename a domain");
        } else if (wanted.uuid().isPresent() && change.concerns(DomainSpec::uuid)) {
            throw InvalidSpecException.of("UUID", wanted.uuid().get(), "an update cannot change a domain's UUID");
        }
        if (change.concerns(IdentityConcern::title)) {
            domain.setTitle(title(wanted).orElse(null));
            change.note("title", text(change.base().flatMap(IdentityConcern::title)), text(title(wanted)));
        }
        if (change.concerns(IdentityConcern::description)) {
            domain.setDescription(description(wanted).orElse(null));
            change.note("description: changed");
        }
    }

    /** libvirt does not keep an empty text. */
    private static Optional<String> title(DomainSpec spec) {
        return spec.title().filter(text -> !text.isEmpty());
    }

    /** libvirt writes a carriage return as it is, and every XML parser reads it as a line feed then. */
    private static Optional<String> description(DomainSpec spec) {
        return spec.description()
                .map(text -> text.replace("\r\n", "\n").replace('\r', '\n'))
                .filter(text -> !text.isEmpty());
    }

    private static String text(Optional<String> text) {
        return text.map(value -> "'" + value + "'").orElse("none");
    }
}
