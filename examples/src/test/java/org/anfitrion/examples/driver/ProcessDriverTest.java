package org.anfitrion.examples.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.anfitrion.api.ConnectOptions;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.connection.GuestsOnClose;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.spi.Deadline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes through the handles that an application uses, and what the contract cannot know of them. */
@Timeout(60)
class ProcessDriverTest {

    @TempDir
    Path directory;

    private Hypervisor connect() {
        return Hypervisors.connect(
                ProcessBackend.uri(directory), ConnectOptions.defaults().guestsOnClose(GuestsOnClose.DESTROY));
    }

    private DomainSpec spec(String script) throws IOException {
        Path program = Files.writeString(directory.resolve("program"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return DomainSpec.named("web")
                .boot(Boot.init(program.toString(), "one *", ""))
                .console(ConsoleSpec.paravirtual())
                .build();
    }

    private static Path file(Path directory, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void aProcessIsADomainLikeAnyOther() {
        try (Hypervisor host = connect()) {
            Domain parrot = host.domains()
                    .define(DomainSpec.named("parrot")
                            .boot(Boot.init("/bin/cat"))
                            .console(ConsoleSpec.paravirtual())
                            .build());
            parrot.start();
            parrot.console().send("hello\n");
            parrot.console().expect("hello", Duration.ofSeconds(10));
            parrot.shutdown().await(Duration.ofSeconds(10));
            assertEquals(DomainState.SHUT_OFF, parrot.state());
        }
    }

    @Test
    void aProgramRunsWithItsArgumentsAndTalks() throws IOException {
        try (Hypervisor host = connect()) {
            Domain web = host.domains()
                    .define(spec("echo \"args: $# $*\"; read line; echo \"heard $line\"; exec sleep 600"));
            web.start();
            web.console().expect("args: 2 one *", Duration.ofSeconds(10));
            web.console().send("hello\n");
            web.console().expect("heard hello", Duration.ofSeconds(10));
            web.shutdown().await(Duration.ofSeconds(10));
            assertEquals(DomainState.SHUT_OFF, web.state());
        }
    }

    @Test
    void whatAProgramStartsEndsWithIt() throws IOException {
        try (Hypervisor host = connect()) {
            Domain web = host.domains().define(spec("sleep 600 & echo \"child $!.\"; wait"));
            web.start();
            String child = web.console()
                    .expect(Pattern.compile("child [0-9]+\\."), Duration.ofSeconds(10))
                    .text();
            long pid = Long.parseLong(child.replaceAll("\\D", ""));
            web.destroy();
            OsProcess.await(
                    () -> OsProcess.of(pid).flatMap(OsProcess::state).isEmpty(),
                    Failure.to("end", "process " + pid),
                    Deadline.after(Duration.ofSeconds(10)));
        }
    }

    @Test
    void aProgramThatIsNotThereIsNotStarted() {
        try (Hypervisor host = connect()) {
            Domain web = host.domains()
                    .define(DomainSpec.named("web").boot(Boot.init("/no/such")).build());
            BackendFailureException e = assertThrows(BackendFailureException.class, web::start);
            assertEquals("cannot start domain 'web': /no/such is not a program", e.getMessage());
        }
    }

    @Test
    void aProcessWithADiskIsRefusedBeforeAnythingIsMade() throws IOException {
        DomainSpec spec =
                spec("").toBuilder().disk(DiskSpec.file("/srv/disk.raw")).build();
        try (Hypervisor host = connect()) {
            assertThrows(
                    UnsupportedCapabilityException.class, () -> host.domains().define(spec));
            assertEquals(List.of(), host.domains().list());
        }
    }

    @Test
    void whatSomebodyElseWroteIntoTheFileSurvivesAnUpdate() throws IOException {
        try (Hypervisor host = connect()) {
            Domain web = host.domains().define(spec(""));
            Path file = file(directory, ".domain");
            Files.writeString(file, Files.readString(file) + "colour=green\n");
            web.update(builder -> builder.cpus(2));
            assertTrue(Files.readAllLines(file).contains("colour=green"), () -> "it is gone from " + file);
        }
    }

    @Test
    void theEphemeralDomainOfAProgramThatCrashedIsEndedByTheNextThatConnects() throws IOException {
        DomainSpec spec = spec("exec sleep 600");
        try (Hypervisor host = connect()) {
            Domain web = host.domains().define(spec);
            web.start();
            Path run = file(directory, ".run");
            String[] lines = Files.readString(run).split("\n", 2);
            Files.writeString(run, lines[0] + " " + Integer.MAX_VALUE + " 1\n" + lines[1]);
            connect().close();
            assertEquals(DomainState.SHUT_OFF, web.state());
        }
    }

    @Test
    void autostartStartsADomainOnceAfterTheMachineHasStarted() throws IOException {
        try (Hypervisor host = connect()) {
            Domain web = host.domains().define(spec("exec sleep 600"));
            web.autostart(true);
            connect().close();
            assertEquals(DomainState.SHUT_OFF, web.state());
            Files.writeString(directory.resolve(".boot"), "another time");
            try (Hypervisor first = connect()) {
                Optional<Domain> started = first.domains().find("web");
                assertEquals(DomainState.RUNNING, started.orElseThrow().state());
            }
        }
    }
}
