package org.anfitrion.libvirt;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.DomainStatus;
import org.anfitrion.api.domain.Leftover;
import org.anfitrion.api.domain.StateReason;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.Support;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.libvirt.wire.DomainReference;
import org.anfitrion.libvirt.wire.LibvirtError;
import org.anfitrion.libvirt.wire.LibvirtLibrary;
import org.anfitrion.libvirt.wire.UuidLocks;
import org.anfitrion.libvirt.wire.WireConnection;
import org.anfitrion.libvirt.xml.Dialect;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Target;
import org.libvirt.jna.DomainPointer;

/** Turns domains on and off, and away. Thread-safe. */
final class Power {

    private static final Pattern VARIABLES = Pattern.compile("<nvram[^>]*>\\s*(/[^<]*?)\\s*</nvram>");

    private static final int OPERATION_INVALID = 55;

    private final Calls calls;
    private final Dialect dialect;
    private final BackendFeatures features;
    private final Inventory inventory;
    private final Definitions definitions;
    private final Starter starter;
    private final Containers containers;

    Power(
            Calls calls,
            Dialect dialect,
            BackendFeatures features,
            Inventory inventory,
            Definitions definitions,
            Starter starter,
            Containers containers) {
        this.calls = calls;
        this.dialect = dialect;
        this.features = features;
        this.inventory = inventory;
        this.definitions = definitions;
        this.starter = starter;
        this.containers = containers;
    }

    DomainInfo power(DomainId id, PowerAction action, Deadline deadline) {
        Attempt attempt = new Attempt(action.verb(), "domain " + id, true);
        calls.checkWritable(attempt);
        features.require(action, attempt);
        UUID uuid = Inventory.uuid(id, attempt);
        return calls.change(attempt, deadline, wire -> {
            try (DomainReference domain = wire.domain(uuid, attempt)) {
                Attempt named = attempt.on("domain '" + domain.name() + "'");
                DomainInfo before = inventory.row(wire, domain, Inventory.EVERYTHING, named);
                checkState(wire, domain, action, before.state(), named);
                boolean goesOn = action == PowerAction.START && features.isXen() && isSaved(wire, domain);
                act(wire, domain, action, before.state(), named);
                DomainInfo after = after(wire, domain, before, named);
                return goesOn && after.state() == DomainState.RUNNING ? restored(after) : after;
            } catch (NotFoundException e) {
                wire.forget(uuid);
                throw e;
            }
        });
    }

    private static void checkState(
            WireConnection wire, DomainReference domain, PowerAction action, DomainState state, Attempt attempt) {
        // A crashed domain may be kept by its machine, and some drivers do not tell a state: then libvirt knows better.
        boolean told = state != DomainState.CRASHED && state != DomainState.UNKNOWN;
        boolean active = told ? state.isActive() : wire.library().virDomainIsActive(domain.pointer()) == 1;
        String why = "";
        if (action == PowerAction.START) {
            why = active ? "it is already " + word(state) : "";
        } else if (!active) {
            why = "it is " + word(state);
        } else if (action == PowerAction.SUSPEND && state == DomainState.PAUSED) {
            why = "it is already paused";
        } else if (action == PowerAction.RESUME && state == DomainState.RUNNING) {
            why = "it is running";
        }
        if (!why.isEmpty()) {
            throw new InvalidStateException(attempt.failure().because(why));
        }
    }

    private static String word(DomainState state) {
        return switch (state) {
            case RUNNING -> "running";
            case PAUSED -> "paused";
            case SHUTTING_DOWN -> "shutting down";
            case SHUT_OFF -> "shut off";
            case CRASHED -> "crashed";
            case PM_SUSPENDED -> "suspended by its guest";
            case UNKNOWN -> "in a state that the backend does not tell";
        };
    }

