package org.anfitrion.testkit.contract;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.anfitrion.api.display.Screenshot;

/** Tells whether bytes are a whole picture of a type: PNG, JPEG, BMP or portable pixmap. */
final class PictureType {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] PNG_END = {'I', 'E', 'N', 'D', (byte) 0xae, 0x42, 0x60, (byte) 0x82};
    private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
    private static final byte[] JPEG_END = {(byte) 0xff, (byte) 0xd9};
    private static final Pattern PIXMAP =
            Pattern.compile("P6\\s+(?:#[^\\n]*\\n\\s*)*(\\d+)\\s+(\\d+)\\s+(\\d+)\\s", Pattern.DOTALL);

    private PictureType() {}

    static boolean isComplete(Screenshot picture) {
        byte[] bytes = picture.bytes();
        return switch (picture.mediaType()) {
            case "image/png" -> begins(bytes, PNG) && ends(bytes, PNG_END) && number(bytes, 16) > 0;
            case "image/jpeg" -> begins(bytes, JPEG) && ends(bytes, JPEG_END);
            case "image/bmp" ->
                begins(bytes, new byte[] {'B', 'M'}) && Integer.reverseBytes(number(bytes, 2)) == bytes.length;
            case "image/x-portable-pixmap" -> isPixmap(bytes);
            default -> false;
        };
    }

    private static int number(byte[] bytes, int at) {
        return bytes.length < at + 4 ? 0 : ByteBuffer.wrap(bytes).getInt(at);
    }

    private static boolean begins(byte[] bytes, byte[] with) {
        return Arrays.equals(Arrays.copyOf(bytes, with.length), with);
    }

    private static boolean ends(byte[] bytes, byte[] with) {
        return bytes.length > with.length
                && Arrays.equals(Arrays.copyOfRange(bytes, bytes.length - with.length, bytes.length), with);
    }

    private static boolean isPixmap(byte[] bytes) {
        Matcher header = PIXMAP.matcher(new String(bytes, 0, Math.min(bytes.length, 512), StandardCharsets.ISO_8859_1));
        if (!header.lookingAt()) {
            return false;
        }
        long pixels = Long.parseLong(header.group(1)) * Long.parseLong(header.group(2));
        int depth = Integer.parseInt(header.group(3)) > 255 ? 2 : 1;
        return pixels > 0 && bytes.length >= header.end() + pixels * 3 * depth;
    }
}
