package org.anfitrion.testkit.memory;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The guest's end of a channel between it and its host. Thread-safe.
 *
 * <pre>{@code
 * host.guest("web").channel("org.example.health").answer(request -> "ok\n".getBytes(UTF_8));
 * }</pre>
 */
public final class GuestChannel {

    private final GuestBook book;
    private final String guest;
    private final String name;
    private volatile @Nullable UnaryOperator<byte[]> answer;

    GuestChannel(GuestBook book, String guest, String name) {
        this.book = book;
        this.guest = guest;
        this.name = name;
    }

    /**
     * Says what the guest sends back; nothing unless said otherwise.
     *
     * @param reply makes it from what has arrived, which may be a part of what the host is going to write, or more than it
     *     wrote at once; nothing is an empty array
     * @return this channel
     */
    public GuestChannel answer(UnaryOperator<byte[]> reply) {
        answer = reply;
        return this;
    }

    /**
     * Lets the guest send back what it gets.
     *
     * @return this channel
     */
    public GuestChannel echo() {
        return answer(UnaryOperator.identity());
    }

    /**
     * Lets the guest send something of its own accord. It is lost if nobody has opened the channel.
     *
     * @param bytes what to send
     * @return this channel
     * @throws org.anfitrion.api.error.InvalidStateException if the domain does not run
     * @throws org.anfitrion.api.error.NotFoundException if there is no such domain, or this is the guest of all domains
     */
    public GuestChannel send(byte[] bytes) {
        byte[] sent = bytes.clone();
        book.model().act(guest, script -> script.send(name, sent));
        return this;
    }

    /**
     * Returns what the host wrote in the domain's present or last run.
     *
     * @return the bytes as they arrived; none if there is no such domain
     */
    public byte[] received() {
        return book.model()
                .lastRun(guest)
                .map(run -> run.channels().received(name))
                .orElse(new byte[0]);
    }

    Optional<Consumer<GuestScript>> reply(byte[] bytes) {
        return Optional.ofNullable(answer).map(reply -> script -> script.send(name, reply.apply(bytes.clone())));
    }
}
