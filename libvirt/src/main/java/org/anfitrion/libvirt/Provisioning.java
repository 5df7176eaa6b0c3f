package org.anfitrion.libvirt;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.anfitrion.api.domain.CloneKind;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.TemplateInfo;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.ConflictException;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.Support;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.libvirt.wire.DomainReference;
import org.anfitrion.libvirt.wire.UuidLocks;
import org.anfitrion.libvirt.wire.WireConnection;
import org.anfitrion.libvirt.xml.Dialect;
import org.anfitrion.libvirt.xml.DomainCopy;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.ProvisioningFacet;
import org.anfitrion.spi.StorageFacet;
import org.anfitrion.spi.Target;

/** Gives domains other names, and makes domains like others: libvirt has the first, and volumes for the second. Thread-safe. */
final class Provisioning implements ProvisioningFacet {

    private static final String WITH_VOLUMES = "of domains whose drives are volumes of active pools";

    private final Calls calls;
    private final Dialect dialect;
    private final BackendFeatures features;
    private final HostReader host;
    private final Inventory inventory;
    private final Definitions definitions;
    private final Optional<StorageFacet> storage;

    Provisioning(
            Calls calls,
            Dialect dialect,
            BackendFeatures features,
            HostReader host,
            Inventory inventory,
            Definitions definitions,
            Optional<StorageFacet> storage) {
        this.calls = calls;
        this.dialect = dialect;
        this.features = features;
        this.host = host;
        this.inventory = inventory;
        this.definitions = definitions;
        this.storage = storage;
    }

    /** Says what depends on a domain's drives; empty leaves it to what the driver can. */
    Optional<Support> support(Feature feature, Target on) {
        if (storage.isEmpty() || (feature != Feature.COPY && feature != Feature.LINKED_COPY)) {
            return Optional.empty();
        }
        Optional<UUID> uuid = on instanceof Target.OfDomain of ? Inventory.uuid(of.id()) : Optional.empty();
        Optional<String> refusal =
                uuid.flatMap(this::configuration).flatMap(spec -> ClonedDrives.outsideOfPools(storage.get(), spec));
        return Optional.of(refusal.map(Support::no)
                .orElseGet(() -> new Support(Support.Answer.YES, uuid.isPresent() ? "" : WITH_VOLUMES)));
    }

    private Optional<DomainSpec> configuration(UUID uuid) {
        Attempt attempt = new Attempt("look up", "domain " + uuid, false);
        return calls.read(attempt, wire -> {
            try (DomainReference domain = Inventory.byUuid(wire, uuid, attempt).orElse(null)) {
                return domain == null || wire.library().virDomainIsPersistent(domain.pointer()) != 1
                        ? Optional.empty()
                        : Optional.of(definitions
                                .read(wire, domain, View.CONFIG, attempt)
                                .spec());
            }
        });
    }

    @Override
    public DomainInfo rename(DomainId id, String name) {
        Attempt attempt = new Attempt("rename", "domain " + id, true);
        calls.checkWritable(attempt);
        features.require(Feature.RENAME, attempt);
        UUID uuid = Inventory.uuid(id, attempt);
        String wanted = DomainSpec.named(name).build().name();
        return calls.change(attempt, wire -> {
            try (UuidLocks.Held held = UuidLocks.DEFINING.hold(uuid)) {
                rename(wire, uuid, wanted, attempt);
                try (DomainReference renamed = wire.domain(uuid, attempt)) {
                    return inventory.row(wire, renamed, Inventory.EVERYTHING, attempt);
                }
            }
        });
    }

    private static void rename(WireConnection wire, UUID uuid, String name, Attempt attempt) {
        try (DomainReference domain = wire.lookUp(uuid).orElseThrow(() -> wire.failed(attempt))) {
            Attempt named = attempt.on("domain '" + domain.name() + "' to '" + name + "'");
            requireResting(wire, domain, named);
            Definitions.refuseTaken(wire, name, Optional.empty(), named);
            Inventory.check(wire, wire.library().virDomainRename(domain.pointer(), name, 0), named);
        } finally {
            wire.forget(uuid); // its reference has the old name
        }
    }

    private static void requireResting(WireConnection wire, DomainReference domain, Attempt attempt) {
        if (Inventory.check(wire, wire.library().virDomainIsActive(domain.pointer()), attempt) == 1) {
            throw new InvalidStateException(attempt.failure().because("it is active; stop or destroy it first"));
        }
        // A driver that lacks the question says -1, and keeps no memory.
        if (wire.library().virDomainHasManagedSaveImage(domain.pointer(), 0) > 0) {
            throw new InvalidStateException(
                    attempt.failure().because("its memory is saved; start it, or remove what is saved, first"));
        }
    }

    @Override
    public DomainInfo copy(DomainId id, String name, CloneKind kind, Progress progress) {
        Attempt attempt = new Attempt("copy", "domain " + id + " as '" + name + "'", true);
        calls.checkWritable(attempt);
        features.require(kind == CloneKind.FULL ? Feature.COPY : Feature.LINKED_COPY, attempt);
        StorageFacet volumes = storage.orElseThrow(() ->
                new UnsupportedCapabilityException(attempt.failure().because("there are no pools to make drives in")));
        UUID uuid = Inventory.uuid(id, attempt);
        String wanted = DomainSpec.named(name).build().name();
        Described<DomainSpec> original = calls.read(attempt, wire -> {
            Definitions.refuseTaken(wire, wanted, Optional.empty(), attempt);
            return resting(wire, uuid, attempt);
        });
        Pools.refuseCancelled(progress, attempt);
        ClonedDrives drives = new ClonedDrives(volumes, wanted, kind, progress, attempt);
        try {
            DomainSpec own = drives.of(original.spec());
            String xml = dialect.edit(original.nativeConfiguration(), original.spec(), own, host.facts())
                    .xml();
            Described<DomainSpec> now = calls.read(attempt, wire -> resting(wire, uuid, attempt));
            if (!now.revision().equals(original.revision())) {
                throw new ConflictException(
                        attempt.failure().because("its configuration was changed while it was copied"));
            }
            Pools.refuseCancelled(progress, attempt);
            return definitions.defineNative(DomainCopy.named(xml, wanted));
        } catch (HypervisorException e) {
            // A domain that may have been defined may have them.
            if (!e.failure().outcomeUnknown()) {
                drives.undo(e);
            }
            throw e;
        }
    }

    private Described<DomainSpec> resting(WireConnection wire, UUID uuid, Attempt attempt) {
        try (DomainReference domain = wire.domain(uuid, attempt)) {
            requireResting(wire, domain, attempt);
            return definitions.read(wire, domain, View.CONFIG, attempt);
        }
    }

    @Override
    public List<TemplateInfo> templates() {
        Attempt attempt = new Attempt("list", "templates", false);
        calls.checkOpen(attempt);
        throw lacking(Feature.TEMPLATES, attempt);
    }

    @Override
    public void export(DomainId id, String file, Progress progress) {
        Attempt attempt = new Attempt("export", "domain " + id, true);
        calls.checkWritable(attempt);
        throw lacking(Feature.APPLIANCES, attempt);
    }

    @Override
    public DomainInfo importFrom(String file, String name, Progress progress) {
        Attempt attempt = new Attempt("import", "domain '" + name + "'", true);
        calls.checkWritable(attempt);
        throw lacking(Feature.APPLIANCES, attempt);
    }

    private UnsupportedCapabilityException lacking(Feature feature, Attempt attempt) {
        return new UnsupportedCapabilityException(attempt.failure().because(features.reason(feature)));
    }
}
