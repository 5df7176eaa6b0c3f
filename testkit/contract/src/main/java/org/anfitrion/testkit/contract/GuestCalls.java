package org.anfitrion.testkit.contract;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.guest.ExecSpec;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.secret.Password;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.GuestFacet;
import org.anfitrion.spi.Target;

/** Every call of {@link GuestFacet}, for rules that hold for all calls. */
final class GuestCalls {

    private GuestCalls() {}

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(5));
    }

    /** Calls that change nothing. */
    static List<Call> looks(Bench bench, GuestFacet facet, DomainId id) {
        Target on = new Target.OfDomain(id);
        return List.of(
                Call.of(Feature.GUEST_INFO, on, () -> facet.ping(id, soon())),
                Call.of(Feature.GUEST_INFO, on, () -> facet.info(id, soon())),
                Call.of(Feature.GUEST_FILES, on, () -> AnsweringGuest.all(facet.read(id, "/etc/hostname", soon()))),
                Call.of(Feature.GUEST_TIME, on, () -> facet.time(id)));
    }

    /** Calls that change something, or would if they were let. */
    static List<Call> changes(Bench bench, GuestFacet facet, DomainId off, DomainId on) {
        Target target = new Target.OfDomain(on);
        return List.of(
                Call.of(Feature.GUEST_EXEC, target, () -> facet.exec(on, ExecSpec.of("true"), soon())
                        .close()),
                Call.of(Feature.GUEST_FILES, target, () -> facet.write(on, "/tmp/" + bench.name(), soon())),
                Call.of(Feature.GUEST_FREEZE, target, () -> facet.freeze(on, Set.of())),
                Call.of(Feature.GUEST_FREEZE, target, () -> facet.thaw(on)),
                Call.of(Feature.GUEST_PASSWORD, target, () -> facet.password(on, "root", Password.of("x1-contract"))),
                Call.of(Feature.GUEST_TIME, target, () -> facet.setTime(on, Instant.EPOCH)));
    }
}
