package org.anfitrion.testkit.memory;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.anfitrion.api.display.Screenshot;

/** Draws what guests show that were not told what to show: one colour, as PNG (ISO/IEC 15948). */
final class Picture {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int WIDTH = 720;
    private static final int HEIGHT = 400;

    private Picture() {}

    /** Draws a text screen of a PC, each guest's in its own colour. */
    static Screenshot of(String guest) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(SIGNATURE);
        // 8 bits of each red, green and blue, compressed, filtered and not interlaced as the standard has it.
        byte[] header = ByteBuffer.allocate(13)
                .putInt(WIDTH)
                .putInt(HEIGHT)
                .put((byte) 8)
                .put((byte) 2)
                .array();
        chunk(png, "IHDR", header);
        chunk(png, "IDAT", deflated(rows(guest.hashCode())));
        chunk(png, "IEND", new byte[0]);
        return new Screenshot("image/png", png.toByteArray());
    }

    /** Each row begins with the number of its filter, none. */
    private static byte[] rows(int colour) {
        byte[] rows = new byte[HEIGHT * (1 + 3 * WIDTH)];
        for (int row = 0, at = 0; row < HEIGHT; row++) {
            at++;
            for (int column = 0; column < WIDTH; column++) {
                rows[at++] = (byte) (colour >> 16);
                rows[at++] = (byte) (colour >> 8);
                rows[at++] = (byte) colour;
            }
        }
        return rows;
    }

    private static byte[] deflated(byte[] data) {
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(data);
            deflater.finish();
            ByteArrayOutputStream deflated = new ByteArrayOutputStream();
            byte[] piece = new byte[4096];
            while (!deflater.finished()) {
                deflated.write(piece, 0, deflater.deflate(piece));
            }
            return deflated.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static void chunk(ByteArrayOutputStream png, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 check = new CRC32();
        check.update(name);
        check.update(data);
        png.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        png.writeBytes(name);
        png.writeBytes(data);
        png.writeBytes(ByteBuffer.allocate(4).putInt((int) check.getValue()).array());
    }
}
