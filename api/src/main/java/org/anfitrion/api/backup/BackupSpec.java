package org.anfitrion.api.backup;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.internal.Text;

/**
 * A backup of a running domain's drives, as they are at the moment it begins. Immutable.
 *
 * @param disks which drives, and where to
 * @param since a checkpoint: only what changed since then is saved; empty saves everything
 * @param checkpoint the name of a checkpoint that is made at the same moment, for the next backup to begin at
 */
public record BackupSpec(List<BackupDisk> disks, Optional<String> since, Optional<String> checkpoint) {

    /**
     * Creates the description.
     *
     * @param disks which drives, and where to
     * @param since a checkpoint: only what changed since then is saved; empty saves everything
     * @param checkpoint the name of a checkpoint that is made at the same moment, for the next backup to begin at
     * @throws InvalidSpecException if there is no drive, one is named twice, or a name cannot be one
     */
    public BackupSpec {
        disks = List.copyOf(disks);
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(checkpoint, "checkpoint");
        if (disks.isEmpty() || disks.stream().map(BackupDisk::target).distinct().count() != disks.size()) {
            throw InvalidSpecException.of("backup", disks, "it has at least one drive, and each once");
        }
        since.ifPresent(name -> Text.name("checkpoint", name));
        checkpoint.ifPresent(name -> Text.name("checkpoint", name));
    }

    /**
     * Saves only what changed since a checkpoint.
     *
     * @param value a checkpoint: only what changed since then is saved; empty saves everything
     * @return the copy
     * @throws InvalidSpecException if the whole becomes impossible
     */
    public BackupSpec since(String value) {
        return new BackupSpec(disks, Optional.of(value), checkpoint);
    }

    /**
     * Makes a checkpoint at the same moment.
     *
     * @param value the name of a checkpoint that is made at the same moment, for the next backup to begin at
     * @return the copy
     * @throws InvalidSpecException if the whole becomes impossible
     */
    public BackupSpec checkpoint(String value) {
        return new BackupSpec(disks, since, Optional.of(value));
    }

    /**
     * Describes a full backup.
     *
     * @param disks which drives, and where to
     * @return the description
     * @throws InvalidSpecException if there is none, or one is named twice
     */
    public static BackupSpec of(BackupDisk... disks) {
        return new BackupSpec(List.of(disks), Optional.empty(), Optional.empty());
    }
}
