package org.anfitrion.driver.vbox;

import java.util.List;
import java.util.Optional;
import org.anfitrion.driver.vbox.settings.MachineSettings;
import org.anfitrion.driver.vbox.settings.SettingsElement;

/** The serial ports of a machine: those whose other end is a local socket are consoles. */
final class SerialPorts {

    /** As many as VirtualBox has. */
    static final int MOST = 4;

    /** Address and interrupt of COM1 to COM4. */
    private static final List<List<String>> ADDRESSES =
            List.of(List.of("0x3F8", "4"), List.of("0x2F8", "3"), List.of("0x3E8", "4"), List.of("0x2E8", "3"));

    /**
     * A serial port that is there.
     *
     * @param slot its number, from 0
     * @param mode VirtualBox's word for what is at its other end
     * @param server whether the machine makes the other end
     * @param path where the other end is
     */
    record Port(int slot, String mode, boolean server, Optional<String> path) {

        boolean isConsole() {
            return mode.equals("HostPipe") && server && path.isPresent();
        }
    }

    private SerialPorts() {}

    static List<Port> of(MachineSettings machine) {
        return machine.machine()
                .all("Hardware", "UART", "Port")
                .filter(port -> port.is("enabled"))
                .map(SerialPorts::port)
                .toList();
    }

    private static Port port(SettingsElement port) {
        return new Port(
                (int) port.number("slot", 0),
                port.attribute("hostMode").orElse("Disconnected"),
                port.is("server"),
                port.attribute("path").filter(path -> !path.isEmpty()));
    }

    /** What {@code modifyvm} is told to make a port of which the other end is a socket. */
    static List<String> words(int slot, String path) {
        String number = Integer.toString(slot + 1);
        return List.of(
                "--uart" + number,
                ADDRESSES.get(slot).get(0),
                ADDRESSES.get(slot).get(1),
                "--uartmode" + number,
                "server",
                path);
    }

    /** What {@code modifyvm} is told to take a port away. */
    static List<String> none(int slot) {
        return List.of("--uart" + (slot + 1), "off");
    }
}
