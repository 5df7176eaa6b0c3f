package org.anfitrion.testkit.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GuestClockTest {

    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    private final List<String> done = new ArrayList<>();

    private void plan(GuestClock clock) {
        clock.schedule(Duration.ofSeconds(2), () -> done.add("second at " + clock.now()));
        clock.schedule(Duration.ofSeconds(1), () -> done.add("first at " + clock.now()));
    }

    @Test
    void onAnImmediateClockWaitsTakeNoTimeButKeepTheirOrder() {
        GuestClock clock = GuestClock.immediate(START);
        plan(clock);

        clock.settle();

        assertEquals(List.of("first at 2030-01-01T00:00:01Z", "second at 2030-01-01T00:00:02Z"), done);
        assertEquals(START.plusSeconds(2), clock.now());
        assertThrows(IllegalStateException.class, () -> clock.advance(Duration.ofSeconds(1)));
    }

    @Test
    void onAManualClockNothingHappensBeforeItIsMovedOn() {
        GuestClock clock = GuestClock.manual(START);
        plan(clock);
        clock.settle();
        assertEquals(List.of(), done);

        clock.advance(Duration.ofMillis(1500));

        assertEquals(List.of("first at 2030-01-01T00:00:01Z"), done);
        assertEquals(START.plusMillis(1500), clock.now());
    }

    @Test
    void onARealClockThingsHappenByThemselves() throws Exception {
        GuestClock clock = GuestClock.real();
        CountDownLatch happened = new CountDownLatch(1);

        clock.schedule(Duration.ofMillis(10), happened::countDown);

        assertTrue(happened.await(10, TimeUnit.SECONDS));
    }

    @Test
    void whatAnActionPlansForNowRunsAfterIt() {
        GuestClock clock = GuestClock.immediate(START);
        clock.schedule(Duration.ZERO, () -> {
            clock.schedule(Duration.ZERO, () -> done.add("inner"));
            clock.settle();
            done.add("outer");
        });

        clock.settle();

        assertEquals(List.of("outer", "inner"), done);
    }
}
