package org.anfitrion.driver.lxc.liblxc;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.support.Command;

/**
 * How liblxc's programs are started. What this process ignores, as one does that was started in the background or by nohup, they and
 * what they start in a container would ignore too, and a first process could not be asked to restart: GNU's env begins anew, where
 * it is and something is ignored.
 */
final class Launcher {

    private static final List<String> RESET = List.of("env", "--default-signal");

    private Launcher() {}

    /** Looked for once, when it is needed first. */
    private static final class Known {
        static final boolean RESETS = Processes.ignoresSignals() && envResets();
    }

    /** The words by which a program is started. */
    static List<String> words(List<String> program) {
        return Known.RESETS ? Stream.concat(RESET.stream(), program.stream()).toList() : program;
    }

    /** The program as a command. */
    static Command command(String program) {
        List<String> words = words(List.of(program));
        return Command.of(words.get(0)).arguments(words.subList(1, words.size()));
    }

    private static boolean envResets() {
        try {
            return Command.of("env", "--default-signal", "true")
                            .run(Deadline.after(Duration.ofSeconds(30)))
                            .exitCode()
                    == 0;
        } catch (HypervisorException e) {
            return false; // there is no env at all
        }
    }
}
