package org.anfitrion.libvirt.xml;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.backup.BackupDisk;
import org.anfitrion.api.backup.BackupSpec;
import org.anfitrion.api.backup.CheckpointInfo;
import org.anfitrion.libvirt.xml.backup.BackupDiskElement;
import org.anfitrion.libvirt.xml.backup.BackupDriverElement;
import org.anfitrion.libvirt.xml.backup.BackupElement;
import org.anfitrion.libvirt.xml.backup.BackupFileElement;
import org.anfitrion.libvirt.xml.backup.BackupServerElement;
import org.anfitrion.libvirt.xml.backup.CheckpointElement;

/** Backups and checkpoints in libvirt's own XML. Stateless and thread-safe. */
public final class BackupDescription {

    private BackupDescription() {}

    /**
     * Writes a backup that libvirt writes to files.
     *
     * @param spec what goes where
     * @return backup XML
     */
    public static String push(BackupSpec spec) {
        BackupElement backup = backup(spec, "push");
        for (BackupDisk disk : spec.disks()) {
            BackupDiskElement element = disk(disk);
            element.target = file(disk);
            backup.disks.add(element);
        }
        return BoundDocument.printNew(backup);
    }

    /**
     * Writes a backup that another program fetches.
     *
     * @param spec what is exported; its files keep what the guest overwrites meanwhile
     * @param socket the path of the socket that it is served on
     * @return backup XML
     */
    public static String pull(BackupSpec spec, String socket) {
        BackupElement backup = backup(spec, "pull");
        backup.server = new BackupServerElement();
        backup.server.transport = "unix";
        backup.server.socket = socket;
        for (BackupDisk disk : spec.disks()) {
            BackupDiskElement element = disk(disk);
            element.scratch = file(disk);
            backup.disks.add(element);
        }
        return BoundDocument.printNew(backup);
    }

    private static BackupElement backup(BackupSpec spec, String mode) {
        BackupElement backup = new BackupElement();
        backup.mode = mode;
        backup.incremental = spec.since().orElse(null);
        return backup;
    }

    private static BackupDiskElement disk(BackupDisk disk) {
        BackupDiskElement element = new BackupDiskElement();
        element.name = disk.target();
        element.backup = "yes";
        element.type = "file";
        element.driver = new BackupDriverElement();
        element.driver.type = disk.format().name();
        return element;
    }

    private static BackupFileElement file(BackupDisk disk) {
        BackupFileElement element = new BackupFileElement();
        element.file = disk.file();
        return element;
    }

    /**
     * Writes a new checkpoint.
     *
     * @param name its name
     * @return checkpoint XML
     */
    public static String checkpoint(String name) {
        CheckpointElement checkpoint = new CheckpointElement();
        checkpoint.name = name;
        return BoundDocument.printNew(checkpoint);
    }

    /**
     * Reads a checkpoint.
     *
     * @param xml checkpoint XML
     * @return its row
     */
    public static CheckpointInfo readCheckpoint(String xml) {
        CheckpointElement checkpoint = BoundDocument.read(CheckpointElement.class, "checkpoint XML", xml);
        return new CheckpointInfo(
                Objects.requireNonNullElse(checkpoint.name, ""),
                Optional.ofNullable(checkpoint.parent).map(parent -> parent.name),
                Instant.ofEpochSecond(Tolerant.number(checkpoint.creationTime, 0, 0, Integer.MAX_VALUE)));
    }
}
