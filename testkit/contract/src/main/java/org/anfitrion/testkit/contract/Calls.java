package org.anfitrion.testkit.contract;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.Leftover;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.ConsoleFacet;
import org.anfitrion.spi.ConsoleStart;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DomainFacet;
import org.anfitrion.spi.DomainRef;
import org.anfitrion.spi.EventFacet;
import org.anfitrion.spi.NativeFacet;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.Target;

/** All calls that can be made in one session, for rules that are about every one of them. */
final class Calls {

    private static final Duration SHORT = Duration.ofSeconds(5);
    private static final byte[] TEXT = "\n".getBytes(StandardCharsets.US_ASCII);

    private final Session session;
    private final Bench bench;
    private final DomainFacet domains;
    private final Optional<ConsoleFacet> console;
    private final Optional<EventFacet> events;
    private final Optional<NativeFacet> language;
    private final List<? extends FacetCalls.Taken<?>> facets;

    /** Takes the facets of the session now: a caller may have kept them. */
    Calls(Session session, Bench bench) {
        this.session = session;
        this.bench = bench;
        domains = session.domains();
        console = session.facet(ConsoleFacet.class);
        events = session.facet(EventFacet.class);
        language = session.facet(NativeFacet.class);
        facets = FacetCalls.of(session);
    }

    /** Every call. */
    List<Call> all(DomainId id) {
        List<Call> calls = new ArrayList<>();
        calls.add(Call.of("hostId", session::hostId));
        calls.add(Call.of("host", session::host));
        calls.add(Call.of("ping", () -> session.ping(Deadline.after(SHORT))));
        calls.add(Call.of("support", () -> session.support(Feature.SUSPEND, new Target.Host())));
        calls.add(Call.of("facet", () -> session.facet(EventFacet.class)));
        calls.add(Call.of("list", () -> domains.list(DomainFilter.all(), Bench.ALL)));
        calls.add(Call.of("find", () -> domains.find(new DomainRef.ById(id), Bench.ALL)));
        calls.add(Call.of("read", () -> domains.read(id, View.CONFIG)));
        calls.addAll(looks(id));
        calls.addAll(changes(id, id));
        return calls;
    }

    /** Calls of optional facets that change nothing. */
    List<Call> looks(DomainId id) {
        List<Call> calls = new ArrayList<>();
        Target on = new Target.OfDomain(id);
        console.ifPresent(facet -> {
            calls.add(Call.of(Feature.CONSOLE, on, () -> facet.attach(id, 0, ConsoleStart.NOW)));
            calls.add(Call.of(Feature.CONSOLE, on, () -> facet.read(id, 0, 0, Deadline.after(Duration.ZERO))));
        });
        events.ifPresent(
                facet -> calls.add(Call.of(Feature.EVENTS, new Target.Host(), () -> facet.subscribe(new EventLog())
                        .close())));
        facets.forEach(facet -> calls.addAll(facet.looks(bench, id)));
        return calls;
    }

    /** Every call that changes something, or would if it were let. */
    List<Call> changes(DomainId off, DomainId on) {
        List<Call> calls = new ArrayList<>();
        for (Creation creation : Creation.values()) {
            DomainSpec spec = bench.spec();
            calls.add(Call.of(
                    Bench.feature(creation),
                    new Target.OfSpec(spec),
                    () -> domains.create(spec, creation, Progress.unwatched())));
        }
        Described<DomainSpec> base = bench.read(off);
        DomainSpec wanted = base.spec().toBuilder().description("changed").build();
        calls.add(Call.of(
                Feature.UPDATE_CONFIG,
                new Target.OfDomain(off),
                () -> domains.update(off, base, wanted, Scope.CONFIG, Progress.unwatched())));
        calls.add(Call.of("start", () -> power(off, PowerAction.START)));
        for (PowerAction action :
                List.of(PowerAction.SUSPEND, PowerAction.REBOOT, PowerAction.RESET, PowerAction.SHUTDOWN)) {
            calls.add(Call.of(Bench.feature(action).orElseThrow(), new Target.OfDomain(on), () -> power(on, action)));
        }
        calls.add(Call.of("destroy", () -> power(on, PowerAction.DESTROY)));
        calls.add(Call.of(Feature.AUTOSTART, new Target.OfDomain(off), () -> domains.autostart(off, true)));
        calls.add(Call.of("remove", () -> domains.remove(off, EnumSet.noneOf(Leftover.class))));
        console.ifPresent(facet -> calls.add(Call.of(
                Feature.CONSOLE, new Target.OfDomain(on), () -> facet.write(on, 0, TEXT, Deadline.after(SHORT)))));
        language.ifPresent(facet -> {
            String configuration = bench.backend()
                    .dialect()
                    .map(dialect -> dialect.renamed(base.nativeConfiguration(), bench.name()))
                    .orElse(base.nativeConfiguration());
            calls.add(Call.of("define natively", () -> facet.define(configuration)));
            String own = base.nativeConfiguration();
            calls.add(Call.of(
                    Feature.NATIVE_CONFIGURATION, new Target.OfDomain(off), () -> facet.redefine(off, base, own)));
        });
        facets.forEach(facet -> calls.addAll(facet.changes(bench, off, on)));
        return calls;
    }

    private void power(DomainId id, PowerAction action) {
        domains.power(id, action, Deadline.after(SHORT));
    }
}
