package org.anfitrion.libvirt;

import com.sun.jna.NativeLong;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
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
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.ConflictException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.libvirt.wire.DomainReference;
import org.anfitrion.libvirt.wire.WireConnection;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.Progress;
import org.libvirt.jna.CString;
import org.libvirt.jna.DomainPointer;

/** Makes, reads and changes domains' configurations. Thread-safe. */
final class Definitions {

    private static final int XML_SECURE = 1;
    private static final int XML_INACTIVE = 1 << 1;
    private static final int AFFECT_LIVE = 1;

    private final Calls calls;
    private final Dialect dialect;
    private final BackendFeatures features;
    private final HostReader host;
    private final Inventory inventory;
    private final Starter starter;

    Definitions(
            Calls calls,
            Dialect dialect,
            BackendFeatures features,
            HostReader host,
            Inventory inventory,
            Starter starter) {
        this.calls = calls;
        this.dialect = dialect;
        this.features = features;
        this.host = host;
        this.inventory = inventory;
        this.starter = starter;
    }

    DomainInfo create(DomainSpec spec, Creation creation, Progress progress) {
        boolean starts = creation != Creation.DEFINE;
        Attempt attempt = new Attempt(starts ? "start" : "define", "domain '" + spec.name() + "'", true);
        calls.checkWritable(attempt);
        features.require(
                switch (creation) {
                    case DEFINE -> Feature.DEFINE;
                    case TRANSIENT -> Feature.TRANSIENT;
                    case EPHEMERAL -> Feature.EPHEMERAL;
                },
                attempt);
        String xml = dialect.newDomain(spec, host.facts());
        if (starts) {
            starter.checkFiles(spec, attempt);
        }
        if (progress.cancelled()) {
            throw new OperationCancelledException(
                    attempt.failure().because("it was cancelled before anything was sent"));
        }
        return calls.change(attempt, wire -> {
            try (UuidLocks.Held held = UuidLocks.hold(
                    spec.uuid().orElseGet(() -> new UUID(0, spec.name().hashCode())))) {
                refuseTaken(wire, spec.name(), spec.uuid(), attempt);
                try (DomainReference domain = starts
                        ? starter.create(wire, xml, spec, creation == Creation.EPHEMERAL, attempt)
                        : define(wire, xml, attempt)) {
                    return inventory.row(wire, domain, Inventory.EVERYTHING, attempt);
                }
            }
        });
    }

    DomainInfo defineNative(String xml) {
        Dialect.Identity identity = dialect.identify(xml);
        Attempt attempt = new Attempt("define", "domain '" + identity.name() + "'", true);
        features.require(Feature.DEFINE, attempt);
        return calls.change(attempt, wire -> {
            UUID key =
                    identity.uuid().orElseGet(() -> new UUID(0, identity.name().hashCode()));
            try (UuidLocks.Held held = UuidLocks.hold(key)) {
                refuseTaken(wire, identity.name(), identity.uuid(), attempt);
                try (DomainReference domain = define(wire, xml, attempt)) {
                    return inventory.row(wire, domain, Inventory.EVERYTHING, attempt);
                }
            }
        });
    }

    /** libvirt replaces a domain that has the same name and UUID; it refuses only if one of them differs. */
    private static void refuseTaken(WireConnection wire, String name, Optional<UUID> uuid, Attempt attempt) {
        try (DomainReference taken = Inventory.byName(wire, name, attempt).orElse(null)) {
            if (taken != null) {
                throw new AlreadyExistsException(
                        attempt.failure().because("there is a domain of this name already, with UUID " + taken.uuid()));
            }
        }
        if (uuid.isPresent()) {
            try (DomainReference taken =
                    Inventory.byUuid(wire, uuid.get(), attempt).orElse(null)) {
                if (taken != null) {
                    throw new AlreadyExistsException(attempt.failure()
                            .because("domain '" + taken.name() + "' has UUID " + uuid.get() + " already"));
                }
            }
        }
    }

    private static DomainReference define(WireConnection wire, String xml, Attempt attempt) {
        DomainPointer defined = wire.library().virDomainDefineXMLFlags(wire.pointer(), xml, 0);
        if (defined == null) {
            throw wire.failed(attempt);
        }
        return wire.adopt(defined);
    }

    Described<DomainSpec> read(DomainId id, View view) {
        Attempt attempt = new Attempt("read", "domain " + id, false);
        UUID uuid = Inventory.uuid(id, attempt);
        return calls.read(attempt, wire -> {
            try (DomainReference domain = wire.domain(uuid, attempt)) {
                return read(wire, domain, view, attempt.on("domain '" + domain.name() + "'"));
            }
        });
    }

