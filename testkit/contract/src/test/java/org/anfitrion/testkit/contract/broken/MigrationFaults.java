package org.anfitrion.testkit.contract.broken;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.migration.MigrationSpec;
import org.anfitrion.spi.MigrationFacet;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.Session;
import org.anfitrion.testkit.contract.Rule;

/** What drivers do wrong when domains migrate. */
final class MigrationFaults {

    private MigrationFaults() {}

    static Stream<Fault> all() {
        return Stream.of(
                moving(
                        Rule.MIG_1,
                        "a configuration stays on the source whatever is asked for",
                        spec -> spec(spec, spec.persistent(), false)),
                moving(
                        Rule.MIG_1,
                        "a configuration stays on the target whatever is asked for",
                        spec -> spec(spec, true, spec.undefineSource())),
                Fault.facet(Rule.MIG_2, "a migration cannot be cancelled", MigrationFacet.class, sound -> new Object() {
                    public DomainInfo migrate(
                            DomainId id, Session target, HypervisorUri uri, MigrationSpec spec, Progress progress) {
                        return sound.migrate(id, target, uri, spec, Progress.unwatched());
                    }
                }),
                Fault.facet(Rule.MIG_3, "a taken name is a failure", MigrationFacet.class, sound -> new Object() {
                    public DomainInfo migrate(
                            DomainId id, Session target, HypervisorUri uri, MigrationSpec spec, Progress progress) {
                        try {
                            return sound.migrate(id, target, uri, spec, progress);
                        } catch (AlreadyExistsException e) {
                            throw new BackendFailureException(e.failure());
                        }
                    }
                }),
                Fault.facet(
                        Rule.MIG_4, "a domain that is off is a failure", MigrationFacet.class, sound -> new Object() {
                            public DomainInfo migrate(
                                    DomainId id,
                                    Session target,
                                    HypervisorUri uri,
                                    MigrationSpec spec,
                                    Progress progress) {
                                try {
                                    return sound.migrate(id, target, uri, spec, progress);
                                } catch (InvalidStateException e) {
                                    throw new BackendFailureException(e.failure());
                                }
                            }
                        }),
                Fault.facet(Rule.MIG_4, "a strange target is a failure", MigrationFacet.class, sound -> new Object() {
                    public DomainInfo migrate(
                            DomainId id, Session target, HypervisorUri uri, MigrationSpec spec, Progress progress) {
                        try {
                            return sound.migrate(id, target, uri, spec, progress);
                        } catch (InvalidSpecException e) {
                            throw new BackendFailureException(e.failure());
                        }
                    }
                }));
    }

    private static Fault moving(Rule rule, String what, UnaryOperator<MigrationSpec> change) {
        return Fault.facet(rule, what, MigrationFacet.class, sound -> new Object() {
            public DomainInfo migrate(
                    DomainId id, Session target, HypervisorUri uri, MigrationSpec spec, Progress progress) {
                return sound.migrate(id, target, uri, change.apply(spec), progress);
            }
        });
    }

    private static MigrationSpec spec(MigrationSpec spec, boolean persistent, boolean undefineSource) {
        return new MigrationSpec(
                spec.live(),
                spec.copyStorage(),
                persistent,
                undefineSource,
                spec.bandwidth(),
                spec.maximumDowntime(),
                spec.peerToPeer(),
                spec.address());
    }
}
