package org.anfitrion.testkit.memory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.anfitrion.api.domain.DomainField;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.spi.DomainRef;
import org.jspecify.annotations.Nullable;

/** The domains of a host, found at once by each of their names. Used under the host's lock only. */
final class Inventory {

    private final Map<DomainId, MemoryDomain> byId = new LinkedHashMap<>();
    private final Map<String, MemoryDomain> byName = new HashMap<>();

    List<DomainInfo> list(DomainFilter filter, Set<DomainField> wanted) {
        List<DomainInfo> rows = new ArrayList<>();
        for (MemoryDomain domain : byId.values()) {
            if (domain.isIn(filter)) {
                rows.add(domain.row(wanted));
            }
        }
        return List.copyOf(rows);
    }

    Optional<MemoryDomain> find(DomainRef ref) {
        return Optional.ofNullable(look(ref));
    }

    private @Nullable MemoryDomain look(DomainRef ref) {
        if (ref instanceof DomainRef.ByName byItsName) {
            return byName.get(byItsName.name());
        } else if (ref instanceof DomainRef.ByUuid byUuid) {
            return byId.get(idOf(byUuid.uuid()));
        }
        return ref instanceof DomainRef.ById byItsId ? byId.get(byItsId.id()) : null;
    }

    MemoryDomain require(DomainId id, Operation operation) {
        MemoryDomain domain = byId.get(id);
        if (domain == null) {
            throw new NotFoundException(Failure.to(operation.verb(), "domain with id " + id)
                    .because("there is no such domain, or none any more"));
        }
        return domain;
    }

    void requireFree(String name, UUID uuid, Operation operation) {
        if (byName.containsKey(name)) {
            throw new AlreadyExistsException(
                    Failure.to(operation.verb(), "domain '" + name + "'").because("a domain of that name exists"));
        }
        MemoryDomain other = byId.get(idOf(uuid));
        if (other != null) {
            throw new AlreadyExistsException(Failure.to(operation.verb(), "domain '" + name + "'")
                    .because("the UUID " + uuid + " is that of " + other));
        }
    }

    void add(MemoryDomain domain) {
        byId.put(domain.id, domain);
        byName.put(domain.name, domain);
    }

    void remove(MemoryDomain domain) {
        byId.remove(domain.id);
        byName.remove(domain.name);
    }

    void rename(MemoryDomain domain, String name) {
        byName.remove(domain.name);
        domain.name = name;
        byName.put(name, domain);
    }

    Collection<MemoryDomain> all() {
        return List.copyOf(byId.values());
    }

    private static DomainId idOf(UUID uuid) {
        return new DomainId(uuid.toString());
    }
}
