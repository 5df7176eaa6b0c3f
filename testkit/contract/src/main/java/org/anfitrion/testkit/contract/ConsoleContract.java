package org.anfitrion.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.ConsoleFacet;
import org.anfitrion.spi.ConsoleOutput;
import org.anfitrion.spi.ConsoleStart;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Target;
import org.junit.jupiter.api.Test;

/** The rules of consoles: {@code CON}. */
public interface ConsoleContract extends Contract {

    /**
     * Who comes late reads from the beginning.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.CON_1)
    default void aLateReaderGetsEveryByteFromTheFirst(Bench bench) {
        BootedGuest guest = bench.guest();
        byte[] early = guest.early().bytes();
        Transcript late = guest.transcript(ConsoleStart.START_OF_RUN);
        assertTrue(late.readsBytes(early.length, bench.backend().patience()), "there is less than was read before");
        assertEquals(
                guest.early().text(), late.text().substring(0, early.length), "what the console showed from the first");
        String begins = guest.description().begins();
        assertEquals(
                begins,
                late.text().substring(0, Math.min(begins.length(), late.text().length())),
                "its beginning");
    }

    /**
     * Reading takes nothing away.
     *
     * @param bench what the test works with
     * @throws Throwable if a reader fails
     */
    @Test
    @Checks(Rule.CON_2)
    default void readersDoNotTakeBytesFromEachOther(Bench bench) throws Throwable {
        BootedGuest guest = bench.guest();
        int length = guest.early().bytes().length;
        Transcript one = guest.transcript(ConsoleStart.START_OF_RUN);
        Transcript other = guest.transcript(ConsoleStart.START_OF_RUN);
        Background<Boolean> reading = Background.start(
                "read beside another",
                () -> one.readsBytes(length, bench.backend().patience()));
        assertTrue(other.readsBytes(length, bench.backend().patience()), "a reader got less than there was");
        reading.result(Bench.ENOUGH);
        assertEquals(
                one.text().substring(0, Math.min(length, one.bytes().length)),
                other.text().substring(0, length),
                "what two readers read");
    }

    /**
     * What is typed arrives.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.CON_3)
    default void whatIsWrittenArrivesInOrderAndUnaltered(Bench bench) {
        BootedGuest guest = bench.guest();
        if (!guest.description().isEchoing()) {
            throw Ruling.unknown("console: no guest that echoes was given (BootableGuest.echoes)");
        }
        // A guest that has just booted may say something of its own between two letters of the echo: then once more.
        String heard = "";
        for (int attempt = 1; attempt <= 3; attempt++) {
            String typed = "# " + attempt + " 0123456789 abcdefghijklmnopqrstuvwxyz".repeat(5);
            guest.transcript(ConsoleStart.NOW)
                    .fallsSilent(Duration.ofMillis(100), bench.backend().patience());
            Transcript transcript = guest.transcript(ConsoleStart.NOW);
            byte[] line = (typed + "\n").getBytes(StandardCharsets.US_ASCII);
            write(guest, line, 0, line.length / 2);
            write(guest, line, line.length / 2, line.length);
            if (transcript.readsUntil(typed, bench.backend().patience())) {
                return;
            }
            heard = "'" + typed + "' was typed, and came back as: " + transcript.text();
        }
        fail(heard);
    }

    private static void write(BootedGuest guest, byte[] line, int from, int to) {
        byte[] part = Arrays.copyOfRange(line, from, to);
        guest.console().write(guest.id(), 0, part, Deadline.after(Bench.ENOUGH));
    }

    /**
     * Waiting costs nothing and ends in time.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.CON_4)
    default void aReadWaitsUntilItsDeadlineAndDoesNotSpin(Bench bench) {
        BootedGuest guest = bench.guest();
        Duration wait = Duration.ofMillis(120);
        Transcript transcript = guest.transcript(ConsoleStart.NOW);
        if (!transcript.fallsSilent(wait, guest.description().within())) {
            throw Ruling.unknown("console: the guest never keeps silent");
        }
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        boolean counts = threads.isCurrentThreadCpuTimeSupported();
        long work = counts ? threads.getCurrentThreadCpuTime() : 0;
        long begin = System.nanoTime();
        ConsoleOutput output = transcript.read(wait);
        Duration waited = Duration.ofNanos(System.nanoTime() - begin);
        Duration worked = Duration.ofNanos(counts ? threads.getCurrentThreadCpuTime() - work : 0);
        assertFalse(output.ended(), "a run that goes on has ended");
        if (output.bytes().length == 0) {
            assertTrue(waited.compareTo(wait.dividedBy(2)) > 0, () -> "it waited " + waited + " instead of " + wait);
        }
        assertTrue(
                waited.compareTo(wait.plus(bench.backend().patience())) < 0,
                () -> "it waited " + waited + " instead of " + wait);
        assertTrue(
                worked.compareTo(wait.dividedBy(10)) < 0, () -> "it worked " + worked + " while it waited " + waited);
    }

    /**
     * Nobody waits for a guest that has ended.
     *
     * @param bench what the test works with
     * @throws Throwable if the reader fails or hangs
     */
    @Test
    @Checks(Rule.CON_4)
    default void aReadEndsWhenItsDomainStops(Bench bench) throws Throwable {
        ConsoleFacet console = bench.facet(ConsoleFacet.class, Feature.CONSOLE);
        DomainId id = bench.define(bench.specWithConsole()).id();
        bench.power(id, PowerAction.START);
        long now =
                bench.perform(Feature.CONSOLE, new Target.OfDomain(id), () -> console.attach(id, 0, ConsoleStart.NOW));
        Transcript transcript = new Transcript(console, id, now);
        Background<Boolean> reader =
                Background.start("read a console until its domain stops", () -> transcript.readsToTheEnd(Bench.ENOUGH));
        bench.power(id, PowerAction.DESTROY);
        assertTrue(reader.result(bench.backend().patience()), "the waiting reader was not told of the end");
    }

    /**
     * Whoever reads is told of the end, after the last byte.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.CON_5)
    default void theEndOfARunIsToldAfterItsLastByte(Bench bench) {
        BootedGuest guest = bench.guest();
        bench.power(guest.id(), PowerAction.DESTROY);
        Transcript late = guest.transcript(ConsoleStart.START_OF_RUN);
        assertTrue(late.readsToTheEnd(bench.backend().patience()), "a late reader was not told of the end");
        byte[] early = guest.early().bytes();
        assertTrue(late.bytes().length >= early.length, "the end was told before the last byte");
        assertArrayEquals(early, Arrays.copyOf(late.bytes(), early.length), "what a late reader gets after the end");
    }

    /**
     * Only what is there can be used.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.CON_6)
    default void aConsoleThatIsNotThereSaysSo(Bench bench) {
        ConsoleFacet console = bench.facet(ConsoleFacet.class, Feature.CONSOLE);
        DomainId id = bench.define(bench.specWithConsole()).id();
        byte[] text = "x".getBytes(StandardCharsets.US_ASCII);
        Target on = new Target.OfDomain(id);
        bench.questions()
                .refused(
                        InvalidStateException.class,
                        Feature.CONSOLE,
                        on,
                        () -> console.write(id, 0, text, Deadline.after(Bench.ENOUGH)));
        bench.power(id, PowerAction.START);
        bench.questions()
                .refused(NotFoundException.class, Feature.CONSOLE, on, () -> console.attach(id, 7, ConsoleStart.NOW));
        bench.questions()
                .refused(
                        NotFoundException.class,
                        Feature.CONSOLE,
                        on,
                        () -> console.write(id, 7, text, Deadline.after(Bench.ENOUGH)));
    }
}
