package org.anfitrion.driver.vbox.manage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;

class MachineReadableProperties {

    /** As VBoxManage of 7.0 and later writes it. */
    private static String escaped(String value) {
        return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    @Property(tries = 500)
    void whateverADescriptionSaysTheLinesAroundItStayThemselves(
            @ForAll @Chars({'"', '\\', '\n', '=', ' '}) @CharRange(from = 'a', to = 'c') String description) {
        String text = "VMState=\"running\"\ndescription=" + escaped(description) + "\nGuestMemoryBalloon=0\n";
        MachineReadable facts = MachineReadable.parse(text);
        assertEquals(Optional.of("running"), facts.value("VMState"));
        assertEquals(Optional.of(description), facts.value("description"));
        assertEquals(Optional.of("0"), facts.value("GuestMemoryBalloon"));
    }
}
