package org.anfitrion.driver.vbox.machine;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainField;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.driver.vbox.manage.MachineReadable;
import org.anfitrion.driver.vbox.manage.Manage;
import org.anfitrion.driver.vbox.settings.MachineSettings;
import org.anfitrion.driver.vbox.settings.Registry;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DomainFacet;
import org.anfitrion.spi.DomainRef;
import org.anfitrion.spi.PowerAction;

/** The machines of a host, as facets other than that of domains see them. Thread-safe. */
public final class Machines {

    private static final Set<DomainField> ALL = EnumSet.allOf(DomainField.class);

    private final Manage manage;
    private final Path home;
    private final Supplier<? extends DomainFacet> domains;

    /**
     * Prepares look-ups.
     *
     * @param manage runs VBoxManage
     * @param home VirtualBox's home folder
     * @param domains the session's domains
     */
    public Machines(Manage manage, Path home, Supplier<? extends DomainFacet> domains) {
        this.manage = manage;
        this.home = home;
        this.domains = domains;
    }

    /**
     * Returns what runs VBoxManage.
     *
     * @return the program
     */
    public Manage manage() {
        return manage;
    }

    /**
     * Reads the registry.
     *
     * @return which machines and media there are
     */
    public Registry registry() {
        return Registry.read(home);
    }

    /**
     * Reads the UUID that a domain's identity is here.
     *
     * @param id the identity
     * @return the UUID; empty if it is another driver's identity
     */
    public static Optional<UUID> uuid(DomainId id) {
        try {
            return Optional.of(UUID.fromString(id.key()));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no UUID, so no machine's
        }
    }

    /**
     * Begins something that is done with a machine.
     *
     * @param operation what is attempted, an infinitive
     * @param id which machine
     * @param changes whether it changes something
     * @return the machine as it is now
     * @throws NotFoundException if there is no such machine
     */
    public Machine begin(String operation, DomainId id, boolean changes) {
        Failure unnamed = Failure.to(operation, "domain " + id);
        manage.gate().admit(unnamed, changes);
        MachineSettings settings = settings(id)
                .orElseThrow(() -> new NotFoundException(
                        unnamed.because("there is no machine of that UUID whose settings can be read")));
        return new Machine(id, settings, Failure.to(operation, "domain '" + settings.name() + "'"));
    }

    /**
     * Reads a machine's settings.
     *
     * @param id which machine
     * @return its settings, if it is registered
     */
    public Optional<MachineSettings> settings(DomainId id) {
        return uuid(id).flatMap(registry()::machine);
    }

    /**
     * Asks VBoxManage for all that it says about a machine. For a moment at the end of a run a machine cannot be asked: its
     * process has gone, its lock has not; so this waits for up to half a minute.
     *
     * @param machine which machine
     * @return what was said
     */
    public MachineReadable facts(Machine machine) {
        return MachineReadable.parse(
                manage.to(machine.attempt()).waitingForUnlock().run("showvminfo", machine.uuid(), "--machinereadable"));
    }

    /**
     * Returns a machine's row.
     *
     * @param machine which machine
     * @return its row with all fields
     * @throws NotFoundException if it is gone
     */
    public DomainInfo row(Machine machine) {
        return domains.get()
                .find(new DomainRef.ById(machine.id()), ALL)
                .orElseThrow(() -> new NotFoundException(machine.attempt().because("the machine is gone")));
    }

    /**
     * Returns the row of a machine that was just made.
     *
     * @param name its name
     * @param attempt what made it
     * @return its row with all fields
     */
    public DomainInfo made(String name, Failure attempt) {
        return named(name)
                .orElseThrow(() -> new NotFoundException(attempt.because("what was made is gone: '" + name + "'")));
    }

    /**
     * Looks a machine up by its name.
     *
     * @param name the name
     * @return its row with all fields, if it is there
     */
    public Optional<DomainInfo> named(String name) {
        return domains.get().find(new DomainRef.ByName(name), ALL);
    }

    /**
     * Checks that a name is free.
     *
     * @param name the name
     * @param attempt what it is wanted for
     * @throws AlreadyExistsException if it is not
     */
    public void requireFree(String name, Failure attempt) {
        if (named(name).isPresent()) {
            throw new AlreadyExistsException(attempt.because("there is a machine of the name '" + name + "'"));
        }
    }

    /**
     * Checks that a machine runs, or is paused.
     *
     * @param machine which machine
     * @return its row
     * @throws InvalidStateException if it does not
     */
    public DomainInfo requireActive(Machine machine) {
        DomainInfo row = row(machine);
        if (!row.state().isActive()) {
            throw new InvalidStateException(machine.attempt().because("it does not run"));
        }
        return row;
    }

    /**
     * Checks that a machine does not run.
     *
     * @param machine which machine
     * @return its row
     * @throws InvalidStateException if it does
     */
    public DomainInfo requireInactive(Machine machine) {
        DomainInfo row = row(machine);
        if (row.state().isActive()) {
            throw new InvalidStateException(
                    machine.attempt().because("it is active: " + row.state().name()));
        }
        return row;
    }

    /**
     * Reads a machine's description.
     *
     * @param machine which machine
     * @param view which of the two
     * @return the description
     */
    public Described<DomainSpec> read(Machine machine, View view) {
        return domains.get().read(machine.id(), view);
    }

    /**
     * Turns a machine on, off, or something between.
     *
     * @param machine which machine
     * @param action what to do
     * @param deadline until when
     * @return its row afterwards
     */
    public DomainInfo power(Machine machine, PowerAction action, Deadline deadline) {
        return domains.get().power(machine.id(), action, deadline);
    }

    /**
     * Returns the session's domains.
     *
     * @return the facet
     */
    public DomainFacet domains() {
        return domains.get();
    }
}
