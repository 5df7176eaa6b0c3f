package org.anfitrion.libvirt;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DeviceKey;
import org.anfitrion.api.domain.DeviceSpec;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.unit.MacAddress;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.libvirt.wire.DomainReference;
import org.anfitrion.libvirt.wire.LibvirtError;
import org.anfitrion.libvirt.wire.UuidLocks;
import org.anfitrion.libvirt.wire.WireConnection;
import org.anfitrion.libvirt.xml.Dialect;
import org.anfitrion.libvirt.xml.HostFacts;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DeviceFacet;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.support.DeviceLists;
import org.jspecify.annotations.Nullable;

/**
 * Plugs devices in and out. What runs is changed first, since a guest may refuse; the configuration follows, and if it cannot,
 * what runs is put back. Thread-safe.
 */
final class Devices implements DeviceFacet {

    private static final SecureRandom RANDOM = new SecureRandom();

    private static final int LIVE = 1;

    /** How long a guest has for one request to let go; it may have slept through it while it booted. */
    private static final Duration ANOTHER_REQUEST = Duration.ofSeconds(5);

    private final Calls calls;
    private final Dialect dialect;
    private final HostReader host;
    private final Definitions definitions;
    private final Demands demands;
    private final DeviceChanges changes;

    Devices(
            Calls calls,
            Dialect dialect,
            BackendFeatures features,
            HostReader host,
            Definitions definitions,
            Demands demands) {
        this.calls = calls;
        this.dialect = dialect;
        this.host = host;
        this.definitions = definitions;
        this.demands = demands;
        this.changes = new DeviceChanges(features);
    }

    /** What is done with a domain of which nobody of this process changes anything meanwhile. */
    private interface Work<T> {
        T on(WireConnection wire, DomainReference domain, Map<Scope, Described<DomainSpec>> now);
    }

    private Attempt attempt(String operation, String device, DomainId id, Set<Scope> scopes) {
        Attempt attempt = new Attempt(operation + " " + device + " of", "domain " + id, true);
        calls.checkWritable(attempt);
        if (scopes.isEmpty()) {
            throw InvalidSpecException.of("scopes", scopes, "no scope is named");
        }
        return attempt;
    }

    private <T> T change(DomainId id, Set<Scope> scopes, Attempt attempt, Deadline deadline, Work<T> work) {
        UUID uuid = Inventory.uuid(id, attempt);
        return calls.change(attempt, deadline, wire -> {
            try (UuidLocks.Held held = UuidLocks.DEFINING.hold(uuid);
                    DomainReference domain = wire.domain(uuid, attempt)) {
                Map<Scope, Described<DomainSpec>> now = new EnumMap<>(Scope.class);
                for (Scope scope : scopes) {
                    now.put(scope, definitions.read(wire, domain, view(scope), attempt));
                }
                return work.on(wire, domain, now);
            }
        });
    }

    private static View view(Scope scope) {
        return scope == Scope.LIVE ? View.LIVE : View.CONFIG;
    }

    private static Deadline whenever() {
        return Deadline.after(Duration.ofDays(36_500));
    }

    private static String label(DeviceSpec device) {
        return device.key().map(Object::toString).orElseGet(() -> device instanceof DiskSpec ? "a disk" : "a card");
    }

    @Override
    public DeviceSpec attach(DomainId id, DeviceSpec device, Set<Scope> scopes, Progress progress) {
        Attempt attempt = attempt("attach", label(device), id, scopes);
        Pools.refuseCancelled(progress, attempt);
        HostFacts facts = host.facts();
        return change(id, scopes, attempt, whenever(), (wire, domain, now) -> {
            device.key()
                    .filter(key -> now.values().stream().anyMatch(there -> DeviceLists.find(there.spec(), key)
                            .isPresent()))
                    .ifPresent(key -> {
                        throw new AlreadyExistsException(attempt.failure().because("it has a " + key + " already"));
                    });
            DeviceSpec placed = placed(now, device, facts);
            DeviceKey key = placed.key().orElseThrow();
            Map<Scope, String> texts = new EnumMap<>(Scope.class);
            now.forEach((scope, there) -> {
                DomainSpec wanted = DeviceLists.with(there.spec(), placed);
                demands.check(there.spec(), wanted, attempt);
                texts.put(scope, edited(there, wanted, facts));
            });
            String live = texts.get(Scope.LIVE);
            if (live != null) {
                changes.requirePlug(key, attempt);
                requireLoose(placed, attempt);
                String part = part(live, key);
                Inventory.check(wire, wire.library().virDomainAttachDeviceFlags(domain.pointer(), part, LIVE), attempt);
            }
            Optional.ofNullable(texts.get(Scope.CONFIG))
                    .ifPresent(xml -> defineOr(wire, xml, attempt, () -> {
                        if (live != null) {
                            unplug(wire, domain, key, attempt);
                        }
                    }));
            View view = view(live == null ? Scope.CONFIG : Scope.LIVE);
            return DeviceLists.find(
                            definitions.read(wire, domain, view, attempt).spec(), key)
                    .orElse(placed);
        });
    }

