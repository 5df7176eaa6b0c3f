package org.anfitrion.libvirt;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.libvirt.wire.DomainReference;
import org.anfitrion.libvirt.wire.LibvirtError;
import org.anfitrion.libvirt.wire.WireConnection;
import org.anfitrion.libvirt.xml.Dialect;
import org.anfitrion.spi.Deadline;
import org.libvirt.jna.DomainPointer;

/** What libvirt's driver for containers wants done otherwise than its others. Thread-safe. */
final class Containers {

    private static final Logger LOG = System.getLogger("org.anfitrion.libvirt.guests");

    private static final int OPERATION_FAILED = 9;
    private static final int SYSTEM_ERROR = 38;
    private static final int OPERATION_INVALID = 55;

    /** How long it is tried to freeze a container; libvirt itself gives up after a second. */
    private static final Duration FREEZING = Duration.ofSeconds(20);

    /** How often a container is started until libvirt hears of it. */
    private static final int STARTING = 5;

    /** How long libvirt may take to hear of a container that has started: a millisecond, on a machine at rest. */
    private static final Duration HEARING = Duration.ofSeconds(1);

    private final Calls calls;
    private final Consoles consoles;
    private final boolean present;
    private final Set<UUID> askedToRestart = ConcurrentHashMap.newKeySet();

    /**
     * Looks after containers.
     *
     * @param present whether there are any; if not, nothing is ever done
     */
    Containers(Calls calls, Consoles consoles, boolean present) {
        this.calls = calls;
        this.consoles = consoles;
        this.present = present;
    }

    /** One start; says whether it is for good. */
    interface Start {
        DomainReference go();

        /** Gives back what a start that was in vain has made. */
        default void undone(DomainReference domain) {
            // it is the caller's
        }
    }

    /**
     * Starts until libvirt hears of the container. It connects to the process that serves the container before it is ready to
     * understand it, and what it is told too early it drops, and the connection with it ({@code virLXCMonitorNew}, 9.0):
     * then it can neither signal the container, nor plug anything in, nor does it learn of its end. Of twelve starts that
     * happens to one on a busy machine; nothing but a new start helps.
     */
    DomainReference started(WireConnection wire, Start start, Attempt attempt) {
        for (int tries = STARTING; ; tries--) {
            DomainReference domain = start.go();
            if (!present || isHeard(wire, domain, attempt)) {
                return domain;
            }
            int unused = domain.ending(wire.library()::virDomainDestroy);
            start.undone(domain);
            if (tries == 1) {
                throw new BackendFailureException(attempt.failure()
                        .because("libvirt lost its connection to the container at each of " + STARTING + " starts"));
            }
        }
    }

    private static boolean isHeard(WireConnection wire, DomainReference domain, Attempt attempt) {
        Deadline heard = Deadline.after(HEARING);
        // A signal that is none asks only whether there is somebody to send it to.
        while (wire.library().virDomainSendProcessSignal(domain.pointer(), 1, 0, 0) < 0) {
            if (!isEarly(LibvirtError.last(wire.library()))) {
                return true; // it has ended already, and libvirt knows
            }
            if (heard.hasPassed()) {
                return false;
            }
            Pauses.pause(heard, attempt);
        }
        return true;
    }

    /** It knows no process yet, or that of the run before. */
    private static boolean isEarly(LibvirtError error) {
        return error.is(SYSTEM_ERROR)
                || (error.is(OPERATION_INVALID) && error.message().contains("Init pid"));
    }

    /**
     * Asks a container to end or to restart. Nothing but its first process can do that, and of signals it hears those only
     * that it has asked for. libvirt's own shutdown writes into System V's pipe, and says that all is well if there is none
     * ({@code lxcDomainShutdownFlags}, 9.0).
     */
    void ask(
            WireConnection wire, DomainReference domain, Dialect.FirstProcess first, boolean restart, Attempt attempt) {
        int number = restart
                ? first.restart()
                        .orElseThrow(() -> new UnsupportedCapabilityException(
                                attempt.failure().because(noRestart(first))))
                : first.off();
        if (restart) {
            askedToRestart.add(domain.uuid());
        }
        boolean asked = false;
        try {
            Inventory.check(wire, wire.library().virDomainSendProcessSignal(domain.pointer(), 1, number, 0), attempt);
            asked = true;
        } finally {
            if (!asked) {
                askedToRestart.remove(domain.uuid());
            }
        }
    }

    static String noRestart(Dialect.FirstProcess first) {
        return "no signal asks its first process, " + first.program() + ", to restart";
    }

    /**
     * Freezes a container. libvirt freezes the process that serves it its /proc/meminfo together with it: who reads that just
     * then waits for it where nothing can be frozen, and after a second libvirt gives up. Between two tries the answer needs
     * a moment to come.
     */
    void suspend(WireConnection wire, DomainPointer domain, Attempt attempt) {
        Deadline patience = Deadline.after(FREEZING);
        while (wire.library().virDomainSuspend(domain) < 0) {
            LibvirtError error = LibvirtError.last(wire.library());
            if (!present || patience.hasPassed() || !error.is(OPERATION_FAILED)) {
                throw wire.failed(attempt, error);
            }
            Pauses.pause(patience, attempt);
        }
    }

    /** A container that restarts is another process with other consoles, for one that reads them it is the same run. */
    void restarted(UUID uuid, String name) {
        Attempt attempt = new Attempt("follow the restart of", "domain '" + name + "'", false);
        try {
            calls.read(attempt, wire -> {
                try (DomainReference domain = wire.lookUp(uuid).orElse(null)) {
                    if (domain != null
                            && askedToRestart.remove(uuid)
                            && wire.library().virDomainIsPersistent(domain.pointer()) == 1
                            && !isHeard(wire, domain, attempt)) {
                        int unused = domain.ending(wire.library()::virDomainDestroy);
                        started(wire, () -> again(wire, domain, attempt), attempt);
                    }
                }
                try (DomainReference domain = wire.lookUp(uuid).orElse(null)) {
                    if (domain != null && wire.library().virDomainIsActive(domain.pointer()) == 1) {
                        consoles.continueRun(wire, domain, attempt);
                    }
                }
                return true;
            });
        } catch (HypervisorException e) {
            // The session ended, or the container could not be started again and is off now.
            LOG.log(Level.WARNING, "a restart was not looked after", e);
        }
    }

    private static DomainReference again(WireConnection wire, DomainReference domain, Attempt attempt) {
        Inventory.check(wire, wire.library().virDomainCreateWithFlags(domain.pointer(), 0), attempt);
        return domain;
    }
}
