package org.anfitrion.driver.vbox;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ServiceLoader;
import org.anfitrion.api.connection.Credentials;
import org.anfitrion.api.connection.GuestsOnClose;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.DriverUnavailableException;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.HypervisorDriver;
import org.anfitrion.spi.OpenContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VboxDriverTest {

    @TempDir
    private Path folder;

    private static <X extends HypervisorException> X refused(Class<X> type, String uri) {
        OpenContext context = new OpenContext(
                Deadline.after(Duration.ofMinutes(1)),
                false,
                Credentials.none(),
                GuestsOnClose.KEEP,
                DataSize.mebibytes(1));
        return assertThrows(
                type,
                () -> new VboxDriver().open(HypervisorUri.parse(uri), context).close());
    }

    /** A program that prints something. */
    private String program(String prints) throws IOException {
        Path program = folder.resolve("VBoxManage");
        Files.writeString(program, "#!/bin/sh\ncat <<'END'\n" + prints + "\nEND\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return "vbox:///?executable=" + program + "&home=" + folder;
    }

    @Test
    void theDriverIsFoundByItsScheme() {
        assertTrue(ServiceLoader.load(HypervisorDriver.class).stream()
                .map(ServiceLoader.Provider::get)
                .anyMatch(driver -> driver.info().schemes().contains("vbox")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vbox://host/",
                "vbox+ssh:///",
                "vbox:///system",
                "vbox:///?nonsense=1",
                "vbox:///?home=relative",
                "vbox:///?executable=VBoxManage"
            })
    void aUriThatCannotBeMeantIsRefused(String uri) {
        refused(InvalidSpecException.class, uri);
    }

    @Test
    void aMissingProgramIsNamed() {
        DriverUnavailableException thrown =
                refused(DriverUnavailableException.class, "vbox:///?executable=/no/such/VBoxManage");
        assertTrue(thrown.getMessage().contains("/no/such/VBoxManage"), thrown::getMessage);
    }

    @Test
    void aVersionThatIsTooOldIsTold() throws IOException {
        DriverUnavailableException thrown =
                refused(DriverUnavailableException.class, program("WARNING: no vboxdrv\n5.2.44r139111"));
        assertAll(
                () -> assertTrue(thrown.getMessage().contains("5.2.44r139111"), thrown::getMessage),
                () -> assertTrue(thrown.getMessage().contains("6.1"), thrown::getMessage));
    }

    @Test
    void aProgramThatIsNotVBoxManageIsNoBackend() throws IOException {
        BackendFailureException thrown = refused(BackendFailureException.class, program("hello"));
        assertTrue(thrown.getMessage().contains("hello"), thrown::getMessage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.1.50r161033", "7.0.20_Debianr163906", "7.2.22_Debianr175245", "8.0.0r1"})
    void versionsFromTheOldestOnAreTaken(String printed) {
        Version version = Version.find("WARNING: The vboxdrv kernel module is not loaded.\n" + printed + "\n")
                .orElseThrow();
        assertAll(
                () -> assertEquals(printed, version.text()), () -> assertTrue(version.compareTo(Version.OLDEST) >= 0));
    }

    @Test
    void theLongestPathOfASocketIsNotTooLongForOne() {
        String name = "x".repeat(200);
        Path path = new SerialSockets(Path.of("/srv", name))
                .path(java.util.UUID.fromString("11111111-1111-4111-8111-111111111111"), 3);
        assertTrue(path.toString().length() <= 103, path::toString);
    }
}
