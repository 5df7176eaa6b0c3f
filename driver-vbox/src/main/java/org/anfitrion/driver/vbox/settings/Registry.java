package org.anfitrion.driver.vbox.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * VirtualBox's registry at one moment, {@code VirtualBox.xml} in its home folder: which machines and media there are. Immutable.
 * VBoxSVC writes it before the call ends that changed it.
 */
public final class Registry {

    private final Path home;
    private final List<Entry> machines;
    private final MediaRegistry media;
    private final Optional<SettingsElement> properties;
    private final Optional<SettingsElement> services;

    /**
     * A machine that is registered.
     *
     * @param uuid its identity
     * @param file its settings file
     */
    public record Entry(UUID uuid, Path file) {}

    private Registry(Path home, Optional<SettingsElement> global) {
        this.home = home;
        List<Entry> entries = new ArrayList<>();
        global.stream()
                .flatMap(root -> root.all("MachineRegistry", "MachineEntry"))
                .forEach(entry -> entry.attribute("uuid")
                        .flatMap(Uuids::parse)
                        .ifPresent(uuid -> entries.add(new Entry(
                                uuid, home.resolve(entry.attribute("src").orElse(""))))));
        machines = List.copyOf(entries);
        media = global.map(root -> MediaRegistry.of(root, home))
                .orElseGet(() -> MediaRegistry.of(SettingsFile.parse("<VirtualBox/>"), home));
        properties = global.flatMap(root -> root.at("SystemProperties"));
        services = global.flatMap(root -> root.at("NetserviceRegistry"));
    }

    /**
     * Reads the registry.
     *
     * @param home VirtualBox's home folder
     * @return the registry; empty where VirtualBox was never used
     */
    public static Registry read(Path home) {
        return new Registry(
                home, SettingsFile.read(home.resolve("VirtualBox.xml")).flatMap(file -> file.root()
                        .at("Global")));
    }

    /**
     * Returns the folder that it is in.
     *
     * @return VirtualBox's home folder
     */
    public Path home() {
        return home;
    }

    /**
     * Returns the machines.
     *
     * @return those that are registered, in no particular order
     */
    public List<Entry> machines() {
        return machines;
    }

    /**
     * Returns the media that belong to no machine alone.
     *
     * @return the media
     */
    public MediaRegistry media() {
        return media;
    }

    /**
     * Returns a property of VirtualBox, such as {@code autostartDatabasePath}.
     *
     * @param name the attribute of the element {@code SystemProperties}
     * @return its value; empty if it was never set
     */
    public Optional<String> property(String name) {
        return properties.flatMap(all -> all.attribute(name)).filter(value -> !value.isEmpty());
    }

    /**
     * Returns what serves VirtualBox's own networks: NAT networks and DHCP servers.
     *
     * @return the element {@code NetserviceRegistry}; empty where VirtualBox was never used
     */
    public Optional<SettingsElement> services() {
        return services;
    }

    /**
     * Returns where new machines have their folders.
     *
     * @return the folder; VirtualBox's usual one if none was set
     */
    public Path machineFolder() {
        return property("defaultMachineFolder")
                .map(home::resolve)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), "VirtualBox VMs"));
    }

    /**
     * Finds a machine and reads its settings.
     *
     * @param uuid its identity
     * @return its settings; empty if it is not registered, or its file cannot be read
     */
    public Optional<MachineSettings> machine(UUID uuid) {
        return machines.stream()
                .filter(entry -> entry.uuid().equals(uuid))
                .findFirst()
                .flatMap(MachineSettings::read);
    }
}
