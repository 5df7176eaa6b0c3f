package org.anfitrion.driver.vbox.display;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.anfitrion.api.domain.DisplayProtocol;
import org.anfitrion.api.domain.DisplaySpec;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Support;
import org.anfitrion.api.secret.Password;
import org.anfitrion.driver.vbox.machine.Machine;
import org.anfitrion.driver.vbox.manage.Manage;
import org.anfitrion.driver.vbox.settings.MachineSettings;
import org.anfitrion.driver.vbox.settings.SettingsElement;
import org.anfitrion.spi.support.Command;
import org.jspecify.annotations.Nullable;

/**
 * VirtualBox's remote display (VRDE) in the words of descriptions. An extension pack serves it: Oracle's speaks RDP, the one that
 * VirtualBox is built with (Debian's) speaks VNC; without one there is none. Thread-safe.
 */
public final class RemoteDisplay {

    private static final String PASSWORD = "VNCPassword";
    /** Where a description leaves the port open; the first free one of these is taken at each start. */
    private static final String ANY_PORT = "5900-6899";

    private final Manage manage;
    /** Not before it is needed: that takes a process. */
    @SuppressWarnings("NullableOptional") // null is "not asked yet", empty is "none"
    private volatile @Nullable Optional<DisplayProtocol> found;

    /**
     * Prepares look-ups.
     *
     * @param manage runs VBoxManage
     */
    public RemoteDisplay(Manage manage) {
        this.manage = manage;
    }

    /** What displays speak; the extension packs of a host do not change while a session lasts. */
    private Optional<DisplayProtocol> protocol() {
        Optional<DisplayProtocol> known = found;
        if (known == null) {
            known = protocol(manage.to("find", "what serves remote displays").run("list", "systemproperties"));
            found = known;
        }
        return known;
    }

    static Optional<DisplayProtocol> protocol(String properties) {
        return properties
                .lines()
                .filter(line -> line.startsWith("Remote desktop ExtPack:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .filter(pack -> !pack.isEmpty())
                .map(pack -> pack.equals("VNC") ? DisplayProtocol.VNC : DisplayProtocol.RDP)
                .findFirst();
    }

    /**
     * Tells whether this host can serve displays.
     *
     * @return yes, or no with the reason
     */
    public Support support() {
        return protocol().isPresent()
                ? Support.yes()
                : Support.no("VirtualBox has no extension pack here that serves remote displays");
    }

    /**
     * Tells whether a running machine's display can get another password.
     *
     * @return yes, or no with the reason
     */
    public Support passwords() {
        return protocol().equals(Optional.of(DisplayProtocol.RDP))
                ? Support.no("VirtualBox's RDP server asks an authentication library, and has no password of its own")
                : support();
    }

    /**
     * Reads a machine's display.
     *
     * @param machine its settings
     * @return its display, if it has one
     */
    public Optional<DisplaySpec> read(MachineSettings machine) {
        Optional<SettingsElement> server = machine.hardware()
                .flatMap(hardware -> hardware.at("RemoteDisplay"))
                .filter(display -> display.is("enabled"));
        if (server.isEmpty()) {
            return Optional.empty();
        }
        String ports = property(server.get(), "TCP/Ports").orElse("3389");
        String listen = property(server.get(), "TCP/Address")
                .filter(address -> !address.isEmpty())
                .orElse("0.0.0.0");
        DisplaySpec display = new DisplaySpec(
                protocol().orElse(DisplayProtocol.RDP),
                listen,
                ports.matches("[1-9][0-9]{0,4}") ? OptionalInt.of(Integer.parseInt(ports)) : OptionalInt.empty(),
                property(server.get(), PASSWORD).filter(text -> !text.isEmpty()).map(Password::of));
        return Optional.of(display);
    }

    private static Optional<String> property(SettingsElement server, String name) {
        return server.all("VRDEProperties", "Property")
                .filter(property -> property.attribute("name").equals(Optional.of(name)))
                .findFirst()
                .flatMap(property -> property.attribute("value"));
    }

    /**
     * Changes the display of a machine that does not run.
     *
     * @param uuid which machine
     * @param displays one or none
     * @param attempt what is attempted
     * @throws UnsupportedCapabilityException if it cannot have such displays
     */
    public void write(String uuid, List<DisplaySpec> displays, Failure attempt) {
        require(displays, attempt);
        if (displays.isEmpty()) {
            manage.to(attempt).changing().waitingForUnlock().run("modifyvm", uuid, "--vrde", "off");
            return;
        }
        DisplaySpec display = displays.get(0);
        List<String> words = new ArrayList<>(List.of("modifyvm", uuid, "--vrde", "on"));
        words.addAll(List.of("--vrdeaddress", display.listen()));
        words.addAll(List.of(
                "--vrdeport",
                display.port().isPresent() ? Integer.toString(display.port().getAsInt()) : ANY_PORT));
        boolean speaksVnc = display.protocol().equals(DisplayProtocol.VNC);
        manage.to(attempt).changing().waitingForUnlock().run(command -> {
            Command all = command.arguments(words);
            return speaksVnc
                    ? all.arguments(List.of("--vrdeproperty")).secret(PASSWORD + "=" + text(display.password()))
                    : all;
        });
    }

    /**
     * Checks that machines here can have such displays.
     *
     * @param displays what is asked for
     * @param attempt what is attempted
     * @throws UnsupportedCapabilityException if they cannot
     */
    public void require(List<DisplaySpec> displays, Failure attempt) {
        if (displays.isEmpty()) {
            return;
        }
        if (displays.size() > 1) {
            throw new UnsupportedCapabilityException(attempt.because("a machine of VirtualBox has one remote display"));
        }
        DisplaySpec display = displays.get(0);
        if (!protocol().equals(Optional.of(display.protocol()))) {
            throw new UnsupportedCapabilityException(attempt.because(protocol()
                    .map(there -> "VirtualBox's remote display speaks " + there + " here, not " + display.protocol())
                    .orElseGet(() -> support().reason())));
        }
        if (display.password().isPresent() && !passwords().isYes()) {
            throw new UnsupportedCapabilityException(attempt.because(passwords().reason()));
        }
    }

    private static String text(Optional<Password> password) {
        return password.map(Password::reveal).orElse("");
    }

    /** Gives a running machine's display another password; viewers have to come again. */
    void password(Machine machine, Password password) {
        if (!passwords().isYes()) {
            throw new UnsupportedCapabilityException(
                    machine.attempt().because(passwords().reason()));
        }
        String secret = text(Optional.of(password));
        if (secret.isEmpty()) {
            throw InvalidSpecException.of("password", "***", "an empty one would let everybody in");
        }
        manage.to(machine.attempt()).changing().run(command -> command.arguments(
                        List.of("controlvm", machine.uuid(), "vrdeproperty"))
                .secret(PASSWORD + "=" + secret));
        // The server reads it when it is switched on.
        for (String word : List.of("off", "on")) {
            manage.to(machine.attempt()).changing().run("controlvm", machine.uuid(), "vrde", word);
        }
    }
}
