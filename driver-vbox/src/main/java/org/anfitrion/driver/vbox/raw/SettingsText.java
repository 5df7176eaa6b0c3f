package org.anfitrion.driver.vbox.raw;

import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.driver.vbox.settings.MachineSettings;
import org.anfitrion.spi.support.SecureXml;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The text of a settings file whose machine is to have an identity. */
final class SettingsText {

    private static final String WHAT = "native configuration";

    private SettingsText() {}

    /** The settings in a text; {@link InvalidSpecException} if it is no settings file of a machine. */
    static MachineSettings read(Path file, String text) {
        return MachineSettings.parse(file, text)
                .orElseThrow(() -> InvalidSpecException.of(
                        WHAT,
                        text.length() > 200 ? text.substring(0, 200) + "…" : text,
                        "it is a settings file of VirtualBox with a machine that has a name"));
    }

    /** The UUID that the text gives its machine, if it does. */
    static Optional<String> uuid(String text) {
        return Optional.of(machine(SecureXml.parse(WHAT, text))
                        .getAttribute("uuid")
                        .replaceAll("[{}]", ""))
                .filter(uuid -> !uuid.isBlank());
    }

    /** The text with another UUID of its machine. */
    static String withUuid(String text, UUID uuid) {
        Document settings = SecureXml.parse(WHAT, text);
        machine(settings).setAttribute("uuid", "{" + uuid + "}");
        return SecureXml.print(settings);
    }

    private static Element machine(Document settings) {
        NodeList machines = settings.getDocumentElement().getElementsByTagNameNS("*", "Machine");
        if (machines.getLength() == 0) {
            throw InvalidSpecException.of(
                    WHAT, settings.getDocumentElement().getNodeName(), "it is a settings file that has a machine");
        }
        return (Element) machines.item(0);
    }
}
