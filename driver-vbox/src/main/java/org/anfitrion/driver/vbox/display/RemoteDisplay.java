package org.anfitrion.driver.vbox.display;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.anfitrion.api.domain.DisplayProtocol;
import org.anfitrion.api.domain.DisplaySpec;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.ResourceBusyException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Support;
import org.anfitrion.api.secret.Password;
import org.anfitrion.driver.vbox.machine.Machine;
import org.anfitrion.driver.vbox.manage.Manage;
import org.anfitrion.driver.vbox.settings.MachineSettings;
import org.anfitrion.driver.vbox.settings.SettingsElement;

/**
 * VirtualBox's remote display (VRDE) in the words of descriptions. An extension pack serves it: Oracle's speaks RDP, the one that
 * VirtualBox is built with (Debian's) speaks VNC; without one there is none. Thread-safe.
 */
public final class RemoteDisplay {

    private static final String PASSWORD = "VNCPassword";
    /**
     * Where a description leaves the port open, it is a range of one, which is chosen again at a start if somebody has it. The
     * server for VNC takes the first of a range and says nothing if that is taken.
     */
    private static final Pattern ANY_PORT = Pattern.compile("(\\d{1,5})-\\d{1,5}");

    private static final int FIRST = 5900;
    private static final int LAST = 6899;
    private static final AtomicInteger NEXT = new AtomicInteger();

    private final Manage manage;
    /** Not before it is needed: that takes a process. */
    private volatile Optional<DisplayProtocol> found = Optional.empty();

    private volatile boolean asked;

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
        if (!asked) {
            found = protocol(manage.to("find", "what serves remote displays").run("list", "systemproperties"));
            asked = true;
        }
        return found;
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
                display.port().isPresent()
                        ? Integer.toString(display.port().getAsInt())
                        : anyPort(display.listen(), attempt)));
        boolean speaksVnc = display.protocol().equals(DisplayProtocol.VNC);
        manage.to(attempt)
                .changing()
                .waitingForUnlock()
                .run(
                        words,
                        command -> speaksVnc
                                ? command.arguments(List.of("--vrdeproperty"))
                                        .secret(PASSWORD + "=" + text(display.password()))
                                : command);
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

    /**
     * Sees to it that a machine that is about to start finds its port free, where the description leaves it open.
     *
     * @param machine its settings
     * @param attempt what is attempted
     */
    public void prepare(MachineSettings machine, Failure attempt) {
        Optional<DisplaySpec> display = read(machine).filter(open -> open.port().isEmpty());
        if (display.isEmpty() || !protocol().equals(Optional.of(DisplayProtocol.VNC))) {
            return;
        }
        String ports = machine.hardware()
                .flatMap(hardware -> hardware.at("RemoteDisplay"))
                .flatMap(server -> property(server, "TCP/Ports"))
                .orElse("");
        Matcher range = ANY_PORT.matcher(ports);
        boolean free = range.matches() && isFree(display.get().listen(), Integer.parseInt(range.group(1)));
        if (!free) {
            manage.to(attempt)
                    .changing()
                    .waitingForUnlock()
                    .run(
                            "modifyvm",
                            machine.uuid().toString(),
                            "--vrdeport",
                            anyPort(display.get().listen(), attempt));
        }
    }

    private static String anyPort(String listen, Failure attempt) {
        int many = LAST - FIRST + 1;
        for (int i = 0; i < many; i++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), many);
            if (isFree(listen, port)) {
                return port + "-" + port;
            }
        }
        throw new ResourceBusyException(attempt.because("no port from " + FIRST + " to " + LAST + " is free"));
    }

    private static boolean isFree(String listen, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(listen, port));
            return true;
        } catch (IOException | IllegalArgumentException e) {
            return false; // somebody has it, or there is no such address; VirtualBox will say which
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
        manage.to(machine.attempt())
                .changing()
                .run(
                        List.of("controlvm", machine.uuid(), "vrdeproperty"),
                        command -> command.secret(PASSWORD + "=" + secret));
        // The server reads it when it is switched on.
        for (String word : List.of("off", "on")) {
            manage.to(machine.attempt()).changing().run("controlvm", machine.uuid(), "vrde", word);
        }
    }
}
