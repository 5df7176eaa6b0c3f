package org.anfitrion.driver.kvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.anfitrion.api.Domain;
import org.anfitrion.api.domain.ChannelSpec;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.ResourceBusyException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bytes between an application and a program in a real guest. */
class ChannelsIT {

    private static final int MANY = 3_000_000;

    @RegisterExtension
    static final EmbeddedHost HOST = new EmbeddedHost();

    private static Domain domain;

    @BeforeAll
    static void boot() {
        domain = HOST.start("channels", spec -> spec.boot(Lab.raised().guest())
                .channel(new ChannelSpec(LabGuests.ECHO))
                .channel(ChannelSpec.guestAgent()));
    }

    private static ByteChannel open() {
        return domain.channel(LabGuests.ECHO, EmbeddedHost.PATIENCE);
    }

    private static void write(ByteChannel channel, byte[] bytes) {
        ByteBuffer source = ByteBuffer.wrap(bytes);
        try {
            while (source.hasRemaining()) {
                channel.write(source);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] read(ByteChannel channel, int count) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(count);
        while (target.hasRemaining() && channel.read(target) >= 0) {
            // on
        }
        return target.array();
    }

    /** More than is kept unread, so that the guest has to wait for the reader and goes on when it reads. */
    @Test
    void megabytesComeBackAsTheyWereAlsoToAReaderWhoIsLate() throws Exception {
        byte[] bytes = new byte[MANY];
        new Random(2).nextBytes(bytes);
        try (ByteChannel channel = open()) {
            CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> write(channel, bytes));
            assertArrayEquals(bytes, read(channel, MANY));
            writer.get(1, TimeUnit.MINUTES);
        }
    }

    @Test
    void closingEndsAWaitingRead() throws Exception {
        ByteChannel channel = open();
        CompletableFuture<Integer> reader = CompletableFuture.supplyAsync(() -> {
            try {
                return channel.read(ByteBuffer.allocate(1));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        channel.close();
        ExecutionException thrown = assertThrows(ExecutionException.class, () -> reader.get(1, TimeUnit.MINUTES));
        assertInstanceOf(IOException.class, thrown.getCause().getCause());
        try (ByteChannel again = open()) {
            write(again, new byte[] {1, 2, 3});
            assertArrayEquals(new byte[] {1, 2, 3}, read(again, 3));
        }
    }

    @Test
    void theAgentsChannelBelongsToLibvirt() {
        assertThrows(
                ResourceBusyException.class, () -> domain.channel(ChannelSpec.QEMU_GUEST_AGENT, EmbeddedHost.PATIENCE));
        assertThrows(NotFoundException.class, () -> domain.channel("org.example.absent", EmbeddedHost.PATIENCE));
    }

    @Test
    void whenTheGuestEndsTheChannelDoes() throws Exception {
        Domain other =
                HOST.start("ending", spec -> spec.boot(Lab.raised().guest()).channel(new ChannelSpec(LabGuests.ECHO)));
        try (ByteChannel channel = other.channel(LabGuests.ECHO, EmbeddedHost.PATIENCE)) {
            write(channel, new byte[] {7});
            assertArrayEquals(new byte[] {7}, read(channel, 1));
            other.destroy();
            assertEquals(-1, channel.read(ByteBuffer.allocate(1)));
        }
    }
}
