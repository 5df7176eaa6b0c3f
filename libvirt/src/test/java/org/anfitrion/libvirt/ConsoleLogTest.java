package org.anfitrion.libvirt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.ConsoleOutput;
import org.anfitrion.spi.ConsoleStart;
import org.anfitrion.spi.Deadline;
import org.junit.jupiter.api.Test;

/** A console's run ends after its last byte, and when nobody sees the domain running any more. */
class ConsoleLogTest {

    private static final int FIRST = 1;
    private static final int GONE = -1;

    private final ConsoleLog log = new ConsoleLog(DataSize.kibibytes(4), 0, true, false);

    private static void say(ConsoleLog.Run run, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        run.received(bytes, bytes.length);
    }

    private ConsoleOutput readAt(long position) {
        return log.read(position, Deadline.after(Duration.ZERO));
    }

    @Test
    void aReaderThatComesLateGetsTheRunFromItsFirstByte() {
        ConsoleLog.Run run = log.begin(FIRST);
        say(run, "boot ");
        say(run, "ok");
        long position = log.position(ConsoleStart.START_OF_RUN);
        assertArrayEquals(
                "boot ok".getBytes(StandardCharsets.UTF_8), readAt(position).bytes());
    }

    @Test
    void theEndNeedsBothTheLastByteAndTheStop() {
        ConsoleLog.Run run = log.begin(FIRST);
        say(run, "bye");
        run.ended();
        assertFalse(readAt(3).ended());
        log.stoppedUnless(GONE);
        assertTrue(readAt(3).ended());
        assertFalse(log.streaming());
    }

    @Test
    void theStopOfAnEarlierRunDoesNotEndThisOne() {
        ConsoleLog.Run run = log.begin(2);
        run.ended();
        log.stoppedUnless(2);
        assertTrue(log.streaming());
    }

    @Test
    void aBackendThatDoesNotTellOfStopsEndsTheRunWithItsStream() {
        ConsoleLog silent = new ConsoleLog(DataSize.kibibytes(4), 0, false, false);
        ConsoleLog.Run run = silent.begin(FIRST);
        run.ended();
        assertFalse(silent.streaming());
    }

    @Test
    void aRunGoesOnAsAnotherProcessWhoeverReadsIt() {
        ConsoleLog.Run before = log.begin(FIRST);
        say(before, "one ");
        before.ended();
        ConsoleLog.Run after = log.goOn(2).orElseThrow();
        say(before, "late ");
        say(after, "two");
        assertArrayEquals(
                "one two".getBytes(StandardCharsets.UTF_8),
                readAt(log.position(ConsoleStart.START_OF_RUN)).bytes());
        log.stoppedUnless(2);
        assertFalse(readAt(7).ended(), "the stop of the process before");
        after.ended();
        log.stoppedUnless(GONE);
        assertTrue(readAt(7).ended());
    }

    @Test
    void aRunThatIsOverDoesNotGoOn() {
        ConsoleLog.Run run = log.begin(FIRST);
        assertTrue(log.goOn(FIRST).isEmpty(), "the same process");
        run.ended();
        log.stoppedUnless(GONE);
        assertTrue(log.goOn(2).isEmpty());
    }

    @Test
    void positionsGrowOverRuns() {
        ConsoleLog.Run first = log.begin(FIRST);
        say(first, "one");
        first.abandon();
        ConsoleLog.Run second = log.begin(2);
        say(second, "two");
        assertEquals(3, log.position(ConsoleStart.START_OF_RUN));
        assertEquals(6, log.position(ConsoleStart.NOW));
    }

    @Test
    void whatAnEndedRunStillReceivesIsNotMixedIntoTheNext() {
        ConsoleLog.Run first = log.begin(FIRST);
        ConsoleLog.Run second = log.begin(2);
        say(first, "old");
        say(second, "new");
        assertArrayEquals("new".getBytes(StandardCharsets.UTF_8), readAt(0).bytes());
    }

    @Test
    void aLogThatTakesOverFromAForgottenOneGoesOnWhereThatEnded() {
        ConsoleLog later = new ConsoleLog(DataSize.kibibytes(4), 1000, true, false);
        say(later.begin(FIRST), "on");
        assertEquals(1000, later.position(ConsoleStart.START_OF_RUN));
        ConsoleOutput output = later.read(1000, Deadline.after(Duration.ZERO));
        assertEquals(1000, output.position());
        assertEquals(1002, output.next());
    }
}
