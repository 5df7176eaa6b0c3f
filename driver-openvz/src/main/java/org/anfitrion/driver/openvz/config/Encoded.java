package org.anfitrion.driver.openvz.config;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Any text as letters, digits and few signs, so that it can stand in a configuration: what is neither is a per cent sign and two
 * hexadecimal digits for each byte of UTF-8.
 */
public final class Encoded {

    private static final String PLAIN = "-_.:/ ,";
    private static final Pattern CODE = Pattern.compile("%[0-9A-F]{2}");

    private Encoded() {}

    /**
     * Encodes a text.
     *
     * @param text any text
     * @return the same in ASCII, {@link VeConfig#isExpressible expressible}
     */
    public static String of(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (plain || (PLAIN.indexOf(c) > 0) || (c == '-' && encoded.length() > 0)) {
                encoded.append(c);
            } else {
                encoded.append(String.format("%%%02X", (int) c));
            }
        }
        // A blank at an end would be lost.
        String whole = encoded.toString();
        if (whole.startsWith(" ")) {
            whole = "%20" + whole.substring(1);
        }
        return whole.endsWith(" ") ? whole.substring(0, whole.length() - 1) + "%20" : whole;
    }

    /**
     * Decodes a text.
     *
     * @param encoded what {@link #of} made
     * @return the text; a per cent sign that begins no code stays as it is
     */
    public static String text(String encoded) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int at = 0;
        while (at < encoded.length()) {
            int percent = encoded.indexOf('%', at);
            int end = percent < 0 ? encoded.length() : percent;
            bytes.writeBytes(encoded.substring(at, end).getBytes(StandardCharsets.UTF_8));
            at = end;
            if (at + 2 < encoded.length()
                    && CODE.matcher(encoded.substring(at, at + 3)).matches()) {
                bytes.write(Integer.parseInt(encoded.substring(at + 1, at + 3), 16));
                at += 3;
            } else if (at < encoded.length()) {
                bytes.write('%');
                at++;
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
