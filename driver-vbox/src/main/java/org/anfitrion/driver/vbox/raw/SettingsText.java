package org.anfitrion.driver.vbox.raw;

import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.driver.vbox.settings.MachineSettings;

/** The text of a settings file whose machine gets another identity. Everything else stays as it is, byte for byte. */
final class SettingsText {

    private static final String ATTRIBUTE = "\\s+[\\w:.-]+\\s*=\\s*(?:\"[^\"]*\"|'[^']*')";
    private static final Pattern MACHINE = Pattern.compile("<Machine((?:" + ATTRIBUTE + ")*)\\s*/?>");
    private static final Pattern UUID_ATTRIBUTE = Pattern.compile("\\s+uuid\\s*=\\s*(\"[^\"]*\"|'[^']*')");
    private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);

    private SettingsText() {}

    /** The settings in a text; {@link InvalidSpecException} if it is no settings file of a machine. */
    static MachineSettings read(Path file, String text) {
        return MachineSettings.parse(file, text)
                .orElseThrow(() -> InvalidSpecException.of(
                        "native configuration",
                        text.length() > 200 ? text.substring(0, 200) + "…" : text,
                        "it is a settings file of VirtualBox with a machine that has a name"));
    }

    /** The UUID that the text gives its machine, if it does. */
    static Optional<String> uuid(String text) {
        Matcher machine = machine(text);
        Matcher uuid = UUID_ATTRIBUTE.matcher(machine.group(1));
        return uuid.find() ? Optional.of(uuid.group(1).replaceAll("[^0-9a-fA-F-]", "")) : Optional.empty();
    }

    static String withUuid(String text, UUID uuid) {
        Matcher machine = machine(text);
        String others = UUID_ATTRIBUTE.matcher(machine.group(1)).replaceAll("");
        return text.substring(0, machine.start(1))
                + " uuid=\"{" + uuid + "}\"" + others
                + text.substring(machine.end(1));
    }

    private static Matcher machine(String text) {
        Matcher comment = COMMENT.matcher(text);
        int begin = 0;
        while (comment.find()) {
            begin = comment.start() > text.indexOf("<Machine") ? begin : comment.end();
        }
        Matcher machine = MACHINE.matcher(text);
        if (!machine.find(begin)) {
            throw InvalidSpecException.of(
                    "native configuration",
                    text.length() > 200 ? text.substring(0, 200) + "…" : text,
                    "it has a machine");
        }
        return machine;
    }
}
