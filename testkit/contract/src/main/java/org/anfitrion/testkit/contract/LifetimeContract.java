package org.anfitrion.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.Target;
import org.junit.jupiter.api.Test;

/** The rules of how long a domain lives: {@code DOM-15} to {@code DOM-17}. */
public interface LifetimeContract extends Contract {

    /**
     * A transient domain is not kept.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DOM_15)
    default void aTransientDomainIsGoneWhenItStops(Bench bench) {
        DomainSpec spec = bench.spec();
        DomainInfo made = bench.create(spec, Creation.TRANSIENT);
        DomainInfo row = bench.row(made.id());
        assertAll(
                () -> assertEquals(DomainState.RUNNING, made.state(), "the state in the row of the creation"),
                () -> assertEquals(DomainState.RUNNING, row.state(), "the state in the row found"),
                () -> assertEquals(spec.name(), row.name(), "the name"),
                () -> assertFalse(row.persistent(), "it is persistent"));
        bench.power(made.id(), PowerAction.DESTROY);
        assertTrue(
                Eventually.holds(
                        bench.backend().patience(), () -> bench.find(made.id()).isEmpty()),
                "it is still there after its end");
    }

    /**
     * An ephemeral domain does not outlive its session.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DOM_16)
    default void anEphemeralDomainIsGoneWithItsSession(Bench bench) {
        Session session = bench.another();
        DomainSpec spec = bench.spec();
        DomainInfo made = bench.perform(Feature.EPHEMERAL, new Target.OfSpec(spec), () -> session.domains()
                .create(spec, Creation.EPHEMERAL, Progress.unwatched()));
        assertEquals(DomainState.RUNNING, bench.row(made.id()).state(), "seen from another session");
        session.close();
        assertTrue(
                Eventually.holds(
                        bench.backend().patience(), () -> bench.find(made.id()).isEmpty()),
                "it is still there after its session has closed");
    }

    /**
     * Autostart can be set, seen and unset.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DOM_17)
    default void autostartIsSeenOnceSet(Bench bench) {
        DomainId id = bench.define().id();
        for (boolean on : new boolean[] {true, true, false}) {
            bench.perform(Feature.AUTOSTART, new Target.OfDomain(id), () -> {
                bench.domains().autostart(id, on);
                return on;
            });
            assertEquals(on, bench.row(id).autostart(), "autostart");
        }
    }

    /**
     * What is not kept cannot start with its host.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DOM_17)
    default void aTransientDomainHasNoAutostart(Bench bench) {
        DomainId id = bench.create(bench.spec(), Creation.TRANSIENT).id();
        assertFalse(bench.row(id).autostart(), "autostart");
        bench.questions()
                .refused(InvalidStateException.class, Feature.AUTOSTART, new Target.OfDomain(id), () -> bench.domains()
                        .autostart(id, true));
    }
}
