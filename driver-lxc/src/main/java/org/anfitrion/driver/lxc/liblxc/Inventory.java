package org.anfitrion.driver.lxc.liblxc;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.anfitrion.api.domain.DomainField;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.DomainStatus;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.probe.CgroupController;
import org.anfitrion.driver.lxc.config.LxcConfig;
import org.anfitrion.driver.lxc.config.Resources;
import org.anfitrion.driver.lxc.config.Translation;
import org.anfitrion.driver.lxc.liblxc.wire.Container;
import org.anfitrion.spi.DomainRef;

/**
 * Lists and looks up containers: their configurations are files, and which of them run the kernel tells in one file for all. Only
 * those that run are asked, each by a message to the process that watches over it. Thread-safe.
 */
final class Inventory {

    static final Set<DomainField> EVERYTHING = Set.copyOf(EnumSet.allOf(DomainField.class));

    private final Containers containers;
    private final Translation translation;

    private final Map<String, CgroupController> controllers;

    /** The first processes of containers that others have started, or that have restarted: they were asked once. */
    private final Map<String, String> inits = new ConcurrentHashMap<>();

    Inventory(Containers containers, Translation translation, Map<String, CgroupController> controllers) {
        this.containers = containers;
        this.translation = translation;
        this.controllers = controllers;
    }

    static DomainId id(String name) {
        return new DomainId(name);
    }

    List<DomainInfo> list(DomainFilter filter, Set<DomainField> wanted) {
        return look(filter, wanted).stream().map(Row::info).toList();
    }

    /** Lists containers with what runs of them. */
    List<Row> look(DomainFilter filter, Set<DomainField> wanted) {
        Failure attempt =
                Failure.to("list", "containers of " + containers.folder().path());
        containers.gate().admit(attempt, false);
        CommandSockets active = containers.active();
        Set<String> names = new TreeSet<>(active.legible());
        names.addAll(containers.folder().names(attempt));
        inits.keySet().retainAll(names);
        List<Row> rows = new ArrayList<>();
        for (String name : names) {
            boolean runs = active.has(name);
            if (filter.activity() == (runs ? DomainFilter.Activity.INACTIVE : DomainFilter.Activity.ACTIVE)) {
                continue;
            }
            row(name, runs ? quick(name, attempt) : Live.OFF, wanted, attempt)
                    .filter(row -> selects(filter.persistence(), row))
                    .ifPresent(rows::add);
        }
        return rows;
    }

    private static boolean selects(DomainFilter.Persistence persistence, Row row) {
        return switch (persistence) {
            case ANY -> true;
            case PERSISTENT -> row.persistent();
            case TRANSIENT -> !row.persistent();
        };
    }

    /** A row, and what runs of it; its configuration is that of what runs, if anything does. */
    record Row(DomainInfo info, boolean persistent, Live live, LxcConfig config) {}

    /** Looks a container up, with what runs of it. */
    Optional<Row> look(String name, Set<DomainField> wanted, Failure attempt) {
        return existing(name).flatMap(found -> row(found, live(found, attempt), wanted, attempt));
    }

    /** Nothing for a container that is gone, or of which nothing but its traces is left. */
    private Optional<Row> row(String name, Live live, Set<DomainField> wanted, Failure attempt) {
        Optional<LxcConfig> config = containers.folder().known(name);
        if (config.isEmpty() && !live.runs()) {
            return Optional.empty();
        }
        boolean persistent =
                config.isPresent() && config.get().note(Notes.TRANSIENT).isEmpty();
        if (!persistent && !live.runs() && isOver(name, config.orElseThrow())) {
            // It may have been started since somebody looked whether it runs.
            Live now = live(name, attempt);
            if (now.runs()) {
                return row(name, now, wanted, attempt);
            }
            if (!containers.gate().isReadOnly()) {
                clear(name, attempt);
            }
            return Optional.empty();
        }
        DomainInfo.Builder row = DomainInfo.of(id(name), name);
        config.flatMap(Inventory::uuid).ifPresent(row::uuid);
        if (wanted.contains(DomainField.STATUS)) {
            row.status(live.status());
        }
        LxcConfig valid = live.config().or(() -> config).orElseGet(LxcConfig::empty);
        if (wanted.contains(DomainField.RESOURCES)) {
            Resources said = translation.resources(valid);
            row.resources(said.cpus().current(), said.memory().current());
        }
        if (wanted.contains(DomainField.PERSISTENCE)) {
            row.persistence(persistent, persistent && autostarts(config.orElseThrow()));
        }
        return Optional.of(new Row(row.build(), persistent, live, valid));
    }

