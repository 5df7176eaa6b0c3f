package org.anfitrion.driver.openvz;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.migration.MigrationSpec;
import org.anfitrion.driver.openvz.tool.Verb;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.MigrationFacet;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.Session;

/**
 * Moves containers to other hosts by vzmigrate(8), which the source's root runs and which goes to the target by ssh: from host to host,
 * whether that was asked for or not. What is not live is stopped here and started there. How far it is, vzmigrate does not say.
 * Thread-safe.
 */
final class Migrations implements MigrationFacet {

    private final Containers containers;
    private final Inventory inventory;
    private final HostFacts host;
    private final Runs runs;
    private final Consoles consoles;
    private final Runnable changed;

    Migrations(
            Containers containers,
            Inventory inventory,
            HostFacts host,
            Runs runs,
            Consoles consoles,
            Runnable changed) {
        this.containers = containers;
        this.inventory = inventory;
        this.host = host;
        this.runs = runs;
        this.consoles = consoles;
        this.changed = changed;
    }

    @Override
    public DomainInfo migrate(
            DomainId id, Session target, HypervisorUri targetUri, MigrationSpec spec, Progress progress) {
        Failure attempt = containers.begin("migrate", id, true);
        OpenVzSession there = checked(target, attempt);
        check(spec, attempt);
        Destination destination = Destination.of(
                targetUri,
                spec.address(),
                isLegacy(),
                containers.tools().place().isRemote(),
                attempt);
        try (Containers.Held held = containers.hold(id.key())) {
            Inventory.Container before = inventory.container(id.key(), attempt);
            if (!before.isActive() || before.isPaused()) {
                throw new InvalidStateException(
                        attempt.because(before.isPaused() ? "the container is paused" : "the container does not run"));
            }
            checkFree(before, there, attempt);
            if (progress.cancelled()) {
                throw new OperationCancelledException(attempt.because("it was cancelled"));
            }
            move(before, there, destination, spec, progress, attempt);
            return there.inventory().row(id.key(), attempt);
        }
    }

    private boolean isLegacy() {
        return !containers.dialect().namesByUuid();
    }

    private OpenVzSession checked(Session target, Failure attempt) {
        if (!(target instanceof OpenVzSession there) || there.containers().dialect() != containers.dialect()) {
            throw new InvalidSpecException(attempt.because(
                    "the target is not a host of " + containers.dialect().product()));
        }
        there.containers().tools().gate().admit(attempt, true);
        if (there.containers().isSameHost(containers)) {
            throw new InvalidSpecException(attempt.because("the target is the host that it is on"));
        }
        return there;
    }

    private void check(MigrationSpec spec, Failure attempt) {
        if (spec.bandwidth().isPresent() || spec.maximumDowntime().isPresent()) {
            throw new UnsupportedCapabilityException(attempt.because(Features.NO_SPEED));
        }
        if (!spec.persistent()) {
            throw new UnsupportedCapabilityException(attempt.because(Features.NO_TRANSIENT));
        }
        if (isLegacy() && !spec.copyStorage()) {
            throw new UnsupportedCapabilityException(attempt.because(Features.COPIES));
        }
        if (!isLegacy() && !spec.undefineSource()) {
            throw new UnsupportedCapabilityException(attempt.because(Features.NO_SOURCE));
        }
    }

    /** Before anything moves; vzmigrate looks for the number or UUID and the name again. */
    private void checkFree(Inventory.Container container, OpenVzSession there, Failure attempt) {
        Optional<UUID> uuid = inventory.uuid(container);
        for (Inventory.Container other : there.inventory().look(attempt, List.of())) {
            String taken = other.id().equals(container.id())
                    ? isLegacy() ? "number" : "UUID"
                    : other.name().equals(container.name()) ? "name" : "";
            if (taken.isEmpty()
                    && uuid.isPresent()
                    && there.inventory().uuid(other).equals(uuid)) {
                taken = "UUID";
            }
            if (!taken.isEmpty()) {
                throw new AlreadyExistsException(attempt.because("the target has a container of this " + taken));
            }
        }
        String files = privateArea(there, container.id());
        // On storage that OpenVZ 7's hosts share, they are the container's own.
        if (isLegacy()
                && there.containers()
                                .tools()
                                .to(attempt)
                                .result(List.of("test", "-e", files))
                                .exitCode()
                        == 0) {
            throw new AlreadyExistsException(
                    attempt.because("the target has files of a container of this number: " + files));
        }
    }

    static String privateArea(OpenVzSession there, String id) {
        return there.facts().folderOf("VE_PRIVATE", "/vz/private/$VEID", id);
    }

    private void move(
            Inventory.Container before,
            OpenVzSession there,
            Destination destination,
            MigrationSpec spec,
            Progress progress,
            Failure attempt) {
        String id = before.id();
        MigrationProcess process = new MigrationProcess(
                containers.tools().ungated(), containers.tools().gate(), containers.dialect(), attempt, progress);
        try {
            process.run(containers
                    .dialect()
                    .migrate(id, destination.host(), destination.ssh(), spec.live(), spec.undefineSource()));
        } catch (ConnectionLostException e) {
            throw e; // whatever became of it, nothing can be done there
        } catch (HypervisorException e) {
            boolean interrupted = Thread.interrupted();
            try {
                process.stop();
                if (!process.wasStopped() && !(e instanceof BackendFailureException)) {
                    throw e; // it was refused, and nothing has moved
                }
                if (!undone(before, there, spec, process, e, attempt)) {
                    throw e;
                }
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
        runs.end(id);
        consoles.forget(id);
        changed.run();
        leave(id, spec, attempt);
    }

    /** Puts things back; tells whether it had arrived all the same. */
    private boolean undone(
            Inventory.Container before,
            OpenVzSession there,
            MigrationSpec spec,
            MigrationProcess process,
            HypervisorException failed,
            Failure attempt) {
        try {
            return new Rollback(inventory.ungated(), host, there, attempt).run(before, process.leader(), spec.live());
        } catch (HypervisorException e) {
            HypervisorException both = new BackendFailureException(
                    attempt.because(failed.getMessage() + "; and what was done could not be undone: " + e.getMessage())
                            .withOutcomeUnknown()
                            .causedBy(failed));
            both.addSuppressed(e);
            throw both;
        }
    }

    /** vzctl 4.9's does not look whether what it removes goes, and hides a configuration that it leaves. */
    private void leave(String id, MigrationSpec spec, Failure attempt) {
        if (!isLegacy()) {
            return;
        }
        Containers here = containers.ungated();
        if (!spec.undefineSource()) {
            String file = here.files().file(id);
            here.tools()
                    .to(attempt)
                    .changing()
                    .result(List.of("mv", "-n", "--", file + ".migrated", file))
                    .orThrow();
        } else if (inventory
                .ungated()
                .find(id, attempt)
                .filter(left -> !left.isActive())
                .isPresent()) {
            here.act(Verb.DESTROY, id, Deadline.after(Rollback.ENOUGH), attempt);
        }
    }
}
