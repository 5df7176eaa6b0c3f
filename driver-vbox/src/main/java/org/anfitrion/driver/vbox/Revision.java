package org.anfitrion.driver.vbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.anfitrion.driver.vbox.settings.MachineSettings;
import org.anfitrion.driver.vbox.settings.Medium;

/** By what a changed configuration is noticed: a digest of the settings file without what comes and goes as the machine runs. */
final class Revision {

    private static final List<Pattern> PASSING = List.of(
            Pattern.compile("<!--.*?-->", Pattern.DOTALL),
            Pattern.compile("(<Machine [^>]*?) lastStateChange=\"[^\"]*\""),
            Pattern.compile("(<Machine [^>]*?) aborted=\"[^\"]*\""),
            Pattern.compile("(<Machine [^>]*?) currentStateModified=\"[^\"]*\""),
            Pattern.compile("(<Machine [^>]*?) stateFile=\"[^\"]*\""),
            // A snapshot is no change of the configuration: it lays a difference over each image, which the tree tells
            // of.
            Pattern.compile("(<Machine [^>]*?) currentSnapshot=\"[^\"]*\""),
            Pattern.compile("<Snapshot .*</Snapshot>\\s*", Pattern.DOTALL),
            Pattern.compile("<MediaRegistry>.*?</MediaRegistry>\\s*", Pattern.DOTALL),
            // Where a window was is no configuration either.
            Pattern.compile("<ExtraDataItem name=\"(?:anfitrion/snapshot|GUI)/[^>]*>\\s*"),
            // Where a description leaves the port open, each start may take another.
            Pattern.compile("(<Property name=\"TCP/Ports\" value=)\"(\\d+)-\\2\""),
            Pattern.compile("<GuestProperties>.*?</GuestProperties>\\s*", Pattern.DOTALL));

    private static final Pattern IMAGE = Pattern.compile("<Image uuid=\"\\{([0-9a-fA-F-]{36})\\}\"");

    private Revision() {}

    static String of(MachineSettings machine) {
        String text = withFirstImages(machine);
        for (Pattern passing : PASSING) {
            text = passing.matcher(text).replaceAll(match -> match.groupCount() == 0 ? "" : "$1");
        }
        text = text.replaceAll("<ExtraData>\\s*</ExtraData>\\s*", "");
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** With the image that a drive was given in place of the differences over it. */
    private static String withFirstImages(MachineSettings machine) {
        return IMAGE.matcher(machine.text())
                .replaceAll(match -> "<Image uuid=\"" + first(machine, match.group(1)) + "\"");
    }

    private static UUID first(MachineSettings machine, String uuid) {
        UUID first = UUID.fromString(uuid);
        Optional<UUID> below = machine.media().find(first).flatMap(Medium::parent);
        while (below.isPresent()) {
            first = below.get();
            below = machine.media().find(first).flatMap(Medium::parent);
        }
        return first;
    }
}
