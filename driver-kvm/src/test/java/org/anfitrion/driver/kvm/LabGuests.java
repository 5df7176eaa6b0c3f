package org.anfitrion.driver.kvm;

import com.google.common.base.Suppliers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.display.KeyCode;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.ChannelSpec;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DisplaySpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.testkit.contract.BackendBuilder;
import org.anfitrion.testkit.contract.BootableGuest;
import org.anfitrion.testkit.contract.EchoingGuest;
import org.anfitrion.testkit.contract.GuestFixture;
import org.anfitrion.testkit.contract.GuestScreen;

/** What the lab's guest can do for the rules of guests, channels and displays. */
final class LabGuests {

    /** A channel whose other end sends back what it gets. */
    static final String ECHO = "org.anfitrion.echo.0";

    private static final Duration BOOT = Duration.ofMinutes(1);

    private LabGuests() {}

    /** Gives a backend of QEMU what every one of them has: devices to describe, and a guest that starts. */
    static BackendBuilder plainly(BackendBuilder backend, Lab lab) {
        return backend.devices(domain -> domain.disk(DiskSpec.file("/no/such.qcow2"))
                        .disk(DiskSpec.emptyCdrom())
                        .nic(NicSpec.userMode())
                        .nic(NicSpec.bridge("br0").mac("52:54:00:12:34:56"))
                        .console(ConsoleSpec.serial())
                        .console(ConsoleSpec.paravirtual()))
                .guest(BootableGuest.of(domain -> domain.memory(DataSize.mebibytes(128))
                                .boot(lab.guest())
                                .console(ConsoleSpec.serial()))
                        .says("READY")
                        .listens()
                        .echoes());
    }

    /** Gives a backend the guests that these rules need. */
    static BackendBuilder on(BackendBuilder backend, Lab lab, String uri) {
        return backend.with(GuestFixture.of(agent(lab.guestWithAgent("lab.disk=on")))
                        .within(BOOT)
                        // The guest has no pgrep.
                        .lasting(List.of("sleep", "32173"), List.of("sh", "-c", "ps | grep -q '[s]leep 32173'")))
                .with(new EchoingGuest(ECHO, plain(lab.guest()), BOOT))
                .with(new GuestScreen(
                        DisplaySpec.vnc(),
                        domain -> agent(lab.guestWithAgent("lab.keys=on"))
                                .apply(domain)
                                .console(ConsoleSpec.serial()),
                        Optional.of(keyboard(uri))));
    }

    private static UnaryOperator<DomainSpecBuilder> plain(Boot boot) {
        return domain -> domain.memory(DataSize.mebibytes(128)).boot(boot);
    }

    private static UnaryOperator<DomainSpecBuilder> agent(Boot boot) {
        return domain -> plain(boot).apply(domain).channel(ChannelSpec.guestAgent());
    }

    private static GuestScreen.Keyboard keyboard(String uri) {
        // One for all looks, until this process ends: libvirt's embedded driver can be opened some twenty times in its
        // life.
        Supplier<Hypervisor> host = Suppliers.memoize(() -> Hypervisors.connect(uri));
        return new GuestScreen.Keyboard(
                domain -> {
                    try {
                        return keys(host.get(), domain).contains("KEYS");
                    } catch (HypervisorException e) {
                        return false; // its agent does not answer yet, or the file is not there yet
                    }
                },
                domain -> pressed(keys(host.get(), domain)),
                BOOT);
    }

    /** The guest keeps a file of what was pressed. Its console is the session's that started it. */
    private static List<String> keys(Hypervisor host, String name) {
        byte[] file = host.domains().get(name).guest().read("/run/keys", Duration.ofSeconds(5));
        return new String(file, StandardCharsets.US_ASCII).lines().toList();
    }

    /** Those together that were down until the last of them was let go. */
    static List<List<KeyCode>> pressed(List<String> lines) {
        List<List<KeyCode>> all = new ArrayList<>();
        List<KeyCode> together = new ArrayList<>();
        int down = 0;
        for (String line : lines) {
            if (line.matches("KEY \\d+ [01]")) {
                String[] words = line.split(" ", -1);
                if (words[2].equals("1")) {
                    together.add(new KeyCode(Integer.parseInt(words[1])));
                    down++;
                } else if (--down == 0) {
                    all.add(List.copyOf(together));
                    together.clear();
                }
            }
        }
        return all;
    }
}
