package org.anfitrion.libvirt;

import java.util.Optional;
import java.util.UUID;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.libvirt.wire.DomainReference;
import org.anfitrion.libvirt.wire.UuidLocks;
import org.anfitrion.libvirt.wire.WireConnection;
import org.anfitrion.libvirt.xml.Dialect;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.Progress;
import org.libvirt.jna.CString;
import org.libvirt.jna.DomainPointer;

/** Makes and reads domains' configurations. Thread-safe. */
final class Definitions {

    private static final int XML_SECURE = 1;
    private static final int XML_INACTIVE = 1 << 1;

    private final Calls calls;
    private final Dialect dialect;
    private final BackendFeatures features;
    private final HostReader host;
    private final Inventory inventory;
    private final Starter starter;
    private final Demands demands;

    Definitions(
            Calls calls,
            Dialect dialect,
            BackendFeatures features,
            HostReader host,
            Inventory inventory,
            Starter starter,
            Demands demands) {
        this.calls = calls;
        this.dialect = dialect;
        this.features = features;
        this.host = host;
        this.inventory = inventory;
        this.starter = starter;
        this.demands = demands;
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
        demands.check(spec, attempt);
        String xml = dialect.newDomain(spec, host.facts());
        if (starts) {
            starter.checkFiles(spec, attempt);
        }
        if (progress.cancelled()) {
            throw new OperationCancelledException(
                    attempt.failure().because("it was cancelled before anything was sent"));
        }
        return calls.change(attempt, wire -> {
            try (UuidLocks.Held held = UuidLocks.DEFINING.hold(
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
            try (UuidLocks.Held held = UuidLocks.DEFINING.hold(key)) {
                refuseTaken(wire, identity.name(), identity.uuid(), attempt);
                try (DomainReference domain = define(wire, xml, attempt)) {
                    return inventory.row(wire, domain, Inventory.EVERYTHING, attempt);
                }
            }
        });
    }

    /** libvirt replaces a domain that has the same name and UUID; it refuses only if one of them differs. */
    static void refuseTaken(WireConnection wire, String name, Optional<UUID> uuid, Attempt attempt) {
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

    /** Makes the domain, or replaces the configuration of the one with the same name and UUID. The caller holds a lease. */
    static DomainReference define(WireConnection wire, String xml, Attempt attempt) {
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
        DomainSpec spec = dialect.read(xml);
        if (config || !features.isXen()) {
            return new Described<>(view, spec, xml, revision(xml));
        }
        DomainSpec weighted = LiveTuning.weighted(wire, domain, spec, features);
        String weight = weighted.tuning().cpuShares().toString();
        return new Described<>(view, weighted, xml, Revision.of(dialect.comparable(xml) + weight));
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
        return Revision.of(dialect.comparable(xml));
    }
}
