package org.anfitrion.testkit.contract.broken;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.ResourceBusyException;
import org.anfitrion.spi.ChannelFacet;
import org.anfitrion.spi.Deadline;
import org.anfitrion.testkit.contract.Rule;

/** What drivers do wrong with the channel facet. */
final class ChannelFaults {

    private ChannelFaults() {}

    static Stream<Fault> all() {
        return Stream.of(
                Fault.facet(Rule.CHN_1, "bytes are taken for text", ChannelFacet.class, sound -> new Object() {
                    public ByteChannel open(DomainId id, String channel, Deadline deadline) {
                        return new SevenBits(sound.open(id, channel, deadline));
                    }
                }),
                Fault.facet(Rule.CHN_2, "any channel can be opened", ChannelFacet.class, sound -> new Object() {
                    public ByteChannel open(DomainId id, String channel, Deadline deadline) {
                        try {
                            return sound.open(id, channel, deadline);
                        } catch (NotFoundException e) {
                            return new Void();
                        }
                    }
                }),
                Fault.facet(Rule.CHN_3, "there is room for two", ChannelFacet.class, sound -> new Object() {
                    public ByteChannel open(DomainId id, String channel, Deadline deadline) {
                        try {
                            return sound.open(id, channel, deadline);
                        } catch (ResourceBusyException e) {
                            return new Void();
                        }
                    }
                }),
                Fault.facet(Rule.CHN_4, "a read outlives its domain", ChannelFacet.class, sound -> new Object() {
                    public ByteChannel open(DomainId id, String channel, Deadline deadline) {
                        return new Endless(sound.open(id, channel, deadline));
                    }
                }));
    }

    private static class Passing implements ByteChannel {

        private final ByteChannel sound;

        Passing(ByteChannel sound) {
            this.sound = sound;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return sound.read(target);
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            return sound.write(source);
        }

        @Override
        public boolean isOpen() {
            return sound.isOpen();
        }

        @Override
        public void close() throws IOException {
            sound.close();
        }
    }

    private static final class SevenBits extends Passing {

        SevenBits(ByteChannel sound) {
            super(sound);
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            ByteBuffer text = ByteBuffer.allocate(source.remaining());
            while (source.hasRemaining()) {
                text.put((byte) (source.get() & 0x7f));
            }
            return super.write(text.flip());
        }
    }

    private static final class Endless extends Passing {

        Endless(ByteChannel sound) {
            super(sound);
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            int count = super.read(target);
            if (count >= 0) {
                return count;
            }
            try {
                new CountDownLatch(1).await();
                return -1;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ClosedByInterruptException();
            }
        }
    }

    private static final class Void implements ByteChannel {

        @Override
        public int read(ByteBuffer target) {
            return -1;
        }

        @Override
        public int write(ByteBuffer source) {
            int count = source.remaining();
            source.position(source.limit());
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // There is nothing.
        }
    }
}
