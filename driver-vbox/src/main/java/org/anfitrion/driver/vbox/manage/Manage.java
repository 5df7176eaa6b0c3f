package org.anfitrion.driver.vbox.manage;

import com.google.common.util.concurrent.Striped;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import org.anfitrion.api.error.Failure;
import org.anfitrion.spi.support.Command;

/**
 * VBoxManage, as a program to run: every call is a process with its own arguments, never a shell. Thread-safe.
 *
 * <p>A call takes 20 to 70 ms, and starts VBoxSVC if that does not run. Messages are in the locale {@code C.UTF-8}, see {@link
 * Command}.
 */
public final class Manage {

    /** By server and machine: all sessions of this process know of each other. */
    private static final Striped<ReadWriteLock> TURNS = Striped.readWriteLock(64);

    /** Commands after which the server writes the settings of the machine that is their first argument. */
    private static final Set<String> WRITE_SETTINGS =
            Set.of("controlvm", "modifyvm", "setextradata", "sharedfolder", "snapshot", "storageattach", "storagectl");

    private final Path executable;
    private final Map<String, String> environment;
    private final Gate gate;
    private final AtomicLong calls = new AtomicLong();

    /**
     * Prepares calls.
     *
     * @param executable the path of VBoxManage
     * @param environment what is to be in its environment, such as {@code VBOX_USER_HOME}
     * @param gate asked before each call
     */
    public Manage(Path executable, Map<String, String> environment, Gate gate) {
        this.executable = executable;
        this.environment = Map.copyOf(environment);
        this.gate = gate;
    }

    /**
     * Begins a call.
     *
     * @param operation what it is for, an infinitive: {@code start}
     * @param target on what: {@code domain 'web'}
     * @return the call
     */
    public ManageCall to(String operation, String target) {
        return to(Failure.to(operation, target));
    }

    /**
     * Begins a call.
     *
     * @param attempt what it is for, still without a reason
     * @return the call
     */
    public ManageCall to(Failure attempt) {
        return new ManageCall(this, attempt);
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
     * Returns what every call asks first.
     *
     * @return the gate
     */
    public Gate gate() {
        return gate;
    }

    /**
     * What a call has to hold while it runs. VirtualBox's server (7.2.22) dies of a null pointer, in its thread TakeSnap, if
     * anything has it write the machine's settings while a snapshot of the machine is taken: to write them, it throws away what
     * it wanted to compare the drives with afterwards.
     */
    Optional<Lock> turn(List<String> words) {
        if (words.size() < 2 || !WRITE_SETTINGS.contains(words.get(0))) {
            return Optional.empty();
        }
        ReadWriteLock turns = TURNS.get(List.of(environment, words.get(1)));
        boolean takes = words.get(0).equals("snapshot")
                && words.size() > 2
                && words.get(2).equals("take");
        return Optional.of(takes ? turns.writeLock() : turns.readLock());
    }

    Command command() {
        calls.incrementAndGet();
        Command command = Command.of(executable.toString()).installedBy("VirtualBox (Debian's package virtualbox)");
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            command = command.environment(variable.getKey(), variable.getValue());
        }
        return command;
    }
}
