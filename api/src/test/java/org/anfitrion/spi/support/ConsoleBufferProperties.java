package org.anfitrion.spi.support;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.ConsoleOutput;
import org.anfitrion.spi.ConsoleStart;
import org.anfitrion.spi.Deadline;

class ConsoleBufferProperties {

    private static final Deadline NOW = Deadline.after(Duration.ZERO);

    @Property(tries = 200)
    void theNewestBytesUpToTheLimitAreKeptWhateverTheChunks(
            @ForAll @Size(max = 40) List<@Size(max = 9000) byte[]> chunks,
            @ForAll @IntRange(min = 1, max = 20_000) int limit) {
        ConsoleBuffer buffer = new ConsoleBuffer(DataSize.bytes(limit));
        buffer.beginRun();
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        for (byte[] chunk : chunks) {
            buffer.append(chunk, 0, chunk.length);
            written.writeBytes(chunk);
        }
        byte[] all = written.toByteArray();
        ConsoleOutput output = buffer.read(0, NOW);
        assertEquals(Math.max(0, all.length - limit), output.bytes().length == 0 ? 0 : output.position());
        assertArrayEquals(Arrays.copyOfRange(all, Math.max(0, all.length - limit), all.length), output.bytes());
        assertEquals(all.length, buffer.position(ConsoleStart.NOW));
    }

    @Property
    void readersThatReadAlongMissNothing(@ForAll @Size(max = 60) List<@Size(max = 300) byte[]> chunks) {
        ConsoleBuffer buffer = new ConsoleBuffer(DataSize.bytes(300));
        buffer.beginRun();
        long position = 0;
        for (byte[] chunk : chunks) {
            buffer.append(chunk, 0, chunk.length);
            ConsoleOutput output = buffer.read(position, NOW);
            assertEquals(position, output.position());
            assertArrayEquals(chunk, output.bytes());
            position = output.next();
        }
    }
}
