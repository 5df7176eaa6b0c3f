package org.anfitrion.libvirt.xml;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.snapshot.SnapshotId;
import org.anfitrion.api.snapshot.SnapshotInfo;
import org.anfitrion.api.snapshot.SnapshotSpec;
import org.anfitrion.libvirt.xml.snapshot.SnapshotDiskElement;
import org.anfitrion.libvirt.xml.snapshot.SnapshotElement;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot in libvirt's snapshot XML.
 *
 * @param name its name, which is its identity
 * @param text a text for people
 * @param parent the name of the one it was taken on top of
 * @param created when it was taken
 * @param state what the domain did
 * @param memory whether the memory is in it
 * @param external whether a drive, or the memory, is in a file of its own
 * @param complete whether the configuration of that moment is in it
 */
public record SnapshotDescription(
        String name,
        Optional<String> text,
        Optional<String> parent,
        Instant created,
        DomainState state,
        boolean memory,
        boolean external,
        boolean complete) {

    private static final String WHAT = "snapshot XML";

    /**
     * Writes a new snapshot.
     *
     * @param spec what it should be
     * @return snapshot XML to create it by
     */
    public static String write(SnapshotSpec spec) {
        SnapshotElement snapshot = new SnapshotElement();
        snapshot.name = spec.name();
        snapshot.description = spec.description().orElse(null);
        snapshot.disks = null;
        return BoundDocument.printNew(snapshot);
    }

    /**
     * Reads a snapshot.
     *
     * @param xml snapshot XML
     * @return what it says
     * @throws org.anfitrion.api.error.InvalidSpecException if it is not snapshot XML
     */
    public static SnapshotDescription read(String xml) {
        SnapshotElement snapshot = BoundDocument.read(SnapshotElement.class, WHAT, xml);
        String memory = snapshot.memory == null ? null : snapshot.memory.snapshot;
        DomainState state = state(snapshot.state);
        boolean drives = Objects.requireNonNullElse(snapshot.disks, List.<SnapshotDiskElement>of()).stream()
                .anyMatch(disk -> "external".equals(disk.snapshot));
        return new SnapshotDescription(
                Objects.requireNonNullElse(snapshot.name, ""),
                Optional.ofNullable(snapshot.description).filter(words -> !words.isEmpty()),
                Optional.ofNullable(snapshot.parent).map(parent -> parent.name),
                Instant.ofEpochSecond(Tolerant.number(snapshot.creationTime, 0, 0, Integer.MAX_VALUE)),
                state,
                // Before there was an element for it, all snapshots of running domains had the memory.
                memory == null ? hadMemory(snapshot.state) : !memory.equals("no"),
                drives || "external".equals(memory),
                snapshot.domain != null);
    }

    private static boolean hadMemory(@Nullable String state) {
        return "running".equals(state) || "paused".equals(state);
    }

    /** libvirt's words of {@code virDomainSnapshotState}: those of domains, and one for disks of a domain that ran. */
    private static DomainState state(@Nullable String word) {
        return switch (Objects.requireNonNullElse(word, "")) {
            case "running", "blocked", "disk-snapshot" -> DomainState.RUNNING;
            case "paused" -> DomainState.PAUSED;
            case "shutdown" -> DomainState.SHUTTING_DOWN;
            case "shutoff" -> DomainState.SHUT_OFF;
            case "crashed" -> DomainState.CRASHED;
            case "pmsuspended" -> DomainState.PM_SUSPENDED;
            default -> DomainState.UNKNOWN;
        };
    }

    /**
     * Says it as a row.
     *
     * @param current whether the domain goes on from it
     * @return the row
     */
    public SnapshotInfo row(boolean current) {
        return new SnapshotInfo(
                new SnapshotId(name),
                name,
                text,
                parent.map(SnapshotId::new),
                created,
                state,
                memory,
                external,
                current);
    }
}
