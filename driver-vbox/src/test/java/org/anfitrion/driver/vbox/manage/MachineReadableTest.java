package org.anfitrion.driver.vbox.manage;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.anfitrion.driver.vbox.Transcripts;
import org.junit.jupiter.api.Test;

class MachineReadableTest {

    private final MachineReadable running = MachineReadable.parse(Transcripts.printed("showvminfo-running.txt"));

    private static String value(MachineReadable facts, String name) {
        return facts.value(name).orElse("nothing");
    }

    @Test
    void aRunningMachineTellsItsStateAndSession() {
        assertAll(
                () -> assertEquals("running", value(running, "VMState")),
                () -> assertEquals("headless", value(running, "SessionName")),
                () -> assertEquals("32", value(running, "memory")));
    }

    @Test
    void aMachineThatIsOffHasNoSession() {
        MachineReadable off = MachineReadable.parse(Transcripts.printed("showvminfo-poweroff.txt"));
        assertAll(
                () -> assertEquals("poweroff", value(off, "VMState")),
                () -> assertEquals(Optional.empty(), off.value("SessionName")));
    }

    @Test
    void quotationMarksInValuesAreTheValues() {
        assertEquals("web \"one\" ü", value(running, "name"));
    }

    @Test
    void aDescriptionOfManyLinesIsOneValueAndNothingElse() {
        assertAll(
                () -> assertEquals("first line\nkey=\"value\"\nthird", value(running, "description")),
                () -> assertEquals(Optional.empty(), running.value("key")));
    }

    @Test
    void namesOfSnapshotsHaveTheirMarksAsTheyAre() {
        assertAll(
                () -> assertEquals("first \"one\"", value(running, "SnapshotName")),
                () -> assertEquals("line one\nline \"two\"", value(running, "SnapshotDescription")),
                () -> assertEquals("warm", value(running, "SnapshotName-1-1")));
    }

    @Test
    void aMarkThatIsNeverClosedTakesNoOtherLineAway() {
        MachineReadable odd = MachineReadable.parse("SnapshotName=\"a\"b\"\nSnapshotUUID=\"u\"\nVMState=\"saved\"\n");
        assertAll(
                () -> assertEquals("a\"b", value(odd, "SnapshotName")),
                () -> assertEquals("u", value(odd, "SnapshotUUID")),
                () -> assertEquals("saved", value(odd, "VMState")));
    }

    @Test
    void namesInMarksSecondEqualsSignsAndTailsAreRead() {
        MachineReadable odd = MachineReadable.parse(
                "\"a=b-0-0\"=\"none\"\nVRDEClients==0\n rec_screen0\nVideoMode=\"720,400,0\"@0,0 1\nlast=1");
        assertAll(
                () -> assertEquals("none", value(odd, "a=b-0-0")),
                () -> assertEquals("0", value(odd, "VRDEClients")),
                () -> assertEquals("\"720,400,0\"@0,0 1", value(odd, "VideoMode")),
                () -> assertEquals("1", value(odd, "last")),
                () -> assertEquals(List.of("a=b-0-0", "VRDEClients", "VideoMode", "last"), odd.names()));
    }

    @Test
    void whatOccursTwiceIsThereTwice() {
        assertEquals(
                List.of("1", "2"),
                MachineReadable.parse("Forwarding=1\nForwarding=2\n").all("Forwarding"));
    }

    @Test
    void nothingIsReadFromNothing() {
        assertEquals(List.of(), MachineReadable.parse("").names());
    }
}
