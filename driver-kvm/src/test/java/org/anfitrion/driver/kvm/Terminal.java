package org.anfitrion.driver.kvm;

import static org.junit.jupiter.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.spi.ConsoleFacet;
import org.anfitrion.spi.ConsoleOutput;
import org.anfitrion.spi.ConsoleStart;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.Session;

/** Sits before the first console of a guest. */
final class Terminal {

    /** A busy machine that emulates its guests boots one in ten seconds, a free one in three. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ConsoleFacet consoles;
    private final DomainId id;
    private final StringBuilder unread = new StringBuilder();
    private long position;
    private boolean ended;

    Terminal(Session session, DomainId id) {
        this.consoles = session.facet(ConsoleFacet.class).orElseThrow();
        this.id = id;
        this.position = consoles.attach(id, 0, ConsoleStart.START_OF_RUN);
    }

    /** Reads to the end of the first line that has the text, and returns what came before that end. */
    String until(String text) {
        Deadline deadline = Deadline.after(PATIENCE);
        while (true) {
            int found = unread.indexOf(text);
            int end = found < 0 ? -1 : unread.indexOf("\n", found);
            if (end >= 0) {
                String read = unread.substring(0, end);
                unread.delete(0, end + 1);
                return read;
            }
            if (ended || deadline.hasPassed()) {
                return fail("no '" + text + "' in " + unread);
            }
            readOn(deadline);
        }
    }

    /** Reads all that comes until the guest stops. */
    void untilTheEnd() {
        Deadline deadline = Deadline.after(PATIENCE);
        while (!ended) {
            if (deadline.hasPassed()) {
                fail("it did not stop: " + unread);
            }
            readOn(deadline);
        }
    }

    private void readOn(Deadline deadline) {
        ConsoleOutput output = consoles.read(id, 0, position, deadline);
        unread.append(new String(output.bytes(), StandardCharsets.UTF_8));
        position = output.next();
        ended = output.ended();
    }

    void type(String line) {
        consoles.write(id, 0, (line + "\n").getBytes(StandardCharsets.UTF_8), Deadline.after(Duration.ofSeconds(10)));
    }
}
