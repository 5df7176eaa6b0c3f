package org.anfitrion.driver.openvz.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.DriverUnavailableException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.ResourceBusyException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.support.Command;
import org.anfitrion.spi.support.CommandResult;
import org.junit.jupiter.api.Test;

/** Exit codes mean what the family of tools says they mean. */
class DialectTest {

    private static final Failure ATTEMPT = Failure.to("start", "container '101'");

    private static HypervisorException failed(Dialect dialect, String program, int code, String words) {
        CommandResult result = Command.of("sh", "-c", "printf '%s' \"$1\" >&2; exit " + code, "sh", words)
                .run(Deadline.after(Duration.ofMinutes(1)));
        return dialect.failed(program, result, ATTEMPT);
    }

    @Test
    void aLockedContainerIsBusyInBoth() {
        for (Dialect dialect : List.of(Dialect.LEGACY, Dialect.SEVEN)) {
            HypervisorException thrown = failed(dialect, "vzctl", 9, "Container already locked");
            assertInstanceOf(ResourceBusyException.class, thrown);
            assertEquals(9, thrown.nativeError().orElseThrow().code());
            assertTrue(thrown.getMessage().contains("Container already locked"), thrown.getMessage());
        }
    }

    @Test
    void oneNumberMeansTwoThings() {
        assertInstanceOf(BackendFailureException.class, failed(Dialect.LEGACY, "vzctl", 131, ""));
        assertInstanceOf(UnsupportedCapabilityException.class, failed(Dialect.SEVEN, "vzctl", 131, ""));
        assertTrue(failed(Dialect.LEGACY, "vzctl", 130, "").getMessage().contains("veth"));
        assertTrue(failed(Dialect.SEVEN, "vzctl", 136, "").getMessage().contains("veth"));
        assertInstanceOf(DriverUnavailableException.class, failed(Dialect.SEVEN, "vzctl", 12, ""));
    }

    @Test
    void aCodeWithoutWordsIsExplained() {
        assertTrue(failed(Dialect.LEGACY, "vzctl", 91, "").getMessage().contains("template"));
        assertInstanceOf(NotFoundException.class, failed(Dialect.LEGACY, "vzctl", 14, ""));
        assertInstanceOf(AlreadyExistsException.class, failed(Dialect.LEGACY, "vzctl", 44, ""));
        assertInstanceOf(InvalidStateException.class, failed(Dialect.LEGACY, "vzctl", 105, ""));
    }

    @Test
    void vzmigrateHasNumbersOfItsOwn() {
        assertInstanceOf(AlreadyExistsException.class, failed(Dialect.LEGACY, "vzmigrate", 9, ""));
        assertInstanceOf(AlreadyExistsException.class, failed(Dialect.SEVEN, "vzmigrate", 45, ""));
        assertInstanceOf(InvalidStateException.class, failed(Dialect.LEGACY, "vzmigrate", 2, ""));
        assertInstanceOf(BackendFailureException.class, failed(Dialect.SEVEN, "vzmigrate", 2, ""));
        assertInstanceOf(ResourceBusyException.class, failed(Dialect.LEGACY, "vzmigrate", 20, ""));
        assertInstanceOf(ResourceBusyException.class, failed(Dialect.SEVEN, "vzmigrate", 3, ""));
        assertInstanceOf(UnsupportedCapabilityException.class, failed(Dialect.LEGACY, "vzmigrate", 18, ""));
        assertInstanceOf(UnsupportedCapabilityException.class, failed(Dialect.SEVEN, "vzmigrate", 56, ""));
        assertTrue(failed(Dialect.LEGACY, "vzmigrate", 4, "").getMessage().contains("ssh"));
    }

    @Test
    void theWordsOfAMigrationAreWholeWords() {
        assertEquals(
                List.of("vzmigrate", "-r", "yes", "--online", "--ssh=-p 22 -o X=y", "there", "101"),
                Dialect.LEGACY.migrate("101", "there", "-p 22 -o X=y", true, true));
        assertEquals(
                List.of("vzmigrate", "-r", "no", "root@there", "id"),
                Dialect.SEVEN.migrate("id", "root@there", "", false, false));
    }

    @Test
    void prlctlTellsMostThingsInWordsOnly() {
        assertInstanceOf(
                NotFoundException.class,
                failed(
                        Dialect.SEVEN,
                        "prlctl",
                        255,
                        "Failed to get VM config: The virtual machine could not be found."));
        assertInstanceOf(
                InvalidStateException.class, failed(Dialect.SEVEN, "prlctl", 255, "The CT is already running."));
        assertInstanceOf(DriverUnavailableException.class, failed(Dialect.SEVEN, "prlctl", 253, ""));
        assertInstanceOf(InvalidStateException.class, failed(Dialect.SEVEN, "prlctl", 254, ""));
        // 9 is vzctl's code for a lock, and not prlctl's.
        assertInstanceOf(BackendFailureException.class, failed(Dialect.SEVEN, "prlctl", 9, "something else"));
    }
}
