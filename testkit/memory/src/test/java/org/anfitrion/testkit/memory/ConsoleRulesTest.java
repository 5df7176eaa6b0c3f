package org.anfitrion.testkit.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.spi.ConsoleOutput;
import org.anfitrion.spi.ConsoleStart;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.PowerAction;
import org.junit.jupiter.api.Test;

class ConsoleRulesTest {

    private final MemoryHypervisor host = new MemoryHypervisor();
    private final Bench bench = Bench.on(host);

    @Test
    void whoeverStartedADomainGetsEveryByteHoweverLate() {
        host.guest("web").onStart(boot -> boot.println("first").println("second"));
        DomainId web = bench.started("web").id();

        assertEquals("first\r\nsecond\r\n", bench.output(web));
        assertEquals("first\r\nsecond\r\n", bench.output(web), "readers do not take bytes from each other");
    }

    @Test
    void aReaderCanBeginWithWhatComesNext() {
        DomainId web = bench.started("web").id();
        long position = bench.console().attach(web, 0, ConsoleStart.NOW);

        host.guest("web").now(script -> script.print("later"));

        ConsoleOutput output = bench.console().read(web, 0, position, Bench.soon());
        assertEquals("later", new String(output.bytes(), StandardCharsets.UTF_8));
    }

    @Test
    void anotherSessionSeesWhatIsPrintedFromItsFirstLookOn() {
        DomainId web = bench.started("web").id();
        Bench other = Bench.on(host);
        assertEquals("", other.output(web));

        host.guest("web").now(script -> script.print("news"));

        assertEquals("news", other.output(web));
        assertEquals("READY\r\nnews", bench.output(web));
    }

    @Test
    void positionsGrowOverRestartsAndTheRunBeginsAnew() {
        DomainId web = bench.started("web").id();
        long first = bench.console().attach(web, 0, ConsoleStart.START_OF_RUN);
        bench.power(web, PowerAction.DESTROY);
        bench.power(web, PowerAction.START);

        long second = bench.console().attach(web, 0, ConsoleStart.START_OF_RUN);

        assertEquals(first + "READY\r\n".length(), second);
        assertEquals("READY\r\n", bench.output(web));
    }

    @Test
    void whatIsTypedArrivesInOrderAndUnaltered() {
        DomainId web = bench.started("web").id();
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }

        bench.console().write(web, 0, bytes, Bench.soon());
        bench.type(web, "über\n");

        byte[] tail = "über\n".getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(bytes, bytes.length + tail.length);
        System.arraycopy(tail, 0, all, bytes.length, tail.length);
        assertArrayEquals(all, host.guest("web").typed());
    }

    @Test
    void theEndOfARunIsToldAfterItsLastByteEvenIfTheDomainIsGone() {
        DomainId web = bench.create(Bench.spec("web"), Creation.TRANSIENT).id();
        long position = bench.console().attach(web, 0, ConsoleStart.START_OF_RUN);
        bench.power(web, PowerAction.SHUTDOWN);

        ConsoleOutput last = bench.console().read(web, 0, position, Bench.soon());
        assertEquals("READY\r\nPowering off\r\n", new String(last.bytes(), StandardCharsets.UTF_8));
        assertFalse(last.ended());
        assertTrue(bench.console().read(web, 0, last.next(), Bench.soon()).ended());
    }

    @Test
    void aReaderWaitsUntilThereIsSomething() throws Exception {
        DomainId web = bench.started("web").id();
        long position = bench.console().attach(web, 0, ConsoleStart.NOW);
        CompletableFuture<ConsoleOutput> reader =
                CompletableFuture.supplyAsync(() -> bench.console().read(web, 0, position, Bench.soon()));

        host.guest("web").now(script -> script.print("at last"));

        assertEquals("at last", new String(reader.get(10, TimeUnit.SECONDS).bytes(), StandardCharsets.UTF_8));
    }

    @Test
    void aReaderGivesUpAtItsDeadline() {
        DomainId web = bench.started("web").id();
        long position = bench.console().attach(web, 0, ConsoleStart.NOW);

        ConsoleOutput nothing = bench.console().read(web, 0, position, Deadline.after(Duration.ofMillis(20)));

        assertEquals(0, nothing.bytes().length);
        assertFalse(nothing.ended());
    }

    @Test
    void aConsoleThatTheDomainDoesNotHaveIsNotFound() {
        DomainId web = bench.started("web").id();

        assertThrows(NotFoundException.class, () -> bench.console().attach(web, 1, ConsoleStart.NOW));
        assertThrows(NotFoundException.class, () -> bench.console().read(web, 1, 0, Bench.soon()));
        assertThrows(NotFoundException.class, () -> bench.console().write(web, -1, new byte[1], Bench.soon()));
    }

    @Test
    void typingToADomainThatDoesNotRunIsRefused() {
        DomainId web = bench.define("web").id();

        assertThrows(InvalidStateException.class, () -> bench.type(web, "hello\n"));
    }

    @Test
    void eachConsoleIsItsOwn() {
        DomainSpec two = DomainSpec.named("web")
                .console(ConsoleSpec.serial())
                .console(ConsoleSpec.paravirtual())
                .build();
        host.guest("web").onStart(boot -> boot.print("serial").onConsole(1).print("hvc"));
        DomainId web = bench.create(two, Creation.TRANSIENT).id();

        assertEquals("serial", bench.output(web));
        assertEquals(
                "hvc", new String(bench.console().read(web, 1, 0, Bench.soon()).bytes(), StandardCharsets.UTF_8));
    }
}
