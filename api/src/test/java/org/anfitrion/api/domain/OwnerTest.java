package org.anfitrion.api.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.anfitrion.api.error.InvalidSpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnerTest {

    /** More than any Linux gives out: pid_max is at most 2^22. */
    private static final long NOBODY = 1L << 40;

    private final Owner self = Owner.thisProcess("test farm");

    @Test
    void theRunOfThisProcessGoesOn() {
        assertEquals("test farm", self.program());
        assertEquals(ProcessHandle.current().pid(), self.pid());
        assertFalse(self.isOver());
    }

    @Test
    void aRunWhoseProcessIsGoneIsOver() {
        assertTrue(new Owner("farm", self.machine(), NOBODY, self.started()).isOver());
    }

    @Test
    void aRunWhoseProcessNumberWasGivenToAnotherIsOver() {
        assertTrue(new Owner("farm", self.machine(), self.pid(), self.started() + 5_000).isOver());
    }

    @Test
    void aRunWhoseStartIsNotKnownIsJudgedByItsNumberAlone() {
        assertFalse(new Owner("farm", self.machine(), self.pid(), 0).isOver());
    }

    @Test
    void aRunOfBeforeTheLastBootIsOver() {
        String machine = self.machine().substring(0, self.machine().indexOf('.') + 1);
        assertTrue(new Owner("farm", machine + "ffffffffffff", self.pid(), self.started()).isOver());
    }

    @Test
    void aRunOnAnotherMachineIsNeverKnownToBeOver() {
        assertFalse(new Owner("farm", "elsewhere.0", NOBODY, 1).isOver());
    }

    @Test
    void anOwnerIsReadAsItWasWritten() {
        assertEquals(Optional.of(self), Owner.parse(self.toString()));
        assertEquals("farm / elsewhere.0 / 12 / 34", new Owner("farm", "elsewhere.0", 12, 34).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a line of somebody else",
                "farm / elsewhere / 12",
                "farm / elsewhere / twelve / 34",
                "farm / elsewhere / 12 / 34 / 56",
                "farm / two words / 12 / 34",
                "farm / elsewhere / 0 / 34",
                "farm / elsewhere / 12 / -1",
                "farm / elsewhere / 12 / then"
            })
    void anotherLineHasNoOwner(String line) {
        assertEquals(Optional.empty(), Owner.parse(line));
    }

    @Test
    void anOwnerThatCannotBeWrittenDoesNotExist() {
        assertThrows(InvalidSpecException.class, () -> new Owner("a/b", "m", 1, 0));
        assertThrows(InvalidSpecException.class, () -> new Owner("a", "m n", 1, 0));
        assertThrows(InvalidSpecException.class, () -> new Owner("a", "m", 0, 0));
        assertThrows(InvalidSpecException.class, () -> new Owner("a", "m", 1, -1));
    }

    /** A process number alone says nothing about another boot: what is in use would be swept. */
    @Test
    void aRunIsToldFromThoseOfOtherBoots() throws IOException {
        String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id"));
        String ours = self.machine().substring(self.machine().indexOf('.') + 1);
        assertTrue(ours.length() >= 12 && boot.startsWith(ours), ours);
    }

    /** Not by the clock of the day: it may be set, and the run would seem another to whoever looks after that. */
    @Test
    void theStartOfThisProcessIsCountedFromTheBoot() throws IOException {
        String uptime = Files.readString(Path.of("/proc/uptime"));
        Instant start = ProcessHandle.current().info().startInstant().orElseThrow();
        double age = Duration.between(start, Instant.now()).toMillis() / 1000.0;
        double secondsFromBoot = Double.parseDouble(uptime.substring(0, uptime.indexOf(' '))) - age;
        assertEquals(secondsFromBoot, self.started() / 100.0, 5);
    }

    @Test
    void anotherProcessSeesTheSameStart() throws IOException {
        Process child = new ProcessBuilder("sleep", "60").start();
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(child.pid()), "stat"));
            long start =
                    Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19]);
            assertFalse(new Owner("farm", self.machine(), child.pid(), start).isOver());
            assertTrue(new Owner("farm", self.machine(), child.pid(), start - 1).isOver());
        } finally {
            child.destroyForcibly();
        }
    }

    @Test
    void theLeastNumbersOfAProcessAreTaken() {
        assertEquals(1, new Owner("a", "m", 1, 0).pid());
        assertEquals(Optional.of(new Owner("farm", "m", 1, 0)), Owner.parse("farm / m / 1 / 0"));
        InvalidSpecException e = assertThrows(InvalidSpecException.class, () -> new Owner("a", "m", 0, -7));
        assertEquals("owner '0 of -7'", e.failure().target());
    }
}
