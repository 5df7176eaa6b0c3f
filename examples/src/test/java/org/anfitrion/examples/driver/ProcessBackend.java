package org.anfitrion.examples.driver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.testkit.contract.Backend;
import org.anfitrion.testkit.contract.BootableGuest;

/** What the contract has to know of this driver: a program that runs, and one that talks. */
final class ProcessBackend {

    private ProcessBackend() {}

    static Backend make() {
        try {
            Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
            return make(Files.createTempDirectory(target, "guests"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Backend make(Path directory) throws IOException {
        Path talker = Files.writeString(directory.resolve("talker"), "#!/bin/sh\necho READY\nexec cat\n");
        Files.setPosixFilePermissions(talker, PosixFilePermissions.fromString("rwx------"));
        return Backend.of("process", new ProcessDriver(), uri(directory))
                .domains(domain -> domain.boot(Boot.init("/bin/sleep", "600")))
                .guest(BootableGuest.of(domain ->
                                domain.boot(Boot.init(talker.toString())).console(ConsoleSpec.paravirtual()))
                        .says("READY")
                        .begins("READY\n")
                        .within(Duration.ofSeconds(10))
                        .listens()
                        .echoes())
                .refuses("process:", InvalidSpecException.class)
                .refuses("process://elsewhere/srv", InvalidSpecException.class)
                .tries(10)
                .build();
    }

    static String uri(Path directory) {
        return "process://" + directory.toUri().getRawPath();
    }
}
