package org.anfitrion.libvirt.xml;

import java.util.Optional;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.IdMap;
import org.anfitrion.libvirt.xml.domain.DomainElement;
import org.anfitrion.libvirt.xml.domain.DomainIdMap;

/** Who a container's users are on the host: the element {@code <idmap>}; without one they are the host's own. */
final class IdMapConcern implements Concern {

    @Override
    public void read(DomainElement from, DomainSpecBuilder to) {
        if (GuestTypeConcern.isContainer(from)) {
            map(from.idMap()).ifPresent(to::idMap);
        }
    }

    /** Nothing for what no container can have. */
    private static Optional<IdMap> map(Optional<DomainIdMap> element) {
        return element.isEmpty()
                ? Optional.of(IdMap.HOST)
                : Tolerant.value(
                        element,
                        map -> new IdMap(
                                map.uids().stream()
                                        .map(uid -> range(uid.start(), uid.target(), uid.count()))
                                        .toList(),
                                map.gids().stream()
                                        .map(gid -> range(gid.start(), gid.target(), gid.count()))
                                        .toList()));
    }

    /** What is no number is none that a range can have. */
    private static IdMap.Range range(Optional<Long> inside, Optional<Long> outside, Optional<Long> count) {
        return new IdMap.Range(inside.orElse(-1L), outside.orElse(-1L), count.orElse(-1L));
    }

    @Override
    public void write(Change change) {
        Optional<IdMap> wanted = change.wanted().idMap();
        if (wanted.isEmpty() || wanted.equals(change.base().flatMap(DomainSpec::idMap))) {
            return;
        }
        if (!GuestTypeConcern.isContainer(change.domain())) {
            throw change.unsupported("id map", "only a container has one");
        }
        if (!change.isNew()) {
            throw change.unsupported(
                    "id map", "it is decided when a container is defined: its files belong to its users");
        }
        change.domain().setIdMap(wanted.get().equals(IdMap.HOST) ? null : element(wanted.get()));
    }

    private static DomainIdMap element(IdMap map) {
        DomainIdMap element = new DomainIdMap();
        map.users().forEach(range -> element.addUid()
                .setStart(range.inside())
                .setTarget(range.outside())
                .setCount(range.count()));
        map.groups().forEach(range -> element.addGid()
                .setStart(range.inside())
                .setTarget(range.outside())
                .setCount(range.count()));
        return element;
    }
}
