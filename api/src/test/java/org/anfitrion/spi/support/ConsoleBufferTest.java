package org.anfitrion.spi.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.ConsoleOutput;
import org.anfitrion.spi.ConsoleStart;
import org.anfitrion.spi.Deadline;
import org.junit.jupiter.api.Test;

class ConsoleBufferTest {

    private static final Deadline LONG = Deadline.after(Duration.ofMinutes(5));

    private final ConsoleBuffer buffer = new ConsoleBuffer(DataSize.kibibytes(4));

    private void write(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        buffer.append(bytes, 0, bytes.length);
    }

    @Test
    void aReaderOfTheSecondRunBeginsThere() {
        buffer.beginRun();
        write("first");
        buffer.endRun();
        assertEquals(0, buffer.position(ConsoleStart.START_OF_RUN), "the last run, until there is another");
        buffer.beginRun();
        write("second");
        ConsoleOutput output = buffer.read(buffer.position(ConsoleStart.START_OF_RUN), LONG);
        assertEquals("second", new String(output.bytes(), StandardCharsets.UTF_8));
    }

    @Test
    void theEndIsToldAfterTheLastByte() {
        buffer.beginRun();
        write("bye");
        buffer.endRun();
        ConsoleOutput last = buffer.read(0, LONG);
        assertFalse(last.ended());
        assertTrue(buffer.read(last.next(), LONG).ended());
    }

    @Test
    void aWaitingReaderIsWokenByOutput() throws Exception {
        buffer.beginRun();
        CompletableFuture<ConsoleOutput> reader = CompletableFuture.supplyAsync(() -> buffer.read(0, LONG));
        write("now");
        assertEquals(3, reader.get(30, TimeUnit.SECONDS).bytes().length);
    }

    @Test
    void aWaitingReaderIsWokenWhenTheConnectionBreaks() {
        buffer.beginRun();
        CompletableFuture<ConsoleOutput> reader = CompletableFuture.supplyAsync(() -> buffer.read(0, LONG));
        buffer.breakOff(
                new ConnectionLostException(Failure.to("read", "console").because("gone")));
        Exception e = assertThrows(Exception.class, () -> reader.get(30, TimeUnit.SECONDS));
        assertEquals(ConnectionLostException.class, e.getCause().getClass());
    }

    @Test
    void anInterruptedReaderSaysSoAndKeepsTheFlag() {
        buffer.beginRun();
        Thread.currentThread().interrupt();
        assertThrows(OperationCancelledException.class, () -> buffer.read(0, LONG));
        assertTrue(Thread.interrupted());
    }
}
