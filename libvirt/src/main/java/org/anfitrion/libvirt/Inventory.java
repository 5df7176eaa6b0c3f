package org.anfitrion.libvirt;

import com.sun.jna.ptr.IntByReference;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.anfitrion.api.domain.DomainField;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.DomainStatus;
import org.anfitrion.api.domain.StateReason;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.libvirt.wire.DomainFacts;
import org.anfitrion.libvirt.wire.DomainReference;
import org.anfitrion.libvirt.wire.LibvirtError;
import org.anfitrion.libvirt.wire.WireConnection;
import org.anfitrion.spi.DomainRef;
import org.libvirt.jna.DomainPointer;

/** Lists and finds domains. Thread-safe. */
final class Inventory {

    static final Set<DomainField> EVERYTHING = Set.copyOf(EnumSet.allOf(DomainField.class));

    private static final int ACTIVE = 1;
    private static final int INACTIVE = 1 << 1;
    private static final int PERSISTENT = 1 << 2;
    private static final int TRANSIENT = 1 << 3;
    private static final int AUTOSTART = 1 << 10;
    private static final int NO_DOMAIN = 42;

    private final Calls calls;
    /** Whether one call tells the state, and CPUs and memory, of all domains: older and smaller drivers cannot. */
    private volatile boolean bulkStatus = true;

    private volatile boolean bulkResources = true;

    Inventory(Calls calls) {
        this.calls = calls;
    }

    List<DomainInfo> list(DomainFilter filter, Set<DomainField> wanted) {
        Attempt attempt = new Attempt("list", "domains", false);
        return calls.read(attempt, wire -> list(wire, flags(filter), filter, wanted, attempt));
    }

    static int flags(DomainFilter filter) {
        int activity =
                switch (filter.activity()) {
                    case ANY -> 0;
                    case ACTIVE -> ACTIVE;
                    case INACTIVE -> INACTIVE;
                };
        int persistence =
                switch (filter.persistence()) {
                    case ANY -> 0;
                    case PERSISTENT -> PERSISTENT;
                    case TRANSIENT -> TRANSIENT;
                };
        return activity | persistence;
    }

    private List<DomainInfo> list(
            WireConnection wire, int flags, DomainFilter filter, Set<DomainField> wanted, Attempt attempt) {
        List<DomainFacts> found = facts(wire, flags, wanted, attempt);
        boolean persistence = wanted.contains(DomainField.PERSISTENCE);
        Set<UUID> autostart = persistence ? those(wire, flags | AUTOSTART, attempt) : Set.of();
        boolean mixed = filter.persistence() == DomainFilter.Persistence.ANY;
        Set<UUID> persistent = persistence && mixed ? those(wire, flags | PERSISTENT, attempt) : Set.of();
        return found.stream()
                .map(facts -> {
                    DomainInfo.Builder row = row(facts, wanted);
                    if (persistence) {
                        boolean kept = mixed
                                ? persistent.contains(facts.uuid())
                                : filter.persistence() == DomainFilter.Persistence.PERSISTENT;
                        row.persistence(kept, autostart.contains(facts.uuid()));
                    }
                    return row.build();
                })
                .toList();
    }

    private List<DomainFacts> facts(WireConnection wire, int flags, Set<DomainField> wanted, Attempt attempt) {
        boolean resources = wanted.contains(DomainField.RESOURCES);
        if (!resources && !wanted.contains(DomainField.STATUS)) {
            return DomainFacts.identities(wire, flags, attempt);
        }
        if (resources ? bulkResources : bulkStatus) {
            Optional<List<DomainFacts>> bulk = DomainFacts.inBulk(wire, flags, attempt);
            if (bulk.isEmpty()) {
                bulkStatus = false;
                bulkResources = false;
            } else if (!resources || bulk.get().stream().allMatch(DomainFacts::hasResources)) {
                return bulk.get();
            } else {
                bulkResources = false;
            }
        }
        return DomainFacts.oneByOne(wire, flags, attempt);
    }

