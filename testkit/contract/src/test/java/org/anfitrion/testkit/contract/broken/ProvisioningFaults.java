package org.anfitrion.testkit.contract.broken;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.anfitrion.api.domain.CloneKind;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.TemplateInfo;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.spi.Facet;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.ProvisioningFacet;
import org.anfitrion.spi.Session;
import org.anfitrion.testkit.contract.Rule;

/** What drivers do wrong when they make domains from others. */
final class ProvisioningFaults {

    private ProvisioningFaults() {}

    static Stream<Fault> all() {
        return Stream.of(
                copying(Rule.PRV_1, "a clone has another CPU", (session, original, clone) -> clone.toBuilder()
                        .cpus(clone.cpus().maximum() + 1)
                        .build()),
                copying(
                        Rule.PRV_2,
                        "a clone shares the drives of its original",
                        (session, original, clone) ->
                                clone.toBuilder().disks(original.disks()).build()),
                Fault.facet(Rule.PRV_2, "a clone cannot be cancelled", ProvisioningFacet.class, sound -> new Object() {
                    public DomainInfo copy(DomainId id, String name, CloneKind kind, Progress progress) {
                        return sound.copy(id, name, kind, Progress.unwatched());
                    }
                }),
                Fault.facet(Rule.PRV_3, "a rename says the old name", ProvisioningFacet.class, sound -> new Object() {
                    public DomainInfo rename(DomainId id, String name) {
                        DomainInfo renamed = sound.rename(id, name);
                        return DomainInfo.of(renamed.id(), "old " + name)
                                .uuid(renamed.uuid().orElseThrow())
                                .build();
                    }
                }),
                Fault.facet(
                        Rule.PRV_3, "renaming what runs is a failure", ProvisioningFacet.class, sound -> new Object() {
                            public DomainInfo rename(DomainId id, String name) {
                                try {
                                    return sound.rename(id, name);
                                } catch (InvalidStateException e) {
                                    throw new BackendFailureException(e.failure());
                                }
                            }
                        }),
                Fault.session(
                        Rule.PRV_4,
                        "an appliance forgets the number of CPUs",
                        session -> changing(session, new Importing(session))),
                Fault.facet(Rule.PRV_5, "a template is listed twice", ProvisioningFacet.class, sound -> new Object() {
                    public List<TemplateInfo> templates() {
                        List<TemplateInfo> once = sound.templates();
                        return Stream.concat(once.stream(), once.stream()).toList();
                    }
                }),
                Fault.facet(Rule.PRV_6, "a taken name is a failure", ProvisioningFacet.class, sound -> new Object() {
                    public DomainInfo copy(DomainId id, String name, CloneKind kind, Progress progress) {
                        try {
                            return sound.copy(id, name, kind, progress);
                        } catch (AlreadyExistsException e) {
                            throw new BackendFailureException(e.failure());
                        }
                    }
                }),
                Fault.facet(
                        Rule.PRV_6, "a missing appliance is a failure", ProvisioningFacet.class, sound -> new Object() {
                            public DomainInfo importFrom(String file, String name, Progress progress) {
                                try {
                                    return sound.importFrom(file, name, progress);
                                } catch (NotFoundException e) {
                                    throw new BackendFailureException(e.failure());
                                }
                            }
                        }));
    }

    /** Changes a clone after it was made. */
    interface Mistake {
        DomainSpec of(Session session, DomainSpec original, DomainSpec clone);
    }

    private static Fault copying(Rule rule, String what, Mistake mistake) {
        return Fault.session(rule, what, session -> changing(session, new Copying(session, mistake)));
    }

    private static Session changing(Session session, Object twist) {
        return new Wrapped.OneSession(session) {
            @Override
            public <F extends Facet> Optional<F> facet(Class<F> type) {
                return super.facet(type)
                        .map(facet -> type == ProvisioningFacet.class ? Twisted.of(type, facet, twist) : facet);
            }
        };
    }

    private static DomainInfo change(Session session, DomainInfo made, DomainSpec wanted) {
        Described<DomainSpec> base = session.domains().read(made.id(), View.CONFIG);
        session.domains().update(made.id(), base, wanted, Scope.CONFIG, Progress.unwatched());
        return made;
    }

    /** Makes a mistake when it copies. */
    private static final class Copying {

        private final Session session;
        private final Mistake mistake;

        Copying(Session session, Mistake mistake) {
            this.session = session;
            this.mistake = mistake;
        }

        public DomainInfo copy(DomainId id, String name, CloneKind kind, Progress progress) {
            DomainInfo made =
                    session.facet(ProvisioningFacet.class).orElseThrow().copy(id, name, kind, progress);
            DomainSpec original = session.domains().read(id, View.CONFIG).spec();
            DomainSpec clone = session.domains().read(made.id(), View.CONFIG).spec();
            return change(session, made, mistake.of(session, original, clone));
        }
    }

    /** Makes a mistake when it imports. */
    private static final class Importing {

        private final Session session;

        Importing(Session session) {
            this.session = session;
        }

        public DomainInfo importFrom(String file, String name, Progress progress) {
            DomainInfo made =
                    session.facet(ProvisioningFacet.class).orElseThrow().importFrom(file, name, progress);
            DomainSpec spec = session.domains().read(made.id(), View.CONFIG).spec();
            return change(
                    session,
                    made,
                    spec.toBuilder().cpus(spec.cpus().maximum() + 1).build());
        }
    }
}
