package org.anfitrion.testkit.contract.broken;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.anfitrion.api.domain.Applied;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.Owner;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.Tuning;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.ConflictException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.DomainFacet;
import org.anfitrion.spi.NativeFacet;
import org.anfitrion.spi.Progress;
import org.anfitrion.testkit.contract.Rule;

/** What drivers do wrong with what not every backend has: owners, tuning, native configurations that are written back. */
final class DemandFaults {

    private DemandFaults() {}

    static Stream<Fault> all() {
        return Stream.of(
                Fault.domains(Rule.DOM_20, "NUMA nodes are left out", sound -> new Wrapped.Domains(sound) {
                    @Override
                    public DomainInfo create(DomainSpec spec, Creation creation, Progress progress) {
                        return super.create(spec.toBuilder().numa(List.of()).build(), creation, progress);
                    }
                }),
                reading(
                        Rule.DOM_21,
                        "what runs does not say whose it is",
                        View.LIVE,
                        spec -> owned(spec, Optional.empty())),
                reading(
                        Rule.DOM_21,
                        "strange signs of a tag are lost",
                        View.CONFIG,
                        spec -> owned(spec, spec.owner().map(DemandFaults::plain))),
                Fault.domains(Rule.TUN_1, "limits of memory are not set", sound -> new Wrapped.Domains(sound) {
                    @Override
                    public Applied update(
                            DomainId id,
                            Described<DomainSpec> base,
                            DomainSpec wanted,
                            Scope scope,
                            Progress progress) {
                        Tuning all = wanted.tuning();
                        return super.update(
                                id,
                                base,
                                all.memoryHardLimit().isEmpty()
                                        ? wanted
                                        : wanted.toBuilder().tuning(Tuning.NONE).build(),
                                scope,
                                progress);
                    }
                }),
                Fault.domains(Rule.TUN_2, "pinning is not checked", Careless::new),
                Fault.language(
                        Rule.NAT_4, "a text that is written back is dropped", sound -> new Wrapped.Language(sound) {
                            @Override
                            public DomainInfo redefine(DomainId id, Described<DomainSpec> base, String configuration) {
                                return super.redefine(id, base, base.nativeConfiguration());
                            }
                        }),
                Fault.session(
                        Rule.NAT_4, "a conflict is overwritten natively", session -> new Wrapped.OneSession(session) {
                            @Override
                            public NativeFacet wrap(NativeFacet facet) {
                                return new Wrapped.Language(facet) {
                                    @Override
                                    public DomainInfo redefine(
                                            DomainId id, Described<DomainSpec> base, String configuration) {
                                        try {
                                            return super.redefine(id, base, configuration);
                                        } catch (ConflictException e) {
                                            return super.redefine(
                                                    id, session.domains().read(id, View.CONFIG), configuration);
                                        }
                                    }
                                };
                            }
                        }));
    }

    private static Owner plain(Owner owner) {
        return new Owner(owner.program().replaceAll("[^a-z ]", "?"), owner.machine(), owner.pid(), owner.started());
    }

    private static DomainSpec owned(DomainSpec spec, Optional<Owner> owner) {
        return new DomainSpec(
                spec.name(),
                spec.uuid(),
                spec.title(),
                spec.description(),
                owner,
                spec.guestType(),
                spec.cpus(),
                spec.cpuModel(),
                spec.cpuTopology(),
                spec.numa(),
                spec.memory(),
                spec.memoryBacking(),
                spec.tuning(),
                spec.boot(),
                spec.idMap(),
                spec.disks(),
                spec.nics(),
                spec.filesystems(),
                spec.consoles(),
                spec.channels(),
                spec.displays());
    }

    private static Fault reading(Rule rule, String what, View view, UnaryOperator<DomainSpec> change) {
        return Fault.domains(rule, what, sound -> new Wrapped.Domains(sound) {
            @Override
            public Described<DomainSpec> read(DomainId id, View asked) {
                Described<DomainSpec> read = super.read(id, asked);
                return asked == view
                        ? new Described<>(
                                read.view(), change.apply(read.spec()), read.nativeConfiguration(), read.revision())
                        : read;
            }
        });
    }

    /** Takes pinning to processors that are not there, and does nothing about it. */
    private static final class Careless extends Wrapped.Domains {

        Careless(DomainFacet sound) {
            super(sound);
        }

        @Override
        public Applied update(
                DomainId id, Described<DomainSpec> base, DomainSpec wanted, Scope scope, Progress progress) {
            try {
                return super.update(id, base, wanted, scope, progress);
            } catch (InvalidSpecException e) {
                if (wanted.tuning().equals(base.spec().tuning())) {
                    throw e;
                }
                return super.update(id, base, base.spec(), scope, progress);
            }
        }
    }
}
