package org.anfitrion.driver.vbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.domain.NicSource;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.unit.MacAddress;
import org.anfitrion.driver.vbox.settings.MachineSettings;
import org.anfitrion.driver.vbox.settings.SettingsElement;

/**
 * A network card as it is in a machine.
 *
 * @param slot its slot, from 0; VBoxManage counts from 1
 * @param spec what it is
 */
record Adapter(int slot, NicSpec spec) {

    private static final Set<String> MODES = Set.of(
            "NAT",
            "BridgedInterface",
            "InternalNetwork",
            "HostOnlyInterface",
            "HostOnlyNetwork",
            "NATNetwork",
            "GenericInterface",
            "CloudNetwork");

    /** The cards that are plugged into a machine. */
    static List<Adapter> of(MachineSettings machine) {
        return machine.machine()
                .all("Hardware", "Network", "Adapter")
                .filter(adapter -> adapter.is("enabled"))
                .map(adapter -> new Adapter((int) adapter.number("slot", 0), spec(adapter)))
                .toList();
    }

    private static NicSpec spec(SettingsElement adapter) {
        NicSource source = adapter.children().stream()
                .filter(child -> MODES.contains(child.name()))
                .findFirst()
                .map(Adapter::source)
                .orElseGet(NicSource.Unconnected::new);
        boolean up = adapter.attribute("cable").isEmpty() || adapter.is("cable");
        return new NicSpec(
                source,
                adapter.attribute("MACAddress").map(Adapter::address),
                Optional.of(NicCards.model(adapter.attribute("type").orElse(NicCards.USUAL))),
                up,
                Optional.empty());
    }

    private static MacAddress address(String digits) {
        return MacAddress.of(digits.replaceAll("(..)(?!$)", "$1:"));
    }

    private static NicSource source(SettingsElement mode) {
        String name = mode.attribute("name").orElse("");
        if (mode.name().equals("NAT")) {
            return new NicSource.UserMode();
        }
        if (name.isEmpty()) {
            return new NicSource.Native(mode.name());
        }
        return switch (mode.name()) {
            case "NATNetwork", "HostOnlyInterface", "HostOnlyNetwork" -> new NicSource.Network(name);
            case "InternalNetwork" -> new NicSource.Internal(name);
            case "BridgedInterface" -> isBridge(name) ? new NicSource.Bridge(name) : new NicSource.HostInterface(name);
            default -> new NicSource.Native(mode.name());
        };
    }

    /**
     * Tells whether an interface of the host is a bridge: VirtualBox treats both alike, and Linux knows. What the host does not
     * have (any more) counts as one, since a card is connected to another interface only while that is there.
     */
    static boolean isBridge(String device) {
        Path known = interfaces().resolve(device);
        return Files.isDirectory(interfaces()) && (Files.isDirectory(known.resolve("bridge")) || !Files.exists(known));
    }

    /** Tells whether the host has an interface, as far as it says so. */
    static boolean isThere(String device) {
        return !Files.isDirectory(interfaces()) || Files.exists(interfaces().resolve(device));
    }

    /** Linux's list; other systems have none. */
    private static Path interfaces() {
        return Path.of("/sys/class/net");
    }
}