    /** Chooses what is left open: a key is free in all scopes. */
    private DeviceSpec placed(Map<Scope, Described<DomainSpec>> now, DeviceSpec device, HostFacts facts) {
        DomainSpec all =
                DeviceLists.union(now.values().stream().map(Described::spec).toList());
        DeviceSpec keyed = addressed(all, device);
        if (!(keyed instanceof DiskSpec disk)
                || (disk.target().isPresent() && disk.bus().isPresent())) {
            return keyed;
        }
        Described<DomainSpec> there = now.values().iterator().next();
        String xml = dialect.edit(there.nativeConfiguration(), all, DeviceLists.with(all, disk), facts)
                .xml();
        List<DiskSpec> known = all.disks();
        return dialect.read(xml).disks().stream()
                .filter(other -> known.stream().noneMatch(it -> it.target().equals(other.target())))
                .findFirst()
                .map(made ->
                        disk.bus(made.bus().orElseThrow()).target(made.target().orElseThrow()))
                .orElse(disk);
    }

    private String edited(Described<DomainSpec> there, DomainSpec wanted, HostFacts facts) {
        return dialect.edit(there.nativeConfiguration(), there.spec(), wanted, facts)
                .xml();
    }

    private String part(String xml, DeviceKey key) {
        return dialect.device(xml, key)
                .orElseThrow(() -> new NotFoundException(
                        Failure.to("find", key.toString()).because("the domain's XML does not tell it by its key")));
    }

    private void requireLoose(DeviceSpec device, Attempt attempt) {
        dialect.fixed(device).ifPresent(why -> {
            throw new UnsupportedCapabilityException(attempt.failure().because(why));
        });
    }

    private static void defineOr(WireConnection wire, String xml, Attempt attempt, Runnable undo) {
        try {
            Definitions.define(wire, xml, attempt).close();
        } catch (HypervisorException e) {
            try {
                undo.run();
            } catch (HypervisorException worse) {
                e.addSuppressed(worse);
            }
            throw e;
        }
    }

    /** Asks the guest to let go of a device. */
    private void unplug(WireConnection wire, DomainReference domain, DeviceKey key, Attempt attempt) {
        String xml = definitions.read(wire, domain, View.LIVE, attempt).nativeConfiguration();
        Inventory.check(
                wire, wire.library().virDomainDetachDeviceFlags(domain.pointer(), part(xml, key), LIVE), attempt);
    }

    @Override
    public void detach(DomainId id, DeviceKey key, Set<Scope> scopes, Deadline deadline) {
        Attempt attempt = attempt("detach", key.toString(), id, scopes);
        HostFacts facts = host.facts();
        boolean runs = scopes.contains(Scope.LIVE);
        change(id, scopes, attempt, deadline, (wire, domain, now) -> {
            now.forEach((scope, there) -> requireThere(scope, there, key, attempt));
            if (runs) {
                changes.requirePlug(key, attempt);
                requireLoose(requireThere(Scope.LIVE, now.get(Scope.LIVE), key, attempt), attempt);
                unplug(wire, domain, key, attempt);
            }
            return true;
        });
        if (runs) {
            awaitGone(id, key, attempt, deadline);
        }
        if (scopes.contains(Scope.CONFIG)) {
            change(id, Set.of(Scope.CONFIG), attempt, whenever(), (wire, domain, now) -> {
                Described<DomainSpec> there = Objects.requireNonNull(now.get(Scope.CONFIG));
                Definitions.define(wire, edited(there, DeviceLists.without(there.spec(), key), facts), attempt)
                        .close();
                return true;
            });
        }
    }

    /** Gives a card an address that the domain does not have: libvirt would choose another for each scope. */
    private static DeviceSpec addressed(DomainSpec spec, DeviceSpec device) {
        if (!(device instanceof NicSpec card) || card.mac().isPresent()) {
            return device;
        }
        while (true) {
            int random = RANDOM.nextInt(1 << 24);
            // The prefix is QEMU's own, and libvirt's.
            MacAddress address = MacAddress.of(String.format(
                    Locale.ROOT, "52:54:00:%02x:%02x:%02x", random >> 16, (random >> 8) & 0xff, random & 0xff));
            if (DeviceLists.find(spec, new DeviceKey.Nic(address)).isEmpty()) {
                return card.mac(address);
            }
        }
    }

