package org.anfitrion.examples.driver;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.spi.Deadline;

/**
 * One run of a domain: its process, the configuration that it was started with, and, for an ephemeral domain, the process
 * without which it must not live.
 */
record Run(OsProcess process, Definition live, Optional<OsProcess> owner) {

    static Run start(Definition definition, Path log, Optional<OsProcess> owner, Failure attempt, Deadline deadline) {
        Boot.Init init = definition.init();
        if (!Files.isExecutable(Path.of(init.program()))) {
            throw new BackendFailureException(attempt.because(init.program() + " is not a program"));
        }
        // A session of its own: a signal to its group reaches what it starts, and Ctrl-C here does not.
        List<String> command = new ArrayList<>(List.of("setsid", init.program()));
        command.addAll(init.arguments());
        try {
            Files.deleteIfExists(log);
            Process started = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output(definition, log))
                    .start();
            OsProcess process =
                    OsProcess.of(started.pid()).orElseGet(() -> new OsProcess(started.pid(), "ended already"));
            OsProcess.await(process::leadsItsGroup, attempt, deadline);
            return new Run(process, definition, owner);
        } catch (IOException e) {
            throw new BackendFailureException(
                    attempt.because(String.valueOf(e.getMessage())).causedBy(e));
        }
    }

    private static Redirect output(Definition definition, Path log) {
        File file = log.toFile();
        return definition.spec().consoles().isEmpty() ? Redirect.DISCARD : Redirect.to(file);
    }

    Optional<DomainState> state() {
        return process.state();
    }

    boolean isOrphaned() {
        return owner.isPresent() && owner.get().state().isEmpty();
    }

    /** The text of the file that keeps it for other sessions and other programs. */
    String text() {
        String head = process.pid() + " " + process.started()
                + owner.map(other -> " " + other.pid() + " " + other.started()).orElse("");
        return head + "\n" + live.text();
    }

    static Run parse(String text) {
        int end = text.indexOf('\n');
        String[] head = text.substring(0, end).split(" ");
        Optional<OsProcess> owner =
                head.length < 4 ? Optional.empty() : Optional.of(new OsProcess(Long.parseLong(head[2]), head[3]));
        return new Run(new OsProcess(Long.parseLong(head[0]), head[1]), new Definition(text.substring(end + 1)), owner);
    }
}
