package org.anfitrion.testkit.contract.broken;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.anfitrion.api.domain.DomainField;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.Leftover;
import org.anfitrion.api.domain.NicSource;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DomainFacet;
import org.anfitrion.spi.DomainRef;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Progress;
import org.anfitrion.testkit.contract.Rule;

/** What drivers do wrong when they make, list, find and remove domains. */
final class DomainFaults {

    private DomainFaults() {}

    static Stream<Fault> all() {
        return Stream.of(
                creating(
                        Rule.DOM_1,
                        "a defined domain has one CPU",
                        (spec, creation) -> creation == Creation.DEFINE
                                ? spec.toBuilder().cpus(1).build()
                                : spec),
                Fault.domains(Rule.DOM_2, "defining replaces", Replacing::new),
                listing(Rule.DOM_3, "a list has the running twice", rows -> {
                    List<DomainInfo> twice = new ArrayList<>(rows);
                    twice.addAll(rows);
                    return twice;
                }),
                listing(Rule.DOM_3, "a list lacks the running", rows -> List.of()),
                Fault.domains(Rule.DOM_3, "a filter is ignored", sound -> new Wrapped.Domains(sound) {
                    @Override
                    public List<DomainInfo> list(DomainFilter filter, Set<DomainField> wanted) {
                        return super.list(DomainFilter.all(), wanted);
                    }
                }),
                Fault.domains(Rule.DOM_3, "a list asks for every row", sound -> new Wrapped.Domains(sound) {
                    @Override
                    public List<DomainInfo> list(DomainFilter filter, Set<DomainField> wanted) {
                        return super.list(filter, Set.of()).stream()
                                .flatMap(row -> find(new DomainRef.ById(row.id()), wanted).stream())
                                .toList();
                    }
                }),
                Fault.domains(Rule.DOM_4, "a UUID that is not there is an error", sound -> new Wrapped.Domains(sound) {
                    @Override
                    public Optional<DomainInfo> find(DomainRef ref, Set<DomainField> wanted) {
                        Optional<DomainInfo> found = super.find(ref, wanted);
                        if (found.isEmpty() && ref instanceof DomainRef.ByUuid) {
                            throw new NotFoundException(Failure.to("find", "domain"));
                        }
                        return found;
                    }
                }),
                Fault.domains(Rule.DOM_5, "a row lacks its CPUs", sound -> new Wrapped.Domains(sound) {
                    @Override
                    public List<DomainInfo> list(DomainFilter filter, Set<DomainField> wanted) {
                        boolean alone = wanted.equals(Set.of(DomainField.RESOURCES));
                        return super.list(filter, alone ? Set.of() : wanted);
                    }
                }),
                Fault.domains(
                        Rule.DOM_6, "autostart of what is not there is a wrong state", s -> new Wrapped.Domains(s) {
                            @Override
                            public void autostart(DomainId id, boolean on) {
                                try {
                                    super.autostart(id, on);
                                } catch (NotFoundException e) {
                                    throw new InvalidStateException(e.failure());
                                }
                            }
                        }),
                Fault.domains(Rule.DOM_7, "the name of a removed domain stays taken", Miser::new),
                Fault.domains(Rule.DOM_8, "removing stops", sound -> new Wrapped.Domains(sound) {
                    @Override
                    public void remove(DomainId id, Set<Leftover> alsoDelete) {
                        boolean active = find(new DomainRef.ById(id), EnumSet.of(DomainField.STATUS))
                                .filter(row -> row.state().isActive())
                                .isPresent();
                        if (active) {
                            power(id, PowerAction.DESTROY, Deadline.after(Duration.ofSeconds(1)));
                        }
                        super.remove(id, alsoDelete);
                    }
                }),
                Fault.domains(Rule.DOM_15, "a transient domain stays for a while", Haunted::new),
                creatingAs(
                        Rule.DOM_16,
                        "an ephemeral domain outlives its session",
                        creation -> creation == Creation.EPHEMERAL ? Creation.TRANSIENT : creation),
                Fault.domains(Rule.DOM_17, "autostart is forgotten", sound -> new Wrapped.Domains(sound) {
                    @Override
                    public void autostart(DomainId id, boolean on) {
                        super.autostart(id, on);
                        super.autostart(id, false);
                    }
                }),
                creating(
                        Rule.DOM_18,
                        "a dollar in a name is lost",
                        (spec, creation) -> spec.name().contains("$")
                                ? spec.toBuilder()
                                        .name(spec.name().replace('$', '_'))
                                        .build()
                                : spec),
                creating(Rule.DOM_19, "a device that it does not know is left out", (spec, creation) -> spec.toBuilder()
                        .nics(spec.nics().stream()
                                .filter(nic -> !(nic.source() instanceof NicSource.Native))
                                .toList())
                        .build()));
    }

