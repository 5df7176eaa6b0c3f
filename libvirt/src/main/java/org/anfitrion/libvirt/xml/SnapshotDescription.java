package org.anfitrion.libvirt.xml;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.snapshot.SnapshotId;
import org.anfitrion.api.snapshot.SnapshotInfo;
import org.anfitrion.api.snapshot.SnapshotSpec;
import org.anfitrion.libvirt.xml.element.Texts;
import org.anfitrion.libvirt.xml.snapshot.SnapshotDisk;
import org.anfitrion.libvirt.xml.snapshot.SnapshotDisks;
import org.anfitrion.libvirt.xml.snapshot.SnapshotElement;
import org.anfitrion.libvirt.xml.snapshot.SnapshotMemory;
import org.anfitrion.libvirt.xml.snapshot.SnapshotParent;

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
        return OwnXml.print(new SnapshotElement()
                .setName(spec.name())
                .setDescription(spec.description().orElse(null)));
    }

    /**
     * Reads a snapshot.
     *
     * @param xml snapshot XML
     * @return what it says
     * @throws org.anfitrion.api.error.InvalidSpecException if it is not snapshot XML
     */
    public static SnapshotDescription read(String xml) {
        SnapshotElement snapshot = LibvirtXml.parse(SnapshotElement::new, WHAT, xml);
        Optional<SnapshotMemory.Snapshot> memory = snapshot.memory().flatMap(SnapshotMemory::snapshot);
        String state = snapshot.state().map(SnapshotElement.State::text).orElse("");
        boolean drives = snapshot.disks().map(SnapshotDisks::disks).orElse(List.of()).stream()
                .anyMatch(disk -> disk.snapshot().equals(Optional.of(SnapshotDisk.Snapshot.EXTERNAL)));
        return new SnapshotDescription(
                snapshot.name().orElse(""),
                snapshot.description().filter(words -> !words.isEmpty()),
                snapshot.parent().flatMap(SnapshotParent::name),
                Instant.ofEpochSecond(
                        Tolerant.number(snapshot.creationTime().flatMap(Texts::number), 0, 0, Integer.MAX_VALUE)),
                state(state),
                // Before there was an element for it, all snapshots of running domains had the memory.
                memory.map(how -> !how.equals(SnapshotMemory.Snapshot.NO)).orElseGet(() -> hadMemory(state)),
                drives || memory.equals(Optional.of(SnapshotMemory.Snapshot.EXTERNAL)),
                snapshot.domain().isPresent());
    }

    private static boolean hadMemory(String state) {
        return state.equals("running") || state.equals("paused");
    }

    private static DomainState state(String word) {
        return switch (word) {
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
