package org.anfitrion.driver.lxc.liblxc;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.FilesystemSource;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.Leftover;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.Support;
import org.anfitrion.driver.lxc.config.LxcConfig;
import org.anfitrion.driver.lxc.config.Translation;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.support.SpecFeatures;

/** Makes containers, describes and removes them. Thread-safe. */
final class Definitions {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Containers containers;
    private final Inventory inventory;
    private final Translation translation;
    private final Starter starter;
    private final Features features;

    Definitions(
            Containers containers, Inventory inventory, Translation translation, Starter starter, Features features) {
        this.features = features;
        this.containers = containers;
        this.inventory = inventory;
        this.translation = translation;
        this.starter = starter;
    }

    DomainInfo create(DomainSpec spec, Creation creation, Progress progress) {
        Failure attempt = Failure.to("define", "container '" + spec.name() + "'");
        containers.gate().admit(attempt, true);
        check(spec, attempt);
        features.demands().check(spec, attempt);
        Optional<FilesystemSource.Template> template = template(spec);
        if (template.isPresent()) {
            return fromTemplate(spec, template.get(), creation, progress, attempt);
        }
        return define(spec.name(), config(spec, uuid(spec), creation), attempt);
    }

    private static UUID uuid(DomainSpec spec) {
        return spec.uuid().orElseGet(UUID::randomUUID);
    }

    private LxcConfig config(DomainSpec spec, UUID uuid, Creation creation) {
        DomainSpec owned = spec.toBuilder().idMap(OwnUsers.of(spec)).build();
        LxcConfig config = OwnUsers.shifted(translation.create(owned), owned).withNote(Notes.UUID, uuid.toString());
        if (creation != Creation.DEFINE) {
            String maker = Processes.identity(ProcessHandle.current().pid()).orElseThrow();
            config = config.withNote(Notes.TRANSIENT, maker)
                    .withNote(Notes.EPHEMERAL, creation == Creation.EPHEMERAL ? "yes" : "");
        }
        return config;
    }

    private static Optional<FilesystemSource.Template> template(DomainSpec spec) {
        return spec.filesystems().stream()
                .filter(filesystem -> filesystem.target().equals("/"))
                .flatMap(filesystem -> filesystem.source() instanceof FilesystemSource.Template template
                        ? Stream.of(template)
                        : Stream.empty())
                .findFirst();
    }

    private DomainInfo fromTemplate(
            DomainSpec spec,
            FilesystemSource.Template template,
            Creation creation,
            Progress progress,
            Failure attempt) {
        Path root = containers.folder().root(spec.name(), attempt);
        DomainSpec made = spec.toBuilder()
                .filesystems(spec.filesystems().stream()
                        .map(filesystem -> filesystem.source().equals(template)
                                ? new FilesystemSpec(
                                        new FilesystemSource.Directory(root.toString()),
                                        filesystem.target(),
                                        filesystem.readOnly(),
                                        filesystem.driver())
                                : filesystem)
                        .toList())
                .build();
        LxcConfig config = config(made, uuid(spec), creation).withNote(Notes.OWN_ROOT, "yes");
        return provide(
                spec.name(),
                config,
                ContainerFolder.ROOT,
                place -> Templates.fill(template, spec.name(), place, progress, attempt),
                attempt);
    }

    /** Makes a container's root first, and defines it when that is whole; what fails leaves nothing. */
    DomainInfo provide(String name, LxcConfig config, String files, Consumer<Path> making, Failure attempt) {
        try (Containers.Held held = containers.hold(name)) {
            checkFree(name, Inventory.uuid(config), attempt);
            try (NewFiles made = containers.folder().begin(name, files, attempt)) {
                making.accept(made.aside());
                made.place();
                containers.folder().define(name, config, attempt);
                made.keep();
            }
            return begun(name, config, attempt);
        }
    }

    /** Defines a container, and starts it if nothing of it is to be kept. */
    DomainInfo define(String name, LxcConfig config, Failure attempt) {
        if (containers.folder().find(name).isEmpty()) {
            throw InvalidSpecException.of("container name", name, "no folder can have that name here");
        }
        try (Containers.Held held = containers.hold(name)) {
            checkFree(name, Inventory.uuid(config), attempt);
            containers.folder().define(name, config, attempt);
            return begun(name, config, attempt);
        }
    }

    private DomainInfo begun(String name, LxcConfig config, Failure attempt) {
        if (config.note(Notes.TRANSIENT).isPresent()) {
            try {
                start(name, config, attempt);
            } catch (HypervisorException e) {
                discard(name, attempt, e);
                throw e;
            }
        }
        return inventory.row(name, attempt);
    }

