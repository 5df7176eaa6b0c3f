package org.anfitrion.testkit.memory;

import java.util.List;
import java.util.Set;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.DomainStatus;
import org.anfitrion.api.domain.StateReason;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.event.DomainLifecycleEvent.Change;
import org.anfitrion.api.event.DomainRebootEvent;
import org.anfitrion.spi.PowerAction;
import org.jspecify.annotations.Nullable;

/** Turns domains on and off and tells of it. Used under the host's lock only. */
final class PowerSwitch {

    private static final Set<DomainState> SUSPENDABLE = Set.of(DomainState.RUNNING, DomainState.SHUTTING_DOWN);

    private final HostModel model;

    PowerSwitch(HostModel model) {
        this.model = model;
    }

    void apply(MemoryDomain domain, PowerAction action, @Nullable MemorySession by) {
        if (action == PowerAction.START) {
            require(domain, action, !domain.isActive());
            start(domain, by, false);
            return;
        }
        Machine machine = domain.machine;
        if (machine == null) {
            throw wrongState(domain, action);
        }
        switch (action) {
            case SUSPEND -> {
                require(domain, action, SUSPENDABLE.contains(domain.status.state()));
                machine.pause();
                change(domain, DomainState.PAUSED, StateReason.REQUESTED);
                model.announcements().tell(domain, Change.SUSPENDED, "paused");
            }
            case RESUME -> {
                require(domain, action, domain.status.state() == DomainState.PAUSED);
                change(
                        domain,
                        machine.isShuttingDown() ? DomainState.SHUTTING_DOWN : DomainState.RUNNING,
                        machine.isShuttingDown() ? StateReason.REQUESTED : StateReason.RESUMED);
                machine.resume();
                model.announcements().tell(domain, Change.RESUMED, "unpaused");
            }
            case SHUTDOWN -> machine.requestShutdown();
            case REBOOT -> machine.requestReboot();
            case RESET -> {
                machine.boot();
                if (domain.status.state() == DomainState.SHUTTING_DOWN) {
                    change(domain, DomainState.RUNNING, StateReason.BOOTED);
                }
                Announcements announcements = model.announcements();
                announcements.announce(new DomainRebootEvent(domain.id, domain.name, announcements.now()));
            }
            case DESTROY -> stop(domain, StopCause.DESTROYED);
            case START -> throw new AssertionError("started above");
        }
    }

    void start(MemoryDomain domain, @Nullable MemorySession by, boolean ephemeral) {
        SavedMemory saved = domain.saved;
        if (saved != null) {
            goOn(domain, saved, saved.isPaused(), StopCause.SAVED, by);
            domain.saved = null;
            return;
        }
        Peripherals peripherals = prepare(domain, domain.config == null ? domain.live : domain.config);
        Machine machine = new Machine(model, domain, peripherals, by, ephemeral);
        change(domain, DomainState.RUNNING, StateReason.BOOTED);
        begin(domain, machine, peripherals, by, "booted");
        machine.boot();
    }

    /** Lets a domain boot after it was brought back. */
    void boot(MemoryDomain domain, MemorySession by, StopCause cause, boolean paused) {
        Peripherals peripherals = prepare(domain, domain.config == null ? domain.live : domain.config);
        Machine machine = new Machine(model, domain, peripherals, by, false);
        change(domain, paused ? DomainState.PAUSED : DomainState.RUNNING, cause.goesOnAs());
        begin(domain, machine, peripherals, by, cause.goesOnIn());
        machine.boot();
        if (paused) {
            machine.pause();
            model.announcements().tell(domain, Change.SUSPENDED, cause.goesOnIn());
        }
    }

    /** Lets a domain go on from memory: nothing boots. */
    void goOn(MemoryDomain domain, SavedMemory memory, boolean paused, StopCause cause, @Nullable MemorySession by) {
        Peripherals peripherals = prepare(domain, memory.live());
        Machine machine = memory.machine(model, domain, peripherals);
        machine.goOn(by, peripherals);
        change(domain, paused ? DomainState.PAUSED : DomainState.RUNNING, cause.goesOnAs());
        begin(domain, machine, peripherals, by, cause.goesOnIn());
        if (paused) {
            machine.pause();
            model.announcements().tell(domain, Change.SUSPENDED, cause.goesOnIn());
        } else {
            machine.resume();
        }
    }

    /** Takes from the host what a run needs; fails before anything is changed. */
    private Peripherals prepare(MemoryDomain domain, @Nullable Configuration configuration) {
        if (configuration == null) {
            throw new IllegalStateException(domain + " has no configuration at all");
        }
        DomainSpec spec = configuration.spec();
        model.networks().requireUp(spec, Operation.START);
        List<Integer> ports = model.displayPorts().take(spec);
        domain.live = configuration.revised(model.newRevision());
        return new Peripherals(new Usage(domain, model.clock().now()), new Screens(spec, ports), new Channels());
    }

    private void begin(
            MemoryDomain domain, Machine machine, Peripherals peripherals, @Nullable MemorySession by, String word) {
        domain.machine = machine;
        domain.peripherals = peripherals;
        if (by != null) {
            domain.addWatcher(by.consoles());
            by.started().add(domain);
        }
        domain.watchers().forEach(session -> session.beginRun(domain.id));
        model.networks().follow(domain);
        model.announcements().tell(domain, Change.STARTED, word);
    }

    /** Stops a domain that will go on at once: a transient one is not gone. */
    void halt(MemoryDomain domain, StopCause cause) {
        if (unplug(domain, cause)) {
            domain.watchers().forEach(session -> session.endRun(domain.id, false));
            cause.tell(domain, model.announcements());
        }
    }

    void stop(MemoryDomain domain, StopCause cause) {
        if (unplug(domain, cause)) {
            if (!domain.isPersistent()) {
                model.inventory().remove(domain);
            }
            domain.watchers().forEach(session -> session.endRun(domain.id, !domain.isPersistent()));
            cause.tell(domain, model.announcements());
        }
    }

    private boolean unplug(MemoryDomain domain, StopCause cause) {
        Machine machine = domain.machine;
        if (machine == null) {
            return false;
        }
        if (cause == StopCause.SAVED) {
            machine.putAside();
        } else {
            machine.end();
        }
        model.usage().end(machine);
        model.networks().leave(domain, cause);
        model.displayPorts().release(domain.peripherals().screens().ports());
        domain.machine = null;
        domain.jobs.clear();
        model.drives().endExport(domain);
        domain.status = cause.status();
        MemorySession by = machine.startedBy();
        if (by != null) {
            by.started().remove(domain);
        }
        return true;
    }

    private static void change(MemoryDomain domain, DomainState state, StateReason reason) {
        domain.status = new DomainStatus(state, reason);
    }

    private static void require(MemoryDomain domain, PowerAction action, boolean fits) {
        if (!fits) {
            throw wrongState(domain, action);
        }
    }

    private static InvalidStateException wrongState(MemoryDomain domain, PowerAction action) {
        return new InvalidStateException(
                Failure.to(Operation.of(action).verb(), domain.toString()).because("it is " + domain.state()));
    }
}
