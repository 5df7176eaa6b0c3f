package org.anfitrion.api;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.ConsoleFacet;
import org.anfitrion.spi.ConsoleOutput;
import org.anfitrion.spi.ConsoleStart;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.Facets;
import org.anfitrion.spi.Session;
import org.jspecify.annotations.Nullable;

/**
 * A reader of a domain's text console, and its keyboard. The connection keeps what the guest writes from the first byte of a
 * run that it started; a reader is only a position in that, so opening one is cheap, needs no closing and takes nothing from
 * another.
 *
 * <pre>{@code
 * Console console = web.console();
 * console.expect("login: ", Duration.ofSeconds(60));
 * console.send("root\n");
 * String load = console.expect(Pattern.compile("load average: (.*)"), Duration.ofSeconds(5)).groups().get(0);
 * }</pre>
 *
 * <p>Text is UTF-8; what is not is read as U+FFFD. Thread-safe: threads that read the same reader take turns.
 */
public final class Console {

    /** What is searched and kept of text that nothing matched; older text is let go. */
    private static final int LONGEST_PENDING = 1 << 20;

    private static final int SHOWN_IN_MESSAGES = 400;

    private final Domain domain;
    private final int number;
    private final ReentrantLock lock = new ReentrantLock();
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final LongAdder missed = new LongAdder();
    private final StringBuilder pending = new StringBuilder();
    private ByteBuffer undecoded = ByteBuffer.allocate(0);
    private long position;

    private Console(Domain domain, int number, long position) {
        this.domain = domain;
        this.number = number;
        this.position = position;
    }

    static Console open(Domain domain, int number, ConsoleStart from) {
        long position = domain.host().link().read("console.attach", session -> facet(session)
                .attach(domain.id(), number, from));
        return new Console(domain, number, position);
    }

    private static ConsoleFacet facet(Session session) {
        return Facets.require(session, ConsoleFacet.class, Feature.CONSOLE);
    }

    /**
     * Waits for a text. Reading goes on behind it.
     *
     * @param text what the guest will write
     * @param timeout how long to wait
     * @return the text, and what came before it
     * @throws OperationTimeoutException if it does not come; the message shows the last that did
     * @throws InvalidStateException if the domain stopped without writing it; the message shows the last that it wrote
     * @throws org.anfitrion.api.error.OperationCancelledException if the thread is interrupted
     */
    public ConsoleMatch expect(String text, Duration timeout) {
        return expect(Pattern.compile(Pattern.quote(text)), "'" + text + "'", timeout);
    }

    /**
     * Waits for a text that matches. Reading goes on behind it.
     *
     * @param pattern found anywhere in what the guest writes
     * @param timeout how long to wait
     * @return the text, its groups, and what came before it
     * @throws OperationTimeoutException if it does not come; the message shows the last that did
     * @throws InvalidStateException if the domain stopped without writing it; the message shows the last that it wrote
     * @throws org.anfitrion.api.error.OperationCancelledException if the thread is interrupted
     */
    public ConsoleMatch expect(Pattern pattern, Duration timeout) {
        return expect(pattern, "/" + pattern + "/", timeout);
    }

    private ConsoleMatch expect(Pattern pattern, String shown, Duration timeout) {
        Failure failure = Failure.to("see " + shown + " on the console of", domain.toString());
        return poll(failure, Deadline.after(timeout), text -> {
            Matcher matcher = pattern.matcher(text);
            if (!matcher.find()) {
                return null;
            }
            ConsoleMatch match = new ConsoleMatch(
                    text.substring(0, matcher.start()),
                    matcher.group(),
                    IntStream.rangeClosed(1, matcher.groupCount())
                            .mapToObj(group -> Objects.requireNonNullElse(matcher.group(group), ""))
                            .toList());
            text.delete(0, matcher.end());
            return match;
        });
    }

    /**
     * Reads what there is, and waits for the first of it.
     *
     * @param timeout how long to wait
     * @return at least one character
     * @throws OperationTimeoutException if nothing comes
     * @throws InvalidStateException if the domain has stopped and everything was read
     * @throws org.anfitrion.api.error.OperationCancelledException if the thread is interrupted
     */
    public String read(Duration timeout) {
        return poll(Failure.to("read the console of", domain.toString()), Deadline.after(timeout), text -> {
            if (text.isEmpty()) {
                return null;
            }
            String all = text.toString();
            text.setLength(0);
            return all;
        });
    }

    /** Tries what is pending, then reads on, until the attempt gives something. */
    private <T> T poll(Failure failure, Deadline deadline, Function<StringBuilder, @Nullable T> attempt) {
        takeTurn(failure, deadline);
        try {
            while (true) {
                T result = attempt.apply(pending);
                if (result != null) {
                    return result;
                }
                ConsoleOutput output = domain.host().link().read("console.read", session -> facet(session)
                        .read(domain.id(), number, position, deadline));
                missed.add(output.position() - position);
                position = output.next();
                decode(output.bytes());
                if (output.bytes().length == 0 && output.ended()) {
                    throw new InvalidStateException(failure.because("the domain does not run" + lastSeen()));
                }
                if (output.bytes().length == 0 && deadline.hasPassed()) {
                    throw new OperationTimeoutException(
                            failure.because("it did not come within " + Words.of(deadline.allowed()) + lastSeen()));
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Another thread may read this reader, and wait for long. */
    private void takeTurn(Failure failure, Deadline deadline) {
        try {
            if (!lock.tryLock(deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
                throw new OperationTimeoutException(
                        failure.because("another thread has read this reader for " + Words.of(deadline.allowed())));
            }
        } catch (InterruptedException e) {
            throw Threads.interrupted(failure, e);
        }
    }

    private void decode(byte[] bytes) {
        ByteBuffer input = ByteBuffer.allocate(undecoded.remaining() + bytes.length)
                .put(undecoded)
                .put(bytes)
                .flip();
        CharBuffer output = CharBuffer.allocate(input.remaining());
        decoder.decode(input, output, false); // the last character may be incomplete yet
        undecoded = input;
        pending.append(output.flip());
        if (pending.length() > LONGEST_PENDING) {
            pending.delete(0, pending.length() - LONGEST_PENDING);
        }
    }

    private String lastSeen() {
        int from = Math.max(0, pending.length() - SHOWN_IN_MESSAGES);
        return pending.isEmpty() ? "; nothing was written" : "; last was written: " + pending.substring(from);
    }

    /**
     * Types a text.
     *
     * @param text what to type; a line ends with {@code \n}
     * @throws InvalidStateException if the domain does not run
     */
    public void send(String text) {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Types bytes.
     *
     * @param bytes what to type, unaltered
     * @throws InvalidStateException if the domain does not run
     */
    public void send(byte[] bytes) {
        byte[] copy = bytes.clone();
        domain.host().link().change("console.send", session -> {
            facet(session).write(domain.id(), number, copy, Deadline.after(Duration.ofSeconds(30)));
            return copy;
        });
    }

    /**
     * Tells how much this reader came too late for: bytes that the connection had let go by then.
     *
     * @return the number of bytes, 0 unless the reader fell behind by more than {@link ConnectOptions#consoleBuffer}
     */
    public long missedBytes() {
        return missed.sum();
    }

    @Override
    public String toString() {
        return "console " + number + " of " + domain;
    }
}
