package org.anfitrion.driver.openvz;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.driver.openvz.tool.Verb;
import org.anfitrion.spi.Deadline;

/**
 * Puts things back after a migration that failed or was ended. vzmigrate of vzctl 4.9 does so if it fails, and not if it is ended; that
 * of OpenVZ 7 does in both cases, and here is only looked whether it did: hosts of OpenVZ 7 may share the container's files, so that
 * nothing may be removed from one of them. What runs nowhere else is never ended.
 */
final class Rollback {

    static final Duration ENOUGH = Duration.ofMinutes(3);

    /** Where vzmigrate's script keeps the memory while it goes over. */
    private static final String DUMP = "/var/tmp/dump.";

    /** Removes lock file $1 if process $2, which is gone, left it. */
    private static final String UNLOCK = "if read -r pid <\"$1\" && [ \"$pid\" = \"$2\" ]; then rm -f -- \"$1\"; fi";

    private final Inventory inventory;
    private final Containers here;
    private final HostFacts host;
    private final OpenVzSession target;
    private final Inventory farInventory;
    private final Containers there;
    private final Failure attempt;
    private final boolean legacy;

    Rollback(Inventory inventory, HostFacts host, OpenVzSession target, Failure attempt) {
        this.inventory = inventory;
        this.here = inventory.containers();
        this.host = host;
        this.target = target;
        this.farInventory = target.inventory().ungated();
        this.there = farInventory.containers();
        this.attempt = attempt;
        this.legacy = !here.dialect().namesByUuid();
    }

    /**
     * Does it.
     *
     * @param before the container as it was on the source
     * @param leader the number of the vzmigrate that is gone
     * @param live whether its memory was to move
     * @return whether it had arrived all the same: it runs there, and not here
     */
    boolean run(Inventory.Container before, long leader, boolean live) {
        String id = before.id();
        if (legacy) {
            release(id, leader, live);
        }
        Optional<Inventory.Container> now = inventory.find(id, attempt);
        if (now.filter(Inventory.Container::isActive).isPresent()) {
            if (now.get().isPaused()) {
                here.act(Verb.UNPAUSE, id, Deadline.after(ENOUGH), attempt);
            }
        } else {
            Optional<Inventory.Container> far = far(before);
            if (far.filter(Inventory.Container::isActive).isPresent()) {
                return true;
            }
            if (now.isEmpty()) {
                throw new BackendFailureException(
                        attempt.because("it is gone from here, and does not run on the target"));
            }
            Verb verb = now.get().isSaved() ? Verb.RESTORE : Verb.START;
            here.act(verb, id, Deadline.after(ENOUGH), attempt);
        }
        clear(before);
        return false;
    }

    /** As vzmigrate's script does after each of its own failures: to resume what is not held fails, and changes nothing. */
    private void release(String id, long leader, boolean live) {
        String lock = host.folder("LOCKDIR", "/vz/lock") + "/" + id + ".lck";
        here.tools().to(attempt).changing().result(List.of("sh", "-c", UNLOCK, "sh", lock, Long.toString(leader)));
        if (live) {
            here.tools().to(attempt).changing().result(List.of("vzctl", "chkpnt", id, "--resume"));
            here.tools().to(attempt).changing().result(List.of("rm", "-f", "--", DUMP + id));
        }
    }

    /** What the target has of this container; nothing of another that has come between. */
    private Optional<Inventory.Container> far(Inventory.Container before) {
        return farInventory
                .find(before.id(), attempt)
                .filter(far -> far.name().equals(before.name())
                        && farInventory.uuid(far).equals(inventory.uuid(before)));
    }

    private void clear(Inventory.Container before) {
        String id = before.id();
        Optional<Inventory.Container> far = far(before);
        if (!legacy) {
            if (far.isPresent()) {
                throw new BackendFailureException(attempt.because("vzmigrate left it on the target"));
            }
            return;
        }
        if (far.isEmpty() && farInventory.find(id, attempt).isPresent()) {
            return;
        }
        if (far.isPresent()) {
            if (far.get().isActive()) {
                there.act(Verb.KILL, id, Deadline.after(ENOUGH), attempt);
            }
            there.tools().to(attempt).changing().result(List.of("vzctl", "umount", id));
            there.tools().to(attempt).changing().result(List.of("vzctl", "set", id, "--name", "", "--save"));
        }
        List<String> words = new ArrayList<>(List.of("rm", "-rf", "--"));
        words.add(Migrations.privateArea(target, id));
        words.add(there.files().file(id));
        words.add(DUMP + id);
        there.tools().to(attempt).changing().result(words).orThrow();
        // Empty once nothing is mounted on it; what is mounted on it is not the container's to lose.
        String root = target.facts().folderOf("VE_ROOT", "/vz/root/$VEID", id);
        there.tools().to(attempt).changing().result(List.of("rmdir", "--", root));
    }
}
