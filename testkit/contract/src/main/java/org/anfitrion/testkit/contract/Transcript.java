package org.anfitrion.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.spi.ConsoleFacet;
import org.anfitrion.spi.ConsoleOutput;
import org.anfitrion.spi.Deadline;

/** A reader of a console, and what it has read. Not thread-safe. */
final class Transcript {

    private final ConsoleFacet console;
    private final DomainId id;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long position;
    private boolean ended;

    Transcript(ConsoleFacet console, DomainId id, long position) {
        this.console = console;
        this.id = id;
        this.position = position;
    }

    /** Reads until some text was read; false if the time or the run is over before. */
    boolean readsUntil(String text, Duration within) {
        Deadline deadline = Deadline.after(within);
        while (!text().contains(text)) {
            if (ended || deadline.hasPassed()) {
                return false;
            }
            read(deadline.remaining());
        }
        return true;
    }

    /** Reads until at least so many bytes were read. */
    boolean readsBytes(int count, Duration within) {
        Deadline deadline = Deadline.after(within);
        while (bytes.size() < count) {
            if (ended || deadline.hasPassed()) {
                return false;
            }
            read(deadline.remaining());
        }
        return true;
    }

    /** Reads until the run is over. */
    boolean readsToTheEnd(Duration within) {
        Deadline deadline = Deadline.after(within);
        while (!ended && !deadline.hasPassed()) {
            read(deadline.remaining());
        }
        return ended;
    }

    /** Reads until nothing comes for a while; false if something always comes. */
    boolean fallsSilent(Duration silence, Duration within) {
        Deadline deadline = Deadline.after(within);
        while (!deadline.hasPassed()) {
            if (read(silence).bytes().length == 0) {
                return true;
            }
        }
        return false;
    }

    ConsoleOutput read(Duration within) {
        ConsoleOutput output = console.read(id, 0, position, Deadline.after(within));
        assertEquals(position, output.position(), "bytes are missing before this position");
        bytes.writeBytes(output.bytes());
        position = output.next();
        ended = output.ended();
        return output;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    /** Console output need not be text: each byte is a character. */
    String text() {
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    long position() {
        return position;
    }
}