    private void act(
            WireConnection wire, DomainReference domain, PowerAction action, DomainState state, Attempt attempt) {
        LibvirtLibrary library = wire.library();
        DomainPointer pointer = domain.pointer();
        switch (action) {
            case START -> {
                DomainSpec spec = dialect.read(definitions.configuration(wire, domain, attempt));
                starter.checkFiles(spec, attempt);
                starter.start(wire, domain, spec, attempt);
            }
            case SUSPEND -> containers.suspend(wire, pointer, attempt);
            case RESUME ->
                Inventory.check(
                        wire,
                        state == DomainState.PM_SUSPENDED
                                ? library.virDomainPMWakeup(pointer, 0)
                                : library.virDomainResume(pointer),
                        attempt);
            case SHUTDOWN, REBOOT -> ask(wire, domain, action == PowerAction.REBOOT, attempt);
            case RESET -> Inventory.check(wire, library.virDomainReset(pointer, 0), attempt);
            case DESTROY -> destroy(wire, domain, attempt);
        }
    }

    private void ask(WireConnection wire, DomainReference domain, boolean restart, Attempt attempt) {
        LibvirtLibrary library = wire.library();
        DomainPointer pointer = domain.pointer();
        Optional<Dialect.FirstProcess> first = features.isContainers()
                ? dialect.firstProcess(
                        definitions.read(wire, domain, View.LIVE, attempt).spec())
                : Optional.empty();
        if (first.isPresent()) {
            containers.ask(wire, domain, first.get(), restart, attempt);
        } else {
            int done = restart ? library.virDomainReboot(pointer, 0) : library.virDomainShutdown(pointer);
            Inventory.check(wire, done, attempt);
        }
    }

    /** Says whether a container can be asked to restart; empty leaves it to what the driver can. */
    Optional<Support> support(Feature feature, Target on) {
        if (feature != Feature.REBOOT || !features.isContainers()) {
            return Optional.empty();
        }
        Optional<DomainSpec> spec = on instanceof Target.OfSpec of
                ? Optional.of(of.spec())
                : on instanceof Target.OfDomain of ? Inventory.uuid(of.id()).flatMap(this::spec) : Optional.empty();
        return spec.flatMap(dialect::firstProcess)
                .filter(first -> first.restart().isEmpty())
                .map(first -> Support.no(Containers.noRestart(first)));
    }

    private Optional<DomainSpec> spec(UUID uuid) {
        Attempt attempt = new Attempt("read", "domain " + uuid, false);
        return calls.read(attempt, wire -> {
            try (DomainReference domain = Inventory.byUuid(wire, uuid, attempt).orElse(null)) {
                return Optional.ofNullable(domain)
                        .map(found -> dialect.read(definitions.configuration(wire, found, attempt)));
            }
        });
    }

    /**
     * It was active when this began. If the daemon learns from QEMU that it is gone before the killing of it is done, libvirt
     * calls that invalid: "domain is not running".
     */
    private static void destroy(WireConnection wire, DomainReference domain, Attempt attempt) {
        LibvirtLibrary library = wire.library();
        if (domain.ending(library::virDomainDestroy) < 0) {
            LibvirtError error = LibvirtError.last(library);
            if (error.code() != OPERATION_INVALID || library.virDomainIsActive(domain.pointer()) == 1) {
                throw wire.failed(attempt, error);
            }
        }
    }

    private DomainInfo after(WireConnection wire, DomainReference domain, DomainInfo before, Attempt attempt) {
        try {
            return inventory.row(wire, domain, Inventory.EVERYTHING, attempt);
        } catch (NotFoundException e) {
            wire.forget(domain.uuid());
            return Inventory.gone(before);
        }
    }

    private static boolean isSaved(WireConnection wire, DomainReference domain) {
        return wire.library().virDomainHasManagedSaveImage(domain.pointer(), 0) > 0;
    }

    /** Xen's driver says of a domain that went on from its saved memory that it has booted. */
    private static DomainInfo restored(DomainInfo row) {
        DomainInfo.Builder same = DomainInfo.of(row.id(), row.name())
                .status(new DomainStatus(DomainState.RUNNING, StateReason.RESTORED))
                .resources(row.cpus(), row.memory())
                .persistence(row.persistent(), row.autostart());
        row.uuid().ifPresent(same::uuid);
        return same.build();
    }

