package org.anfitrion.driver.vbox.snapshot;

import java.util.Optional;
import org.anfitrion.api.snapshot.SnapshotId;
import org.anfitrion.driver.vbox.settings.MachineSettings;

/**
 * What VirtualBox does not keep with a snapshot, and a description or this library's rules say of it. It is kept with the machine
 * as extra data.
 *
 * @param cold whether the memory that VirtualBox kept, since it always does of a machine that runs, was not asked for
 * @param description the machine's description at that moment, which VirtualBox does not bring back
 */
record SnapshotMemo(boolean cold, Optional<String> description) {

    private static final String KEYS = "anfitrion/snapshot/";
    private static final String COLD = "/cold";
    private static final String DESCRIPTION = "/description";

    static SnapshotMemo of(MachineSettings settings, SnapshotId id) {
        return new SnapshotMemo(
                settings.extraData(KEYS + id.key() + COLD).isPresent(),
                settings.extraData(KEYS + id.key() + DESCRIPTION));
    }

    static String coldKey(SnapshotId id) {
        return KEYS + id.key() + COLD;
    }

    static String descriptionKey(SnapshotId id) {
        return KEYS + id.key() + DESCRIPTION;
    }
}
