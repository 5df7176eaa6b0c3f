package org.anfitrion.testkit.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.EnumSet;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.DomainStatus;
import org.anfitrion.api.domain.StateReason;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.PowerAction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PowerRulesTest {

    private final MemoryHypervisor host = new MemoryHypervisor();
    private final Bench bench = Bench.on(host);

    @Test
    void startMakesADomainRunAndTheRowSaysSo() {
        DomainInfo web = bench.started("web");

        assertEquals(new DomainStatus(DomainState.RUNNING, StateReason.BOOTED), web.status());
        assertEquals(web, bench.row(web.id()));
    }

    @Test
    void startOfAnActiveDomainIsRefused() {
        DomainId web = bench.started("web").id();
        assertThrows(InvalidStateException.class, () -> bench.power(web, PowerAction.START));
        assertEquals(DomainState.RUNNING, bench.state(web));

        bench.power(web, PowerAction.SUSPEND);
        assertThrows(InvalidStateException.class, () -> bench.power(web, PowerAction.START));
        assertEquals(DomainState.PAUSED, bench.state(web));
    }

    @Test
    void suspendAndResumeGoBothWaysButNotTwice() {
        DomainId web = bench.started("web").id();

        assertThrows(InvalidStateException.class, () -> bench.power(web, PowerAction.RESUME));
        assertEquals(DomainState.PAUSED, bench.power(web, PowerAction.SUSPEND).state());
        assertThrows(InvalidStateException.class, () -> bench.power(web, PowerAction.SUSPEND));
        assertEquals(DomainState.RUNNING, bench.power(web, PowerAction.RESUME).state());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "START")
    void nothingButStartWorksOnADomainThatIsOff(PowerAction action) {
        DomainId web = bench.define("web").id();

        assertThrows(InvalidStateException.class, () -> bench.power(web, action));
        assertEquals(DomainState.SHUT_OFF, bench.state(web));
    }

    @Test
    void aDestroyedDomainCanBeStartedAgain() {
        DomainId web = bench.started("web").id();

        assertEquals(
                new DomainStatus(DomainState.SHUT_OFF, StateReason.DESTROYED),
                bench.power(web, PowerAction.DESTROY).status());
        assertEquals(DomainState.RUNNING, bench.power(web, PowerAction.START).state());
    }

    @Test
    void shutdownReturnsBeforeTheGuestHasActedAndTheGuestShutsOff() {
        DomainId web = bench.started("web").id();

        assertEquals(DomainState.RUNNING, bench.power(web, PowerAction.SHUTDOWN).state());
        assertEquals(
                new DomainStatus(DomainState.SHUT_OFF, StateReason.GUEST_SHUTDOWN),
                bench.row(web).status());
    }

    @Test
    void aTransientGuestThatShutsDownIsGone() {
        DomainId web = bench.create(Bench.spec("web"), Creation.TRANSIENT).id();

        bench.power(web, PowerAction.SHUTDOWN);

        assertFalse(bench.has(web));
    }

    @Test
    void rebootAndResetKeepTheDomainActive() {
        DomainInfo web = bench.started("web");

        for (PowerAction action : EnumSet.of(PowerAction.REBOOT, PowerAction.RESET)) {
            bench.power(web.id(), action);
            assertEquals(web.status().state(), bench.state(web.id()));
        }
        assertEquals("READY\r\nRebooting\r\nREADY\r\nREADY\r\n", bench.output(web.id()));
    }

    @Test
    void aResetOfAPausedDomainLeavesItPaused() {
        DomainId web = bench.started("web").id();
        bench.power(web, PowerAction.SUSPEND);

        assertEquals(DomainState.PAUSED, bench.power(web, PowerAction.RESET).state());
        bench.power(web, PowerAction.RESUME);

        assertEquals("READY\r\nREADY\r\n", bench.output(web));
    }

    @Test
    void aDeadlineThatHasPassedChangesNothing() {
        DomainId web = bench.define("web").id();

        assertThrows(
                OperationTimeoutException.class,
                () -> bench.session().domains().power(web, PowerAction.START, Deadline.after(Duration.ZERO)));
        assertEquals(DomainState.SHUT_OFF, bench.state(web));
    }
}
