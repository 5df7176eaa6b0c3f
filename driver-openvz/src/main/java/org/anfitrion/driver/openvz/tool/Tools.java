package org.anfitrion.driver.openvz.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.anfitrion.api.error.Failure;
import org.anfitrion.spi.support.Command;

/**
 * OpenVZ's programs, and a few of every Linux, on the host: each call is a process with its own arguments, never a line for a shell
 * that a user's data could be part of. Thread-safe.
 */
public final class Tools {

    private final Place place;
    private final Gate gate;
    private final AtomicLong calls = new AtomicLong();

    /**
     * Prepares calls.
     *
     * @param place where they run
     * @param gate asked before each call
     */
    public Tools(Place place, Gate gate) {
        this.place = place;
        this.gate = gate;
    }

    /**
     * Begins a call.
     *
     * @param attempt what it is for, still without a reason
     * @return the call
     */
    public ToolCall to(Failure attempt) {
        return new ToolCall(this, attempt);
    }

    /**
     * Returns the same for what has to be brought to its end, even if the session is closed meanwhile.
     *
     * @return tools that ask nobody first
     */
    public Tools ungated() {
        return new Tools(place, new Gate() {
            @Override
            public void admit(Failure attempt, boolean changes) {
                // it was let through when it began
            }

            @Override
            public boolean isClosed() {
                return false;
            }

            @Override
            public void lost() {
                gate.lost();
            }
        });
    }

    /**
     * Returns where the programs run.
     *
     * @return the place
     */
    public Place place() {
        return place;
    }

    /**
     * Returns what every call asks first.
     *
     * @return the gate
     */
    public Gate gate() {
        return gate;
    }

    /**
     * Counts the processes that were started.
     *
     * @return how many since this was made
     */
    public long calls() {
        return calls.get();
    }

    /**
     * Returns the words of a process of this machine.
     *
     * @param words a program of OpenVZ by its name, or any other by its path, and its arguments
     * @return the program to start and its arguments
     */
    public List<String> words(List<String> words) {
        calls.incrementAndGet();
        List<String> named = new ArrayList<>(words);
        if (isTool(named.get(0))) {
            named.set(0, place.tool(named.get(0)));
        }
        return place.reached(named);
    }

    /**
     * Returns the words of a process of this machine that has a terminal on the host.
     *
     * @param words a program of OpenVZ by its name and its arguments
     * @return the program to start and its arguments
     */
    public List<String> terminal(List<String> words) {
        calls.incrementAndGet();
        List<String> named = new ArrayList<>(words);
        named.set(0, place.tool(named.get(0)));
        return place.terminal(named);
    }

    private static boolean isTool(String name) {
        return name.startsWith("vz") || name.equals("prlctl");
    }

    Command command(List<String> words) {
        List<String> here = words(words);
        Command command = Command.of(here.get(0)).arguments(here.subList(1, here.size()));
        return place.isRemote()
                ? command.installedBy("the package openssh-client")
                : command.installedBy("OpenVZ (its packages vzctl and prlctl)");
    }
}
