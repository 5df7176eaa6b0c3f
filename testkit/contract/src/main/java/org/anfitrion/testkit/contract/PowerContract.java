package org.anfitrion.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.EnumSet;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.ConsoleFacet;
import org.anfitrion.spi.ConsoleStart;
import org.anfitrion.spi.PowerAction;
import org.junit.jupiter.api.Test;

/** The rules of power: {@code PWR}. */
public interface PowerContract extends Contract {

    /**
     * What was started runs.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.PWR_1)
    default void aStartedDomainRuns(Bench bench) {
        DomainInfo started = bench.running();
        assertAll(
                () -> assertEquals(DomainState.RUNNING, started.state(), "in the returned row"),
                () -> assertEquals(DomainState.RUNNING, bench.row(started.id()).state(), "in the row found"),
                () -> assertTrue(started.persistent(), "it is not persistent any more"));
    }

    /**
     * What runs is not started again, and neither is what is paused.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.PWR_2)
    default void anActiveDomainIsNotStartedAgain(Bench bench) {
        DomainId id = bench.shared().id();
        bench.powerRefused(InvalidStateException.class, id, PowerAction.START);
        assertEquals(DomainState.RUNNING, bench.row(id).state());
        bench.power(id, PowerAction.SUSPEND);
        bench.powerRefused(InvalidStateException.class, id, PowerAction.START);
        assertEquals(DomainState.PAUSED, bench.row(id).state());
        bench.power(id, PowerAction.RESUME);
    }

    /**
     * What is paused goes on.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.PWR_3)
    default void aDomainIsPausedAndGoesOn(Bench bench) {
        DomainId id = bench.shared().id();
        assertEquals(DomainState.PAUSED, bench.power(id, PowerAction.SUSPEND).state(), "returned by suspend");
        assertEquals(DomainState.PAUSED, bench.row(id).state(), "found after suspend");
        assertEquals(DomainState.RUNNING, bench.power(id, PowerAction.RESUME).state(), "returned by resume");
        assertEquals(DomainState.RUNNING, bench.row(id).state(), "found after resume");
    }

    /**
     * What is off cannot be worked on.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.PWR_4)
    default void aDomainThatIsShutOffHasNothingToActOn(Bench bench) {
        DomainId id = bench.define().id();
        bench.each(
                EnumSet.complementOf(EnumSet.of(PowerAction.START)),
                action -> bench.powerRefused(InvalidStateException.class, id, action));
        assertEquals(DomainState.SHUT_OFF, bench.row(id).state());
    }

    /**
     * Who is wrong about the state is told.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.PWR_5)
    default void pausingThePausedAndResumingTheRunningIsRefused(Bench bench) {
        DomainId id = bench.shared().id();
        bench.powerRefused(InvalidStateException.class, id, PowerAction.RESUME);
        bench.power(id, PowerAction.SUSPEND);
        bench.powerRefused(InvalidStateException.class, id, PowerAction.SUSPEND);
        bench.power(id, PowerAction.RESUME);
    }

    /**
     * Pulling the plug does not remove the machine.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.PWR_6)
    default void aDestroyedDomainCanBeStartedAgain(Bench bench) {
        DomainId id = bench.running().id();
        assertEquals(DomainState.SHUT_OFF, bench.power(id, PowerAction.DESTROY).state(), "returned by destroy");
        assertEquals(DomainState.SHUT_OFF, bench.row(id).state(), "found after destroy");
        assertTrue(bench.row(id).persistent(), "it is not persistent any more");
        bench.power(id, PowerAction.START);
        assertEquals(DomainState.RUNNING, bench.row(id).state(), "found after the next start");
    }

    /**
     * Asking is not waiting.
     *
     * @param bench what the test works with
     * @throws Throwable if the driver waits too long
     */
    @Test
    @Checks(Rule.PWR_7)
    default void shutdownDoesNotWaitForTheGuest(Bench bench) throws Throwable {
        DomainId id = bench.running().id();
        Background.start("shut down a guest that may not listen", () -> bench.power(id, PowerAction.SHUTDOWN))
                .result(bench.backend().patience());
    }

    /**
     * A guest that listens obeys.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.PWR_7)
    default void aGuestThatListensShutsDown(Bench bench) {
        BootedGuest guest = bench.guest();
        if (!guest.description().isListening()) {
            throw Ruling.unknown("graceful shutdown: no guest that listens was given (BootableGuest.listens)");
        }
        bench.power(guest.id(), PowerAction.SHUTDOWN);
        Duration within = guest.description().within();
        assertTrue(
                Eventually.holds(within, () -> bench.row(guest.id()).state() == DomainState.SHUT_OFF),
                () -> "the guest is " + bench.row(guest.id()).state() + " after " + within);
    }

    /**
     * A reset is not an end.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.PWR_8)
    default void aDomainThatIsResetStaysItself(Bench bench) {
        staysItself(bench, PowerAction.RESET, bench.shared());
    }

    /**
     * A reboot is not an end, for a guest that does not listen.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.PWR_8)
    default void aDomainThatIsAskedToRebootStaysItself(Bench bench) {
        staysItself(bench, PowerAction.REBOOT, bench.shared());
    }

    /**
     * A guest that listens boots again.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.PWR_8)
    default void aGuestThatListensReboots(Bench bench) {
        bench.facet(ConsoleFacet.class, Feature.CONSOLE);
        BootedGuest guest = bench.guest();
        if (!guest.description().isListening()) {
            throw Ruling.unknown("graceful reboot: no guest that listens was given (BootableGuest.listens)");
        }
        Transcript again = guest.transcript(ConsoleStart.NOW);
        staysItself(bench, PowerAction.REBOOT, bench.row(guest.id()));
        assertTrue(
                again.readsUntil(guest.description().says(), guest.description().within()),
                () -> "the guest did not boot again, it said: " + again.text());
        assertEquals(DomainState.RUNNING, bench.row(guest.id()).state(), "after the reboot");
    }

    private static void staysItself(Bench bench, PowerAction action, DomainInfo before) {
        DomainInfo returned = bench.power(before.id(), action);
        DomainInfo found = bench.row(before.id());
        for (DomainInfo row : new DomainInfo[] {returned, found}) {
            assertAll(
                    () -> assertTrue(row.state().isActive(), () -> "it is " + row.state()),
                    () -> assertEquals(before.id(), row.id(), "id"),
                    () -> assertEquals(before.name(), row.name(), "name"),
                    () -> assertEquals(before.uuid(), row.uuid(), "UUID"));
        }
    }
}
