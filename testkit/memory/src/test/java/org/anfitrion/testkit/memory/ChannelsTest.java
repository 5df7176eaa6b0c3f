package org.anfitrion.testkit.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import java.util.concurrent.FutureTask;
import org.anfitrion.api.domain.ChannelSpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.spi.ChannelFacet;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.PowerAction;
import org.junit.jupiter.api.Test;

class ChannelsTest {

    private static final String HEALTH = "org.example.health";

    private final MemoryHypervisor host = new MemoryHypervisor();
    private final Bench bench = Bench.on(host);

    private DomainId started() {
        return bench.create(
                        Bench.spec("web").toBuilder()
                                .channel(new ChannelSpec(HEALTH))
                                .build(),
                        Creation.TRANSIENT)
                .id();
    }

    private ByteChannel open(DomainId id) {
        return bench.session().facet(ChannelFacet.class).orElseThrow().open(id, HEALTH, Bench.soon());
    }

    private static void write(ByteChannel channel, String text) throws IOException {
        channel.write(ByteBuffer.wrap(text.getBytes(UTF_8)));
    }

    private static String read(ByteChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(1024);
        int count = channel.read(bytes);
        return count < 0 ? "the end" : UTF_8.decode(bytes.flip()).toString();
    }

    @Test
    void aGuestAnswersAndWhatItGotIsKept() throws IOException {
        host.guest("web").channel(HEALTH).answer(request -> new String(request, UTF_8)
                .toUpperCase(Locale.ROOT)
                .getBytes(UTF_8));
        try (ByteChannel channel = open(started())) {
            write(channel, "ping");
            assertEquals("PING", read(channel));
            write(channel, " and more");
            assertEquals(" AND MORE", read(channel));
        }
        assertEquals(
                "ping and more", new String(host.guest("web").channel(HEALTH).received(), UTF_8));
    }

    @Test
    void aGuestSpeaksOfItsOwnAccordToWhoeverListens() throws IOException {
        DomainId id = started();
        host.guest("web").channel(HEALTH).send("lost".getBytes(UTF_8));
        try (ByteChannel channel = open(id)) {
            host.guest("web").now(script -> script.send(HEALTH, "heard".getBytes(UTF_8)));
            ByteBuffer two = ByteBuffer.allocate(2);
            assertEquals(2, channel.read(two));
            assertEquals("ard", read(channel));
        }
    }

    @Test
    void theLastWordsCanBeReadWhenTheGuestHasGone() throws IOException {
        DomainId id = started();
        try (ByteChannel channel = open(id)) {
            host.guest("web").channel(HEALTH).send("bye".getBytes(UTF_8));
            bench.power(id, PowerAction.DESTROY);
            assertEquals("bye", read(channel));
            assertEquals("the end", read(channel));
            assertThrows(IOException.class, () -> write(channel, "anybody?"));
        }
    }

    @Test
    void aBrokenSessionGivesItsChannelsBackAndSaysWhy() throws IOException {
        DomainId id = started();
        ByteChannel channel = open(id);
        host.dropConnections();
        assertFalse(channel.isOpen());
        IOException thrown = assertThrows(IOException.class, () -> read(channel));
        assertTrue(thrown.getCause() instanceof ConnectionLostException, thrown::toString);
        Bench again = Bench.on(host);
        again.session()
                .facet(ChannelFacet.class)
                .orElseThrow()
                .open(id, HEALTH, Bench.soon())
                .close();
    }

    @Test
    void closingEndsAReadThatWaits() throws Exception {
        ByteChannel channel = open(started());
        FutureTask<Throwable> reader = new FutureTask<>(() -> assertThrows(IOException.class, () -> read(channel)));
        Thread thread = new Thread(reader);
        thread.start();
        Bench.await(() -> thread.getState() == Thread.State.WAITING);
        channel.close();
        channel.close();
        assertTrue(reader.get() instanceof AsynchronousCloseException);
        assertThrows(ClosedChannelException.class, () -> read(channel));
    }

    @Test
    void anInterruptClosesTheChannelAsOfOtherChannels() throws Exception {
        ByteChannel channel = open(started());
        FutureTask<Throwable> reader =
                new FutureTask<>(() -> assertThrows(ClosedByInterruptException.class, () -> read(channel)));
        Thread thread = new Thread(reader);
        thread.start();
        Bench.await(() -> thread.getState() == Thread.State.WAITING);
        thread.interrupt();
        reader.get();
        assertFalse(channel.isOpen());
    }
}
