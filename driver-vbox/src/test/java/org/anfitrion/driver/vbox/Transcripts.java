package org.anfitrion.driver.vbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** What VirtualBox 7.2 printed and wrote; the first line of what was printed is the command. */
public final class Transcripts {

    private Transcripts() {}

    /** What a command printed. */
    public static String printed(String name) {
        String all = read(name);
        return all.substring(all.indexOf('\n') + 1);
    }

    /** A file that was written. */
    public static String read(String name) {
        try (InputStream in =
                Objects.requireNonNull(Transcripts.class.getResourceAsStream("transcripts/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
