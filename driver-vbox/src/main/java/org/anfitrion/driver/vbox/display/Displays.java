package org.anfitrion.driver.vbox.display;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.anfitrion.api.display.DisplayAddress;
import org.anfitrion.api.display.KeyCode;
import org.anfitrion.api.display.Screenshot;
import org.anfitrion.api.domain.DisplayProtocol;
import org.anfitrion.api.domain.DisplaySpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.secret.Password;
import org.anfitrion.driver.vbox.machine.Machine;
import org.anfitrion.driver.vbox.machine.Machines;
import org.anfitrion.spi.DisplayFacet;

/**
 * Screens, keyboards and remote displays by {@code VBoxManage controlvm}. Thread-safe.
 *
 * <p>Source: VirtualBox's User Manual, "VBoxManage controlvm" and "Remote Display (VRDP Support)".
 */
public final class Displays implements DisplayFacet {

    private static final Duration LONGEST_HOLD = Duration.ofMinutes(1);

    private final Machines machines;
    private final RemoteDisplay remote;

    /**
     * Creates the facet of one session.
     *
     * @param machines the machines
     * @param remote what serves remote displays
     */
    public Displays(Machines machines, RemoteDisplay remote) {
        this.machines = machines;
        this.remote = remote;
    }

    @Override
    public List<DisplayAddress> displays(DomainId id) {
        Machine machine = machines.begin("find the displays of", id, false);
        machines.requireActive(machine);
        Optional<DisplaySpec> described = remote.read(machine.settings());
        if (described.isEmpty()) {
            return List.of();
        }
        OptionalInt port = machines.facts(machine).value("vrdeport").stream()
                .mapToInt(Displays::port)
                .filter(number -> number > 0)
                .findFirst();
        String listen = described.get().listen();
        return List.of(new DisplayAddress(
                described.get().protocol(), Optional.of(listen), port, OptionalInt.empty(), Optional.empty()));
    }

    private static int port(String text) {
        return text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : -1;
    }

    @Override
    public void password(DomainId id, DisplayProtocol protocol, Password password, Optional<Duration> validity) {
        Machine machine = machines.begin("set the display password of", id, true);
        machines.requireActive(machine);
        boolean there = remote.read(machine.settings())
                .filter(display -> display.protocol().equals(protocol))
                .isPresent();
        if (!there) {
            throw new NotFoundException(machine.attempt().because("it has no display of the protocol " + protocol));
        }
        if (validity.isPresent()) {
            throw new UnsupportedCapabilityException(
                    machine.attempt().because("VirtualBox's passwords hold until they are changed"));
        }
        remote.password(machine, password);
    }

    @Override
    public Screenshot screenshot(DomainId id, int screen) {
        Machine machine = machines.begin("take a screenshot of", id, false);
        machines.requireActive(machine);
        long screens = machine.settings()
                .hardware()
                .flatMap(hardware -> hardware.at("Display"))
                .map(display -> display.number("monitorCount", display.number("MonitorCount", 1)))
                .orElse(1L);
        if (screen < 0 || screen >= screens) {
            throw new NotFoundException(
                    machine.attempt().because("it has no screen " + screen + ", but " + screens + " from 0 on"));
        }
        // VBoxManage writes to files only; the machine's own folder is one that it can surely write to.
        Path file = machine.settings().folder().resolve("anfitrion-" + UUID.randomUUID() + ".png");
        try {
            try {
                machines.manage()
                        .to(machine.attempt())
                        .run("controlvm", machine.uuid(), "screenshotpng", file.toString(), Integer.toString(screen));
                return new Screenshot("image/png", Files.readAllBytes(file));
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new BackendFailureException(machine.attempt()
                    .because("the picture cannot be read: " + e.getMessage())
                    .causedBy(e));
        }
    }

    @Override
    public void sendKeys(DomainId id, List<KeyCode> keys, Duration hold) {
        Machine machine = machines.begin("press keys of", id, true);
        if (keys.isEmpty()) {
            throw InvalidSpecException.of("keys", keys, "at least one is pressed");
        }
        if (hold.isNegative() || hold.compareTo(LONGEST_HOLD) > 0) {
            throw InvalidSpecException.of("hold", hold, "it is from zero to " + LONGEST_HOLD);
        }
        List<Integer> codes = keys.stream()
                .map(key -> ScanCodes.of(key)
                        .orElseThrow(() -> InvalidSpecException.of(
                                "key code", key.code(), "a PC keyboard has no such key that can be held")))
                .toList();
        machines.requireActive(machine);
        put(machine, ScanCodes.pressed(codes));
        try {
            LockSupport.parkNanos(hold.toNanos());
        } finally {
            put(machine, ScanCodes.released(codes));
        }
    }

    private void put(Machine machine, List<String> bytes) {
        List<String> words = new ArrayList<>(List.of("controlvm", machine.uuid(), "keyboardputscancode"));
        words.addAll(bytes);
        machines.manage().to(machine.attempt()).changing().run(words);
    }
}