    private static Fault creating(Rule rule, String what, Change<DomainSpec, Creation> change) {
        return Fault.domains(rule, what, sound -> new Wrapped.Domains(sound) {
            @Override
            public DomainInfo create(DomainSpec spec, Creation creation, Progress progress) {
                return super.create(change.of(spec, creation), creation, progress);
            }
        });
    }

    private static Fault creatingAs(Rule rule, String what, UnaryOperator<Creation> change) {
        return Fault.domains(rule, what, sound -> new Wrapped.Domains(sound) {
            @Override
            public DomainInfo create(DomainSpec spec, Creation creation, Progress progress) {
                return super.create(spec, change.apply(creation), progress);
            }
        });
    }

    /** Changes what a list of the running gives. */
    private static Fault listing(Rule rule, String what, UnaryOperator<List<DomainInfo>> change) {
        return Fault.domains(rule, what, sound -> new Wrapped.Domains(sound) {
            @Override
            public List<DomainInfo> list(DomainFilter filter, Set<DomainField> wanted) {
                List<DomainInfo> rows = super.list(filter, wanted);
                return filter.activity() == DomainFilter.Activity.ACTIVE ? change.apply(rows) : rows;
            }
        });
    }

    private interface Change<T, U> {
        T of(T value, U with);
    }

    private static final class Replacing extends Wrapped.Domains {

        Replacing(DomainFacet sound) {
            super(sound);
        }

        @Override
        public DomainInfo create(DomainSpec spec, Creation creation, Progress progress) {
            find(new DomainRef.ByName(spec.name()), EnumSet.of(DomainField.STATUS))
                    .filter(row -> !row.state().isActive() && creation == Creation.DEFINE)
                    .ifPresent(row -> remove(row.id(), Set.of()));
            return super.create(spec, creation, progress);
        }
    }

    private static final class Miser extends Wrapped.Domains {

        private final Set<String> taken = new HashSet<>();

        Miser(DomainFacet sound) {
            super(sound);
        }

        @Override
        public synchronized DomainInfo create(DomainSpec spec, Creation creation, Progress progress) {
            DomainInfo made = super.create(spec, creation, progress);
            if (!taken.add(spec.name())) {
                remove(made.id(), Set.of());
                throw new AlreadyExistsException(Failure.to("define", spec.name()));
            }
            return made;
        }
    }

    /** Still finds a transient domain that it has destroyed. */
    private static final class Haunted extends Wrapped.Domains {

        private final Map<DomainId, DomainInfo> ghosts = new HashMap<>();

        Haunted(DomainFacet sound) {
            super(sound);
        }

        @Override
        public synchronized DomainInfo power(DomainId id, PowerAction action, Deadline deadline) {
            DomainInfo row = super.power(id, action, deadline);
            if (action == PowerAction.DESTROY && !row.persistent()) {
                ghosts.put(id, row);
            }
            return row;
        }

        @Override
        public synchronized Optional<DomainInfo> find(DomainRef ref, Set<DomainField> wanted) {
            Optional<DomainInfo> found = super.find(ref, wanted);
            return ref instanceof DomainRef.ById byId
                    ? found.or(() -> Optional.ofNullable(ghosts.get(byId.id())))
                    : found;
        }
    }
}
