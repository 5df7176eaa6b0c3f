package org.anfitrion.driver.vbox.raw;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.ConflictException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.driver.vbox.machine.Machine;
import org.anfitrion.driver.vbox.machine.Machines;
import org.anfitrion.driver.vbox.settings.MachineSettings;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.NativeFacet;
import org.anfitrion.spi.support.CommandWords;

/**
 * A machine's native configuration is its settings file, and the raw interface is VBoxManage: {@code vboxmanage}. A request is
 * VBoxManage's arguments, see {@link CommandWords}; about a machine, {@code {}} stands for its UUID, which comes after the first word
 * where it is left out. Thread-safe.
 *
 * <p>Source: VirtualBox's User Manual, "VBoxManage registervm" and "VBoxManage unregistervm".
 */
public final class NativeSettings implements NativeFacet {

    private static final String CHANNEL = "vboxmanage";
    private static final String MACHINE = "{}";

    private final Machines machines;

    /**
     * Creates the facet of one session.
     *
     * @param machines the machines
     */
    public NativeSettings(Machines machines) {
        this.machines = machines;
    }

    @Override
    public DomainInfo define(String configuration) {
        Failure unnamed = Failure.to("define", "a domain natively");
        machines.manage().gate().admit(unnamed, true);
        UUID uuid = uuid(configuration);
        String text = SettingsText.withUuid(configuration, uuid);
        MachineSettings settings = SettingsText.read(Path.of("/machine.vbox"), text);
        if (settings.name().isEmpty()) {
            throw InvalidSpecException.of("native configuration", "", "its machine has a name");
        }
        Failure attempt = Failure.to("define", "domain '" + settings.name() + "' natively");
        if (machines.settings(new DomainId(uuid.toString())).isPresent()) {
            throw new AlreadyExistsException(attempt.because("there is a machine with the UUID " + uuid));
        }
        machines.requireFree(settings.name(), attempt);
        requireWhole(settings, attempt);
        Path file = place(settings.name(), uuid, attempt);
        try {
            Files.createDirectory(file.getParent());
            Files.writeString(file, text);
            register(file, attempt);
        } catch (IOException | HypervisorException e) {
            throw withdrawn(file, attempt, e);
        }
        return machines.made(settings.name(), attempt);
    }

    private static UUID uuid(String configuration) {
        Optional<String> given = SettingsText.uuid(configuration).filter(text -> !text.isEmpty());
        try {
            return given.map(UUID::fromString).orElseGet(UUID::randomUUID);
        } catch (IllegalArgumentException e) {
            throw InvalidSpecException.of("UUID", given.orElse(""), "it is one");
        }
    }

    private static void requireWhole(MachineSettings settings, Failure attempt) {
        if (settings.rootSnapshot().isPresent() || settings.savedState().isPresent()) {
            throw new UnsupportedCapabilityException(attempt.because(
                    "it has snapshots or saved memory, whose files are another machine's; describe it without them"));
        }
    }

    private Path place(String name, UUID uuid, Failure attempt) {
        Path folder = machines.registry()
                .property("defaultMachineFolder")
                .map(Path::of)
                .orElseThrow(() -> new InvalidStateException(attempt.because(
                        "VirtualBox has no folder for machines: VBoxManage setproperty machinefolder")));
        // As VirtualBox does; it renames the folder with the machine.
        String plain = name.replaceAll("[^\\p{L}\\p{N} ._-]", "_");
        Path usual = folder.resolve(plain);
        Path free = Files.exists(usual) || plain.startsWith(".") ? folder.resolve(plain + "_" + uuid) : usual;
        return free.resolve(free.getFileName() + ".vbox");
    }

    private void register(Path file, Failure attempt) {
        machines.manage().to(attempt).changing().run("registervm", file.toString());
    }

    private static RuntimeException withdrawn(Path file, Failure attempt, Exception why) {
        HypervisorException thrown = why instanceof HypervisorException known
                ? known
                : new BackendFailureException(
                        attempt.because("its settings file cannot be written: " + why.getMessage())
                                .causedBy(why));
        try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(file.getParent());
        } catch (IOException e) {
            thrown.addSuppressed(e);
        }
        return thrown;
    }

    @Override
    public DomainInfo redefine(DomainId id, Described<DomainSpec> base, String configuration) {
        Machine machine = machines.begin("redefine", id, true);
        MachineSettings present = machine.settings();
        MachineSettings wanted = SettingsText.read(present.file(), configuration);
        if (!wanted.uuid().equals(present.uuid()) || !wanted.name().equals(present.name())) {
            throw InvalidSpecException.of(
                    "native configuration", wanted.name() + " " + wanted.uuid(), "name and UUID are the machine's");
        }
        machines.requireInactive(machine);
        requireWhole(present, machine.attempt());
        requireWhole(wanted, machine.attempt());
        if (base.view() != View.CONFIG) {
            throw InvalidSpecException.of("base", base.view(), "a configuration is written from the CONFIG view");
        }
        if (!machines.read(machine, View.CONFIG).revision().equals(base.revision())) {
            throw new ConflictException(machine.attempt().because("its configuration was changed since it was read"));
        }
        replace(machine, configuration);
        return machines.row(machine);
    }

    /** VBoxSVC holds the settings of registered machines in memory: a file is read when its machine is registered. */
    private void replace(Machine machine, String configuration) {
        Path file = machine.settings().file();
        byte[] before = machine.settings().text().getBytes(StandardCharsets.UTF_8);
        machines.manage().to(machine.attempt()).changing().waitingForUnlock().run("unregistervm", machine.uuid());
        try {
            write(file, configuration.getBytes(StandardCharsets.UTF_8), machine.attempt());
            register(file, machine.attempt());
        } catch (HypervisorException e) {
            try {
                write(file, before, machine.attempt());
                register(file, machine.attempt());
            } catch (HypervisorException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    private static void write(Path file, byte[] text, Failure attempt) {
        try {
            Files.write(file, text);
        } catch (IOException e) {
            throw new BackendFailureException(attempt.because("its settings file cannot be written: " + e.getMessage())
                    .causedBy(e));
        }
    }

    @Override
    public String call(DomainId id, String channel, String request, Deadline deadline) {
        Machine machine = machines.begin("call '" + channel + "' of", id, true);
        requireChannel(channel, machine.attempt());
        List<String> words = CommandWords.parse(request);
        if (!words.contains(MACHINE)) {
            words.add(1, MACHINE);
        }
        words.replaceAll(word -> word.equals(MACHINE) ? machine.uuid() : word);
        return machines.manage()
                .to(machine.attempt())
                .changing()
                .until(deadline)
                .run(words);
    }

    @Override
    public String call(String channel, String request, Deadline deadline) {
        Failure attempt = Failure.to("call", "'" + channel + "' of the host");
        machines.manage().gate().admit(attempt, true);
        requireChannel(channel, attempt);
        return machines.manage().to(attempt).changing().until(deadline).run(CommandWords.parse(request));
    }

    private static void requireChannel(String channel, Failure attempt) {
        if (!channel.equals(CHANNEL)) {
            throw new UnsupportedCapabilityException(
                    attempt.because("there is no raw interface of that name, but " + CHANNEL));
        }
    }
}
