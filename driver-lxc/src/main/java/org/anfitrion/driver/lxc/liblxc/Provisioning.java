package org.anfitrion.driver.lxc.liblxc;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.anfitrion.api.domain.CloneKind;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.TemplateInfo;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.driver.lxc.config.FolderMove;
import org.anfitrion.driver.lxc.config.LxcConfig;
import org.anfitrion.driver.lxc.config.Translation;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.ProvisioningFacet;

/** Containers made from templates and from others. A copy's root is in its own folder, and goes with it. Thread-safe. */
final class Provisioning implements ProvisioningFacet {

    private static final String HOST_NAME = "lxc.uts.name";

    private final Containers containers;
    private final Inventory inventory;
    private final Definitions definitions;

    Provisioning(Containers containers, Inventory inventory, Definitions definitions) {
        this.containers = containers;
        this.inventory = inventory;
        this.definitions = definitions;
    }

    @Override
    public List<TemplateInfo> templates() {
        Failure attempt = Failure.to("list", "templates");
        containers.gate().admit(attempt, false);
        return Templates.all(attempt);
    }

    /** A container that may be worked on, as it does not run and is kept. */
    private LxcConfig resting(DomainId id, Failure attempt) {
        DomainInfo row = inventory.row(id.key(), attempt);
        if (row.state().isActive() || !row.persistent()) {
            throw new InvalidStateException(
                    attempt.because(row.persistent() ? "the container is active" : "the container is transient"));
        }
        return containers.config(id, attempt);
    }

    @Override
    public DomainInfo copy(DomainId id, String name, CloneKind kind, Progress progress) {
        Failure attempt = containers.begin("copy", id, true);
        requireName(name);
        try (Containers.Held held = containers.hold(id.key(), name)) {
            LxcConfig config = resting(id, attempt);
            OwnFiles files =
                    OwnFiles.require(config, kind == CloneKind.LINKED ? Feature.LINKED_COPY : Feature.COPY, attempt);
            Path folder = containers.folder().path().resolve(name);
            OwnFiles own = kind == CloneKind.LINKED
                    ? files.layer(folder.resolve(OwnFiles.LAYER_FOLDER).resolve(OwnFiles.LAYER))
                    : OwnFiles.in(folder.resolve(ContainerFolder.ROOT));
            LxcConfig clone = own.into(config)
                    .withNote(Notes.OWN_ROOT, "yes")
                    .withNote(Notes.UUID, UUID.randomUUID().toString());
            if (progress.cancelled()) {
                throw new OperationCancelledException(attempt.because("it was cancelled"));
            }
            return definitions.provide(
                    name,
                    identified(clone, id.key(), name),
                    kind == CloneKind.LINKED ? OwnFiles.LAYER_FOLDER : ContainerFolder.ROOT,
                    place -> fill(place, files, own, progress, attempt),
                    Failure.to("copy", "container '" + id.key() + "' as '" + name + "'"));
        }
    }

    private void requireName(String wanted) {
        String name = DomainSpec.named(wanted).build().name();
        if (containers.folder().find(name).isEmpty()) {
            throw InvalidSpecException.of("container name", name, "no folder can have that name here");
        }
    }

    /** A layer over a directory begins empty; one over another layer's begins as that is. */
    private static void fill(Path place, OwnFiles files, OwnFiles own, Progress progress, Failure attempt) {
        if (own.isLayer()) {
            OwnFiles.makeLike(files.directory(), place, attempt);
        }
        Path to = own.isLayer() ? place.resolve(OwnFiles.LAYER) : place;
        if (own.isLayer() && !files.isLayer()) {
            OwnFiles.makeLike(files.directory(), to, attempt);
        } else {
            Trees.copy(files.directory(), to, progress, attempt);
        }
    }

    /** With what tells two containers apart in a network. */
    private static LxcConfig identified(LxcConfig config, String before, String name) {
        LxcConfig identified = config;
        if (config.get(HOST_NAME).equals(Optional.of(Translation.hostName(before)))) {
            identified = identified.set(HOST_NAME, Translation.hostName(name));
        }
        for (String key : config.keys()) {
            if (key.startsWith("lxc.net.") && key.endsWith(".hwaddr")) {
                identified = identified.set(key, Translation.address().toString());
            }
            if (key.startsWith("lxc.net.") && key.endsWith(".veth.pair")) {
                identified = identified.remove(key); // only one of them could run
            }
        }
        return identified;
    }

    @Override
    public DomainInfo rename(DomainId id, String name) {
        Failure attempt = containers.begin("rename", id, true);
        requireName(name);
        try (Containers.Held held = containers.hold(id.key(), name)) {
            LxcConfig config = resting(id, attempt);
            definitions.checkFree(name, Optional.empty(), attempt);
            definitions.requireNothingOver(id.key(), config, attempt);
            SnapshotFolder snapshots =
                    new SnapshotFolder(containers.folder().path().resolve(name));
            List<SnapshotFolder.Kept> kept =
                    new SnapshotFolder(containers.folder().path().resolve(id.key())).all(attempt);
            UnaryOperator<LxcConfig> change = renaming(id.key(), name);
            containers.folder().rename(id.key(), name, attempt);
            try {
                write(name, config, snapshots, kept, change, attempt);
            } catch (HypervisorException | UncheckedIOException e) {
                undo(id.key(), name, config, kept, e);
                throw e;
            }
            definitions.forget(id.key());
            return inventory.row(name, attempt);
        }
    }

    private void write(
            String name,
            LxcConfig config,
            SnapshotFolder snapshots,
            List<SnapshotFolder.Kept> kept,
            UnaryOperator<LxcConfig> change,
            Failure attempt) {
        containers.folder().replace(name, change.apply(config), attempt);
        for (SnapshotFolder.Kept one : kept) {
            snapshots.replace(one.name(), change.apply(one.config()), attempt);
        }
    }

    private void undo(
            String before, String name, LxcConfig config, List<SnapshotFolder.Kept> kept, RuntimeException why) {
        Failure attempt = Failure.to("take back the name of", "container '" + name + "'");
        try {
            // First of all, as its configuration names its files by it.
            containers.folder().rename(name, before, attempt);
            write(
                    before,
                    config,
                    new SnapshotFolder(containers.folder().path().resolve(before)),
                    kept,
                    UnaryOperator.identity(),
                    attempt);
        } catch (HypervisorException | UncheckedIOException e) {
            why.addSuppressed(e);
        }
    }

    /** What a configuration says once its container has another name. */
    private UnaryOperator<LxcConfig> renaming(String before, String name) {
        FolderMove move = new FolderMove(
                containers.folder().path().resolve(before),
                containers.folder().path().resolve(name));
        return config -> {
            LxcConfig moved = move.in(config);
            if (config.get(HOST_NAME).equals(Optional.of(Translation.hostName(before)))) {
                moved = moved.set(HOST_NAME, Translation.hostName(name));
            }
            return moved.withNote(Notes.ROOT, move.value(config.note(Notes.ROOT).orElse("")));
        };
    }

    @Override
    public void export(DomainId id, String file, Progress progress) {
        throw new UnsupportedCapabilityException(
                containers.begin("export", id, true).because(Features.NO_APPLIANCES));
    }

    @Override
    public DomainInfo importFrom(String file, String name, Progress progress) {
        Failure attempt = Failure.to("import", "'" + file + "'");
        containers.gate().admit(attempt, true);
        throw new UnsupportedCapabilityException(attempt.because(Features.NO_APPLIANCES));
    }
}