    /** libvirt waits for five seconds, and then says that all is well. */
    private void awaitGone(DomainId id, DeviceKey key, Attempt attempt, Deadline deadline) {
        Deadline request = Deadline.after(ANOTHER_REQUEST);
        while (isThere(id, key, attempt, deadline)) {
            if (deadline.hasPassed()) {
                throw new OperationTimeoutException(
                        attempt.failure().because("the guest did not let go of it within " + deadline.allowed()));
            }
            if (request.hasPassed()) {
                askAgain(id, key, attempt, deadline);
                request = Deadline.after(ANOTHER_REQUEST);
            }
            Pauses.pause(deadline, attempt);
        }
    }

    private boolean isThere(DomainId id, DeviceKey key, Attempt attempt, Deadline deadline) {
        UUID uuid = Inventory.uuid(id, attempt);
        return calls.read(attempt, deadline, wire -> {
            try (DomainReference domain = wire.domain(uuid, attempt)) {
                boolean active = wire.library().virDomainIsActive(domain.pointer()) == 1;
                return active
                        && DeviceLists.find(
                                        definitions
                                                .read(wire, domain, View.LIVE, attempt)
                                                .spec(),
                                        key)
                                .isPresent();
            }
        });
    }

    private void askAgain(DomainId id, DeviceKey key, Attempt attempt, Deadline deadline) {
        UUID uuid = Inventory.uuid(id, attempt);
        calls.change(attempt, deadline, wire -> {
            try (DomainReference domain = wire.domain(uuid, attempt)) {
                String xml = definitions.read(wire, domain, View.LIVE, attempt).nativeConfiguration();
                Optional<String> part = dialect.device(xml, key);
                boolean taken = part.isEmpty()
                        || wire.library().virDomainDetachDeviceFlags(domain.pointer(), part.get(), LIVE) == 0;
                // QEMU refuses a second request while the first is under way; whether it went is looked at anyway.
                return taken || !LibvirtError.last(wire.library()).aboutTheWire();
            }
        });
    }

    private static DeviceSpec requireThere(
            Scope scope, @Nullable Described<DomainSpec> there, DeviceKey key, Attempt attempt) {
        return Optional.ofNullable(there)
                .flatMap(described -> DeviceLists.find(described.spec(), key))
                .orElseThrow(() -> new NotFoundException(
                        attempt.failure().because("it has no " + key + (scope == Scope.LIVE ? " while it runs" : ""))));
    }

    @Override
    public DeviceSpec change(DomainId id, DeviceKey key, DeviceSpec wanted, Set<Scope> scopes, Progress progress) {
        Attempt attempt = attempt("change", key.toString(), id, scopes);
        Pools.refuseCancelled(progress, attempt);
        DeviceSpec keyed = DeviceLists.keyed(key, wanted);
        HostFacts facts = host.facts();
        return change(id, scopes, attempt, whenever(), (wire, domain, now) -> {
            List<Runnable> undo = new ArrayList<>();
            Map<Scope, String> texts = new EnumMap<>(Scope.class);
            now.forEach((scope, there) -> {
                requireThere(scope, there, key, attempt);
                DomainSpec changed = DeviceLists.replaced(there.spec(), key, keyed);
                demands.check(there.spec(), changed, attempt);
                texts.put(scope, edited(there, changed, facts));
            });
            Described<DomainSpec> live = now.get(Scope.LIVE);
            if (live != null) {
                DeviceSpec before = requireThere(Scope.LIVE, live, key, attempt);
                String old = part(live.nativeConfiguration(), key);
                changes.requireChangeable(before, keyed, attempt);
                changes.apply(wire, domain, before, keyed, part(String.valueOf(texts.get(Scope.LIVE)), key), attempt);
                undo.add(() -> changes.apply(wire, domain, keyed, before, old, attempt));
            }
            Optional.ofNullable(texts.get(Scope.CONFIG))
                    .ifPresent(xml -> defineOr(wire, xml, attempt, () -> undo.forEach(Runnable::run)));
            View view = view(live == null ? Scope.CONFIG : Scope.LIVE);
            return DeviceLists.find(
                            definitions.read(wire, domain, view, attempt).spec(), key)
                    .orElse(keyed);
        });
    }
}
