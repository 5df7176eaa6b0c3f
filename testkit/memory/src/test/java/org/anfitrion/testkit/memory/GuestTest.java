package org.anfitrion.testkit.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.regex.Pattern;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.DomainStatus;
import org.anfitrion.api.domain.StateReason;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.spi.PowerAction;
import org.junit.jupiter.api.Test;

class GuestTest {

    private final GuestClock clock = GuestClock.manual();
    private final MemoryHypervisor host =
            MemoryHypervisor.builder().clock(clock).build();
    private final Bench bench = Bench.on(host);

    @Test
    void aGuestSaysReadyAfterAMomentUnlessToldOtherwise() {
        DomainId web = bench.started("web").id();
        assertEquals("", bench.output(web));

        clock.advance(Duration.ofMillis(100));

        assertEquals("READY\r\n", bench.output(web));
    }

    @Test
    void aGuestAnswersWhatIsTyped() {
        host.guest("web")
                .onStart(boot -> boot.print("$ "))
                .when("uptime")
                .println("up 3 days")
                .when(Pattern.compile("echo (.*)"))
                .answer(typed -> typed.group(1) + "\r\n");
        DomainId web = bench.started("web").id();

        bench.type(web, "upt");
        bench.type(web, "ime\r\necho hi\n");
        bench.type(web, "unknown\n");

        assertEquals("$ uptime\r\necho hi\nup 3 days\r\nhi\r\nunknown\n", bench.output(web));
    }

    @Test
    void aGuestThatDoesNotEchoOnlyAnswers() {
        host.guest("web")
                .onStart(boot -> {})
                .echo(false)
                .when("who")
                .print("me")
                .when("who")
                .print("you");
        DomainId web = bench.started("web").id();

        bench.type(web, "who\r");

        assertEquals("you", bench.output(web), "the youngest answer counts");
    }

    @Test
    void whatIsSaidOfAllGuestsHoldsForThoseThatNothingElseIsSaidOf() {
        host.guests().onStart(boot -> boot.print("plain")).ignoreShutdown();
        host.guest("special").onStart(boot -> boot.print("special"));

        DomainId plain = bench.started("plain").id();
        DomainId special = bench.started("special").id();
        bench.power(special, PowerAction.SHUTDOWN);

        assertEquals("plain", bench.output(plain));
        assertEquals("special", bench.output(special));
        assertEquals(DomainState.RUNNING, bench.state(special));
    }

    @Test
    void aSlowGuestIsShuttingDownUntilItHas() {
        host.guest("web")
                .onShutdown(down ->
                        down.println("stopping").after(Duration.ofSeconds(5)).shutOff());
        DomainId web = bench.started("web").id();

        bench.power(web, PowerAction.SHUTDOWN);
        assertEquals(DomainState.SHUTTING_DOWN, bench.state(web));
        clock.advance(Duration.ofSeconds(4));
        bench.power(web, PowerAction.SHUTDOWN);
        clock.advance(Duration.ofSeconds(1));

        assertEquals(DomainState.SHUT_OFF, bench.state(web));
    }

    @Test
    void aGuestThatIgnoresShutdownRunsOnUntilItIsDestroyed() {
        host.guest("web").ignoreShutdown();
        DomainId web = bench.started("web").id();

        bench.power(web, PowerAction.SHUTDOWN);
        clock.advance(Duration.ofDays(1));

        assertEquals(DomainState.RUNNING, bench.state(web));
        assertEquals(DomainState.SHUT_OFF, bench.power(web, PowerAction.DESTROY).state());
    }

    @Test
    void aGuestCrashesAfterAWhileAndAgainAfterEachStart() {
        host.guest("web").crashAfter(Duration.ofSeconds(3));
        DomainId web = bench.started("web").id();

        for (int run = 0; run < 2; run++) {
            clock.advance(Duration.ofSeconds(2));
            assertEquals(DomainState.RUNNING, bench.state(web));
            clock.advance(Duration.ofSeconds(1));
            assertEquals(
                    new DomainStatus(DomainState.CRASHED, StateReason.CRASHED),
                    bench.row(web).status());
            bench.power(web, PowerAction.START);
        }
    }

    @Test
    void aScriptThatFailsCrashesItsGuest() {
        host.guest("web").onStart(boot -> {
            throw new IllegalStateException("a mistake in a test");
        });

        DomainId web = bench.started("web").id();

        assertEquals(DomainState.CRASHED, bench.state(web));
    }

    @Test
    void aPausedGuestDoesNothingAndGoesOnAfterwards() {
        host.guest("web").when("hello").print("hi");
        DomainId web = bench.started("web").id();
        bench.power(web, PowerAction.SUSPEND);

        bench.type(web, "hello\n");
        bench.power(web, PowerAction.SHUTDOWN);
        clock.advance(Duration.ofMinutes(1));
        assertEquals("", bench.output(web));
        assertEquals(DomainState.PAUSED, bench.state(web));
        bench.power(web, PowerAction.RESUME);

        assertEquals("hello\nhiPowering off\r\n", bench.output(web));
        assertEquals(DomainState.SHUT_OFF, bench.state(web));
    }

    @Test
    void whatAGuestStillPlannedEndsWithItsRun() {
        host.guest("web").onStart(boot -> boot.after(Duration.ofSeconds(10)).print("late"));
        DomainId web = bench.started("web").id();
        bench.power(web, PowerAction.DESTROY);
        bench.power(web, PowerAction.START);

        clock.advance(Duration.ofSeconds(10));

        assertEquals("late", bench.output(web), "printed by the second run only");
    }

    @Test
    void aGuestActsOfItsOwnAccordOnlyWhileItRuns() {
        assertThrows(NotFoundException.class, () -> host.guest("web").now(GuestScript::shutOff));
        DomainId web = bench.started("web").id();

        host.guest("web").now(GuestScript::shutOff);

        assertEquals(DomainState.SHUT_OFF, bench.state(web));
        assertThrows(InvalidStateException.class, () -> host.guest("web").now(GuestScript::crash));
    }
}