    private void start(String name, LxcConfig config, Failure attempt) {
        if (config.note(Notes.EPHEMERAL).isPresent()) {
            starter.startEphemeral(name, config, Deadline.after(PATIENCE), attempt);
        } else {
            starter.start(name, config, Deadline.after(PATIENCE), attempt);
        }
    }

    /** What was not started as it should be may run although; nothing is taken away from under it. */
    private void discard(String name, Failure attempt, HypervisorException why) {
        try {
            starter.stop(name, attempt);
            containers.folder().remove(name, attempt);
        } catch (HypervisorException e) {
            why.addSuppressed(e);
        }
    }

    /** Refuses a name or UUID that somebody has. */
    void checkFree(String name, Optional<UUID> uuid, Failure attempt) {
        if (inventory.find(name, attempt).isPresent()) {
            throw new AlreadyExistsException(attempt.because("there is a container of that name"));
        }
        uuid.flatMap(wanted -> inventory.withUuid(wanted, attempt)).ifPresent(owner -> {
            throw new AlreadyExistsException(
                    attempt.because("container '" + owner + "' has the UUID " + uuid.orElseThrow()));
        });
    }

    /** Refuses to take files away from under linked copies. */
    void requireNothingOver(String name, LxcConfig config, Failure attempt) {
        OwnFiles.of(config)
                .filter(files -> config.note(Notes.OWN_ROOT).isPresent())
                .flatMap(files -> containers.user(files, name, attempt))
                .ifPresent(other -> {
                    throw new InvalidStateException(
                            attempt.because("the files of container '" + other + "' lie over its own"));
                });
    }

    /** Refuses what this driver has no part of. */
    void check(DomainSpec spec, Failure attempt) {
        for (Feature feature : SpecFeatures.needed(spec)) {
            Support support = features.support(feature);
            if (support.isNo()) {
                throw new UnsupportedCapabilityException(attempt.because(feature.title() + ": " + support.reason()));
            }
        }
    }

    Described<DomainSpec> read(DomainId id, View view) {
        Failure attempt = containers.begin("read", id, false);
        DomainInfo row = inventory.row(id.key(), attempt);
        LxcConfig config = view == View.LIVE ? live(id, attempt) : config(id, row, attempt);
        return new Described<>(view, translation.read(id.key(), config), config.text(), Revision.of(config));
    }

    private LxcConfig config(DomainId id, DomainInfo row, Failure attempt) {
        if (!row.persistent()) {
            throw new InvalidStateException(
                    attempt.because("the container is transient: it has no configuration to keep"));
        }
        return containers.config(id, attempt);
    }

    /** What a container runs with. */
    LxcConfig live(DomainId id, Failure attempt) {
        Inventory.Live live = inventory.live(id.key(), attempt);
        if (!live.runs()) {
            throw new InvalidStateException(attempt.because("the container does not run"));
        }
        // One that somebody else started runs with what its file said then, and that is the best that is known.
        return live.config().or(() -> containers.find(id.key())).orElseGet(LxcConfig::empty);
    }

    void autostart(DomainId id, boolean on) {
        Failure attempt = containers.begin("set autostart of", id, true);
        try (Containers.Held held = containers.hold(id.key())) {
            if (!inventory.row(id.key(), attempt).persistent()) {
                throw new InvalidStateException(
                        attempt.because("the container is transient: it cannot start with its host"));
            }
            LxcConfig config = containers.config(id, attempt);
            if (Inventory.autostarts(config) != on) {
                containers
                        .folder()
                        .replace(
                                id.key(),
                                on ? config.set("lxc.start.auto", "1") : config.remove("lxc.start.auto"),
                                attempt);
            }
        }
    }

    void remove(DomainId id, Set<Leftover> alsoDelete) {
        Failure attempt = containers.begin("remove", id, true);
        try (Containers.Held held = containers.hold(id.key())) {
            DomainInfo row = inventory.row(id.key(), attempt);
            if (row.state().isActive()) {
                throw new InvalidStateException(attempt.because("the container is active"));
            }
            containers.find(id.key()).ifPresent(config -> requireNothingOver(id.key(), config, attempt));
            if (!alsoDelete.contains(Leftover.SNAPSHOT_METADATA)
                    && !new SnapshotFolder(containers.folder().path().resolve(id.key()))
                            .all(attempt)
                            .isEmpty()) {
                throw new InvalidStateException(attempt.because(
                        "it has snapshots, which would go with it: say so by Leftover.SNAPSHOT_METADATA"));
            }
            containers.folder().remove(id.key(), attempt);
            forget(id.key());
        }
    }

    /** Drops what is known of a container that is gone, or has another name. */
    void forget(String name) {
        starter.forget(name);
        containers.folder().forget(name);
    }
}