    /** Removes what is left of a transient container, unless somebody works on it: then it is left to the next look. */
    private void clear(String name, Failure attempt) {
        Optional<Containers.Held> free = containers.holdIfFree(name);
        if (free.isEmpty()) {
            return;
        }
        try (Containers.Held held = free.get()) {
            boolean over = containers
                    .find(name)
                    .filter(config -> config.note(Notes.TRANSIENT).isPresent())
                    .filter(config -> isOver(name, config))
                    .isPresent();
            if (over && !live(name, attempt).runs()) {
                containers.folder().remove(name, attempt);
            }
        }
    }

    static boolean autostarts(LxcConfig config) {
        return config.get("lxc.start.auto").filter("1"::equals).isPresent();
    }

    /** Whether a transient container, of which nothing runs, has run, or never will as its maker is gone. */
    private boolean isOver(String name, LxcConfig config) {
        return containers
                .folder()
                .started(name)
                .flatMap(started -> started.note(Notes.MONITOR))
                .map(monitor -> hasEnded(name, monitor))
                .orElseGet(() -> !Processes.isThere(config.note(Notes.TRANSIENT).orElse("")));
    }

    /** The process that watches over a container closes its socket, does what is left to do, and ends. */
    private boolean hasEnded(String name, String monitor) {
        if (!containers.isActive(name)) {
            Processes.awaitEnd(monitor);
        }
        return !Processes.isThere(monitor);
    }

    /** Tells what runs of a container, unless it is between two of its lives. */
    Optional<Live> settled(String name, Failure attempt) {
        Live live = live(name, attempt);
        return live.init().isPresent() || !isWatched(name) ? Optional.of(live) : Optional.empty();
    }

    /** Tells whether nothing of a container runs any more, nor will unless somebody starts it. */
    boolean isOver(String name, Failure attempt) {
        return !live(name, attempt).runs() && !isWatched(name);
    }

    /** Of a container that restarts by itself there is nothing for a moment but the process that watches over it. */
    private boolean isWatched(String name) {
        return monitor(name).filter(Processes::isThere).isPresent();
    }

    private Optional<String> monitor(String name) {
        return containers.folder().knownStarted(name).flatMap(started -> started.note(Notes.MONITOR));
    }

    static Optional<UUID> uuid(LxcConfig config) {
        try {
            return config.note(Notes.UUID).map(UUID::fromString);
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // somebody wrote something else there
        }
    }

    Optional<DomainInfo> find(DomainRef ref, Set<DomainField> wanted) {
        Failure attempt = Failure.to("look up", "container " + ref);
        containers.gate().admit(attempt, false);
        return name(ref, attempt)
                .flatMap(name -> row(name, live(name, attempt), wanted, attempt))
                .map(Row::info);
    }

    private Optional<String> name(DomainRef ref, Failure attempt) {
        if (ref instanceof DomainRef.ById byId) {
            return existing(byId.id().key());
        }
        if (ref instanceof DomainRef.ByName byName) {
            return existing(byName.name());
        }
        return withUuid(((DomainRef.ByUuid) ref).uuid(), attempt);
    }

    private Optional<String> existing(String name) {
        return containers.folder().find(name).map(folder -> name);
    }

