package org.anfitrion.driver.lxc.liblxc;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;

/**
 * What ends an ephemeral container when this process ends, however that happens: a shell that reads from it until there is nobody
 * any more who could write, and kills the container then. It is told which run it is about, as another container may have the name by
 * then. Thread-safe.
 */
final class Lifeline implements AutoCloseable {

    /** The name and the folder are its arguments, and no part of this text. The 22nd field of a process' stat is its start: proc(5). */
    private static final String SCRIPT = """
        read -r pid start
        cat >/dev/null
        tries=10
        if [ -n "$pid" ]; then
            tries=1
            read -r stat </proc/"$pid"/stat || exit 0
            set -- "$1" "$2" ${stat##*) }
            [ "${22}" = "$start" ] && [ "$3" != Z ] || exit 0
        fi
        while [ "$tries" -gt 0 ] && ! lxc-stop --kill --name="$1" --lxcpath="$2"; do
            tries=$((tries - 1))
            sleep 1
        done
        """;

    private final Process shell;

    private volatile String monitor = "";

    private Lifeline(Process shell) {
        this.shell = shell;
    }

    /** Holds a container that is about to be started. */
    static Lifeline of(String name, Path lxcPath, Failure attempt) {
        try {
            // In a session of its own it does not hear what a terminal tells this process.
            return new Lifeline(
                    new ProcessBuilder("setsid", "sh", "-c", SCRIPT, "anfitrion-lifeline", name, lxcPath.toString())
                            .redirectOutput(Redirect.DISCARD)
                            .redirectError(Redirect.DISCARD)
                            .start());
        } catch (IOException e) {
            throw new BackendFailureException(attempt.because("nothing can watch over it: " + e.getMessage())
                    .causedBy(e));
        }
    }

    /** Says which run it is about, by the identity of the process of liblxc's that watches over it. */
    void tell(String watcher, Failure attempt) {
        monitor = watcher;
        try {
            OutputStream to = shell.getOutputStream();
            to.write((watcher.replace(':', ' ') + "\n").getBytes(StandardCharsets.US_ASCII));
            to.flush();
        } catch (IOException e) {
            throw new BackendFailureException(attempt.because("nothing watches over it any more: " + e.getMessage())
                    .causedBy(e));
        }
    }

    /** Tells whether the run that it is about goes on. */
    boolean isNeeded() {
        return Processes.isThere(monitor);
    }

    /** Lets go: the container has ended. */
    @Override
    public void close() {
        shell.destroyForcibly();
    }
}