    /** The caller holds a lease. */
    Described<DomainSpec> read(WireConnection wire, DomainReference domain, View view, Attempt attempt) {
        boolean config = view == View.CONFIG;
        int has = config
                ? wire.library().virDomainIsPersistent(domain.pointer())
                : wire.library().virDomainIsActive(domain.pointer());
        if (Inventory.check(wire, has, attempt) == 0) {
            throw new InvalidStateException(attempt.failure()
                    .because(config ? "it is transient and has no configuration to start from" : "it does not run"));
        }
        String xml = xml(wire, domain, config ? XML_INACTIVE : 0, attempt);
        return new Described<>(view, dialect.read(xml), xml, revision(xml));
    }

    /** The configuration that a start would use, as text. The caller holds a lease. */
    String configuration(WireConnection wire, DomainReference domain, Attempt attempt) {
        return xml(wire, domain, XML_INACTIVE, attempt);
    }

    private String xml(WireConnection wire, DomainReference domain, int flags, Attempt attempt) {
        int secure = calls.readOnly() ? 0 : XML_SECURE;
        CString xml = wire.library().virDomainGetXMLDesc(domain.pointer(), flags | secure);
        if (xml == null) {
            throw wire.failed(attempt);
        }
        return xml.toString();
    }

    private String revision(String xml) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(dialect.comparable(xml).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    Applied update(DomainId id, Described<DomainSpec> base, DomainSpec wanted, Scope scope) {
        Attempt attempt = new Attempt("update", "domain '" + base.spec().name() + "'", true);
        calls.checkWritable(attempt);
        UUID uuid = Inventory.uuid(id, attempt);
        View view = scope == Scope.CONFIG ? View.CONFIG : View.LIVE;
        if (base.view() != view) {
            throw InvalidSpecException.of(
                    "base", base.view(), "a change of " + scope + " starts from the " + view + " view");
        }
        checkIdentity(base.spec(), wanted);
        HostFacts facts = host.facts();
        return calls.change(attempt, wire -> {
            try (UuidLocks.Held held = UuidLocks.hold(uuid);
                    DomainReference domain = wire.domain(uuid, attempt)) {
                Described<DomainSpec> now = read(wire, domain, view, attempt);
                if (!now.revision().equals(base.revision())) {
                    throw new ConflictException(
                            attempt.failure().because("its " + view + " configuration was changed since it was read"));
                }
                return scope == Scope.CONFIG
                        ? updateConfig(wire, domain, now, base.spec(), wanted, facts, attempt)
                        : updateLive(wire, domain, now, base.spec(), wanted, attempt);
            }
        });
    }

    private static void checkIdentity(DomainSpec base, DomainSpec wanted) {
        if (!base.name().equals(wanted.name())) {
            throw InvalidSpecException.of("domain name", wanted.name(), "an update cannot rename a domain");
        }
        if (wanted.uuid().isPresent() && !wanted.uuid().equals(base.uuid())) {
            throw InvalidSpecException.of("UUID", wanted.uuid().get(), "an update cannot change a domain's UUID");
        }
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
        define(wire, edited.xml(), attempt).close();
        boolean active = wire.library().virDomainIsActive(domain.pointer()) == 1;
        return new Applied(edited.changes(), Set.of(Scope.CONFIG), active);
    }

    private Applied updateLive(
            WireConnection wire,
            DomainReference domain,
            Described<DomainSpec> now,
            DomainSpec base,
            DomainSpec wanted,
            Attempt attempt) {
        checkLive(now.spec(), base, wanted, attempt);
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
        return new Applied(changes, changes.isEmpty() ? Set.of() : Set.of(Scope.LIVE), false);
    }

    /** Before anything changes: half an update is worse than none. */
    private void checkLive(DomainSpec now, DomainSpec base, DomainSpec wanted, Attempt attempt) {
        DomainSpecBuilder others = wanted.toBuilder().cpus(base.cpus()).memory(base.memory());
        base.uuid().ifPresent(others::uuid);
        boolean onlyAmounts = others.build().equals(base)
                && wanted.cpus().maximum() == base.cpus().maximum()
                && wanted.memory().maximum().equals(base.memory().maximum());
        if (!onlyAmounts) {
            throw new UnsupportedCapabilityException(attempt.failure()
                    .because(
                            "while a domain runs, only its current memory and its current number of CPUs can be changed,"
                                    + " within their maxima"));
        }
        boolean fewer = wanted.cpus().current() < base.cpus().current();
        if (fewer && features.isQemu() && now.guestType().equals(Optional.of(GuestType.EMULATED))) {
            throw new UnsupportedCapabilityException(
                    attempt.failure().because("taking a CPU away from an emulated guest corrupts QEMU's memory"));
        }
    }
}
