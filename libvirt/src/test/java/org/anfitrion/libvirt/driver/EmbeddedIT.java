package org.anfitrion.libvirt.driver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.anfitrion.api.connection.Credentials;
import org.anfitrion.api.connection.GuestsOnClose;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainField;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.ResourceBusyException;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.ConsoleFacet;
import org.anfitrion.spi.ConsoleOutput;
import org.anfitrion.spi.ConsoleStart;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DomainRef;
import org.anfitrion.spi.NativeFacet;
import org.anfitrion.spi.OpenContext;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.Session;
import org.anfitrion.testkit.contract.LabProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real guest in a real QEMU, with libvirt inside this process. The lab gives kernel and place. */
class EmbeddedIT {

    private static final Set<DomainField> ALL = EnumSet.allOf(DomainField.class);
    private static final Duration BOOT = Duration.ofSeconds(90);

    private static LabProperties lab;
    private static String uri;

    private Session session;
    private ConsoleFacet consoles;

    @BeforeAll
    static void lab() {
        lab = LabProperties.raised();
        uri = "qemu:///embed?root=" + lab.get("embed.roots") + "/libvirt";
    }

    @BeforeEach
    void connect() {
        session = open(GuestsOnClose.DESTROY);
        consoles = session.facet(ConsoleFacet.class).orElseThrow();
    }

    @AfterEach
    void disconnect() {
        if (session != null) {
            session.close();
        }
    }

    private static Session open(GuestsOnClose guests) {
        return new LibvirtDriver()
                .open(
                        HypervisorUri.parse(uri),
                        new OpenContext(
                                Deadline.after(BOOT), false, Credentials.none(), guests, DataSize.kibibytes(256)));
    }

    private static DomainSpec linux(String name) {
        Boot boot = Boot.kernel(lab.get("guest.kernel"))
                .initrd(lab.get("guest.initrd"))
                .commandLine(lab.get("guest.cmdline"));
        return DomainSpec.named(name)
                .memory(DataSize.mebibytes(128))
                .boot(boot)
                .console(ConsoleSpec.serial())
                .build();
    }

    private DomainInfo start(DomainSpec spec, Creation creation) {
        return session.domains().create(spec, creation, Progress.unwatched());
    }

    /** Everything from there until the text has come, or the end of the run. */
    private byte[] read(DomainId id, long position, String until) {
        Deadline deadline = Deadline.after(BOOT);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        long next = position;
        while (!all.toString(StandardCharsets.UTF_8).contains(until)) {
            ConsoleOutput output = consoles.read(id, 0, next, deadline);
            all.writeBytes(output.bytes());
            next = output.next();
            assertFalse(deadline.hasPassed(), () -> "only: " + all.toString(StandardCharsets.UTF_8));
            if (output.ended()) {
                break;
            }
        }
        return all.toByteArray();
    }

    @Test
    void aGuestLivesFromItsFirstByteToItsLast() {
        DomainInfo defined = start(linux("life"), Creation.DEFINE);
        DomainId id = defined.id();
        DomainInfo running = session.domains().power(id, PowerAction.START, Deadline.after(BOOT));
        assertEquals(DomainState.RUNNING, running.state());
        long start = consoles.attach(id, 0, ConsoleStart.START_OF_RUN);
        byte[] first = read(id, start, "READY");

        long latecomer = consoles.attach(id, 0, ConsoleStart.START_OF_RUN);
        assertEquals(start, latecomer);
        byte[] second = read(id, latecomer, "READY");
        assertArrayEquals(first, java.util.Arrays.copyOf(second, first.length), "readers do not take from each other");

        long now = consoles.attach(id, 0, ConsoleStart.NOW);
        consoles.write(id, 0, "echo $((6 * 7)) and out\n".getBytes(StandardCharsets.UTF_8), Deadline.after(BOOT));
        read(id, now, "42 and out");
        NativeFacet natively = session.facet(NativeFacet.class).orElseThrow();
        String status = natively.call(id, "qmp", "{\"execute\":\"query-status\"}", Deadline.after(BOOT));
        assertTrue(status.contains("\"status\":\"running\""), status);

        session.domains().power(id, PowerAction.DESTROY, Deadline.after(BOOT));
        read(id, now, "never said");
        assertEquals(
                DomainState.SHUT_OFF,
                session.domains()
                        .find(new DomainRef.ById(id), ALL)
                        .orElseThrow()
                        .state(),
                "who hears the end sees it");
        assertThrows(InvalidStateException.class, () -> consoles.write(id, 0, new byte[] {10}, Deadline.after(BOOT)));
        assertThrows(NotFoundException.class, () -> consoles.attach(id, 1, ConsoleStart.NOW));
        session.domains().remove(id, Set.of());
    }

