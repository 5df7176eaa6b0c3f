package org.anfitrion.driver.vbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes into images of VirtualBox's own format as a guest does. The header is that of {@code VDICore.h}, version 1.1. */
final class VdiImage {

    private static final int BLOCKS_OFFSET = 340;
    private static final int DATA_OFFSET = 344;
    private static final int BLOCK_SIZE = 376;
    private static final int ALLOCATED = 388;
    private static final int FIRST_THAT_IS_NONE = 0xfffffffe;

    private VdiImage() {}

    /** Writes at the beginning of an image. What is in its first block now has to be said: a layer may not have it yet. */
    static void write(Path file, byte[] firstBlock, byte[] bytes) {
        try (FileChannel image = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long entry = Integer.toUnsignedLong(number(image, BLOCKS_OFFSET));
            int block = number(image, (int) entry);
            if (Integer.compareUnsigned(block, FIRST_THAT_IS_NONE) >= 0) {
                block = number(image, ALLOCATED);
                put(image, data(image, block), firstBlock(image, firstBlock));
                put(image, ALLOCATED, little(block + 1));
                put(image, entry, little(block));
            }
            put(image, data(image, block), ByteBuffer.wrap(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ByteBuffer firstBlock(FileChannel image, byte[] known) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(number(image, BLOCK_SIZE));
        block.put(0, known, 0, Math.min(known.length, block.capacity()));
        return block;
    }

    private static long data(FileChannel image, int block) throws IOException {
        return Integer.toUnsignedLong(number(image, DATA_OFFSET)) + (long) block * number(image, BLOCK_SIZE);
    }

    private static int number(FileChannel image, int at) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        image.read(bytes, at);
        return bytes.getInt(0);
    }

    private static ByteBuffer little(int number) {
        return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(0, number);
    }

    private static void put(FileChannel image, long at, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            image.write(bytes, at + bytes.position());
        }
    }
}