    private static Set<UUID> those(WireConnection wire, int flags, Attempt attempt) {
        return DomainFacts.identities(wire, flags, attempt).stream()
                .map(DomainFacts::uuid)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static DomainInfo.Builder row(DomainFacts facts, Set<DomainField> wanted) {
        DomainInfo.Builder row = DomainInfo.of(id(facts.uuid()), facts.name()).uuid(facts.uuid());
        if (wanted.contains(DomainField.STATUS)) {
            row.status(Codes.status(facts.state(), facts.reason()));
        }
        if (wanted.contains(DomainField.RESOURCES)) {
            row.resources(facts.cpus(), DataSize.kibibytes(facts.memoryKibibytes()));
        }
        return row;
    }

    Optional<DomainInfo> find(DomainRef ref, Set<DomainField> wanted) {
        Attempt attempt = new Attempt("look up", "domain " + shown(ref), false);
        return calls.read(attempt, wire -> {
            Optional<DomainReference> found = look(wire, ref, attempt);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            try (DomainReference domain = found.get()) {
                return Optional.of(row(wire, domain, wanted, attempt));
            } catch (NotFoundException e) {
                return Optional.empty(); // it went away since it was found
            }
        });
    }

    private static String shown(DomainRef ref) {
        if (ref instanceof DomainRef.ByName byName) {
            return "'" + byName.name() + "'";
        }
        return ref instanceof DomainRef.ByUuid byUuid
                ? byUuid.uuid().toString()
                : ((DomainRef.ById) ref).id().key();
    }

    /** Always asks the host: a name that the cache remembers may have been given to another domain. */
    private static Optional<DomainReference> look(WireConnection wire, DomainRef ref, Attempt attempt) {
        if (ref instanceof DomainRef.ByName byName) {
            return byName(wire, byName.name(), attempt);
        }
        Optional<UUID> uuid =
                ref instanceof DomainRef.ByUuid byUuid ? Optional.of(byUuid.uuid()) : uuid(((DomainRef.ById) ref).id());
        return uuid.flatMap(key -> byUuid(wire, key, attempt));
    }

    static Optional<DomainReference> byName(WireConnection wire, String name, Attempt attempt) {
        DomainPointer found = wire.library().virDomainLookupByName(wire.pointer(), name);
        return found == null ? absent(wire, attempt) : Optional.of(wire.adopt(found));
    }

    static Optional<DomainReference> byUuid(WireConnection wire, UUID uuid, Attempt attempt) {
        Optional<DomainReference> found = wire.lookUp(uuid);
        return found.isEmpty() ? absent(wire, attempt) : found;
    }

    private static Optional<DomainReference> absent(WireConnection wire, Attempt attempt) {
        LibvirtError error = LibvirtError.last(wire.library());
        if (error.is(NO_DOMAIN)) {
            return Optional.empty();
        }
        throw wire.failed(attempt, error);
    }

    /** The caller holds a lease of the connection. */
    DomainInfo row(WireConnection wire, DomainReference domain, Set<DomainField> wanted, Attempt attempt) {
        boolean facts = wanted.contains(DomainField.STATUS) || wanted.contains(DomainField.RESOURCES);
        DomainInfo.Builder row = facts
                ? row(DomainFacts.of(wire, domain, attempt), wanted)
                : DomainInfo.of(id(domain.uuid()), domain.name()).uuid(domain.uuid());
        if (wanted.contains(DomainField.PERSISTENCE)) {
            boolean kept = check(wire, wire.library().virDomainIsPersistent(domain.pointer()), attempt) == 1;
            IntByReference autostart = new IntByReference();
            // Some drivers refuse the question about a transient domain, and some have no autostart at all.
            boolean on = kept
                    && wire.library().virDomainGetAutostart(domain.pointer(), autostart) == 0
                    && autostart.getValue() != 0;
            row.persistence(kept, on);
        }
        return row.build();
    }

    /** What a domain was that is gone now. */
    static DomainInfo gone(DomainInfo before) {
        DomainInfo.Builder row = DomainInfo.of(before.id(), before.name())
                .status(new DomainStatus(DomainState.SHUT_OFF, StateReason.UNKNOWN))
                .resources(before.cpus(), before.memory())
                .persistence(before.persistent(), false);
        before.uuid().ifPresent(row::uuid);
        return row.build();
    }

    static int check(WireConnection wire, int result, Attempt attempt) {
        if (result < 0) {
            throw wire.failed(attempt);
        }
        return result;
    }

    static DomainId id(UUID uuid) {
        return new DomainId(uuid.toString());
    }

    static Optional<UUID> uuid(DomainId id) {
        try {
            return Optional.of(UUID.fromString(id.key()));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // another driver's key: there is no such domain here
        }
    }

    static UUID uuid(DomainId id, Attempt attempt) {
        return uuid(id).orElseThrow(() -> new NotFoundException(
                attempt.failure().because("its key is not a UUID, so no domain of libvirt's has it")));
    }
}
