package org.anfitrion.libvirt.xml;

import java.time.Instant;
import org.anfitrion.api.backup.BackupDisk;
import org.anfitrion.api.backup.BackupSpec;
import org.anfitrion.api.backup.CheckpointInfo;
import org.anfitrion.libvirt.xml.backup.BackupDrive;
import org.anfitrion.libvirt.xml.backup.BackupDriveDriver;
import org.anfitrion.libvirt.xml.backup.BackupElement;
import org.anfitrion.libvirt.xml.backup.BackupServer;
import org.anfitrion.libvirt.xml.backup.CheckpointElement;
import org.anfitrion.libvirt.xml.backup.CheckpointParent;

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
        BackupElement backup = backup(spec, BackupElement.Mode.PUSH);
        for (BackupDisk disk : spec.disks()) {
            drive(backup, disk).targetOrNew().setFile(disk.file());
        }
        return OwnXml.print(backup);
    }

    /**
     * Writes a backup that another program fetches.
     *
     * @param spec what is exported; its files keep what the guest overwrites meanwhile
     * @param socket the path of the socket that it is served on
     * @return backup XML
     */
    public static String pull(BackupSpec spec, String socket) {
        BackupElement backup = backup(spec, BackupElement.Mode.PULL);
        backup.serverOrNew().setTransport(BackupServer.Transport.UNIX).setSocket(socket);
        for (BackupDisk disk : spec.disks()) {
            drive(backup, disk).scratchOrNew().setFile(disk.file());
        }
        return OwnXml.print(backup);
    }

    private static BackupElement backup(BackupSpec spec, BackupElement.Mode mode) {
        return new BackupElement().setMode(mode).setIncremental(spec.since().orElse(null));
    }

    private static BackupDrive drive(BackupElement backup, BackupDisk disk) {
        BackupDrive drive = backup.disksOrNew()
                .addDisk()
                .setName(disk.target())
                .setBackup(true)
                .setType(BackupDrive.Type.FILE);
        drive.driverOrNew().setType(new BackupDriveDriver.Type(disk.format().name()));
        return drive;
    }

    /**
     * Writes a new checkpoint.
     *
     * @param name its name
     * @return checkpoint XML
     */
    public static String checkpoint(String name) {
        return OwnXml.print(new CheckpointElement().setName(name));
    }

    /**
     * Reads a checkpoint.
     *
     * @param xml checkpoint XML
     * @return its row
     */
    public static CheckpointInfo readCheckpoint(String xml) {
        CheckpointElement checkpoint = LibvirtXml.parse(CheckpointElement::new, "checkpoint XML", xml);
        return new CheckpointInfo(
                checkpoint.name().orElse(""),
                checkpoint.parent().flatMap(CheckpointParent::name),
                Instant.ofEpochSecond(Tolerant.number(checkpoint.creationTime(), 0, 0, Integer.MAX_VALUE)));
    }
}
