package org.anfitrion.driver.vbox.snapshot;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.snapshot.SnapshotId;
import org.anfitrion.api.snapshot.SnapshotInfo;
import org.anfitrion.driver.vbox.settings.MachineSettings;
import org.anfitrion.driver.vbox.settings.SettingsElement;
import org.anfitrion.driver.vbox.settings.Uuids;

/**
 * The snapshots of a machine, read from its settings file: there is more of them than {@code VBoxManage snapshot list} tells,
 * such as when they were taken, and it takes no process. Immutable.
 *
 * <p>Source: {@code src/VBox/Main/xml/Settings.cpp}: each {@code Snapshot} has its children in {@code Snapshots}, and a {@code
 * stateFile} if it was taken of a machine that ran.
 */
final class SnapshotTree {

    private final List<SnapshotInfo> rows;

    private SnapshotTree(List<SnapshotInfo> rows) {
        this.rows = List.copyOf(rows);
    }

    static SnapshotTree of(MachineSettings settings) {
        List<SnapshotInfo> rows = new ArrayList<>();
        settings.rootSnapshot().ifPresent(root -> add(root, Optional.empty(), settings, rows));
        return new SnapshotTree(rows);
    }

    private static void add(
            SettingsElement snapshot, Optional<SnapshotId> parent, MachineSettings settings, List<SnapshotInfo> rows) {
        Optional<UUID> uuid = snapshot.attribute("uuid").flatMap(Uuids::parse);
        if (uuid.isEmpty()) {
            return;
        }
        SnapshotId id = new SnapshotId(uuid.get().toString());
        SnapshotMemo memo = SnapshotMemo.of(settings, id);
        boolean running = snapshot.attribute("stateFile").isPresent();
        rows.add(new SnapshotInfo(
                id,
                snapshot.attribute("name").orElse(""),
                snapshot.at("Description").map(SettingsElement::text).filter(text -> !text.isEmpty()),
                parent,
                snapshot.attribute("timeStamp").map(SnapshotTree::instant).orElse(Instant.EPOCH),
                running ? DomainState.RUNNING : DomainState.SHUT_OFF,
                running && !memo.cold(),
                false,
                settings.currentSnapshot().equals(uuid)));
        snapshot.all("Snapshots", "Snapshot").forEach(child -> add(child, Optional.of(id), settings, rows));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return Instant.EPOCH; // a file that VirtualBox did not write
        }
    }

    /** Parents before their children. */
    List<SnapshotInfo> rows() {
        return rows;
    }

    Optional<SnapshotInfo> find(SnapshotId id) {
        return rows.stream().filter(row -> row.id().equals(id)).findFirst();
    }

    Optional<SnapshotInfo> named(String name) {
        return rows.stream().filter(row -> row.name().equals(name)).findFirst();
    }

    List<SnapshotInfo> children(SnapshotId id) {
        return rows.stream().filter(row -> row.parent().equals(Optional.of(id))).toList();
    }
}