    void autostart(DomainId id, boolean on) {
        Attempt attempt = new Attempt(on ? "set autostart of" : "clear autostart of", "domain " + id, true);
        calls.checkWritable(attempt);
        features.require(Feature.AUTOSTART, attempt);
        UUID uuid = Inventory.uuid(id, attempt);
        calls.change(attempt, wire -> {
            try (DomainReference domain = wire.domain(uuid, attempt)) {
                Attempt named = attempt.on("domain '" + domain.name() + "'");
                if (Inventory.check(wire, wire.library().virDomainIsPersistent(domain.pointer()), named) == 0) {
                    throw new InvalidStateException(
                            named.failure().because("it is transient: nothing of it is there when the host starts"));
                }
                return Inventory.check(wire, wire.library().virDomainSetAutostart(domain.pointer(), on ? 1 : 0), named);
            }
        });
    }

    void remove(DomainId id, Set<Leftover> alsoDelete) {
        Attempt attempt = new Attempt("remove", "domain " + id, true);
        calls.checkWritable(attempt);
        UUID uuid = Inventory.uuid(id, attempt);
        calls.change(attempt, wire -> {
            try (UuidLocks.Held held = UuidLocks.DEFINING.hold(uuid);
                    DomainReference domain = wire.domain(uuid, attempt)) {
                Attempt named = attempt.on("domain '" + domain.name() + "'");
                if (Inventory.check(wire, wire.library().virDomainIsActive(domain.pointer()), named) == 1) {
                    throw new InvalidStateException(named.failure().because("it is active; stop or destroy it first"));
                }
                Set<Leftover> left = leftovers(wire, domain, named);
                left.stream()
                        .filter(what -> !alsoDelete.contains(what))
                        .findFirst()
                        .ifPresent(what -> {
                            throw new InvalidStateException(named.failure()
                                    .because("it would leave something behind: " + what
                                            + "; allow that to be removed too"));
                        });
                return Inventory.check(
                        wire,
                        domain.ending(pointer -> wire.library().virDomainUndefineFlags(pointer, flags(left))),
                        named);
            } finally {
                wire.forget(uuid);
            }
        });
    }

    private Set<Leftover> leftovers(WireConnection wire, DomainReference domain, Attempt attempt) {
        LibvirtLibrary library = wire.library();
        Set<Leftover> left = EnumSet.noneOf(Leftover.class);
        // A driver that lacks one of these questions says -1, and has no such thing to leave.
        if (library.virDomainHasManagedSaveImage(domain.pointer(), 0) > 0) {
            left.add(Leftover.MANAGED_SAVE);
        }
        if (library.virDomainSnapshotNum(domain.pointer(), 0) > 0) {
            left.add(Leftover.SNAPSHOT_METADATA);
        }
        if (library.virDomainListAllCheckpoints(domain.pointer(), null, 0) > 0) {
            left.add(Leftover.CHECKPOINT_METADATA);
        }
        String xml = definitions.configuration(wire, domain, attempt);
        if (hasVariables(xml)) {
            left.add(Leftover.FIRMWARE_VARIABLES);
        }
        if (xml.contains("<tpm ") && xml.contains("<backend type='emulator'")) {
            left.add(Leftover.TPM_STATE);
        }
        return left;
    }

    /** A firmware has its variables from its first start on; where this process cannot look, they may be there. */
    private boolean hasVariables(String xml) {
        Matcher file = VARIABLES.matcher(xml);
        return file.find() && !(starter.looksAtFiles() && Files.notExists(Path.of(file.group(1))));
    }

    private static int flags(Set<Leftover> left) {
        int flags = 0;
        for (Leftover what : left) {
            flags |= switch (what) {
                case MANAGED_SAVE -> 1;
                case SNAPSHOT_METADATA -> 1 << 1;
                case FIRMWARE_VARIABLES -> 1 << 2;
                case CHECKPOINT_METADATA -> 1 << 4;
                case TPM_STATE -> 1 << 5;
            };
        }
        return flags;
    }
}
