package org.anfitrion.driver.vbox.settings;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.anfitrion.api.error.BackendFailureException;

/**
 * The settings of a machine at one moment: its {@code .vbox} file. Immutable. VBoxSVC writes it before the call ends that changed
 * it, while the machine runs too (tried: {@code controlvm setlinkstate1} of 7.2).
 *
 * <p>The format has grown: from version 1.20 on (VirtualBox 7.1 writes it where it has to) CPUs are under {@code Platform}, and
 * before under {@code Hardware}. Source: {@code src/VBox/Main/xml/Settings.cpp} and {@code VirtualBox-settings.xsd}.
 */
public final class MachineSettings {

    private static final Logger LOG = System.getLogger("org.anfitrion.vbox.settings");

    private final UUID uuid;
    private final Path file;
    private final String text;
    private final SettingsElement machine;

    private MachineSettings(UUID uuid, SettingsFile file, SettingsElement machine) {
        this.uuid = uuid;
        this.file = file.path();
        this.text = file.text();
        this.machine = machine;
    }

    /**
     * Reads a machine's settings.
     *
     * @param entry the machine
     * @return its settings; empty if its file is not there, or is encrypted
     */
    public static Optional<MachineSettings> read(Registry.Entry entry) {
        return SettingsFile.read(entry.file())
                .flatMap(file ->
                        file.root().at("Machine").map(machine -> new MachineSettings(entry.uuid(), file, machine)));
    }

    /**
     * Reads a machine's settings where many are read: a file that is broken must not hide the other machines. Whoever asks for
     * that machine alone is told what is wrong.
     *
     * @param entry the machine
     * @return its settings; empty if they cannot be read
     */
    public static Optional<MachineSettings> readable(Registry.Entry entry) {
        try {
            return read(entry);
        } catch (BackendFailureException e) {
            LOG.log(
                    Level.DEBUG,
                    () -> "the settings of machine " + entry.uuid() + " cannot be read: " + e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Reads settings from a text, such as one that was kept.
     *
     * @param file where the text is from; relative paths in it are relative to its folder
     * @param text the text
     * @return the settings; empty if it is no machine's
     */
    public static Optional<MachineSettings> parse(Path file, String text) {
        SettingsElement root = SettingsFile.parse(text);
        return root.at("Machine").flatMap(machine -> machine.attribute("uuid")
                .flatMap(Uuids::parse)
                .map(uuid -> new MachineSettings(uuid, new SettingsFile(file, text, root), machine)));
    }

    /**
     * Returns the machine's identity.
     *
     * @return its UUID
     */
    public UUID uuid() {
        return uuid;
    }

    /**
     * Returns the machine's name.
     *
     * @return the name
     */
    public String name() {
        return machine.attribute("name").orElse("");
    }

    /**
     * Returns where the settings are.
     *
     * @return the {@code .vbox} file
     */
    public Path file() {
        return file;
    }

    /**
     * Returns the folder that the machine's own files are in.
     *
     * @return the folder of the {@code .vbox} file
     */
    public Path folder() {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder");
    }

    /**
     * Returns the folder that snapshots, differences of media and saved memory are in.
     *
     * @return the folder
     */
    public Path snapshotFolder() {
        return folder().resolve(machine.attribute("snapshotFolder").orElse("Snapshots"));
    }

    /**
     * Returns all of the settings.
     *
     * @return the file's text
     */
    public String text() {
        return text;
    }

    /**
     * Returns the element that has everything.
     *
     * @return the element {@code Machine}
     */
    public SettingsElement machine() {
        return machine;
    }

    /**
     * Returns the element that has what is in the case.
     *
     * @return the element {@code Hardware}; empty only in a file that VirtualBox did not write
     */
    public Optional<SettingsElement> hardware() {
        return machine.at("Hardware");
    }

    /**
     * Returns the element of the CPUs.
     *
     * @return the element that has their count and execution cap
     */
    public Optional<SettingsElement> cpu() {
        return machine.at("Platform", "CPU").or(() -> machine.at("Hardware", "CPU"));
    }

    /**
     * Returns the number of CPUs.
     *
     * @return 1 or more
     */
    public int cpus() {
        return cpu().map(cpu -> (int) cpu.number("count", 1)).orElse(1);
    }

    /**
     * Returns the memory.
     *
     * @return mebibytes
     */
    public long memory() {
        return machine.at("Hardware", "Memory")
                .map(memory -> memory.number("RAMSize", 128))
                .orElse(128L);
    }

    /**
     * Returns the text that people wrote about the machine.
     *
     * @return the text; empty if there is none
     */
    public Optional<String> description() {
        return machine.at("Description").map(SettingsElement::text).filter(description -> !description.isEmpty());
    }

    /**
     * Returns a value that somebody keeps with the machine.
     *
     * @param key its key
     * @return the value
     */
    public Optional<String> extraData(String key) {
        return Optional.ofNullable(extraData().get(key));
    }

    /**
     * Returns all values that somebody keeps with the machine.
     *
     * @return the values by their keys, in their order
     */
    public Map<String, String> extraData() {
        Map<String, String> values = new LinkedHashMap<>();
        machine.all("ExtraData", "ExtraDataItem").forEach(item -> item.attribute("name")
                .ifPresent(name -> values.put(name, item.attribute("value").orElse(""))));
        return values;
    }

    /**
     * Returns where the machine's saved memory is.
     *
     * @return the file; empty if no state is saved
     */
    public Optional<Path> savedState() {
        return machine.attribute("stateFile").filter(path -> !path.isEmpty()).map(folder()::resolve);
    }

    /**
     * Tells whether the machine's process ended in the middle of a run.
     *
     * @return true if it did, and the machine was not started since
     */
    public boolean isAborted() {
        return machine.is("aborted");
    }

    /**
     * Tells whether the machine starts with its host.
     *
     * @return true if so
     */
    public boolean autostarts() {
        return machine.at("Autostart").map(autostart -> autostart.is("enabled")).orElse(false);
    }

    /**
     * Returns the root of the tree of snapshots.
     *
     * @return the element {@code Snapshot}; empty if there is no snapshot
     */
    public Optional<SettingsElement> rootSnapshot() {
        return machine.at("Snapshot");
    }

    /**
     * Returns the snapshot that the present state follows.
     *
     * @return its identity; empty if there is no snapshot
     */
    public Optional<UUID> currentSnapshot() {
        return machine.attribute("currentSnapshot").flatMap(Uuids::parse);
    }

    /**
     * Returns the controllers of the machine's drives.
     *
     * @return the elements {@code StorageController}, in their order
     */
    public List<SettingsElement> storageControllers() {
        // Before version 1.18 they stood beside the hardware.
        return machine.at("Hardware", "StorageControllers")
                .or(() -> machine.at("StorageControllers"))
                .map(controllers -> controllers.children("StorageController"))
                .orElse(List.of());
    }

    /**
     * Returns the media that belong to this machine.
     *
     * @return the media
     */
    public MediaRegistry media() {
        return MediaRegistry.of(machine, folder());
    }

    @Override
    public String toString() {
        return "MachineSettings[" + name() + ", " + uuid + ", " + file + "]";
    }
}
