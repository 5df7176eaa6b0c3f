package org.anfitrion.libvirt;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.libvirt.wire.DomainReference;
import org.anfitrion.libvirt.wire.WireConnection;

/** The runs that a session began, for what becomes of them at its end. Thread-safe. */
final class StartedGuests {

    private static final Logger LOG = System.getLogger("org.anfitrion.libvirt.guests");

    private record Run(int number, boolean ephemeral) {}

    private final Map<UUID, Run> runs = new ConcurrentHashMap<>();

    private final Optional<EmbeddedRoot> root;

    StartedGuests(Optional<EmbeddedRoot> root) {
        this.root = root;
    }

    /** The caller holds a lease. libvirt's number of the run tells it from a later one that somebody else began. */
    void started(WireConnection wire, DomainReference domain, boolean ephemeral) {
        runs.put(domain.uuid(), new Run(number(wire, domain), ephemeral));
        if (ephemeral) {
            root.ifPresent(marked -> marked.markEphemeral(domain.uuid()));
        }
    }

    boolean knows(UUID uuid) {
        return runs.containsKey(uuid);
    }

    boolean isEphemeral(UUID uuid) {
        Run run = runs.get(uuid);
        return run != null && run.ephemeral;
    }

    /** Forgets the run, unless it is the one of this number. */
    void stoppedUnless(UUID uuid, int number) {
        Run left = runs.computeIfPresent(uuid, (key, run) -> run.number == number ? run : null);
        if (left == null) {
            root.ifPresent(marked -> marked.unmarkEphemeral(uuid));
        }
    }

    private static int number(WireConnection wire, DomainReference domain) {
        return wire.library().virDomainGetID(domain.pointer());
    }

    /** Destroys those that still run: all, or the ephemeral ones only. The caller holds a lease. */
    void destroy(WireConnection wire, boolean all) {
        runs.forEach((uuid, run) -> {
            if (all || run.ephemeral) {
                destroy(wire, uuid, run);
            }
        });
    }

    /** Destroys the ephemeral guests of a process that crashed. The caller holds a lease. */
    void clearOrphans(WireConnection wire) {
        root.ifPresent(marked -> marked.orphans().forEach(uuid -> {
            Attempt attempt = new Attempt("destroy", "domain " + uuid, true);
            try (DomainReference domain = wire.domain(uuid, attempt)) {
                boolean kept =
                        Inventory.check(wire, wire.library().virDomainIsPersistent(domain.pointer()), attempt) == 1;
                if (!kept) {
                    Inventory.check(wire, domain.ending(wire.library()::virDomainDestroy), attempt);
                }
                marked.unmarkEphemeral(uuid);
            } catch (NotFoundException e) {
                marked.unmarkEphemeral(uuid);
            } catch (HypervisorException e) {
                LOG.log(Level.WARNING, "an ephemeral guest of a process before this one is still there", e);
            }
        }));
    }

    private void destroy(WireConnection wire, UUID uuid, Run run) {
        Attempt attempt = new Attempt("destroy", "domain " + uuid, true);
        wire.forget(uuid); // a reference keeps the number of the run that it was made in
        try (DomainReference domain = wire.domain(uuid, attempt)) {
            if (number(wire, domain) == run.number) {
                Inventory.check(wire, domain.ending(wire.library()::virDomainDestroy), attempt);
            }
            root.ifPresent(marked -> marked.unmarkEphemeral(uuid));
        } catch (NotFoundException e) {
            root.ifPresent(marked -> marked.unmarkEphemeral(uuid));
        } catch (HypervisorException e) {
            LOG.log(Level.DEBUG, "a guest was not destroyed at the end of its session", e);
        }
    }
}