    @Test
    void aSecondRunGoesOnWhereTheFirstEnded() {
        DomainId id = start(linux("again"), Creation.DEFINE).id();
        for (int run = 0; run < 2; run++) {
            session.domains().power(id, PowerAction.START, Deadline.after(BOOT));
            long position = consoles.attach(id, 0, ConsoleStart.START_OF_RUN);
            assertTrue(run == 0 ? position == 0 : position > 0, "positions grow over runs");
            read(id, position, "READY");
            session.domains().power(id, PowerAction.DESTROY, Deadline.after(BOOT));
        }
        session.domains().remove(id, Set.of());
    }

    @Test
    void closingUnblocksAReaderAndTreatsGuestsAsAsked() throws Exception {
        DomainId kept;
        try (Session keeper = open(GuestsOnClose.KEEP)) {
            kept = keeper.domains()
                    .create(linux("kept"), Creation.TRANSIENT, Progress.unwatched())
                    .id();
        }
        DomainId mayfly = start(linux("mayfly"), Creation.EPHEMERAL).id();
        DomainId mine = start(linux("mine"), Creation.TRANSIENT).id();
        long now = consoles.attach(mine, 0, ConsoleStart.NOW);
        CompletableFuture<byte[]> reader = CompletableFuture.supplyAsync(() -> read(mine, now, "never said"));
        session.close();
        ExecutionException ended = assertThrows(ExecutionException.class, () -> reader.get(10, TimeUnit.SECONDS));
        assertTrue(ended.getCause() instanceof InvalidStateException, ended::toString);

        session = open(GuestsOnClose.KEEP);
        assertEquals(Optional.empty(), session.domains().find(new DomainRef.ById(mayfly), ALL));
        assertEquals(Optional.empty(), session.domains().find(new DomainRef.ById(mine), ALL));
        DomainInfo survivor =
                session.domains().find(new DomainRef.ById(kept), ALL).orElseThrow();
        assertEquals(DomainState.RUNNING, survivor.state());
        consoles = session.facet(ConsoleFacet.class).orElseThrow();
        long position = consoles.attach(kept, 0, ConsoleStart.NOW);
        consoles.write(kept, 0, "\necho still $((40 + 2))\n".getBytes(StandardCharsets.UTF_8), Deadline.after(BOOT));
        read(kept, position, "still 42");
        session.domains().power(kept, PowerAction.DESTROY, Deadline.after(BOOT));
    }

    @Test
    void aConsoleServesOneSession() {
        DomainId id = start(linux("shared"), Creation.EPHEMERAL).id();
        try (Session other = open(GuestsOnClose.KEEP)) {
            ConsoleFacet theirs = other.facet(ConsoleFacet.class).orElseThrow();
            assertThrows(ResourceBusyException.class, () -> theirs.attach(id, 0, ConsoleStart.NOW));
        }
    }

    @Test
    void aMissingFileIsNamedBeforeAnythingIsSent() {
        DomainSpec spec = linux("incomplete").toBuilder()
                .disk(DiskSpec.file("/no/such/image.raw"))
                .build();
        NotFoundException missing = assertThrows(NotFoundException.class, () -> start(spec, Creation.TRANSIENT));
        assertTrue(missing.getMessage().contains("/no/such/image.raw"), missing.getMessage());
        DomainId id = start(spec, Creation.DEFINE).id();
        assertThrows(
                NotFoundException.class, () -> session.domains().power(id, PowerAction.START, Deadline.after(BOOT)));
        session.domains().remove(id, Set.of());
    }

    @Test
    void aProcessHasOneRoot() {
        String other = uri + "-2";
        OpenContext context = TestHost.context(false, Credentials.none());
        assertThrows(InvalidStateException.class, () -> new LibvirtDriver().open(HypervisorUri.parse(other), context));
    }
}
