package org.anfitrion.api.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.anfitrion.api.error.InvalidSpecException;

/** What a writer takes from a channel by itself: any volume that can be written can be filled from a file. */
class VolumeWriterProperties {

    private static final int MOST = 700_000;

    /** A volume in memory that takes only so much at a time. */
    private static final class Kept implements VolumeWriter {

        private final ByteArrayOutputStream content = new ByteArrayOutputStream();
        private final List<Long> holes = new ArrayList<>();
        private final int atOnce;
        private long written;

        Kept(int atOnce) {
            this.atOnce = atOnce;
        }

        @Override
        public int write(ByteBuffer source) {
            byte[] part = new byte[Math.min(atOnce, source.remaining())];
            source.get(part);
            content.writeBytes(part);
            written += part.length;
            return part.length;
        }

        @Override
        public void hole(long length) {
            holes.add(length);
            content.writeBytes(new byte[(int) length]);
        }

        @Override
        public void finish() {}

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }

    /** A channel that gives a few bytes at a time, as a pipe does. */
    private static ReadableByteChannel slow(byte[] content, int atOnce) {
        return Channels.newChannel(new ByteArrayInputStream(content) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, atOnce));
            }
        });
    }

    private static byte[] filled(int length) {
        byte[] content = new byte[length];
        Arrays.fill(content, (byte) 7);
        return content;
    }

    @Property(tries = 50)
    void whatTheChannelHasIsInTheVolume(
            @ForAll @IntRange(max = MOST) int there,
            @ForAll @IntRange(max = MOST) int asked,
            @ForAll @IntRange(min = 1000, max = 300_000) int atOnce)
            throws IOException {
        byte[] content = filled(there);
        Kept volume = new Kept(atOnce);
        assertEquals(Math.min(there, asked), volume.transferFrom(slow(content, atOnce), asked));
        assertArrayEquals(Arrays.copyOf(content, Math.min(there, asked)), volume.content.toByteArray());
        assertEquals(List.of(), volume.holes);
    }

    @Property(tries = 50)
    void zerosBecomeHolesAndNothingElseDoes(@ForAll @IntRange(max = MOST - 1) int place) throws IOException {
        byte[] content = new byte[MOST];
        content[place] = 1;
        Kept volume = new Kept(MOST);
        assertEquals(MOST, volume.transferFrom(slow(content, MOST), Long.MAX_VALUE));
        assertArrayEquals(content, volume.content.toByteArray());
        assertTrue(volume.written > 0 && volume.written < MOST / 2, () -> volume.written + " bytes were written");
    }

    @Example
    void theRestOfTheChannelIsLeftInIt() throws IOException {
        ReadableByteChannel source = Channels.newChannel(new ByteArrayInputStream(new byte[] {1, 2, 3, 4, 5}));
        assertEquals(0, new Kept(1).transferFrom(source, 0));
        Kept volume = new Kept(1);
        assertEquals(3, volume.transferFrom(source, 3));
        assertArrayEquals(new byte[] {1, 2, 3}, volume.content.toByteArray());
        ByteBuffer rest = ByteBuffer.allocate(9);
        assertEquals(2, source.read(rest));
        assertEquals(4, rest.get(0));
    }

    @Example
    void aChannelThatHasNothingForAMomentIsNotAtItsEnd() throws IOException {
        ReadableByteChannel steady = slow(filled(5), 1);
        ReadableByteChannel hesitating = new ReadableByteChannel() {
            private boolean ready;

            @Override
            public int read(ByteBuffer target) throws IOException {
                ready = !ready;
                return ready ? 0 : steady.read(target);
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() {}
        };
        Kept volume = new Kept(9);
        assertEquals(5, volume.transferFrom(hesitating, 9));
        assertArrayEquals(filled(5), volume.content.toByteArray());
    }

    @Example
    void aNegativeCountIsRefused() {
        ReadableByteChannel source = slow(filled(1), 1);
        InvalidSpecException e = assertThrows(InvalidSpecException.class, () -> new Kept(1).transferFrom(source, -1));
        assertEquals("count '-1'", e.failure().target());
    }
}
