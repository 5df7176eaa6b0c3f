package org.anfitrion.libvirt;

import com.sun.jna.NativeLong;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.anfitrion.api.domain.Applied;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.Tuning;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.ConflictException;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.libvirt.wire.DomainReference;
import org.anfitrion.libvirt.wire.UuidLocks;
import org.anfitrion.libvirt.wire.WireConnection;
import org.anfitrion.libvirt.xml.Dialect;
import org.anfitrion.libvirt.xml.HostFacts;
import org.anfitrion.spi.support.DomainUpdates;

/** Changes domains' configurations, each from a base that must still hold. Thread-safe. */
final class Updates {

    private static final int AFFECT_LIVE = 1;

    private final Calls calls;
    private final Dialect dialect;
    private final BackendFeatures features;
    private final HostReader host;
    private final Inventory inventory;
    private final Definitions definitions;
    private final Demands demands;
    private final LiveTuning tuning;

    Updates(
            Calls calls,
            Dialect dialect,
            BackendFeatures features,
            HostReader host,
            Inventory inventory,
            Definitions definitions,
            Demands demands,
            LiveTuning tuning) {
        this.calls = calls;
        this.dialect = dialect;
        this.features = features;
        this.host = host;
        this.inventory = inventory;
        this.definitions = definitions;
        this.demands = demands;
        this.tuning = tuning;
    }

    /** What is done with a domain whose configuration is still the one that a change started from. */
    private interface Work<T> {
        T on(WireConnection wire, DomainReference domain, Described<DomainSpec> now);
    }

    /** Nobody of this process changes the domain meanwhile. */
    private <T> T unlessChanged(UUID uuid, Described<DomainSpec> base, Attempt attempt, Work<T> work) {
        View view = base.view();
        return calls.change(attempt, wire -> {
            try (UuidLocks.Held held = UuidLocks.DEFINING.hold(uuid);
                    DomainReference domain = wire.domain(uuid, attempt)) {
                Described<DomainSpec> now = definitions.read(wire, domain, view, attempt);
                if (!now.revision().equals(base.revision())) {
                    throw new ConflictException(
                            attempt.failure().because("its " + view + " configuration was changed since it was read"));
                }
                return work.on(wire, domain, now);
            }
        });
    }

    /** Replaces a configuration by one in libvirt's own language. */
    DomainInfo redefine(DomainId id, Described<DomainSpec> base, String xml) {
        Attempt attempt = new Attempt("redefine", "domain '" + base.spec().name() + "'", true);
        calls.checkWritable(attempt);
        features.require(Feature.NATIVE_CONFIGURATION, attempt);
        UUID uuid = Inventory.uuid(id, attempt);
        if (base.view() != View.CONFIG) {
            throw InvalidSpecException.of("base", base.view(), "a configuration is replaced from the CONFIG view");
        }
        Dialect.Identity identity = dialect.identify(xml);
        if (!identity.uuid().equals(Optional.of(uuid))) {
            throw InvalidSpecException.of(
                    "UUID", identity.uuid().map(UUID::toString).orElse("none"), "the domain's is " + uuid);
        }
        return unlessChanged(uuid, base, attempt, (wire, domain, now) -> {
            if (!identity.name().equals(domain.name())) {
                throw InvalidSpecException.of(
                        "domain name", identity.name(), "the domain's is '" + domain.name() + "'");
            }
            try (DomainReference defined = Definitions.define(wire, xml, attempt)) {
                return inventory.row(wire, defined, Inventory.EVERYTHING, attempt);
            }
        });
    }

    Applied update(DomainId id, Described<DomainSpec> base, DomainSpec wanted, Scope scope) {
        Attempt attempt = new Attempt("update", "domain '" + base.spec().name() + "'", true);
        calls.checkWritable(attempt);
        UUID uuid = Inventory.uuid(id, attempt);
        DomainUpdates.check(base, wanted, scope);
        demands.check(base.spec(), wanted, attempt);
        HostFacts facts = host.facts();
        return unlessChanged(
                uuid,
                base,
                attempt,
                (wire, domain, now) -> scope == Scope.CONFIG
                        ? updateConfig(wire, domain, now, base.spec(), wanted, facts, attempt)
                        : updateLive(wire, domain, now, base.spec(), wanted, facts, attempt));
    }

