package org.anfitrion.libvirt;

import com.sun.jna.NativeLong;
import java.util.UUID;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.migration.MigrationSpec;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.libvirt.wire.DomainReference;
import org.anfitrion.libvirt.wire.LibvirtLibrary;
import org.anfitrion.libvirt.wire.WireConnection;
import org.anfitrion.spi.DomainRef;
import org.anfitrion.spi.MigrationFacet;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.Session;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.DomainPointer;

/** Moves domains from one of libvirt's hosts to another, through this process or from daemon to daemon. Thread-safe. */
final class Migrations implements MigrationFacet {

    // Of virDomainMigrateFlags.
    private static final int LIVE = 1;
    private static final int PEER_TO_PEER = 1 << 1;
    private static final int PERSIST_THERE = 1 << 3;
    private static final int UNDEFINE_HERE = 1 << 4;
    private static final int COPY_DISKS = 1 << 6;
    private static final int ABORT_ON_ERROR = 1 << 12;

    private static final long MEBIBYTE = 1 << 20;

    private final Calls calls;
    private final BackendFeatures features;
    private final HostReader host;
    private final Inventory inventory;
    private final DomainJobs jobs;

    Migrations(Calls calls, BackendFeatures features, HostReader host, Inventory inventory, DomainJobs jobs) {
        this.calls = calls;
        this.features = features;
        this.host = host;
        this.inventory = inventory;
        this.jobs = jobs;
    }

    @Override
    public DomainInfo migrate(
            DomainId id, Session target, HypervisorUri targetUri, MigrationSpec spec, Progress progress) {
        Attempt attempt = new Attempt("migrate", "domain " + id, true);
        calls.checkWritable(attempt);
        features.require(Feature.MIGRATION, attempt);
        LibvirtSession there = checked(target, attempt);
        UUID uuid = Inventory.uuid(id, attempt);
        jobs.run(attempt, uuid, progress, wire -> {
            try (DomainReference domain = wire.domain(uuid, attempt)) {
                Attempt named = attempt.on("domain '" + domain.name() + "'");
                if (!inventory
                        .row(wire, domain, Inventory.EVERYTHING, named)
                        .state()
                        .isActive()) {
                    throw new InvalidStateException(named.failure().because("it does not run"));
                }
                checkFree(there, domain, named);
                limitDowntime(wire, domain, spec, named);
                if (spec.peerToPeer()) {
                    sendFromDaemon(wire, domain, targetUri, spec, named);
                } else {
                    send(wire, domain, there, spec, named);
                }
            } finally {
                wire.forget(uuid);
            }
            return true;
        });
        return there.domains()
                .find(new DomainRef.ByUuid(uuid), Inventory.EVERYTHING)
                .orElseThrow(() ->
                        new NotFoundException(attempt.failure().because("it arrived, and went from the target since")));
    }

    private LibvirtSession checked(Session target, Attempt attempt) {
        if (!(target instanceof LibvirtSession there) || !there.isLike(features)) {
            throw new InvalidSpecException(
                    attempt.failure().because("the target is not a host of the same driver of libvirt"));
        }
        if (there.hostId().equals(host.hostId())) {
            throw new InvalidSpecException(attempt.failure().because("the target is the host that it is on"));
        }
        return there;
    }

    /** Before anything moves; libvirt itself looks again when it begins there. */
    private static void checkFree(LibvirtSession there, DomainReference domain, Attempt attempt) {
        boolean nameTaken = there.domains()
                .find(new DomainRef.ByName(domain.name()), Inventory.EVERYTHING)
                .filter(other -> !other.id().equals(Inventory.id(domain.uuid())))
                .isPresent();
        boolean uuidTaken = there.domains()
                .find(new DomainRef.ByUuid(domain.uuid()), Inventory.EVERYTHING)
                .filter(other -> other.state().isActive() || !other.name().equals(domain.name()))
                .isPresent();
        if (nameTaken || uuidTaken) {
            throw new AlreadyExistsException(
                    attempt.failure().because("the target has a domain of this " + (nameTaken ? "name" : "UUID")));
        }
    }

    private static void limitDowntime(
            WireConnection wire, DomainReference domain, MigrationSpec spec, Attempt attempt) {
        spec.maximumDowntime()
                .ifPresent(most -> Inventory.check(
                        wire,
                        wire.library().virDomainMigrateSetMaxDowntime(domain.pointer(), most.toMillis(), 0),
                        attempt));
    }

    private static void sendFromDaemon(
            WireConnection wire, DomainReference domain, HypervisorUri target, MigrationSpec spec, Attempt attempt) {
        Inventory.check(
                wire,
                wire.library()
                        .virDomainMigrateToURI2(
                                domain.pointer(),
                                target.toString(),
                                address(spec),
                                null,
                                flags(spec),
                                null,
                                bandwidth(spec)),
                attempt);
    }

    private static void send(
            WireConnection wire, DomainReference domain, LibvirtSession there, MigrationSpec spec, Attempt attempt) {
        LibvirtLibrary library = wire.library();
        try (WireConnection.Lease far = there.lease()) {
            DomainPointer moved = library.virDomainMigrate(
                    domain.pointer(), far.connection().pointer(), flags(spec), null, address(spec), bandwidth(spec));
            if (moved == null) {
                throw wire.failed(attempt);
            }
            library.virDomainFree(moved);
        }
    }

    private static @Nullable String address(MigrationSpec spec) {
        return spec.address().orElse(null);
    }

    private static NativeLong flags(MigrationSpec spec) {
        return new NativeLong(ABORT_ON_ERROR
                | (spec.live() ? LIVE : 0)
                | (spec.peerToPeer() ? PEER_TO_PEER : 0)
                | (spec.persistent() ? PERSIST_THERE : 0)
                | (spec.undefineSource() ? UNDEFINE_HERE : 0)
                | (spec.copyStorage() ? COPY_DISKS : 0));
    }

    /** In whole mebibytes; 0 is no limit. */
    private static NativeLong bandwidth(MigrationSpec spec) {
        return new NativeLong(spec.bandwidth()
                .map(DataSize::bytes)
                .map(most -> Math.max(1, most / MEBIBYTE))
                .orElse(0L));
    }
}
