package org.anfitrion.driver.vbox.raw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.driver.vbox.Transcripts;
import org.anfitrion.spi.support.SecureXml;
import org.junit.jupiter.api.Test;

class SettingsTextTest {

    private static final UUID OTHER = UUID.fromString("22222222-2222-4222-8222-222222222222");

    @Test
    void aMachineGetsAnotherUuidAndNothingElseChanges() {
        String text = Transcripts.read("tree.vbox");
        assertEquals(Optional.of("11111111-1111-4111-8111-111111111111"), SettingsText.uuid(text));
        String changed = SettingsText.withUuid(text, OTHER);
        assertEquals(Optional.of(OTHER.toString()), SettingsText.uuid(changed));
        assertEquals(
                SecureXml.print(SecureXml.parse("text", text)),
                changed.replace(OTHER.toString(), "11111111-1111-4111-8111-111111111111"));
    }

    @Test
    void aMachineWithoutAUuidGetsOne() {
        String text =
                "<?xml version=\"1.0\"?>\n<!-- <Machine uuid='no'/> -->\n<VirtualBox>\n<Machine name='a > b'/></VirtualBox>";
        assertEquals(Optional.empty(), SettingsText.uuid(text));
        String changed = SettingsText.withUuid(text, OTHER);
        assertEquals("a > b", SettingsText.read(Path.of("/a.vbox"), changed).name());
        assertEquals(OTHER, SettingsText.read(Path.of("/a.vbox"), changed).uuid());
    }

    @Test
    void whatHasNoMachineIsRefused() {
        assertThrows(InvalidSpecException.class, () -> SettingsText.uuid("<VirtualBox/>"));
        assertThrows(InvalidSpecException.class, () -> SettingsText.read(Path.of("/a.vbox"), "<VirtualBox/>"));
    }

    @Test
    void whatIsNoXmlIsRefusedAsSuch() {
        assertThrows(InvalidSpecException.class, () -> SettingsText.uuid("no XML"));
        assertThrows(InvalidSpecException.class, () -> SettingsText.read(Path.of("/a.vbox"), "no XML"));
    }
}