    private Applied updateConfig(
            WireConnection wire,
            DomainReference domain,
            Described<DomainSpec> now,
            DomainSpec base,
            DomainSpec wanted,
            HostFacts facts,
            Attempt attempt) {
        Dialect.Edited edited = dialect.edit(now.nativeConfiguration(), base, wanted, facts);
        if (edited.changes().isEmpty()) {
            return new Applied(List.of(), Set.of(), false);
        }
        Definitions.define(wire, edited.xml(), attempt).close();
        boolean active = wire.library().virDomainIsActive(domain.pointer()) == 1;
        return new Applied(edited.changes(), Set.of(Scope.CONFIG), active);
    }

    private Applied updateLive(
            WireConnection wire,
            DomainReference domain,
            Described<DomainSpec> now,
            DomainSpec base,
            DomainSpec wanted,
            HostFacts facts,
            Attempt attempt) {
        checkLive(now.spec(), base, wanted, attempt);
        DomainSpec tuned = base.toBuilder().tuning(wanted.tuning()).build();
        List<String> changes = new ArrayList<>(
                dialect.edit(now.nativeConfiguration(), base, tuned, facts).changes());
        LiveTuning.Done done = tuning.set(
                wire, domain, base.tuning(), wanted.tuning(), base.cpus().maximum(), attempt);
        try {
            changes.addAll(setAmounts(wire, domain, base, wanted, attempt));
        } catch (HypervisorException e) {
            done.putBack(e);
            throw e;
        }
        return new Applied(changes, changes.isEmpty() ? Set.of() : Set.of(Scope.LIVE), false);
    }

    private static List<String> setAmounts(
            WireConnection wire, DomainReference domain, DomainSpec base, DomainSpec wanted, Attempt attempt) {
        List<String> changes = new ArrayList<>();
        if (!wanted.memory().equals(base.memory())) {
            NativeLong size = new NativeLong(wanted.memory().current().toKibibytes());
            Inventory.check(wire, wire.library().virDomainSetMemoryFlags(domain.pointer(), size, AFFECT_LIVE), attempt);
            changes.add("memory: " + base.memory() + " -> " + wanted.memory());
        }
        if (!wanted.cpus().equals(base.cpus())) {
            int count = wanted.cpus().current();
            Inventory.check(wire, wire.library().virDomainSetVcpusFlags(domain.pointer(), count, AFFECT_LIVE), attempt);
            changes.add("CPUs: " + base.cpus() + " -> " + wanted.cpus());
        }
        return changes;
    }

    /** What a description leaves open stays, and is no difference. */
    private static void leaveOpen(DomainSpec wanted, DomainSpec base, DomainSpecBuilder others) {
        if (wanted.cpuModel().isEmpty()) {
            base.cpuModel().ifPresent(others::cpuModel);
        }
        if (wanted.cpuTopology().isEmpty()) {
            base.cpuTopology().ifPresent(others::cpuTopology);
        }
    }

    /** Before anything changes: half an update is worse than none. */
    private void checkLive(DomainSpec now, DomainSpec base, DomainSpec wanted, Attempt attempt) {
        DomainSpecBuilder others =
                wanted.toBuilder().cpus(base.cpus()).memory(base.memory()).tuning(base.tuning());
        base.uuid().ifPresent(others::uuid);
        leaveOpen(wanted, base, others);
        boolean onlyAmounts = others.build().equals(base)
                && wanted.cpus().maximum() == base.cpus().maximum()
                && wanted.memory().maximum().equals(base.memory().maximum());
        if (!onlyAmounts) {
            throw new UnsupportedCapabilityException(attempt.failure()
                    .because("while a domain runs, only its tuning, and its current memory and its current number of"
                            + " CPUs within their maxima, can be changed"));
        }
        checkSwap(base.tuning(), wanted.tuning());
        boolean fewer = wanted.cpus().current() < base.cpus().current();
        if (fewer && features.isQemu() && now.guestType().equals(Optional.of(GuestType.EMULATED))) {
            throw new UnsupportedCapabilityException(
                    attempt.failure().because("taking a CPU away from an emulated guest corrupts QEMU's memory"));
        }
    }

    /** libvirt takes a limit of memory that is not set for the highest ({@code qemuDomainSetMemoryParameters}, 9.0). */
    private static void checkSwap(Tuning base, Tuning wanted) {
        boolean unlimited = wanted.memoryHardLimit().or(base::memoryHardLimit).isEmpty();
        wanted.swapLimit()
                .filter(limit -> unlimited && !base.swapLimit().equals(Optional.of(limit)))
                .ifPresent(limit -> {
                    throw InvalidSpecException.of(
                            "swap limit",
                            limit,
                            "memory and swap are limited together only where memory is: set a"
                                    + " hard limit of memory too");
                });
    }
}
