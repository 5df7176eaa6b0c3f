package org.anfitrion.driver.kvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;
import org.anfitrion.api.Console;
import org.anfitrion.api.ConsoleMatch;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.ResourceBusyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The consoles of a guest behind a daemon: what it writes is read, and what is typed it does. */
class ConsoleIT {

    private static final Lab LAB = Lab.raised();

    private GuestHost guests;

    @BeforeEach
    void connect() throws IOException {
        assumeTrue(LAB.unobtainable().isEmpty(), () -> LAB.unobtainable().orElse(""));
        guests = GuestHost.at(LAB, LAB.daemon(), Files.createDirectories(LAB.place("c")));
    }

    @AfterEach
    void disconnect() {
        guests.close();
    }

    private Domain defined() {
        return guests.define(guests.guest("console-" + UUID.randomUUID()).build());
    }

    /** Types a calculation, whose result is not what the terminal echoes. */
    private static void calculates(Console console, int a, int b) {
        console.send("echo result=$((" + a + " * " + b + "))\n");
        console.expect("result=" + a * b, GuestHost.PATIENCE);
    }

    @Test
    void theGuestsShellDoesWhatIsTypedAndItsAnswerIsRead() {
        Domain domain = defined();
        Console console = guests.boot(domain);

        calculates(console, 6, 7);

        String text = "ünï ¢ode \"$(id)\" \\ ; | ~";
        console.send("cat > /tmp/typed <<'END'\n" + text + "\nEND\nhexdump -v -e '1/1 \"%02x\"' /tmp/typed; echo :\n");
        ConsoleMatch typed = console.expect(Pattern.compile("\\n([0-9a-f]+):"), GuestHost.PATIENCE);
        assertEquals(
                HexFormat.of().formatHex((text + "\n").getBytes(StandardCharsets.UTF_8)),
                typed.groups().get(0),
                "what arrived in the guest, byte by byte");
        console.send("seq 1 20000\n");
        String numbers = console.expect("\n20000\r\n", GuestHost.PATIENCE).before();
        assertTrue(numbers.contains("\n12345\r\n"), "a long answer is whole");
        assertEquals(0, console.missedBytes());
        console.send("poweroff\n");
        assertThrows(InvalidStateException.class, () -> console.expect("never", GuestHost.PATIENCE));
        assertFalse(domain.info().state().isActive());
    }

    @Test
    void readersComeLateReadAllAndTakeNothingFromEachOther() {
        Domain domain = defined();
        Console first = guests.boot(domain);
        calculates(first, 11, 13);

        Console second = domain.console();
        ConsoleMatch seen = second.expect("result=143", GuestHost.PATIENCE);
        assertTrue(seen.before().contains("READY"), "the second reader begins at the first byte");
        calculates(second, 17, 19);
        first.expect("result=323", GuestHost.PATIENCE);
        Console third = domain.console();
        assertTrue(
                third.expect("result=323", GuestHost.PATIENCE).before().contains("result=143"),
                "the third reader has both");
    }

    @Test
    void eachConsoleOfAGuestIsItsOwn() {
        Boot.Kernel both = LAB.guest().commandLine(LAB.guest().arguments() + " console=hvc0");
        Domain domain = guests.define(guests.guest("console-" + UUID.randomUUID())
                .boot(both)
                .console(ConsoleSpec.paravirtual())
                .build());
        domain.start();
        Console serial = domain.console(0);
        Console paravirtual = domain.console(1);
        serial.expect("READY", GuestHost.PATIENCE);
        paravirtual.expect("READY", GuestHost.PATIENCE);

        serial.send("tty\n");
        serial.expect("/dev/ttyS0", GuestHost.PATIENCE);
        paravirtual.send("tty\n");
        paravirtual.expect("/dev/hvc0", GuestHost.PATIENCE);

        assertThrows(NotFoundException.class, () -> domain.console(2));
    }

    @Test
    void aGuestThatAnotherConnectionStartedIsTypedToOnceItsConsoleIsFree() {
        Domain mine = defined();
        try (Hypervisor starter = Hypervisors.connect(LAB.daemon())) {
            Domain theirs = starter.domains().get(mine.info().name());
            theirs.start();
            theirs.console().expect("READY", GuestHost.PATIENCE);

            ResourceBusyException busy = assertThrows(ResourceBusyException.class, mine::console);
            assertTrue(busy.getMessage().contains("somebody else is connected"), busy::getMessage);
        }

        Console console = mine.console();
        calculates(console, 21, 4);
        try (Hypervisor other = Hypervisors.connect(LAB.daemon())) {
            Domain again = other.domains().get(mine.info().name());
            assertThrows(ResourceBusyException.class, again::console, "one connection at a time");
        }
        calculates(console, 21, 5);
        assertTrue(
                mine.console().expect("result=105", GuestHost.PATIENCE).before().contains("result=84"),
                "a second reader has what came since the first look");
    }

    @Test
    void aConsoleGoesOnInTheNextRun() {
        Domain domain = defined();
        Console console = guests.boot(domain);
        domain.destroy();
        assertThrows(InvalidStateException.class, () -> console.send("echo lost\n"), "typed into the void");

        domain.start();

        console.expect("READY", GuestHost.PATIENCE);
        calculates(console, 12, 12);
    }
}
