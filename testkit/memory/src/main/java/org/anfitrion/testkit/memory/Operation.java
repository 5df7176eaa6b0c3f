package org.anfitrion.testkit.memory;

import java.util.Locale;
import org.anfitrion.spi.PowerAction;

/** What a program can ask of the in-memory hypervisor, and where {@link Faults} can strike. */
public enum Operation {
    /** Open a session. */
    CONNECT(false, "connect to"),
    /** Read facts about the host. */
    HOST_INFO(false, "describe"),
    /** Ask for a sign of life. */
    PING(false, "reach"),
    /** List domains. */
    LIST(false, "list"),
    /** Look one domain up. */
    FIND(false, "look up"),
    /** Make a domain that is kept. */
    DEFINE(true, "define"),
    /** Start a domain that is not kept, transient or ephemeral. */
    CREATE(true, "create"),
    /** Read a configuration. */
    READ(false, "read the configuration of"),
    /** Change a configuration. */
    UPDATE(true, "update"),
    /** Turn a domain on. */
    START(true, "start"),
    /** Stop its CPUs. */
    SUSPEND(true, "suspend"),
    /** Let its CPUs go on. */
    RESUME(true, "resume"),
    /** Ask the guest to shut down. */
    SHUTDOWN(true, "shut down"),
    /** Ask the guest to reboot. */
    REBOOT(true, "reboot"),
    /** Push the reset button. */
    RESET(true, "reset"),
    /** Pull the plug. */
    DESTROY(true, "destroy"),
    /** Set whether a domain starts with its host. */
    AUTOSTART(true, "set autostart of"),
    /** Remove a configuration. */
    REMOVE(true, "remove"),
    /** Find where to begin on a console. */
    CONSOLE_ATTACH(false, "attach to the console of"),
    /** Read a console. */
    CONSOLE_READ(false, "read the console of"),
    /** Type on a console. */
    CONSOLE_WRITE(true, "write to the console of"),
    /** Register for events. */
    SUBSCRIBE(false, "subscribe to events of"),
    /** Define a domain from native text. */
    NATIVE_DEFINE(true, "define natively"),
    /** Pass a raw call to a domain. */
    NATIVE_CALL(true, "pass a raw call to");

    private final boolean changing;
    private final String verb;

    Operation(boolean changing, String verb) {
        this.changing = changing;
        this.verb = verb;
    }

    /**
     * Tells whether it can change anything: a read-only session refuses it, and a lost answer leaves its outcome unknown.
     *
     * @return true if so
     */
    public boolean changes() {
        return changing;
    }

    String verb() {
        return verb;
    }

    static Operation of(PowerAction action) {
        return switch (action) {
            case START -> START;
            case SUSPEND -> SUSPEND;
            case RESUME -> RESUME;
            case SHUTDOWN -> SHUTDOWN;
            case REBOOT -> REBOOT;
            case RESET -> RESET;
            case DESTROY -> DESTROY;
        };
    }

    /** Returns the name in lower case with spaces, such as {@code console write}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
