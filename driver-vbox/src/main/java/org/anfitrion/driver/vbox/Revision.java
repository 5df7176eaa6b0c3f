package org.anfitrion.driver.vbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.anfitrion.driver.vbox.settings.MachineSettings;

/** By what a changed configuration is noticed: a digest of the settings file without what comes and goes as the machine runs. */
final class Revision {

    private static final List<Pattern> PASSING = List.of(
            Pattern.compile("<!--.*?-->", Pattern.DOTALL),
            Pattern.compile("(<Machine [^>]*?) lastStateChange=\"[^\"]*\""),
            Pattern.compile("(<Machine [^>]*?) aborted=\"[^\"]*\""),
            Pattern.compile("(<Machine [^>]*?) currentStateModified=\"[^\"]*\""),
            Pattern.compile("<GuestProperties>.*?</GuestProperties>\\s*", Pattern.DOTALL));

    private Revision() {}

    static String of(MachineSettings machine) {
        String text = machine.text();
        for (Pattern passing : PASSING) {
            text = passing.matcher(text).replaceAll(match -> match.groupCount() == 0 ? "" : "$1");
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
