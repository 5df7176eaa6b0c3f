package org.anfitrion.testkit.contract.broken;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.anfitrion.api.domain.Applied;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.ConflictException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DomainFacet;
import org.anfitrion.spi.Progress;
import org.anfitrion.testkit.contract.Rule;

/** What drivers do wrong with descriptions, neutral and native. */
final class DescriptionFaults {

    private DescriptionFaults() {}

    static Stream<Fault> all() {
        return Stream.of(
                reading(
                        Rule.DOM_9,
                        "the title is not read",
                        spec -> spec.toBuilder().title("").build()),
                Fault.domains(Rule.DOM_10, "what does not run has a live configuration", s -> new Wrapped.Domains(s) {
                    @Override
                    public Described<DomainSpec> read(DomainId id, View view) {
                        try {
                            return super.read(id, view);
                        } catch (InvalidStateException e) {
                            if (view == View.CONFIG) {
                                throw e;
                            }
                            return super.read(id, View.CONFIG);
                        }
                    }
                }),
                updating(
                        Rule.DOM_11,
                        "an update takes the NICs away",
                        (base, wanted) -> base.equals(wanted)
                                ? wanted
                                : wanted.toBuilder().nics(List.of()).build()),
                Fault.domains(Rule.DOM_11, "nothing is said to wait for a restart", s -> new Wrapped.Domains(s) {
                    @Override
                    public Applied update(
                            DomainId id,
                            Described<DomainSpec> base,
                            DomainSpec wanted,
                            Scope scope,
                            Progress progress) {
                        Applied applied = super.update(id, base, wanted, scope, progress);
                        return new Applied(applied.changes(), applied.scopes(), false);
                    }
                }),
                Fault.domains(Rule.DOM_12, "a conflict is overwritten", sound -> new Wrapped.Domains(sound) {
                    @Override
                    public Applied update(
                            DomainId id,
                            Described<DomainSpec> base,
                            DomainSpec wanted,
                            Scope scope,
                            Progress progress) {
                        try {
                            return super.update(id, base, wanted, scope, progress);
                        } catch (ConflictException e) {
                            return super.update(id, read(id, base.view()), wanted, scope, progress);
                        }
                    }
                }),
                Fault.domains(Rule.DOM_13, "no difference is reported as a change", s -> new Wrapped.Domains(s) {
                    @Override
                    public Applied update(
                            DomainId id,
                            Described<DomainSpec> base,
                            DomainSpec wanted,
                            Scope scope,
                            Progress progress) {
                        Applied applied = super.update(id, base, wanted, scope, progress);
                        return applied.changes().isEmpty()
                                ? new Applied(List.of("memory: 64 MiB -> 64 MiB"), Set.of(scope), false)
                                : applied;
                    }
                }),
                updating(Rule.DOM_14, "a new name is ignored", (base, wanted) -> wanted.toBuilder()
                        .name(base.name())
                        .build()),
                Fault.language(Rule.NAT_1, "memory is not read from native text", s -> new Wrapped.Language(s) {
                    @Override
                    public DomainInfo define(String configuration) {
                        return super.define(configuration.replaceAll("(?m)^memory = .*$", "memory = 32 MiB"));
                    }
                }),
                Fault.domains(Rule.NAT_2, "an update loses what is native", Forgetful::new),
                Fault.language(Rule.NAT_3, "an unknown interface is a failure", s -> new Wrapped.Language(s) {
                    @Override
                    public String call(DomainId id, String channel, String request, Deadline deadline) {
                        try {
                            return super.call(id, channel, request, deadline);
                        } catch (UnsupportedCapabilityException e) {
                            throw new BackendFailureException(e.failure());
                        }
                    }
                }));
    }

    private static Fault reading(Rule rule, String what, UnaryOperator<DomainSpec> change) {
        return Fault.domains(rule, what, sound -> new Wrapped.Domains(sound) {
            @Override
            public Described<DomainSpec> read(DomainId id, View view) {
                Described<DomainSpec> read = super.read(id, view);
                return new Described<>(
                        read.view(), change.apply(read.spec()), read.nativeConfiguration(), read.revision());
            }
        });
    }

    private static Fault updating(Rule rule, String what, BinaryOperator<DomainSpec> change) {
        return Fault.domains(rule, what, sound -> new Wrapped.Domains(sound) {
            @Override
            public Applied update(
                    DomainId id, Described<DomainSpec> base, DomainSpec wanted, Scope scope, Progress progress) {
                return super.update(id, base, change.apply(base.spec(), wanted), scope, progress);
            }
        });
    }

    /** Writes a configuration anew when it is updated, and so loses the lines that it does not know. */
    private static final class Forgetful extends Wrapped.Domains {

        private final Set<DomainId> updated = ConcurrentHashMap.newKeySet();

        Forgetful(DomainFacet sound) {
            super(sound);
        }

        @Override
        public Applied update(
                DomainId id, Described<DomainSpec> base, DomainSpec wanted, Scope scope, Progress progress) {
            Applied applied = super.update(id, base, wanted, scope, progress);
            updated.add(id);
            return applied;
        }

        @Override
        public Described<DomainSpec> read(DomainId id, View view) {
            Described<DomainSpec> read = super.read(id, view);
            String text = read.nativeConfiguration();
            if (updated.contains(id)) {
                text = text.lines().filter(line -> !line.startsWith("colour")).collect(Collectors.joining("\n"));
            }
            return new Described<>(read.view(), read.spec(), text, read.revision());
        }
    }
}