    /** The container that has a UUID. */
    Optional<String> withUuid(UUID uuid, Failure attempt) {
        return containers.folder().names(attempt).stream()
                .filter(name -> containers
                        .folder()
                        .known(name)
                        .flatMap(Inventory::uuid)
                        .filter(uuid::equals)
                        .isPresent())
                .findFirst();
    }

    /** The row of a container that was just started, by its first process. */
    DomainInfo started(String name, Optional<String> first, LxcConfig config, Failure attempt) {
        return first.map(init -> new Live(
                        ContainerState.status("RUNNING"),
                        OptionalInt.of(Math.toIntExact(Processes.number(init))),
                        Optional.of(config)))
                .flatMap(live -> row(name, live, EVERYTHING, attempt))
                .map(Row::info)
                .orElseGet(() -> row(name, attempt));
    }

    /** A row with all fields, as they are now. */
    DomainInfo row(String name, Failure attempt) {
        return find(name, attempt).orElseThrow(() -> Containers.notFound(attempt));
    }

    /** A row with all fields, if there is such a container. */
    Optional<DomainInfo> find(String name, Failure attempt) {
        return look(name, EVERYTHING, attempt).map(Row::info);
    }

    /** What runs of a container: nothing, or with which state and configuration. */
    record Live(DomainStatus status, OptionalInt init, Optional<LxcConfig> config) {

        static final Live OFF = new Live(ContainerState.OFF, OptionalInt.empty(), Optional.empty());

        boolean runs() {
            return status.state().isActive();
        }

        boolean isPaused() {
            return status.state() == DomainState.PAUSED;
        }
    }

    /** Tells what runs of a container whose socket is there by files alone, if its first process is known. */
    private Live quick(String name, Failure attempt) {
        Optional<LxcConfig> start = containers.folder().knownStarted(name);
        Optional<String> monitor =
                start.flatMap(notes -> notes.note(Notes.MONITOR)).filter(Processes::isThere);
        Optional<String> init = start.flatMap(notes -> notes.note(Notes.INIT))
                .filter(Processes::isThere)
                .or(() -> Optional.ofNullable(inits.get(name)).filter(Processes::isThere))
                .or(() -> monitor.flatMap(Processes::first).map(first -> remember(name, first)));
        if (init.isEmpty() && monitor.isPresent()) {
            return new Live(
                    ContainerState.status("RUNNING"),
                    OptionalInt.empty(),
                    containers.folder().knownRunning(name));
        }
        if (init.isEmpty()) {
            Live found = asked(name, attempt);
            found.init().ifPresent(pid -> Processes.identity(pid).ifPresent(first -> remember(name, first)));
            return found;
        }
        int pid = Math.toIntExact(Processes.number(init.get()));
        boolean frozen = ControlGroups.of(pid, controllers).isFrozen();
        return new Live(ContainerState.status(frozen ? "FROZEN" : "RUNNING"), OptionalInt.of(pid), started(name, pid));
    }

    private String remember(String name, String first) {
        inits.put(name, first);
        return first;
    }

    /** With what a container was started that runs, and what was changed since, if this driver did that. */
    private Optional<LxcConfig> started(String name, int init) {
        return Processes.identity(init)
                .flatMap(first -> containers.folder().knownChanged(name, first))
                .or(() -> Processes.monitor(init)
                        .filter(watcher -> monitor(name).equals(Optional.of(watcher)))
                        .flatMap(watcher -> containers.folder().knownRunning(name)));
    }

    /** Tells what runs of a container. */
    Live live(String name, Failure attempt) {
        return existing(name).filter(found -> containers.isActive(found)).isPresent() ? quick(name, attempt) : Live.OFF;
    }

    /** Asks the process that watches over a container. */
    private Live asked(String name, Failure attempt) {
        try (Container container = containers.open(name, attempt)) {
            DomainStatus status = ContainerState.status(container.state());
            if (!status.state().isActive()) {
                return Live.OFF;
            }
            OptionalInt init = container.initPid();
            return new Live(status, init, init.isPresent() ? started(name, init.getAsInt()) : Optional.empty());
        }
    }
}
