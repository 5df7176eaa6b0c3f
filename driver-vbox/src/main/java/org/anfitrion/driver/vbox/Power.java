package org.anfitrion.driver.vbox;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.DomainStatus;
import org.anfitrion.api.domain.NicSource;
import org.anfitrion.api.domain.StateReason;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.driver.vbox.machine.Machine;
import org.anfitrion.driver.vbox.machine.Machines;
import org.anfitrion.driver.vbox.manage.ManageCall;
import org.anfitrion.driver.vbox.network.NetworkList;
import org.anfitrion.driver.vbox.settings.MachineSettings;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.PowerAction;

/** Turns machines on and off. Thread-safe. */
final class Power {

    static final String NO_REBOOT =
            "VirtualBox asks a guest to reboot through the Guest Additions only, and they do not answer";

    /** How long the process of a machine that has stopped may hold its lock. */
    private static final Duration UNLOCKING = Duration.ofSeconds(30);

    private static final Map<PowerAction, Set<DomainState>> FROM = Map.of(
            PowerAction.START,
            EnumSet.of(DomainState.SHUT_OFF),
            PowerAction.SUSPEND,
            EnumSet.of(DomainState.RUNNING),
            PowerAction.RESUME,
            EnumSet.of(DomainState.PAUSED),
            PowerAction.SHUTDOWN,
            EnumSet.of(DomainState.RUNNING, DomainState.SHUTTING_DOWN),
            PowerAction.REBOOT,
            EnumSet.of(DomainState.RUNNING),
            PowerAction.RESET,
            EnumSet.of(DomainState.RUNNING, DomainState.PAUSED),
            PowerAction.DESTROY,
            EnumSet.of(DomainState.RUNNING, DomainState.PAUSED, DomainState.SHUTTING_DOWN));

    private final Machines machines;
    private final Inventory inventory;
    private final Starter starter;
    private final NetworkList networks;

    Power(Machines machines, Inventory inventory, Starter starter, NetworkList networks) {
        this.machines = machines;
        this.inventory = inventory;
        this.starter = starter;
        this.networks = networks;
    }

    DomainInfo power(DomainId id, PowerAction action, Deadline deadline) {
        Machine machine = machines.begin(action.verb(), id, true);
        Failure attempt = machine.attempt();
        MachineState state = inventory.state(machine);
        if (!FROM.getOrDefault(action, Set.of()).contains(state.status().state())) {
            throw new InvalidStateException(attempt.because("it is " + state.status()));
        }
        ManageCall call = machines.manage().to(attempt).changing().until(deadline);
        String uuid = machine.uuid();
        switch (action) {
            case START -> {
                requireNetworks(machine.settings(), attempt);
                starter.start(machine.settings(), attempt, deadline);
            }
            case SUSPEND -> call.run("controlvm", uuid, "pause");
            case RESUME -> call.run("controlvm", uuid, "resume");
            case SHUTDOWN -> call.run("controlvm", uuid, "acpipowerbutton");
            case REBOOT -> reboot(call, attempt, uuid);
            case RESET -> call.run("controlvm", uuid, "reset");
            case DESTROY -> destroy(machine, call);
        }
        DomainInfo now = inventory.row(machine);
        boolean restored = action == PowerAction.START
                && state.status().reason() == StateReason.SAVED
                && now.state() == DomainState.RUNNING;
        return restored ? restored(now) : now;
    }

    /** VirtualBox does not remember how a run began; who began it knows. */
    private static DomainInfo restored(DomainInfo row) {
        DomainInfo.Builder told = DomainInfo.of(row.id(), row.name())
                .status(new DomainStatus(DomainState.RUNNING, StateReason.RESTORED))
                .resources(row.cpus(), row.memory())
                .persistence(row.persistent(), row.autostart());
        row.uuid().ifPresent(told::uuid);
        return told.build();
    }

    /** VirtualBox would start it all the same, and nobody would hear its guest. */
    private void requireNetworks(MachineSettings machine, Failure attempt) {
        Map<String, Boolean> states = networks.states();
        Adapter.of(machine).stream()
                .flatMap(adapter -> Stream.of(adapter.spec().source()))
                .filter(NicSource.Network.class::isInstance)
                .map(source -> ((NicSource.Network) source).name())
                .filter(name -> states.getOrDefault(name, true).equals(false))
                .findFirst()
                .ifPresent(name -> {
                    throw new InvalidStateException(
                            attempt.because("it has a card on network '" + name + "', which is not active"));
                });
    }

    private void destroy(Machine machine, ManageCall call) {
        try {
            call.run("controlvm", machine.uuid(), "poweroff");
        } catch (HypervisorException e) {
            // VBoxManage may lose the machine's process before that has said that all is well.
            if (inventory.state(machine).isActive()) {
                throw e;
            }
        }
        inventory.awaitUnlocked(machine, Deadline.after(UNLOCKING));
    }

    private static void reboot(ManageCall call, Failure attempt, String uuid) {
        try {
            call.run("controlvm", uuid, "reboot");
        } catch (HypervisorException e) {
            boolean silent = e.nativeError()
                    .filter(said -> said.message().contains("Could not create guest session")
                            || said.message().contains("Syntax error")
                            || said.message().contains("VERR_NOT_FOUND"))
                    .isPresent();
            if (!silent) {
                throw e;
            }
            Failure failure = attempt.because(NO_REBOOT).causedBy(e);
            throw new UnsupportedCapabilityException(
                    e.nativeError().map(failure::saidBy).orElse(failure));
        }
    }
}
