package org.anfitrion.testkit.contract;

import java.util.List;
import java.util.UUID;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.secret.SecretId;
import org.anfitrion.api.secret.SecretSpec;
import org.anfitrion.api.secret.SecretUsage;
import org.anfitrion.spi.SecretFacet;
import org.anfitrion.spi.Target;

/** Every call of {@link SecretFacet}, for rules that hold for all calls. */
final class SecretCalls {

    private static final Target HOST = new Target.Host();

    private SecretCalls() {}

    private static SecretId absent() {
        return new SecretId(UUID.randomUUID().toString());
    }

    /** Calls that change nothing. The secret is not there: whether it may be asked about comes first. */
    static List<Call> looks(Bench bench, SecretFacet facet, DomainId id) {
        SecretId absent = absent();
        return List.of(
                Call.of(Feature.SECRETS, HOST, facet::secrets),
                Call.of(Feature.SECRETS, HOST, () -> facet.secret(absent)),
                Call.of(Feature.SECRETS, HOST, () -> facet.secret(new SecretUsage.Ceph(bench.name()))),
                Call.of(Feature.SECRETS, HOST, () -> facet.value(absent)));
    }

    /** Calls that change something, or would if they were let. */
    static List<Call> changes(Bench bench, SecretFacet facet, DomainId off, DomainId on) {
        SecretId absent = absent();
        SecretSpec spec = SecretSpec.of(new SecretUsage.Ceph(bench.name())).asEphemeral();
        return List.of(
                Call.of(Feature.SECRETS, HOST, () -> facet.define(spec)),
                Call.of(Feature.SECRETS, HOST, () -> facet.value(absent, new byte[] {1})),
                Call.of(Feature.SECRETS, HOST, () -> facet.remove(absent)));
    }
}
