package org.anfitrion.driver.vbox.provisioning;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.anfitrion.api.domain.CloneKind;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.TemplateInfo;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Support;
import org.anfitrion.driver.vbox.machine.Machine;
import org.anfitrion.driver.vbox.machine.Machines;
import org.anfitrion.driver.vbox.settings.MachineSettings;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.ProvisioningFacet;

/**
 * Clones, other names, and appliance files by {@code VBoxManage clonevm}, {@code modifyvm}, {@code export} and {@code import}.
 * VBoxManage cancels what it is told to end, and VirtualBox tidies up. Thread-safe.
 *
 * <p>Source: VirtualBox's User Manual, "VBoxManage clonevm", "VBoxManage export" and "VBoxManage import".
 */
public final class Provisioning implements ProvisioningFacet {

    /** Why there are no templates. */
    public static final String NO_TEMPLATES = "VirtualBox has no templates of containers";

    /** What a machine needs for linked clones. */
    public static final String NEEDS_SNAPSHOT = "VirtualBox lays a linked clone over a snapshot";

    private static final String NO_SNAPSHOT =
            "VirtualBox lays a linked clone over a snapshot, and this machine has none; take one first";
    private static final String CHANGED =
            "VirtualBox lays a linked clone over a snapshot, and this machine was changed or started since its last one;"
                    + " take one first";

    private final Machines machines;
    private final List<String> always;

    /**
     * Creates the facet of one session.
     *
     * @param machines the machines
     * @param always words for {@code modifyvm} that every machine gets that is made from what is no machine
     */
    public Provisioning(Machines machines, List<String> always) {
        this.machines = machines;
        this.always = List.copyOf(always);
    }

    /**
     * Tells whether a machine can have linked clones: what they lie on must not change, and VirtualBox sees to that for
     * snapshots only.
     *
     * @param machine its settings
     * @return yes, or no with the reason
     */
    public static Support linked(MachineSettings machine) {
        if (machine.currentSnapshot().isEmpty()) {
            return Support.no(NO_SNAPSHOT);
        }
        // The attribute is left out where it is so.
        boolean unchanged = machine.machine()
                .attribute("currentStateModified")
                .filter(modified -> modified.equals("false"))
                .isPresent();
        return unchanged ? Support.yes() : Support.no(CHANGED);
    }

    @Override
    public List<TemplateInfo> templates() {
        Failure attempt = Failure.to("list", "templates");
        machines.manage().gate().admit(attempt, false);
        throw new UnsupportedCapabilityException(attempt.because(NO_TEMPLATES));
    }

    @Override
    public DomainInfo copy(DomainId id, String name, CloneKind kind, Progress progress) {
        Machine machine = machines.begin("clone to '" + name + "'", id, true);
        requireName(name, machine.attempt());
        machines.requireFree(name, machine.attempt());
        machines.requireInactive(machine);
        requireGoing(progress, machine.attempt());
        List<String> words = new ArrayList<>(List.of("clonevm", machine.uuid()));
        if (kind == CloneKind.LINKED) {
            Support linked = linked(machine.settings());
            if (!linked.isYes()) {
                throw new UnsupportedCapabilityException(machine.attempt().because(linked.reason()));
            }
            String snapshot =
                    machine.settings().currentSnapshot().map(UUID::toString).orElse("");
            words.addAll(List.of("--snapshot=" + snapshot, "--options=link"));
        }
        words.addAll(List.of("--mode=machine", "--name=" + name, "--register"));
        machines.manage()
                .to(machine.attempt())
                .changing()
                .watchedBy(progress)
                .waitingForUnlock()
                .run(words);
        return machines.made(name, machine.attempt());
    }

    @Override
    public DomainInfo rename(DomainId id, String name) {
        Machine machine = machines.begin("rename to '" + name + "'", id, true);
        requireName(name, machine.attempt());
        machines.requireFree(name, machine.attempt());
        machines.requireInactive(machine);
        machines.manage()
                .to(machine.attempt())
                .changing()
                .waitingForUnlock()
                .run("modifyvm", machine.uuid(), "--name=" + name);
        return machines.row(machine);
    }

    @Override
    public void export(DomainId id, String file, Progress progress) {
        Machine machine = machines.begin("export to '" + file + "'", id, true);
        Path to = appliance(file);
        machines.requireInactive(machine);
        if (Files.exists(to)) {
            throw new AlreadyExistsException(machine.attempt().because("there is a file of that name"));
        }
        requireGoing(progress, machine.attempt());
        machines.manage()
                .to(machine.attempt())
                .changing()
                .watchedBy(progress)
                .waitingForUnlock()
                .run("export", machine.uuid(), "--output=" + to);
    }

    @Override
    public DomainInfo importFrom(String file, String name, Progress progress) {
        Failure attempt = Failure.to("import '" + file + "' as", "domain '" + name + "'");
        machines.manage().gate().admit(attempt, true);
        requireName(name, attempt);
        Path from = appliance(file);
        if (!Files.isRegularFile(from)) {
            throw new NotFoundException(attempt.because("there is no such file"));
        }
        machines.requireFree(name, attempt);
        requireGoing(progress, attempt);
        machines.manage()
                .to(attempt)
                .changing()
                .watchedBy(progress)
                .run("import", from.toString(), "--vsys=0", "--vmname=" + name);
        DomainInfo made = machines.made(name, attempt);
        if (!always.isEmpty()) {
            List<String> words = new ArrayList<>(List.of("modifyvm", made.id().key()));
            words.addAll(always);
            machines.manage().to(attempt).changing().waitingForUnlock().run(words);
        }
        return made;
    }

    private static Path appliance(String file) {
        String lower = file.toLowerCase(Locale.ROOT);
        Optional<Path> path =
                Optional.of(file).filter(text -> text.indexOf('\0') < 0).map(Path::of);
        if (path.filter(Path::isAbsolute).isEmpty() || !(lower.endsWith(".ovf") || lower.endsWith(".ova"))) {
            throw InvalidSpecException.of("appliance file", file, "it is an absolute path that ends in .ovf or .ova");
        }
        return path.get();
    }

    private static void requireName(String name, Failure attempt) {
        // The same rule as for the name of a description.
        if (name.isEmpty() || name.chars().anyMatch(c -> c < ' ' || c == '/')) {
            throw new InvalidSpecException(attempt.because("the name is empty, or has a slash or a control character"));
        }
    }

    private static void requireGoing(Progress progress, Failure attempt) {
        if (progress.cancelled()) {
            throw new OperationCancelledException(attempt.because("it was cancelled before it began"));
        }
    }
}
