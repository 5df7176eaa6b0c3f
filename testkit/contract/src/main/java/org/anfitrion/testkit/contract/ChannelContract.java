package org.anfitrion.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import org.anfitrion.api.domain.ChannelSpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.ResourceBusyException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.ChannelFacet;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.Target;
import org.junit.jupiter.api.Test;

/** The rules of {@link ChannelFacet}: {@code CHN}. */
public interface ChannelContract extends Contract {

    /**
     * Bytes arrive as they were, there and back.
     *
     * @param bench what the test works with
     * @throws Throwable if the channel fails or hangs
     */
    @Test
    @Checks(Rule.CHN_1)
    default void bytesArriveInOrderAndUnalteredBothWays(Bench bench) throws Throwable {
        ChannelFacet facet = bench.facet(ChannelFacet.class, Feature.CHANNELS);
        EchoingGuest guest = bench.backend().fixture(EchoingGuest.class);
        DomainId id = running(bench, guest);
        // Every byte there is, in more than one write.
        byte[] all = new byte[512];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) (i * 7);
        }
        try (ByteChannel channel = open(bench, facet, id, guest)) {
            Background<byte[]> reader = Background.start("read what comes back", () -> read(channel, all.length));
            write(channel, ByteBuffer.wrap(all, 0, 100));
            write(channel, ByteBuffer.wrap(all, 100, all.length - 100));
            assertArrayEquals(
                    all, reader.result(guest.within().plus(bench.backend().patience())));
        }
    }

    private static DomainSpec spec(Bench bench, EchoingGuest guest) {
        return guest.domain()
                .apply(bench.spec().toBuilder())
                .channel(new ChannelSpec(guest.channel()))
                .build();
    }

    private static DomainId running(Bench bench, EchoingGuest guest) {
        DomainId id = bench.define(spec(bench, guest)).id();
        bench.power(id, PowerAction.START);
        return id;
    }

    private static ByteChannel open(Bench bench, ChannelFacet facet, DomainId id, EchoingGuest guest) {
        return bench.perform(Feature.CHANNELS, new Target.OfDomain(id), () -> open(facet, id, guest.channel()));
    }

    private static ByteChannel open(ChannelFacet facet, DomainId id, String channel) {
        return facet.open(id, channel, Deadline.after(Bench.ENOUGH));
    }

    private static void write(ByteChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static byte[] read(ByteChannel channel, int count) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ByteBuffer piece = ByteBuffer.allocate(64);
        while (bytes.size() < count && channel.read(piece.clear()) >= 0) {
            bytes.write(piece.array(), 0, piece.position());
        }
        return bytes.toByteArray();
    }

    /**
     * Only what is there can be opened.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.CHN_2)
    default void aChannelThatIsNotThereSaysSo(Bench bench) {
        ChannelFacet facet = bench.facet(ChannelFacet.class, Feature.CHANNELS);
        EchoingGuest guest = bench.backend().fixture(EchoingGuest.class);
        DomainId id = bench.define(spec(bench, guest)).id();
        Target on = new Target.OfDomain(id);
        bench.questions()
                .refused(InvalidStateException.class, Feature.CHANNELS, on, () -> open(facet, id, guest.channel()));
        bench.power(id, PowerAction.START);
        bench.questions()
                .refused(NotFoundException.class, Feature.CHANNELS, on, () -> open(facet, id, "org.example.absent"));
    }

    /**
     * Two do not speak at once.
     *
     * @param bench what the test works with
     * @throws IOException if the channel fails
     */
    @Test
    @Checks(Rule.CHN_3)
    default void aChannelHasOneUserAtATime(Bench bench) throws IOException {
        ChannelFacet facet = bench.facet(ChannelFacet.class, Feature.CHANNELS);
        EchoingGuest guest = bench.backend().fixture(EchoingGuest.class);
        DomainId id = running(bench, guest);
        ByteChannel first = open(bench, facet, id, guest);
        ChannelFacet other = bench.another().facet(ChannelFacet.class).orElseThrow();
        bench.questions()
                .refused(
                        ResourceBusyException.class,
                        Feature.CHANNELS,
                        new Target.OfDomain(id),
                        () -> open(other, id, guest.channel()));
        first.close();
        open(bench, other, id, guest).close();
    }

    /**
     * Nobody waits for a guest that has ended.
     *
     * @param bench what the test works with
     * @throws Throwable if the reader hangs
     */
    @Test
    @Checks(Rule.CHN_4)
    default void aWaitingReadEndsWhenTheDomainStops(Bench bench) throws Throwable {
        ChannelFacet facet = bench.facet(ChannelFacet.class, Feature.CHANNELS);
        EchoingGuest guest = bench.backend().fixture(EchoingGuest.class);
        DomainId id = running(bench, guest);
        try (ByteChannel channel = open(bench, facet, id, guest)) {
            Background<Integer> reader = waiting(channel);
            bench.power(id, PowerAction.DESTROY);
            reader.result(bench.backend().patience());
        }
    }

    /**
     * Nobody waits in a session that has ended.
     *
     * @param bench what the test works with
     * @throws Throwable if the reader hangs
     */
    @Test
    @Checks(Rule.CHN_4)
    default void aWaitingReadEndsWhenTheSessionCloses(Bench bench) throws Throwable {
        bench.facet(ChannelFacet.class, Feature.CHANNELS);
        EchoingGuest guest = bench.backend().fixture(EchoingGuest.class);
        DomainId id = running(bench, guest);
        Session session = bench.another();
        ChannelFacet facet = session.facet(ChannelFacet.class).orElseThrow();
        try (ByteChannel channel = open(bench, facet, id, guest)) {
            Background<Integer> reader = waiting(channel);
            session.close();
            reader.result(bench.backend().patience());
        }
    }

    /** A read that ends by itself, in whatever way, is told by its end; how a stream ends is its own affair. */
    private static Background<Integer> waiting(ByteChannel channel) {
        Background<Integer> reader = Background.start("read a channel on which nobody speaks", () -> {
            try {
                return channel.read(ByteBuffer.allocate(1));
            } catch (IOException e) {
                return -1;
            }
        });
        Eventually.pause(Duration.ofMillis(30));
        assertFalse(reader.isDone(), "the reader did not wait");
        return reader;
    }
}
