package org.anfitrion.driver.openvz;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.anfitrion.api.domain.CloneKind;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.TemplateInfo;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.driver.openvz.config.VeConfig;
import org.anfitrion.driver.openvz.tool.Verb;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.ProvisioningFacet;
import org.anfitrion.spi.support.CommandResult;

/** Templates, names, and on OpenVZ 7 copies. Thread-safe. */
final class Provisioning implements ProvisioningFacet {

    /** Templates are archives, of files or of an image; what follows the name says of what kind. */
    private static final Pattern SUFFIX = Pattern.compile("(\\.plain\\.ploopv\\d|\\.ploopv\\d)?\\.tar(\\.[a-z0-9]+)?$");

    private final Containers containers;
    private final Inventory inventory;
    private final Definitions definitions;
    private final String templates;

    Provisioning(Containers containers, Inventory inventory, Definitions definitions, String templates) {
        this.containers = containers;
        this.inventory = inventory;
        this.definitions = definitions;
        this.templates = templates;
    }

    @Override
    public List<TemplateInfo> templates() {
        Failure attempt = Failure.to("list", "templates");
        String folder = templates + "/cache";
        CommandResult result = containers
                .tools()
                .to(attempt)
                .result(List.of("find", "-L", folder, "-maxdepth", "1", "-type", "f", "-name", "*.tar*"));
        if (result.exitCode() != 0) {
            throw new BackendFailureException(result.failure());
        }
        return result.lines().stream()
                .map(path -> path.substring(path.lastIndexOf('/') + 1))
                .filter(file -> SUFFIX.matcher(file).find())
                .map(file -> SUFFIX.matcher(file).replaceFirst(""))
                .distinct()
                .sorted()
                .map(name -> new TemplateInfo(name, "a template in " + folder))
                .collect(Collectors.toList());
    }

    private Inventory.Container resting(DomainId id, List<Inventory.Container> all, Failure attempt) {
        Inventory.Container container = all.stream()
                .filter(row -> row.id().equals(id.key()))
                .findFirst()
                .orElseThrow(() -> Containers.notFound(attempt));
        if (container.isActive()) {
            throw new InvalidStateException(attempt.because("the container is active"));
        }
        return container;
    }

    @Override
    public DomainInfo copy(DomainId id, String name, CloneKind kind, Progress progress) {
        Failure attempt = containers.begin("copy", id, true);
        if (kind == CloneKind.LINKED) {
            throw new UnsupportedCapabilityException(attempt.because(Features.NO_LINKED));
        }
        if (!containers.dialect().namesByUuid()) {
            throw new UnsupportedCapabilityException(attempt.because(Features.NO_COPY));
        }
        try (Containers.Held making = containers.hold(Definitions.MAKING)) {
            List<Inventory.Container> all = inventory.look(attempt, List.of());
            resting(id, all, attempt);
            definitions.checkFree(name, Optional.empty(), all, attempt);
            List<String> before = all.stream().map(Inventory.Container::id).toList();
            String plain = Keys.isPlainName(name) ? name : "ct-" + UUID.randomUUID();
            containers
                    .tools()
                    .to(attempt)
                    .changing()
                    .watchedBy(progress)
                    .run(containers.dialect(), List.of("prlctl", "clone", id.key(), "--name", plain));
            Inventory.Container clone = inventory.look(attempt, List.of()).stream()
                    .filter(row -> !before.contains(row.id()) && row.name().equals(plain))
                    .findFirst()
                    .orElseThrow(() -> new BackendFailureException(attempt.because("the copy is not in the list")));
            try {
                definitions.save(clone.id(), clone.config(), Keys.withName(clone.config(), name), false, attempt);
            } catch (HypervisorException e) {
                containers.change(containers.dialect().words(Verb.DESTROY, clone.id()), attempt);
                throw e;
            }
            return inventory.row(clone.id(), attempt);
        }
    }

    @Override
    public DomainInfo rename(DomainId id, String name) {
        Failure attempt = containers.begin("rename", id, true);
        try (Containers.Held making = containers.hold(Definitions.MAKING);
                Containers.Held held = containers.hold(id.key())) {
            List<Inventory.Container> all = inventory.look(attempt, List.of());
            Inventory.Container container = resting(id, all, attempt);
            if (container.name().equals(name)) {
                return inventory.row(id.key(), attempt);
            }
            definitions.checkFree(name, Optional.empty(), all, attempt);
            VeConfig config = containers.config(id, attempt);
            definitions.save(id.key(), config, Keys.withName(config, name), false, attempt);
            return inventory.row(id.key(), attempt);
        }
    }

    @Override
    public void export(DomainId id, String file, Progress progress) {
        throw new UnsupportedCapabilityException(
                containers.begin("export", id, true).because(Features.NO_APPLIANCES));
    }

    @Override
    public DomainInfo importFrom(String file, String name, Progress progress) {
        Failure attempt = Failure.to("import", "'" + file + "'");
        containers.tools().gate().admit(attempt, true);
        throw new UnsupportedCapabilityException(attempt.because(Features.NO_APPLIANCES));
    }
}
