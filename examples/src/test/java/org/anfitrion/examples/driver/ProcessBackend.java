package org.anfitrion.examples.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.testkit.contract.Backend;
import org.anfitrion.testkit.contract.BootableGuest;

/** What the contract has to know of this driver: a program that runs, and one that talks. */
final class ProcessBackend {

    private ProcessBackend() {}

    static Backend make() throws IOException {
        Path directory = Files.createTempDirectory("process-driver");
        Path talker = Files.writeString(directory.resolve("talker"), "#!/bin/sh\necho READY\nexec cat\n");
        Files.setPosixFilePermissions(talker, PosixFilePermissions.fromString("rwx------"));
        return Backend.of("process", new ProcessDriver(), "process://" + directory)
                .domains(domain -> domain.boot(Boot.kernel("/bin/sleep").commandLine("600")))
                .guest(BootableGuest.of(
                                domain -> domain.boot(Boot.kernel(talker)).console(ConsoleSpec.paravirtual()))
                        .says("READY")
                        .begins("READY\n")
                        .within(Duration.ofSeconds(10))
                        .listens()
                        .echoes())
                .refuses("process:", InvalidSpecException.class)
                .refuses("process://elsewhere/srv", InvalidSpecException.class)
                .tries(10)
                .afterwards(() -> delete(directory))
                .build();
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
