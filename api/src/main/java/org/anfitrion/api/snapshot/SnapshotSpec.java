package org.anfitrion.api.snapshot;

import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.internal.Text;

/**
 * A snapshot that is to be taken. Immutable.
 *
 * @param name its name, unique in its domain
 * @param description a text for people
 * @param memory whether the running guest's memory is kept too, so that reverting goes on where it was
 * @param external whether the disks go on in new files over the present ones, and not inside them
 * @param quiesce whether the guest is asked to write everything out first; needs its agent
 */
public record SnapshotSpec(
        String name, Optional<String> description, boolean memory, boolean external, boolean quiesce) {

    /**
     * Creates the description.
     *
     * @param name its name, unique in its domain
     * @param description a text for people
     * @param memory whether the running guest's memory is kept too, so that reverting goes on where it was
     * @param external whether the disks go on in new files over the present ones, and not inside them
     * @param quiesce whether the guest is asked to write everything out first; needs its agent
     * @throws InvalidSpecException if the name cannot be one
     */
    public SnapshotSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(description, "description");
        Text.name("snapshot name", name);
        description.ifPresent(text -> Text.anyText("snapshot's description", text));
    }

    /**
     * Sets the text for people.
     *
     * @param value a text for people
     * @return the copy
     * @throws InvalidSpecException if the whole becomes impossible
     */
    public SnapshotSpec description(String value) {
        return new SnapshotSpec(name, Optional.of(value), memory, external, quiesce);
    }

    /**
     * Describes a snapshot of the disks alone, inside them where the backend has that.
     *
     * @param name its name, unique in its domain
     * @return the description
     * @throws InvalidSpecException if the name cannot be one
     */
    public static SnapshotSpec named(String name) {
        return new SnapshotSpec(name, Optional.empty(), false, false, false);
    }

    /**
     * Keeps the running guest's memory too.
     *
     * @return a copy that does
     */
    public SnapshotSpec withMemory() {
        return new SnapshotSpec(name, description, true, external, quiesce);
    }

    /**
     * Lets the disks go on in new files.
     *
     * @return a copy that does
     */
    public SnapshotSpec asExternal() {
        return new SnapshotSpec(name, description, memory, true, quiesce);
    }

    /**
     * Asks the guest to write everything out first.
     *
     * @return a copy that does
     */
    public SnapshotSpec quiesced() {
        return new SnapshotSpec(name, description, memory, external, true);
    }
}
