package org.anfitrion.spi.support;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.anfitrion.spi.Deadline;
import org.junit.jupiter.api.Test;

/** What a program writes is kept for whoever reads it, and for nobody else. */
class KeptStreamTest {

    /** Never ends, and tells when it was closed. */
    private static final class Flood extends InputStream {

        private final CountDownLatch plenty = new CountDownLatch(KeptStream.MOST / 16_384 + 64);

        @Override
        public int read() {
            return 'x';
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            plenty.countDown();
            return length;
        }
    }

    @Test
    void allThatWasWrittenComesBack() throws IOException {
        byte[] bytes = new byte[100_003];
        new Random(1).nextBytes(bytes);
        try (KeptStream kept = new KeptStream(new ByteArrayInputStream(bytes))) {
            assertArrayEquals(bytes, kept.all(Deadline.after(Duration.ofMinutes(1))));
            assertEquals(-1, kept.read());
        }
    }

    @Test
    void aFloodIsRefusedAndNotKept() throws InterruptedException {
        Flood flood = new Flood();
        try (KeptStream kept = new KeptStream(flood)) {
            IOException refused =
                    assertThrows(IOException.class, () -> kept.all(Deadline.after(Duration.ofMinutes(1))));
            assertTrue(refused.getMessage().contains("more than"), refused::getMessage);
            kept.close();
            assertTrue(flood.plenty.await(1, TimeUnit.MINUTES), "the program waits for nobody any more");
            assertEquals(0, kept.available());
        }
    }

    @Test
    void whatSomebodyKeepsOpenIsNotWaitedForLongerThanAllowed() throws IOException {
        try (PipedOutputStream held = new PipedOutputStream();
                KeptStream kept = new KeptStream(new PipedInputStream(held))) {
            assertThrows(IOException.class, () -> kept.all(Deadline.after(Duration.ofMillis(50))));
        }
    }
}
